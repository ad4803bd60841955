//! Reads CSV: splits a stream into records and returns their cells as rows.

use std::io::Cursor;
use std::sync::Arc;

use super::super::answer::Setup;
use super::super::block::{InputRow, Rows};
use super::super::error::BatchError;
use super::super::format::{Input, Source};
use super::super::split::{BYTE_ORDER_MARK, Split, Splitter};
use crate::wire::{Columns, Problem, ProblemKind, Row, RowRequest};
use crate::words::{fill_text, text};

pub(super) fn source(input: Input, _: &Setup<'_>) -> Result<Box<dyn Source>, BatchError> {
    Ok(Box::new(Split::new(input.stream()?, Box::new(CsvSplitter::default()))))
}

/// Quoting state of a byte (RFC 4180): a quote opens only at the start of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    #[default]
    CellStart,
    Cell,
    Quoted,
    /// After a quote inside quotes: the closing quote, or the first half of a doubled one.
    Quote,
}

#[derive(Debug, Default)]
pub(super) struct CsvSplitter {
    table: Option<Table>,
    rest: Vec<u8>,
    /// The number of bytes scanned, and the state there.
    seen: usize,
    at: At,
    /// The number of lines returned so far.
    lines: u64,
}

/// The header.
#[derive(Clone, Debug)]
struct Table {
    columns: Arc<Columns>,
    delimiter: u8,
}

impl CsvSplitter {
    /// Returns the ends of the first and the last complete record.
    fn find_record_ends(&mut self) -> (Option<usize>, Option<usize>) {
        let delimiter = self.table.as_ref().map(|table| table.delimiter);
        let is_delimiter = |byte| delimiter.map_or(matches!(byte, b',' | b';' | b'\t'), |one| one == byte);
        let (mut first, mut last) = (None, None);
        let fresh = &self.rest[self.seen..];
        if self.at != At::Quoted && self.at != At::Quote && memchr::memchr(b'"', fresh).is_none() {
            // Nothing is quoted, as in most files, so every line end ends a record.
            first = memchr::memchr(b'\n', fresh).map(|at| self.seen + at + 1);
            last = memchr::memrchr(b'\n', fresh).map(|at| self.seen + at + 1);
            let ends_cell = fresh.last().is_none_or(|byte| *byte == b'\n' || is_delimiter(*byte));
            self.at = if ends_cell { At::CellStart } else { At::Cell };
        } else {
            for (index, byte) in fresh.iter().enumerate() {
                self.at = match (self.at, *byte) {
                    (At::CellStart, b'"') | (At::Quote, b'"') => At::Quoted,
                    (At::Quoted, b'"') => At::Quote,
                    (At::Quoted, _) => At::Quoted,
                    (_, b'\n') => {
                        last = Some(self.seen + index + 1);
                        first = first.or(last);
                        At::CellStart
                    }
                    (_, byte) if is_delimiter(byte) => At::CellStart,
                    _ => At::Cell,
                };
            }
        }
        self.seen = self.rest.len();
        (first, last)
    }

    /// Takes this many bytes from the buffer.
    fn take(&mut self, size: usize) -> Vec<u8> {
        let later = self.rest.split_off(size);
        self.seen -= size;
        std::mem::replace(&mut self.rest, later)
    }

    fn read_header(&mut self, setup: &Setup<'_>, size: usize) -> Result<(), Problem> {
        let line = self.take(size);
        let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line);
        let delimiter = [b',', b';', b'\t'].into_iter().find(|one| line.contains(one)).unwrap_or(b',');
        let mut record = csv::StringRecord::new();
        reader(line, delimiter).read_record(&mut record).map_err(|_| not_text(text("batch.csv.header_not_text")))?;
        let ignored = |name: &str| setup.ignored.iter().any(|ignored| ignored == name);
        let columns = Columns::new(setup.advisor.catalogue(), &record, ignored)?;
        self.lines += memchr::memchr_iter(b'\n', line).count() as u64;
        self.table = Some(Table { columns: Arc::new(columns), delimiter });
        Ok(())
    }

    fn blocks(&mut self, bytes: Vec<u8>) -> Vec<Box<dyn Rows>> {
        let Some(table) = self.table.clone().filter(|_| !bytes.is_empty()) else { return Vec::new() };
        let lines = memchr::memchr_iter(b'\n', &bytes).count() as u64;
        let records = reader_of(Cursor::new(bytes), table.delimiter);
        let rows = CsvRows { records, room: csv::ByteRecord::new(), table, lines: self.lines, counted: 0 };
        self.lines += lines;
        vec![Box::new(rows)]
    }
}

