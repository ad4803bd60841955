//! Keys of the service: made once and shown once; the file has only their digests, so whoever reads it cannot use them.

mod file;
mod secret;

pub use file::{Key, KeyFault, KeyFile, Scope};
pub use secret::{Secret, digest, is_key};
