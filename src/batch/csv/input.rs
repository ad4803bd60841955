//! Reads CSV: splits a stream into records and returns their cells as rows.

use std::io::Cursor;
use std::sync::Arc;

use super::super::answer::Setup;
use super::super::block::{InputRow, PackedRow, Rows};
use super::super::error::BatchError;
use super::super::format::{Input, Source};
use super::super::split::{Split, Splitter};
use crate::tables::{DELIMITERS, Transcoder, decode_cell, delimiter_of, line_ends, named_delimiter};
use crate::wire::{Columns, Packing, Problem, ProblemKind, Row, RowRequest};
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
    transcoder: Transcoder,
    /// The delimiter that a line before the header names; the inner option is empty once that was looked for.
    named: Option<Option<u8>>,
    table: Option<Table>,
    rest: Vec<u8>,
    /// The number of bytes scanned, and the state there.
    seen: usize,
    at: At,
    at_end: bool,
    /// The number of lines returned so far.
    lines: u64,
}

/// The header.
#[derive(Clone, Debug)]
struct Table {
    columns: Arc<Columns>,
    /// How rows of whole answers are packed, if they can be answered so.
    packing: Option<Arc<Packing>>,
    /// The places of the columns that are kept as text.
    kept: Arc<[Option<usize>]>,
    delimiter: u8,
}

/// Enough bytes to see whether a line before the header names the delimiter.
const NAMING: usize = 8;

impl CsvSplitter {
    /// Returns the ends of the first and the last complete record.
    fn find_record_ends(&mut self) -> (Option<usize>, Option<usize>) {
        let delimiter = self.table.as_ref().map(|table| table.delimiter).or(self.named.flatten());
        let is_delimiter = |byte| delimiter.map_or(DELIMITERS.contains(&byte), |one| one == byte);
        // The rest of a line end may be in the next piece.
        let is_half = !self.at_end && self.rest.last() == Some(&b'\r');
        let until = self.rest.len() - usize::from(is_half);
        let fresh = self.rest.get(self.seen..until).unwrap_or_default();
        let (mut first, mut last) = (None, None);
        if self.at != At::Quoted && self.at != At::Quote && memchr::memchr(b'"', fresh).is_none() {
            // Nothing is quoted, as in most files, so every line end ends a record.
            first = memchr::memchr2(b'\n', b'\r', fresh).map(|at| self.seen + at + 1);
            last = memchr::memrchr2(b'\n', b'\r', fresh).map(|at| self.seen + at + 1);
            first =
                first.map(|end| end + usize::from(self.rest[end - 1] == b'\r' && self.rest.get(end) == Some(&b'\n')));
            let ends_cell = fresh.last().is_none_or(|byte| matches!(byte, b'\n' | b'\r') || is_delimiter(*byte));
            self.at = if ends_cell { At::CellStart } else { At::Cell };
        } else {
            for (index, byte) in fresh.iter().enumerate() {
                let next = self.rest.get(self.seen + index + 1);
                self.at = match (self.at, *byte) {
                    (At::CellStart, b'"') | (At::Quote, b'"') => At::Quoted,
                    (At::Quoted, b'"') => At::Quote,
                    (At::Quoted, _) => At::Quoted,
                    (at, b'\r') if next == Some(&b'\n') => at,
                    (_, b'\n' | b'\r') => {
                        last = Some(self.seen + index + 1);
                        first = first.or(last);
                        At::CellStart
                    }
                    (_, byte) if is_delimiter(byte) => At::CellStart,
                    _ => At::Cell,
                };
            }
        }
        self.seen = until;
        (first, last)
    }

    /// Takes this many bytes from the buffer.
    fn take(&mut self, size: usize) -> Vec<u8> {
        let later = self.rest.split_off(size);
        self.seen = self.seen.saturating_sub(size);
        std::mem::replace(&mut self.rest, later)
    }

