//! Blocks of rows: read together, answered one by one, written together.

use super::answer::{Answered, Setup};
use super::parquet::ColumnPart;
use crate::wire::{Problem, RowRequest};

/// An input row.
#[derive(Debug)]
pub struct InputRow {
    /// The number of its first line, or of the row for a format without lines; both count from 1.
    pub line: u64,
    /// The unchecked id, for the error of a rejected row.
    pub id: Option<String>,
    pub request: Result<RowRequest, Problem>,
    /// The cells of the columns that [`Setup::kept`] names, in that order; `None` where the row has none.
    pub kept: Vec<Option<String>>,
}

/// A row whose answers are whole; its room is used again for the next one.
#[derive(Debug, Default)]
pub struct PackedRow {
    /// The id; empty if the row has none.
    pub id: String,
    /// The answers, in the layout of [`Setup::layout`].
    pub team: Vec<u8>,
}

/// A block of input rows.
pub trait Rows: Send {
    /// Packs the next row if its answers are whole. If not, it is left to [`next`](Self::next).
    fn next_packed(&mut self, _: &Setup<'_>, _: &mut PackedRow) -> bool {
        false
    }

    /// Returns the next row. The worker that answers it parses it.
    fn next(&mut self, setup: &Setup<'_>) -> Option<InputRow>;
}

/// A block of answers.
#[derive(Debug)]
pub enum Block {
    Bytes(Vec<u8>),
    Columns(Vec<ColumnPart>),
}

/// Builds a block of answers.
pub trait Builder: Send {
    fn push(&mut self, setup: &Setup<'_>, row: &Answered<'_>);

    /// Returns its approximate size in bytes.
    fn size(&self) -> usize;

    /// Takes the block, leaving the builder empty.
    fn take(&mut self) -> Block;
}
