//! Files of outcomes: a table with one record a row, or one record of JSON a line.

use crate::advisor::Advisor;
use crate::outcomes::{MOST_RECORDS, OutcomeRecord};
use crate::surveys::read_grid;
use crate::wire::{OutcomeColumns, Problem, ProblemKind, read_outcome};
use crate::words::fill_text;

/// The records of a file, and what is wrong with its other rows.
#[derive(Debug, Default)]
pub struct OutcomeRows {
    pub records: Vec<OutcomeRecord>,
    /// Each with its line, from 1.
    pub rejected: Vec<(usize, Problem)>,
}

/// Reads a file: JSON if its first character is a brace, a table otherwise. Columns named in `ignored` are skipped.
///
/// # Errors
/// If the file is no table, has unknown columns, or has too many records.
pub fn read_outcomes(advisor: &Advisor, bytes: &[u8], ignored: &[String]) -> Result<OutcomeRows, Problem> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let rows = match text.trim_ascii_start().first() {
        Some(b'{') => lines(advisor, text),
        _ => table(advisor, bytes, ignored)?,
    };
    let count = rows.records.len() + rows.rejected.len();
    if count > MOST_RECORDS {
        let slots = [("records", &*count.to_string()), ("most", &MOST_RECORDS.to_string())];
        return Err(Problem::new(ProblemKind::TooLarge, fill_text("outcomes.too_many", &slots)));
    }
    Ok(rows)
}

impl OutcomeRows {
    fn add(&mut self, line: usize, read: Result<OutcomeRecord, Problem>) {
        match read {
            Ok(record) => self.records.push(record),
            Err(problem) => self.rejected.push((line, problem)),
        }
    }
}

fn lines(advisor: &Advisor, text: &[u8]) -> OutcomeRows {
    let mut rows = OutcomeRows::default();
    for (at, line) in text.split(|byte| *byte == b'\n').enumerate() {
        if !line.trim_ascii().is_empty() {
            rows.add(at + 1, read_outcome(advisor, line));
        }
    }
    rows
}

fn table(advisor: &Advisor, bytes: &[u8], ignored: &[String]) -> Result<OutcomeRows, Problem> {
    let malformed = |detail: String| Problem::new(ProblemKind::Malformed, detail);
    let grid = read_grid(bytes).map_err(malformed)?;
    let is_ignored = |name: &str| ignored.iter().any(|ignored| ignored == name);
    let mut lines = grid.into_iter();
    let (_, header) = lines.next().unwrap_or_default();
    let columns = OutcomeColumns::new(advisor.catalogue(), &header, is_ignored)?;
    let mut rows = OutcomeRows::default();
    for (number, cells) in lines {
        rows.add(number, columns.read(advisor, &cells));
    }
    Ok(rows)
}