    /// Looks for a line that names the delimiter, once enough has arrived to see it.
    fn look_for_name(&mut self) {
        if self.named.is_none() && (self.at_end || self.rest.len() >= NAMING) {
            let named = named_delimiter(&self.rest);
            self.named = Some(named.map(|(delimiter, _)| delimiter));
            if let Some((_, size)) = named {
                self.rest.drain(..size);
                self.lines += 1;
            }
        }
    }

    fn read_header(&mut self, setup: &Setup<'_>, size: usize) -> Result<(), Problem> {
        let line = self.take(size);
        let delimiter = self.named.flatten().unwrap_or_else(|| delimiter_of(&line));
        let mut record = csv::ByteRecord::new();
        let unread = |_| Problem::new(ProblemKind::Malformed, text("batch.csv.header_not_text"));
        reader_of(line.as_slice(), delimiter).read_byte_record(&mut record).map_err(unread)?;
        let names = decoded(&record);
        let is_kept = |name: &str| setup.kept.iter().any(|kept| kept == name);
        let is_extra = |name: &str| is_kept(name) && !Columns::is_known(setup.advisor.catalogue(), name);
        let ignored = |name: &str| setup.ignored.iter().any(|ignored| ignored == name) || is_extra(name);
        let place = |kept: &String| names.iter().position(|name| name.trim_ascii() == kept);
        let kept = setup.kept.iter().map(place).collect();
        let columns = Columns::new(setup.advisor.catalogue(), &names, ignored)?;
        self.lines += ends(&line);
        let (catalogue, tables) = (setup.advisor.catalogue(), setup.advisor.tables());
        let packing = setup.layout().map(|layout| Arc::new(columns.packing(catalogue, tables, layout)));
        self.table = Some(Table { columns: Arc::new(columns), packing, kept, delimiter });
        Ok(())
    }

    fn blocks(&mut self, bytes: Vec<u8>) -> Vec<Box<dyn Rows>> {
        let Some(table) = self.table.clone().filter(|_| !bytes.is_empty()) else { return Vec::new() };
        let lines = ends(&bytes);
        let records = reader_of(Cursor::new(bytes), table.delimiter);
        let room = csv::StringRecord::new();
        let rows = CsvRows { records, room, is_read: false, table, lines: self.lines, counted: 0 };
        self.lines += lines;
        vec![Box::new(rows)]
    }
}

impl Splitter for CsvSplitter {
    fn push(&mut self, setup: &Setup<'_>, bytes: &[u8]) -> Result<Vec<Box<dyn Rows>>, Problem> {
        self.rest.extend_from_slice(&self.transcoder.push(bytes));
        self.look_for_name();
        if self.named.is_none() {
            return Ok(Vec::new());
        }
        let (first, last) = self.find_record_ends();
        if self.rest.len() - last.unwrap_or(0) > setup.line_bytes {
            let slots = [("line", &*(self.lines + 1).to_string()), ("most", &setup.line_bytes.to_string())];
            return Err(Problem::new(ProblemKind::TooLarge, fill_text("batch.csv.record_too_long", &slots)));
        }
        let (Some(first), Some(mut last)) = (first, last) else { return Ok(Vec::new()) };
        if self.table.is_none() {
            self.read_header(setup, first)?;
            last -= first.min(last);
        }
        let bytes = self.take(last);
        Ok(self.blocks(bytes))
    }

    fn end(&mut self, setup: &Setup<'_>) -> Result<Vec<Box<dyn Rows>>, Problem> {
        self.at_end = true;
        self.look_for_name();
        let (first, last) = self.find_record_ends();
        if self.at == At::Quoted {
            let line = self.lines + ends(&self.rest[..last.unwrap_or(0)]) + 1;
            let detail = fill_text("batch.csv.open_quote", &[("line", &line.to_string())]);
            return Err(Problem::new(ProblemKind::Malformed, detail));
        }
        if self.table.is_none() {
            if self.rest.is_empty() {
                return Err(Problem::new(ProblemKind::Malformed, text("batch.csv.empty")));
            }
            self.read_header(setup, first.unwrap_or(self.rest.len()))?;
        }
        let bytes = std::mem::take(&mut self.rest);
        Ok(self.blocks(bytes))
    }
}

