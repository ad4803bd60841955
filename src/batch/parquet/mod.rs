//! Parquet: the columns of CSV, each with a type.

mod input;
mod output;

use super::answer::AnswerKind;
use super::error::BatchError;
use super::format::Format;
use crate::wire::{Problem, ProblemKind};

pub(super) const FORMAT: Format = Format {
    id: "parquet",
    endings: &["parquet"],
    kind: AnswerKind::Places,
    splitter: None,
    source: input::source,
    head: |_| Vec::new(),
    builder: output::builder,
    sink: output::sink,
};

/// A file that is no Parquet, or not one that can be read.
fn unreadable(error: impl std::fmt::Display) -> BatchError {
    BatchError::Input(Problem::new(ProblemKind::Malformed, format!("the input cannot be read as Parquet: {error}")))
}
