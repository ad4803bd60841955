//! Reads the tables of a roster row by row, and only the requested columns.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use csv::{ByteRecord, ReaderBuilder};

use super::super::archive::{self, Bounded, MOST_PASSING, Zip};
use crate::tables::{Quotes, Transcoder, decode_cell, delimiter_of, named_delimiter};
use crate::words::fill_text;

/// A zip of tables, including tables in a directory.
pub(super) struct Tables<'a> {
    zip: Zip<'a>,
    places: BTreeMap<String, usize>,
    /// That a table is there twice: nobody can say which of them counts.
    twice: Option<String>,
}

impl<'a> Tables<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let zip = archive::open(bytes)?;
        let (mut places, mut twice) = (BTreeMap::new(), None);
        for at in 0..zip.len() {
            let Some(Ok(name)) = zip.name_for_index(at) else { continue };
            let mut parts = name.rsplit(['/', '\\']);
            let last = parts.next().unwrap_or_default().to_ascii_lowercase();
            // What a Mac adds to a zip is no table.
            if !last.ends_with(".csv") || parts.any(|folder| folder == "__MACOSX") {
                continue;
            }
            if let Some(other) = places.insert(last, at) {
                let other = zip.name_for_index(other).and_then(Result::ok).unwrap_or_default();
                twice.get_or_insert_with(|| fill_text("surveys.roster.twice", &[("first", &other), ("second", &name)]));
            }
        }
        Ok(Self { zip, places, twice })
    }

    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// Passes the cells of each row to `row`, in the order of the requested columns. A `?` before a column's name makes
    /// it optional; a missing one is empty. Returns whether the table exists.
    pub fn each(
        &mut self,
        name: &str,
        columns: &[&str],
        mut row: impl FnMut(&[&str]) -> Result<(), String>,
    ) -> Result<bool, String> {
        if let Some(twice) = &self.twice {
            return Err(twice.clone());
        }
        let Some(at) = self.places.get(name) else { return Ok(false) };
        let damaged = |_| fill_text("surveys.roster.damaged", &[("file", name)]);
        let entry = self.zip.by_index(*at).map_err(damaged)?;
        let packed = entry.compressed_size();
        let mut text = BufReader::with_capacity(LOOKED_AT, Text::new(Bounded::new(entry, packed, MOST_PASSING)));
        let start = text.fill_buf().map_err(|error| unreadable(name, 1, &error.into()))?;
        let named = named_delimiter(start);
        let header = &start[named.map_or(0, |(_, size)| size)..];
        let end = header.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(header.len());
        let delimiter = named.map_or_else(|| delimiter_of(&header[..end]), |(delimiter, _)| delimiter);
        text.consume(named.map_or(0, |(_, size)| size));
        let quotes = Quotes::new(delimiter);
        let checked = Quoted { inner: text, quotes };
        let mut reader = ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(checked);
        let headers = reader.byte_headers().map_err(|error| unreadable(name, 1, &error))?.clone();
        let places: Vec<Option<usize>> = columns
            .iter()
            .map(|column| {
                let wanted = column.trim_start_matches('?');
                let is = |header: &[u8]| decode_cell(header).trim().eq_ignore_ascii_case(wanted);
                let at = headers.iter().position(is);
                if at.is_none() && !column.starts_with('?') {
                    let slots = [("file", name), ("column", wanted)];
                    return Err(fill_text("surveys.roster.no_column", &slots));
                }
                Ok(at)
            })
            .collect::<Result<_, _>>()?;
        let mut record = ByteRecord::new();
        let mut number = 1_usize;
        while reader.read_byte_record(&mut record).map_err(|error| unreadable(name, number + 1, &error))? {
            number += 1;
            if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            even(&record, headers.len()).map_err(|why| row_problem(name, number, &why))?;
            let cells: Vec<std::borrow::Cow<'_, str>> = places
                .iter()
                .map(|at| decode_cell(at.and_then(|at| record.get(at)).unwrap_or_default().trim_ascii()))
                .collect();
            let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
            row(&cells).map_err(|why| row_problem(name, number, &why))?;
        }
        Ok(true)
    }
}

fn row_problem(file: &str, row: usize, why: &str) -> String {
    fill_text("surveys.roster.row", &[("file", file), ("row", &row.to_string()), ("problem", why)])
}

/// Returns an error if a record has not as many cells as the header; empty cells at its end do not count.
fn even(record: &ByteRecord, width: usize) -> Result<(), String> {
    let is_extra = (width..record.len()).any(|at| !record[at].trim_ascii().is_empty());
    if record.len() >= width && !is_extra {
        return Ok(());
    }
    let slots = [("expected", &*width.to_string()), ("found", &record.len().to_string())];
    Err(fill_text("surveys.roster.cells", &slots))
}

/// The number of bytes that show the encoding and the delimiter of a table.
const LOOKED_AT: usize = 64 << 10;

/// A table as UTF-8, whatever it is stored in.
struct Text<R> {
    inner: R,
    transcoder: Transcoder,
    /// Text that did not fit into what was asked for.
    rest: Vec<u8>,
}

impl<R: Read> Text<R> {
    fn new(inner: R) -> Self {
        Self { inner, transcoder: Transcoder::default(), rest: Vec::new() }
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.rest.is_empty() {
            let mut bytes = [0; 16 << 10];
            let read = self.inner.read(&mut bytes)?;
            if read == 0 {
                return Ok(0);
            }
            self.rest = self.transcoder.push(&bytes[..read]).into_owned();
        }
        let size = self.rest.len().min(buffer.len());
        buffer[..size].copy_from_slice(&self.rest[..size]);
        self.rest.drain(..size);
        Ok(size)
    }
}

/// A table in which a quotation mark that is never closed is an error: it would swallow the rows behind it.
struct Quoted<R> {
    inner: R,
    quotes: Quotes,
}

impl<R: Read> Read for Quoted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let open = if read == 0 { self.quotes.end() } else { self.quotes.push(&buffer[..read]) };
        match open {
            Some(line) => {
                let told = fill_text("surveys.table.open_quote", &[("line", &line.to_string())]);
                Err(std::io::Error::new(std::io::ErrorKind::InvalidData, told))
            }
            None => Ok(read),
        }
    }
}

/// Describes a read error without the cells, which the reader's error may contain.
fn unreadable(name: &str, row: usize, error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error)
            if matches!(error.kind(), std::io::ErrorKind::FileTooLarge | std::io::ErrorKind::InvalidData) =>
        {
            format!("{name}: {error}")
        }
        _ => fill_text("surveys.roster.unreadable_row", &[("file", name), ("row", &row.to_string())]),
    }
}
