//! Reads Excel workbooks cell by cell, so that a sheet that claims a million columns needs no extra memory.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, SheetVisible, Xlsx};

use super::archive;
use super::grid::{Grid, Line, MOST_COLUMNS, MOST_ROWS};
use crate::words::{self, fill_text};

/// Reads one sheet: the one with that name, or the first visible one that is not empty.
///
/// # Errors
/// If the workbook is damaged or too large, or has no such sheet.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Grid, String> {
    archive::check_sizes(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let names = match sheet {
        Some(name) if workbook.sheet_names().iter().any(|known| known == name) => vec![name.to_owned()],
        Some(name) => {
            let slots = [("sheet", name), ("sheets", &workbook.sheet_names().join(", "))];
            return Err(fill_text("surveys.table.no_sheet", &slots));
        }
        None => {
            let visible = workbook.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
            visible.map(|sheet| sheet.name.clone()).collect()
        }
    };
    for name in names {
        let lines = lines(&mut workbook, &name)?;
        if !lines.is_empty() {
            return Ok(Grid { lines, form: fill_text("surveys.table.sheet", &[("sheet", &name)]) });
        }
    }
    Err(words::text("surveys.table.empty_sheets").to_owned())
}

fn lines(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<Line>, String> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| damaged())?;
    let mut lines: Vec<Line> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| damaged())? {
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let (number, column) = (row as usize + 1, column as usize);
        if column >= MOST_COLUMNS || lines.len() > MOST_ROWS {
            let (columns, rows) = (MOST_COLUMNS.to_string(), MOST_ROWS.to_string());
            let slots = [("sheet", sheet), ("row", &number.to_string()), ("columns", &columns), ("rows", &rows)];
            return Err(fill_text("surveys.table.sheet_too_large", &slots));
        }
        match lines.last() {
            Some(last) if last.number > number => return Err(damaged()),
            Some(last) if last.number == number => {}
            _ => lines.push(Line { number, cells: Vec::new() }),
        }
        let line = lines.last_mut().expect("a line for this row was pushed");
        line.cells.resize(line.cells.len().max(column + 1), String::new());
        line.cells[column] = text;
    }
    Ok(lines)
}

/// Formats a cell for reading: whole numbers have no decimal point.
fn text(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::Int(whole) => whole.to_string(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(time) => time.as_f64().to_string(),
    }
}

fn damaged() -> String {
    words::text("surveys.table.damaged_workbook").to_owned()
}
