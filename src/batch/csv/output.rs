//! Writes CSV records: quotes cells when needed, and lets no text become a formula in a spreadsheet.

use super::super::answer::{Answered, Setup};
use super::super::block::{Block, Builder};
use super::super::records::{Cells, RecordColumn, columns, records};
use crate::tables::guarded;

/// Returns the header line of the answers.
pub(super) fn head(setup: &Setup<'_>) -> Vec<u8> {
    let names: Vec<String> =
        columns(setup.advisor.catalogue(), setup.kind).into_iter().map(|RecordColumn { name, .. }| name).collect();
    format!("{}\n", names.join(",")).into_bytes()
}

#[derive(Debug, Default)]
pub(super) struct CsvBuilder {
    bytes: Vec<u8>,
    /// Whether the record already has a cell.
    begun: bool,
}

impl Builder for CsvBuilder {
    fn push(&mut self, setup: &Setup<'_>, row: &Answered<'_>) {
        records(setup, row, self);
    }

    fn size(&self) -> usize {
        self.bytes.len()
    }

    fn take(&mut self) -> Block {
        Block::Bytes(std::mem::take(&mut self.bytes))
    }
}

impl CsvBuilder {
    fn next_cell(&mut self) {
        if self.begun {
            self.bytes.push(b',');
        }
        self.begun = true;
    }
}

impl Cells for CsvBuilder {
    fn text(&mut self, text: &str) {
        self.next_cell();
        let text = &*guarded(text);
        let needs_quotes = |byte: u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
        if text.bytes().any(needs_quotes) {
            self.bytes.push(b'"');
            self.bytes.extend_from_slice(text.replace('"', "\"\"").as_bytes());
            self.bytes.push(b'"');
        } else {
            self.bytes.extend_from_slice(text.as_bytes());
        }
    }

    /// An id has only letters, digits and underscores, and begins with a letter.
    fn id(&mut self, id: &str) {
        self.next_cell();
        self.bytes.extend_from_slice(id.as_bytes());
    }

    fn rank(&mut self, rank: usize) {
        self.next_cell();
        crate::wire::push_whole(&mut self.bytes, rank as u64);
    }

    fn hundredths(&mut self, hundredths: i32) {
        self.next_cell();
        crate::wire::push_hundredths(&mut self.bytes, hundredths);
    }

    fn empty(&mut self) {
        self.next_cell();
    }

    fn end(&mut self) {
        self.bytes.push(b'\n');
        self.begun = false;
    }
}
