//! Reads the tables of a roster row by row, and only the requested columns.

use std::collections::BTreeMap;

use csv::{ByteRecord, ReaderBuilder};

use super::super::archive::{self, Bounded, MOST_PASSING, Zip};
use crate::words::fill_text;

/// A zip of tables, including tables in a directory.
pub(super) struct Tables<'a> {
    zip: Zip<'a>,
    places: BTreeMap<String, usize>,
}

impl<'a> Tables<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let zip = archive::open(bytes)?;
        let mut places = BTreeMap::new();
        for at in 0..zip.len() {
            if let Some(Ok(name)) = zip.name_for_index(at) {
                let last = name.rsplit('/').next().unwrap_or_default().to_owned();
                places.entry(last).or_insert(at);
            }
        }
        Ok(Self { zip, places })
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
        let Some(at) = self.places.get(name) else { return Ok(false) };
        let damaged = |_| fill_text("surveys.roster.damaged", &[("file", name)]);
        let entry = self.zip.by_index(*at).map_err(damaged)?;
        let packed = entry.compressed_size();
        let bounded = Bounded::new(entry, packed, MOST_PASSING);
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(bounded);
        let headers = reader.byte_headers().map_err(|error| unreadable(name, 1, &error))?.clone();
        let places: Vec<Option<usize>> = columns
            .iter()
            .map(|column| {
                let wanted = column.trim_start_matches('?');
                let at = headers.iter().position(|header| header.trim_ascii() == wanted.as_bytes());
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
            let cells: Vec<std::borrow::Cow<'_, str>> = places
                .iter()
                .map(|at| String::from_utf8_lossy(at.and_then(|at| record.get(at)).unwrap_or_default().trim_ascii()))
                .collect();
            let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
            row(&cells).map_err(|why| {
                let slots = [("file", name), ("row", &number.to_string()), ("problem", &why)];
                fill_text("surveys.roster.row", &slots)
            })?;
        }
        Ok(true)
    }
}

/// Describes a read error without the cells, which the reader's error may contain.
fn unreadable(name: &str, row: usize, error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::FileTooLarge => format!("{name}: {error}"),
        _ => fill_text("surveys.roster.unreadable_row", &[("file", name), ("row", &row.to_string())]),
    }
}
