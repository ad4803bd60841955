//! Errors that stop a run. A bad row does not: its answer is its problem.

use crate::wire::Problem;
use crate::words::fill_text;

#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    #[error("{}", fill_text("batch.cannot_read", &[("why", &.0.to_string())]))]
    Read(std::io::Error),
    #[error("{}", fill_text("batch.cannot_write", &[("why", &.0.to_string())]))]
    Write(std::io::Error),
    /// The input as a whole is invalid.
    #[error("{}", .0.summary())]
    Input(Problem),
}
