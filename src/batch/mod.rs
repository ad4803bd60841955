//! Batches: reads rows of profiles and writes rows of answers, in input order and constant memory.
//!
//! This module contains the formats (one file each, and one line in [`FORMATS`]), answering rows, and the run that
//! keeps every core busy. The meaning of a row is in `wire`. The command line and HTTP both use this module.

mod answer;
mod block;
mod collect;
mod compression;
mod csv;
mod error;
mod format;
mod gather;
mod ndjson;
mod parquet;
mod records;
mod run;
mod split;
mod tally;

pub use answer::{AnswerKind, Answered, Said, Setup, answer_some};
pub use block::{Block, Builder, InputRow, PackedRow, Rows};
pub use collect::{KeptProfile, collect, collect_kept};
pub use compression::Compression;
pub use error::BatchError;
pub use format::{FORMATS, Format, Input, Sink, Source, Stream, default_answers, format_of};
pub use gather::gather;
pub use run::{Progress, run};
pub use split::Splitter;
pub use tally::{Fault, Tally};
