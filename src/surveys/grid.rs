//! The raw rows of cells in a file, before headings are identified.

use super::{archive, delimited, workbook};
use crate::tables;
use crate::words::{self, fill_text};

/// One row of cells and its number in the file, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub number: usize,
    pub cells: Vec<String>,
}

/// A file as rows of cells.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    pub lines: Vec<Line>,
    /// The detected format, such as ``windows-1252, cells separated by `;` ``.
    pub form: String,
    /// What was left unread, if nobody chose the sheet.
    pub unread: Option<Unread>,
}

/// The sheet of a workbook that was read, and the names of the other visible sheets with cells.
#[derive(Clone, Debug)]
pub struct Unread {
    pub sheet: String,
    pub others: String,
}

/// The maximum number of columns of a survey.
pub const MOST_COLUMNS: usize = 5_000;
/// The maximum number of rows of a survey.
pub const MOST_ROWS: usize = 1_000_000;
/// The maximum number of cells of a survey, filled or not.
pub const MOST_CELLS: usize = 20_000_000;
/// The maximum size of a cell in bytes; longer cells come from a quotation mark that is never closed.
const LONGEST_CELL: usize = 100_000;

/// User-provided options for reading a file that cannot be detected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridOptions {
    /// The sheet of a workbook; defaults to the first that is not empty.
    pub sheet: Option<String>,
    /// The delimiter between cells of a text file.
    pub delimiter: Option<u8>,
}

impl Grid {
    /// Reads a workbook, a text file, or the one text file in a zip, as some vendors wrap their exports.
    ///
    /// # Errors
    /// If the file is none of these, or larger than any survey.
    pub fn read(bytes: &[u8], reading: &GridOptions) -> Result<Self, String> {
        const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0";
        if bytes.trim_ascii().is_empty() {
            return Err(words::text("surveys.table.empty_file").to_owned());
        }
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(words::text("surveys.table.old_excel").to_owned());
        }
        let grid = if !archive::is_zip(bytes) {
            Self::text(bytes, reading)?
        } else if archive::contains_file(bytes, "xl/workbook.xml")? {
            workbook::read(bytes, reading.sheet.as_deref())?
        } else {
            Self::text(&archive::only_table(bytes)?, reading)?
        };
        grid.checked()
    }

    /// Reads a file whose only table it is: rows of other sheets would be lost.
    ///
    /// # Errors
    /// As [`Grid::read`], and if a workbook has several sheets that are not empty.
    pub fn read_alone(bytes: &[u8]) -> Result<Self, String> {
        let grid = Self::read(bytes, &GridOptions::default())?;
        match &grid.unread {
            Some(Unread { sheet, others }) => {
                Err(fill_text("surveys.table.several_sheets", &[("sheet", sheet), ("others", others)]))
            }
            None => Ok(grid),
        }
    }

    fn text(bytes: &[u8], reading: &GridOptions) -> Result<Self, String> {
        let (text, encoding) = tables::decode(bytes)?;
        let mut grid = delimited::read(&text, reading.delimiter)?;
        grid.form = format!("{encoding}, {}", grid.form);
        Ok(grid)
    }

    fn checked(mut self) -> Result<Self, String> {
        self.lines.retain(|line| line.cells.iter().any(|cell| !cell.trim().is_empty()));
        if self.lines.is_empty() {
            return Err(words::text("surveys.table.empty_cells").to_owned());
        }
        for line in &self.lines {
            if line.cells.iter().any(|cell| cell.len() > LONGEST_CELL) {
                let slots = [("row", &*line.number.to_string()), ("most", &LONGEST_CELL.to_string())];
                return Err(fill_text("surveys.table.long_cell", &slots));
            }
        }
        Ok(self)
    }

    /// Returns the cells of a line, or none if the file has fewer lines.
    pub fn cells(&self, line: usize) -> &[String] {
        self.lines.get(line).map_or(&[], |line| line.cells.as_slice())
    }
}

/// Reads any table that a survey could be: its rows that are not empty, each with its number in the file.
///
/// # Errors
/// If the file is no table, larger than any survey, or a workbook with several sheets that are not empty.
pub fn read_grid(bytes: &[u8]) -> Result<Vec<(usize, Vec<String>)>, String> {
    Ok(Grid::read_alone(bytes)?.lines.into_iter().map(|line| (line.number, line.cells)).collect())
}
