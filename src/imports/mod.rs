//! A survey or a roster, with what belongs to it, as teams: the way that `backmap import` and `POST /v1/imports` share.
//!
//! What lives here: which file is what, the options, filling in from other profiles, and the shape of what is said
//! afterwards. What does not: reading and counting (`surveys/`), files on a disk (`cli/`), and HTTP (`api/`).

mod draft;
mod error;
mod join;
mod options;
mod report;
mod run;

pub use draft::{Proposed, propose};
pub use error::{ImportError, Part};
pub use options::{Asked, File, Wanted, least};
pub use run::{Teams, import, is_enough};