/// Counts the ends of lines.
fn ends(bytes: &[u8]) -> u64 {
    let count = match memchr::memchr(b'\r', bytes) {
        None => memchr::memchr_iter(b'\n', bytes).count(),
        Some(_) => line_ends(bytes),
    };
    count as u64
}

/// Returns a record as text; cells that are not UTF-8 are Windows-1252, as in surveys.
fn decoded(record: &csv::ByteRecord) -> csv::StringRecord {
    record.iter().map(decode_cell).collect::<Vec<_>>().into()
}

fn reader_of<R: std::io::Read>(bytes: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes)
}

struct CsvRows {
    records: csv::Reader<Cursor<Vec<u8>>>,
    /// A reusable buffer for a record, and whether the next one is in it.
    room: csv::StringRecord,
    is_read: bool,
    table: Table,
    /// The number of line ends before the byte up to which lines were counted.
    lines: u64,
    counted: usize,
}

/// A record as a row of cells.
struct Record<'a>(&'a csv::StringRecord);

impl Row for Record<'_> {
    fn cell(&self, column: usize) -> &str {
        self.0.get(column).map_or("", |cell| cell.trim_ascii())
    }
}

impl Rows for CsvRows {
    fn next_packed(&mut self, _: &Setup<'_>, row: &mut PackedRow) -> bool {
        if self.table.packing.is_none() || !self.read_record() || self.room.len() != self.table.columns.width() {
            return false;
        }
        let Some(packing) = &self.table.packing else { return false };
        self.is_read = !packing.pack(&Record(&self.room), &mut row.team, &mut row.id);
        !self.is_read
    }

    fn next(&mut self, setup: &Setup<'_>) -> Option<InputRow> {
        if !self.read_record() {
            return None;
        }
        self.is_read = false;
        let line = self.line();
        let record = std::mem::take(&mut self.room);
        let id = self.table.columns.id(&Record(&record)).map(str::to_owned);
        let request = self.read(setup, &record).map(|profile| RowRequest { profile, options: None });
        let kept = self.table.kept.iter().map(|at| at.and_then(|at| cell(&record, at))).collect();
        self.room = record;
        Some(InputRow { line, id, request, kept })
    }
}

/// Returns a cell as text, if it is not empty.
fn cell(record: &csv::StringRecord, column: usize) -> Option<String> {
    let row = Record(record);
    Some(row.cell(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
}

impl CsvRows {
    /// Reads the next record, unless it is read already. Returns `false` at the end.
    fn read_record(&mut self) -> bool {
        if !self.is_read {
            let mut record = std::mem::take(&mut self.room).into_byte_record();
            self.is_read = self.records.read_byte_record(&mut record).expect("reading from memory does not fail");
            let position = record.position().cloned();
            let record = csv::StringRecord::from_byte_record(record);
            self.room = record.unwrap_or_else(|error| decoded(&error.into_byte_record()));
            self.room.set_position(position);
        }
        self.is_read
    }

    /// Returns the line where the record starts. The reader's position is before the line ends that it skips.
    fn line(&mut self) -> u64 {
        let bytes = self.records.get_ref().get_ref();
        let from = self.room.position().map_or(0, |place| place.byte() as usize);
        let passed = bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.lines += ends(&bytes[self.counted..from + passed]);
        self.counted = from + passed;
        self.lines + 1
    }

    fn read(&self, setup: &Setup<'_>, record: &csv::StringRecord) -> Result<crate::catalogue::Profile, Problem> {
        let (given, width) = (record.len(), self.table.columns.width());
        // Excel ends every row with delimiters when one row is longer.
        let extra = (width..given).all(|at| record[at].trim_ascii().is_empty());
        if given < width || !extra {
            let slots = [("expected", &*width.to_string()), ("found", &given.to_string())];
            return Err(Problem::new(ProblemKind::Malformed, fill_text("batch.csv.cells", &slots)));
        }
        self.table.columns.read(setup.advisor, &Record(record))
    }
}
