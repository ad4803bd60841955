//! The formats that there are: the one list that the command, HTTP and the documents go by.

use std::fs::File;
use std::io::{Read, Write};

use super::answer::{AnswerKind, Setup};
use super::block::{Block, Builder, Rows};
use super::compression::{Compression, Finish};
use super::error::BatchError;
use super::split::Splitter;
use super::{csv, ndjson, parquet};

/// Every format.
pub const FORMATS: &[Format] = &[ndjson::FORMAT, csv::FORMAT, parquet::FORMAT];

/// A way to write rows down.
#[derive(Clone, Copy)]
pub struct Format {
    pub id: &'static str,
    /// The endings of its files, without the dot.
    pub endings: &'static [&'static str],
    /// What is said of a row when nothing is asked for.
    pub kind: AnswerKind,
    /// Cuts a stream of it; `None` where the end has to be known first.
    pub splitter: Option<fn() -> Box<dyn Splitter>>,
    pub source: OpenSource,
    /// What stands before the first answer of a stream.
    pub head: fn(&Setup<'_>) -> Vec<u8>,
    pub builder: fn(&Setup<'_>) -> Box<dyn Builder>,
    pub sink: OpenSink,
}

/// Begins to read an input.
pub type OpenSource = fn(Input, &Setup<'_>) -> Result<Box<dyn Source>, BatchError>;

/// Begins to write an output.
pub type OpenSink = fn(Box<dyn Finish>, &Setup<'_>) -> Result<Box<dyn Sink>, BatchError>;

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// Where rows are read from.
pub trait Source: Send {
    /// More rows; none at the end. A list may be empty where a row goes on.
    ///
    /// # Errors
    /// When the run cannot go on.
    fn next(&mut self, setup: &Setup<'_>) -> Result<Option<Vec<Box<dyn Rows>>>, BatchError>;
}

/// Where answers are written to.
pub trait Sink {
    /// # Errors
    /// When the run cannot go on.
    fn write(&mut self, block: Block) -> Result<(), BatchError>;

    /// Writes what has to stand at the end.
    ///
    /// # Errors
    /// When the run cannot go on.
    fn finish(self: Box<Self>) -> Result<(), BatchError>;
}

/// What rows are read from.
pub enum Input {
    /// Bytes as they come, compressed or not.
    Stream(Box<dyn Read + Send>, Compression),
    /// A file that can be read in any order.
    File(File),
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Stream(..) => "Stream",
            Self::File(_) => "File",
        })
    }
}

impl Input {
    pub(super) fn stream(self) -> Result<Box<dyn Read + Send>, BatchError> {
        match self {
            Self::Stream(stream, compression) => compression.reader(stream).map_err(BatchError::Read),
            Self::File(file) => Ok(Box::new(file)),
        }
    }

    /// A file to be read in any order; a stream is first kept in a file that has no name.
    pub(super) fn file(self) -> Result<File, BatchError> {
        match self {
            Self::File(file) => Ok(file),
            Self::Stream(stream, compression) => {
                let mut file = tempfile::tempfile().map_err(BatchError::Read)?;
                let mut stream = compression.reader(stream).map_err(BatchError::Read)?;
                std::io::copy(&mut stream, &mut file).map_err(BatchError::Read)?;
                Ok(file)
            }
        }
    }
}

/// A stream of bytes.
pub(super) struct BytesSink(pub Box<dyn Finish>);

impl Sink for BytesSink {
    fn write(&mut self, block: Block) -> Result<(), BatchError> {
        match block {
            Block::Bytes(bytes) => self.0.write_all(&bytes).map_err(BatchError::Write),
            Block::Columns(_) => unreachable!("a format of bytes builds bytes"),
        }
    }

    fn finish(self: Box<Self>) -> Result<(), BatchError> {
        self.0.finish().map_err(BatchError::Write)
    }
}

/// The format and compression of a file by its name; none where its ending is unknown.
pub fn format_of(name: &str) -> Option<(&'static Format, Compression)> {
    let (stem, compression) = Compression::of(name);
    let ending = stem.rsplit_once('.')?.1.to_ascii_lowercase();
    let format = FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()))?;
    Some((format, compression))
}
