//! Reads text files with one row per line: CSV with any common delimiter.

use csv::{ReaderBuilder, StringRecord};

use super::grid::{Grid, Line, MOST_CELLS, MOST_COLUMNS, MOST_ROWS};
use crate::tables::{DELIMITERS, line_ends, named_delimiter, open_quote};
use crate::words::{self, fill_text};

/// The number of rows sampled to detect the delimiter.
const LOOKED_AT: usize = 50;

/// Reads all rows, including rows with fewer cells than others.
///
/// # Errors
/// If a quotation mark is never closed, or the file is larger than any survey.
pub(super) fn read(text: &str, delimiter: Option<u8>) -> Result<Grid, String> {
    let named = named_delimiter(text.as_bytes());
    let text = named.map_or(text, |(_, size)| &text[size..]);
    let delimiter = delimiter.or(named.map(|(delimiter, _)| delimiter)).unwrap_or_else(|| likely(text));
    if let Some(line) = open_quote(text.as_bytes(), delimiter) {
        let line = (line + usize::from(named.is_some())).to_string();
        return Err(fill_text("surveys.table.open_quote", &[("line", &line)]));
    }
    let (mut lines, mut held): (Vec<Line>, usize) = (Vec::new(), 0);
    let mut number = usize::from(named.is_some());
    for record in records(text, delimiter) {
        let unread = |_| fill_text("surveys.table.not_csv", &[("row", &(number + 1).to_string())]);
        let record = record.map_err(unread)?;
        number += 1 + blank_lines_before(text, &record);
        let row = number.to_string();
        if record.len() > MOST_COLUMNS {
            let slots = [("row", &*row), ("cells", &record.len().to_string()), ("most", &MOST_COLUMNS.to_string())];
            return Err(fill_text("surveys.table.too_many_cells", &slots));
        }
        held += record.len();
        if lines.len() >= MOST_ROWS || held > MOST_CELLS {
            let slots = [("most", &*MOST_ROWS.to_string()), ("cells", &MOST_CELLS.to_string())];
            return Err(fill_text("surveys.table.too_many_rows", &slots));
        }
        // A row ends with its last cell that says something.
        let filled = (0..record.len()).rfind(|at| !record[*at].trim().is_empty()).map_or(0, |last| last + 1);
        lines.push(Line { number, cells: record.iter().take(filled).map(str::to_owned).collect() });
    }
    let form = match delimiter {
        b'\t' => words::text("surveys.table.tabs").to_owned(),
        _ => fill_text("surveys.table.separated", &[("delimiter", &char::from(delimiter).to_string())]),
    };
    Ok(Grid { lines, form, unread: None })
}

/// Counts the blank lines before a record, which a spreadsheet shows as rows.
fn blank_lines_before(text: &str, record: &StringRecord) -> usize {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let bytes = text.as_bytes();
    // The reader's position is before the line ends that it skips.
    let place = record.position().map_or(0, |place| place.byte() as usize).min(bytes.len());
    let start = place + bytes[place..].iter().take_while(|byte| is_end(byte)).count();
    let from = bytes[..start].iter().rposition(|byte| !is_end(byte));
    line_ends(&bytes[from.map_or(0, |last| last + 1)..start]).saturating_sub(usize::from(from.is_some()))
}

/// Picks the delimiter that gives the most rows the same number of cells as the first, then the most cells.
fn likely(text: &str) -> u8 {
    let worth = |delimiter: u8| {
        let widths: Vec<usize> =
            records(text, delimiter).take(LOOKED_AT).filter_map(|record| Some(record.ok()?.len())).collect();
        let first = widths.first().copied().unwrap_or(0);
        let alike = widths.iter().filter(|width| **width == first).count();
        (first > 1, alike * 1000 / widths.len().max(1), first)
    };
    let mut best = DELIMITERS[0];
    for delimiter in DELIMITERS {
        if worth(delimiter) > worth(best) {
            best = delimiter;
        }
    }
    best
}

fn records(text: &str, delimiter: u8) -> impl Iterator<Item = csv::Result<StringRecord>> {
    let reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    reader.into_records()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_makes_even_rows() {
        for (text, expected) in [
            ("a,b\n1,2\n", b','),
            ("When, I ask, is it;b\nNo, never;2\nYes;3\n", b';'),
            ("a\tb;c\n1\t2\n", b'\t'),
            ("one column\nwith words\n", b','),
        ] {
            assert_eq!(char::from(likely(text)), char::from(expected), "{text}");
        }
        let grid = read("sep=|\r\na|b\r\n\"x\r\ny\"|2\r\n", None).unwrap();
        assert_eq!(grid.lines[1], Line { number: 3, cells: vec!["x\r\ny".to_owned(), "2".to_owned()] });
    }

    #[test]
    fn blank_lines_are_rows_as_in_a_spreadsheet() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "a,b", "", "", "\"x\n\ny\",2", "3,", " ", "", "4,5", ""].join(end);
            let numbers: Vec<usize> = read(&text, None).unwrap().lines.iter().map(|line| line.number).collect();
            assert_eq!(numbers, [2, 5, 6, 7, 9], "{end:?}");
        }
    }
}
