//! Errors that stop a run. A bad row does not: its answer is its problem.

use crate::wire::Problem;

#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    #[error("cannot read the input: {0}")]
    Read(std::io::Error),
    #[error("cannot write the output: {0}")]
    Write(std::io::Error),
    /// The input as a whole is invalid.
    #[error("{}", .0.told())]
    Input(Problem),
}
