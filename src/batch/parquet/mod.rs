//! Parquet: the columns of CSV with types.

mod cells;
mod input;
mod output;

pub use output::ColumnPart;

use super::answer::AnswerKind;
use super::error::BatchError;
use super::format::Format;
use crate::wire::{Problem, ProblemKind};
use crate::words::fill_text;

pub(super) const FORMAT: Format = Format {
    id: "parquet",
    endings: &["parquet"],
    kind: AnswerKind::Places,
    stream: None,
    source: input::source,
    head: |_| Vec::new(),
    builder: output::builder,
    sink: output::sink,
};

/// Reports a file that is not readable Parquet.
fn unreadable(error: impl std::fmt::Display) -> BatchError {
    let detail = fill_text("batch.parquet.unreadable", &[("why", &error.to_string())]);
    BatchError::Input(Problem::new(ProblemKind::Malformed, detail))
}
