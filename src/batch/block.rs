//! Rows on their way: read together, answered one by one, written together.

use arrow_array::RecordBatch;

use super::answer::{Answered, Setup};
use crate::wire::{Problem, RowRequest};

/// A row of the input.
#[derive(Debug)]
pub struct InputRow {
    /// The line that it begins on, or for a format without lines the row; both count from 1.
    pub line: u64,
    /// The id as it stands, for a row that was refused.
    pub id: Option<String>,
    pub request: Result<RowRequest, Problem>,
}

/// Rows that were read together.
pub trait Rows: Send {
    /// The next one; reading what it says is left to whoever answers it.
    fn next(&mut self, setup: &Setup<'_>) -> Option<InputRow>;
}

/// Answers that are written together.
#[derive(Debug)]
pub enum Block {
    Bytes(Vec<u8>),
    Columns(RecordBatch),
}

/// Makes a block of answers.
pub trait Builder: Send {
    fn push(&mut self, setup: &Setup<'_>, row: &Answered<'_>);

    /// About how many bytes it holds.
    fn size(&self) -> usize;

    /// What it holds; it is empty afterwards.
    fn take(&mut self) -> Block;
}
