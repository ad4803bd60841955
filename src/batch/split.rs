//! Bytes cut into rows, whether they come from a file or over the network.

use std::io::Read;

use super::answer::Setup;
use super::block::Rows;
use super::error::BatchError;
use super::format::Source;
use crate::wire::Problem;

/// How many bytes are asked for at once.
const READ_BYTES: usize = 128 << 10;

/// Cuts a stream of bytes into rows.
pub trait Splitter: Send {
    /// Takes bytes, and gives the rows that are whole by now.
    ///
    /// # Errors
    /// When the stream as a whole is not what it should be.
    fn push(&mut self, setup: &Setup<'_>, bytes: &[u8]) -> Result<Vec<Box<dyn Rows>>, Problem>;

    /// Gives what is left once the stream is at its end.
    ///
    /// # Errors
    /// As [`Self::push`].
    fn end(&mut self, setup: &Setup<'_>) -> Result<Vec<Box<dyn Rows>>, Problem>;
}

/// A stream that is read and cut.
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

/// Whole lines out of pieces of a stream.
#[derive(Debug, Default)]
pub(super) struct Lines {
    rest: Vec<u8>,
    /// Whether the rest already holds more than a line may, and what follows of the line is dropped.
    overlong: bool,
}

impl Lines {
    /// Takes bytes, and gives whole lines, each with its end. A line that is longer than `most` loses what is beyond the
    /// first byte too many, so that nothing can fill the memory.
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

    /// What stands behind the last end of a line.
    pub(super) fn end(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.rest)
    }
}

/// The byte order mark that some programs put before UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
