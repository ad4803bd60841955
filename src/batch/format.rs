//! The list of formats, shared by the command, the HTTP API and the documents.

use std::fs::File;
use std::io::{Read, Write};

use super::answer::{AnswerKind, Setup};
use super::block::{Block, Builder, Rows};
use super::compression::{Compression, Finish};
use super::error::BatchError;
use super::split::Splitter;
use super::{csv, ndjson, parquet};

/// All formats.
pub const FORMATS: &[Format] = &[ndjson::FORMAT, csv::FORMAT, parquet::FORMAT];

/// A file format of rows.
#[derive(Clone, Copy)]
pub struct Format {
    pub id: &'static str,
    /// Its file extensions, without the dot.
    pub endings: &'static [&'static str],
    /// The default answer kind.
    pub kind: AnswerKind,
    /// How it streams, as over HTTP; `None` if reading needs the whole file.
    pub stream: Option<Stream>,
    pub source: OpenSource,
    /// Returns the header before the first answer of a stream.
    pub head: fn(&Setup<'_>) -> Vec<u8>,
    pub builder: fn(&Setup<'_>) -> Box<dyn Builder>,
    pub sink: OpenSink,
}

/// How a format streams.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    pub splitter: fn() -> Box<dyn Splitter>,
    /// Its media types; the first one is in the description of the API.
    pub media: &'static [&'static str],
    /// The content type of answers.
    pub content_type: &'static str,
    /// An example body in the description of the API.
    pub example: &'static str,
}

/// Returns the default answer of each of these formats, for help texts.
pub fn default_answers<'a>(formats: impl Iterator<Item = &'a Format>) -> String {
    formats.map(|format| format!("`{}` for {}", format.kind.id(), format.id)).collect::<Vec<_>>().join(", ")
}

/// Starts reading an input.
pub type OpenSource = fn(Input, &Setup<'_>) -> Result<Box<dyn Source>, BatchError>;

/// Starts writing an output.
pub type OpenSink = fn(Box<dyn Finish>, &Setup<'_>) -> Result<Box<dyn Sink>, BatchError>;

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// A source of rows.
pub trait Source: Send {
    /// Returns more rows, or `None` at the end. A list may be empty while a row is incomplete.
    ///
    /// # Errors
    /// If the run cannot continue.
    fn next(&mut self, setup: &Setup<'_>) -> Result<Option<Vec<Box<dyn Rows>>>, BatchError>;
}

/// A destination for answers.
pub trait Sink {
    /// # Errors
    /// If the run cannot continue.
    fn write(&mut self, block: Block) -> Result<(), BatchError>;

    /// Writes the trailer.
    ///
    /// # Errors
    /// If the run cannot continue.
    fn finish(self: Box<Self>) -> Result<(), BatchError>;
}

/// The input of a source.
pub enum Input {
    /// A stream of bytes, compressed or not.
    Stream(Box<dyn Read + Send>, Compression),
    /// A file with random access.
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

    /// Returns a file with random access; copies a stream to an unnamed temporary file first.
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

/// Returns the input as a stream of bytes.
pub(super) struct BytesSink(pub Box<dyn Finish>);

impl Sink for BytesSink {
    fn write(&mut self, block: Block) -> Result<(), BatchError> {
        match block {
            Block::Bytes(bytes) => self.0.write_all(&bytes).map_err(BatchError::Write),
            Block::Columns(_) => unreachable!("a byte format builds bytes"),
        }
    }

    fn finish(self: Box<Self>) -> Result<(), BatchError> {
        self.0.finish().map_err(BatchError::Write)
    }
}

/// Returns the format and compression of a file by its name, or `None` for an unknown extension.
pub fn format_of(name: &str) -> Option<(&'static Format, Compression)> {
    let (stem, compression) = Compression::of(name);
    let ending = stem.rsplit_once('.')?.1.to_ascii_lowercase();
    let format = FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()))?;
    Some((format, compression))
}
