//! Reads Excel workbooks cell by cell, so that a sheet that claims a million columns needs no extra memory.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx};

use super::archive;
use super::grid::{Grid, Line, MOST_CELLS, MOST_COLUMNS, MOST_ROWS};
use crate::words::{self, fill_text};

/// The maximum size of all cells, which a sheet reaches soon by repeating one long text.
const MOST_BYTES: usize = 256 << 20;

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
    let (mut held, mut bytes) = (0, 0);
    while let Some(cell) = cells.next_cell().map_err(|_| damaged())? {
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let (number, column) = (row as usize + 1, column as usize);
        bytes += text.len();
        if column >= MOST_COLUMNS || lines.len() > MOST_ROWS || held > MOST_CELLS || bytes > MOST_BYTES {
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
        held += (column + 1).saturating_sub(line.cells.len());
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
        Data::DateTime(time) if time.is_duration() => clock(time),
        Data::DateTime(time) => date(time),
    }
}

/// Formats a date, with its time unless that is midnight.
fn date(time: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}

/// Formats a duration, such as `26:30:00`.
fn clock(time: ExcelDateTime) -> String {
    let seconds = (time.as_f64() * 86_400.0).round() as i64;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn damaged() -> String {
    words::text("surveys.table.damaged_workbook").to_owned()
}