impl Splitter for CsvSplitter {
    fn push(&mut self, setup: &Setup<'_>, bytes: &[u8]) -> Result<Vec<Box<dyn Rows>>, Problem> {
        self.rest.extend_from_slice(bytes);
        let (first, last) = self.find_record_ends();
        if self.rest.len() - last.unwrap_or(0) > setup.line_bytes {
            let slots = [("line", &*(self.lines + 1).to_string()), ("most", &setup.line_bytes.to_string())];
            return Err(Problem::new(ProblemKind::TooLarge, fill_text("batch.csv.record_too_long", &slots)));
        }
        let (Some(first), Some(mut last)) = (first, last) else { return Ok(Vec::new()) };
        if self.table.is_none() {
            self.read_header(setup, first)?;
            last -= first;
        }
        let bytes = self.take(last);
        Ok(self.blocks(bytes))
    }

    fn end(&mut self, setup: &Setup<'_>) -> Result<Vec<Box<dyn Rows>>, Problem> {
        if self.table.is_none() {
            if self.rest.is_empty() {
                return Err(Problem::new(ProblemKind::Malformed, text("batch.csv.empty")));
            }
            self.read_header(setup, self.rest.len())?;
        }
        let bytes = std::mem::take(&mut self.rest);
        Ok(self.blocks(bytes))
    }
}

fn reader_of<R: std::io::Read>(bytes: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes)
}

fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    reader_of(bytes, delimiter)
}

fn not_text(detail: &str) -> Problem {
    Problem::new(ProblemKind::Malformed, detail)
}

struct CsvRows {
    records: csv::Reader<Cursor<Vec<u8>>>,
    /// A reusable buffer for a record.
    room: csv::ByteRecord,
    table: Table,
    /// The number of line ends before the byte up to which lines were counted.
    lines: u64,
    counted: usize,
}

impl Row for csv::StringRecord {
    fn cell(&self, column: usize) -> &str {
        self.get(column).map_or("", |cell| cell.trim_ascii())
    }
}

impl Rows for CsvRows {
    fn next(&mut self, setup: &Setup<'_>) -> Option<InputRow> {
        if !self.records.read_byte_record(&mut self.room).expect("reading from memory does not fail") {
            return None;
        }
        let line = self.line();
        let record = match csv::StringRecord::from_byte_record(std::mem::take(&mut self.room)) {
            Ok(record) => record,
            Err(_) => return Some(InputRow { line, id: None, request: Err(not_text(text("batch.csv.row_not_text"))) }),
        };
        let id = self.table.columns.id(&record).map(str::to_owned);
        let request = self.read(setup, &record).map(|profile| RowRequest { profile, options: None });
        self.room = record.into_byte_record();
        Some(InputRow { line, id, request })
    }
}

impl CsvRows {
    /// Returns the line where the record starts. The reader's position is before the line ends that it skips.
    fn line(&mut self) -> u64 {
        let bytes = self.records.get_ref().get_ref();
        let from = self.room.position().map_or(0, |place| place.byte() as usize);
        let passed = bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.lines += memchr::memchr_iter(b'\n', &bytes[self.counted..from + passed]).count() as u64;
        self.counted = from + passed;
        self.lines + 1
    }

    fn read(&self, setup: &Setup<'_>, record: &csv::StringRecord) -> Result<crate::catalogue::Profile, Problem> {
        let (given, width) = (record.len(), self.table.columns.width());
        if given != width {
            let slots = [("expected", &*width.to_string()), ("found", &given.to_string())];
            return Err(Problem::new(ProblemKind::Malformed, fill_text("batch.csv.cells", &slots)));
        }
        self.table.columns.read(setup.advisor, record)
    }
}
