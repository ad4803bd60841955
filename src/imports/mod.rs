//! Imports a survey or a roster as teams, for `backmap import` and `POST /v1/imports`, and reads files of outcomes.
//!
//! This module contains the roles of the files, the options, joining other profiles, and the report. Reading and
//! counting are in `surveys/`, file access in `cli/`, and HTTP in `api/`.

mod draft;
mod error;
mod join;
mod options;
mod outcomes;
mod report;
mod run;

pub use draft::{Proposed, propose};
pub use error::{ImportError, Part};
pub use options::{File, ImportInput, ImportSettings, least};
pub use outcomes::{OutcomeRows, read_outcomes};
pub use run::{Teams, import, is_enough};
