//! Splits bytes from a file or the network into rows.

use std::io::Read;

use super::answer::Setup;
use super::block::Rows;
use super::error::BatchError;
use super::format::Source;
use crate::wire::Problem;

/// The size of one read, in bytes.
const READ_BYTES: usize = 128 << 10;

/// Splits a stream of bytes into rows.
pub trait Splitter: Send {
    /// Adds bytes and returns the rows that are now complete.
    ///
    /// # Errors
    /// If the stream as a whole is invalid.
    fn push(&mut self, setup: &Setup<'_>, bytes: &[u8]) -> Result<Vec<Box<dyn Rows>>, Problem>;

    /// Returns the remaining rows at the end of the stream.
    ///
    /// # Errors
    /// Same as [`Self::push`].
    fn end(&mut self, setup: &Setup<'_>) -> Result<Vec<Box<dyn Rows>>, Problem>;
}

/// A source that reads and splits a stream.
pub(super) struct Split {
    stream: Box<dyn Read + Send>,
    splitter: Box<dyn Splitter>,
    buffer: Vec<u8>,
    at_end: bool,
}

impl Split {
    pub(super) fn new(stream: Box<dyn Read + Send>, splitter: Box<dyn Splitter>) -> Self {
        Self { stream, splitter, buffer: vec![0; READ_BYTES], at_end: false }
    }
}

impl Source for Split {
    fn next(&mut self, setup: &Setup<'_>) -> Result<Option<Vec<Box<dyn Rows>>>, BatchError> {
        if self.at_end {
            return Ok(None);
        }
        let size = loop {
            match self.stream.read(&mut self.buffer) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                other => break other.map_err(BatchError::Read)?,
            }
        };
        let rows = if size == 0 {
            self.at_end = true;
            self.splitter.end(setup)
        } else {
            self.splitter.push(setup, &self.buffer[..size])
        };
        rows.map(Some).map_err(BatchError::Input)
    }
}

/// Assembles complete lines from pieces of a stream.
#[derive(Debug, Default)]
pub(super) struct Lines {
    rest: Vec<u8>,
    /// Whether the current line exceeds the limit, so that the rest of the line is dropped.
    overlong: bool,
}

impl Lines {
    /// Adds bytes and returns complete lines with their line ends. A line longer than `most` is cut one byte after
    /// the limit, so that it cannot fill the memory.
    pub(super) fn push(&mut self, mut bytes: &[u8], most: usize) -> Vec<u8> {
        if self.overlong {
            let Some(end) = memchr::memchr(b'\n', bytes) else { return Vec::new() };
            bytes = &bytes[end..];
            self.overlong = false;
        }
        let whole = memchr::memrchr(b'\n', bytes).map_or(0, |last| last + 1);
        let mut lines = Vec::new();
        if whole > 0 {
            lines = std::mem::take(&mut self.rest);
            lines.extend_from_slice(&bytes[..whole]);
        }
        self.rest.extend_from_slice(&bytes[whole..]);
        if self.rest.len() > most {
            self.rest.truncate(most + 1);
            self.overlong = true;
        }
        lines
    }

    /// Returns the text after the last line end.
    pub(super) fn end(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.rest)
    }
}

/// The byte order mark that some programs write before UTF-8 text.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
