//! Many teams: rows of profiles in, rows of answers out, in the order of the input and in constant memory.
//!
//! What lives here: the formats, one file each and one line in [`FORMATS`]; how rows are answered; and the run that keeps
//! every core busy. What deliberately does not: what a row means (that is `wire`), the command line and HTTP, which both
//! take their rows through here.

mod answer;
mod block;
mod compression;
mod csv;
mod error;
mod format;
mod ndjson;
mod parquet;
mod records;
mod run;
mod split;
mod tally;

pub use answer::{AnswerKind, Answered, Said, Setup, answer_some};
pub use block::{Block, Builder, InputRow, Rows};
pub use compression::Compression;
pub use error::BatchError;
pub use format::{FORMATS, Format, Input, Sink, Source, format_of};
pub use run::{Progress, run};
pub use split::Splitter;
pub use tally::{Fault, Tally};
