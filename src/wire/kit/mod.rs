//! The kit of every shape: reading objects and describing them, showing parts of the domain, numbers, and problems.
//!
//! It knows no request and no answer.

pub mod fields;
pub mod number;
pub mod problem;
pub mod reader;
pub mod schema;
pub mod view;
mod writer;
