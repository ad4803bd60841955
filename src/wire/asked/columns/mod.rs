//! A profile as a table row: column names and cell values.
//!
//! The JSON reader alone defines what an answer means. Common cells are read directly ([`quick`]). Any other row is
//! written as the JSON of a profile and read from there, so an invalid cell gets the same message as an invalid field,
//! with the column name as its place.

mod cells;
mod names;
mod packed;
mod quick;
mod text;

use super::request::read_profile;
use crate::advisor::Advisor;
use crate::catalogue::Profile;
use crate::wire::kit::problem::Problem;
use crate::words::fill_text;

pub use cells::{Columns, Row};
pub(super) use names::by_column;
pub use packed::Packing;
pub(super) use text::{ids, object, plain};

impl Columns {
    /// Reads a row.
    ///
    /// # Errors
    /// An `invalid` problem with every invalid cell, by column name.
    pub fn read<R: Row + ?Sized>(&self, advisor: &Advisor, row: &R) -> Result<Profile, Problem> {
        if let Some(at) = self.blank.iter().find(|at| !row.cell(**at).is_empty()) {
            let detail = fill_text("wire.column.blank", &[("column", &(at + 1).to_string())]);
            return Err(Problem::of_fields([((at + 1).to_string(), detail)]));
        }
        if let Some(profile) = self.quick(advisor.catalogue(), row) {
            return Ok(profile);
        }
        let json = self.json(advisor.catalogue(), row)?;
        read_profile(advisor, &json).map_err(by_column)
    }
}
