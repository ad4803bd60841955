//! Why a run cannot go on. A bad row is no such reason: it is answered with its problem.

use crate::wire::Problem;

#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    #[error("cannot read the input: {0}")]
    Read(std::io::Error),
    #[error("cannot write the output: {0}")]
    Write(std::io::Error),
    /// The input as a whole is not what it should be.
    #[error("{}", .0.told())]
    Input(Problem),
}
