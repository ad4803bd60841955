//! Reads Excel workbooks cell by cell, so that a sheet that claims a million columns needs no extra memory.

mod cell;
mod shown;

use std::io::Cursor;

use calamine::{Reader, Sheet, SheetType, SheetVisible, Style, Xlsx};

use self::shown::Shown;
use super::archive;
use super::grid::{Grid, Line, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Unread};
use crate::words::{self, fill, fill_text};

/// The maximum size of all cells, which a sheet reaches soon by repeating one long text.
const MOST_BYTES: usize = 256 << 20;

/// Reads one sheet: the one with that name, or the first visible one that is not empty. The result then names the other
/// visible sheets that are not empty.
///
/// # Errors
/// If the workbook is damaged or too large, or has no such sheet.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Grid, String> {
    archive::check_sizes(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if let Some(name) = sheet {
        if !workbook.sheet_names().iter().any(|known| known == name) {
            let slots = [("sheet", name), ("sheets", &workbook.sheet_names().join(", "))];
            return Err(fill_text("surveys.table.no_sheet", &slots));
        }
        let lines = lines(&mut workbook, name)?;
        return if lines.is_empty() { Err(empty()) } else { Ok(grid(lines, name, &[])) };
    }
    let is_shown = |sheet: &&Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let names = workbook.sheets_metadata().iter().filter(is_shown).map(|sheet| sheet.name.clone());
    let mut names = names.collect::<Vec<_>>().into_iter();
    while let Some(name) = names.next() {
        let lines = lines(&mut workbook, &name)?;
        if !lines.is_empty() {
            let others: Vec<String> = names.filter(|name| has_cells(&mut workbook, name)).collect();
            return Ok(grid(lines, &name, &others));
        }
    }
    Err(empty())
}

fn grid(lines: Vec<Line>, sheet: &str, others: &[String]) -> Grid {
    let unread = (!others.is_empty()).then(|| Unread { sheet: sheet.to_owned(), others: others.join(", ") });
    Grid { lines, form: fill_text("surveys.table.sheet", &[("sheet", sheet)]), unread }
}

/// Returns whether a sheet has a cell that is not empty; one that cannot be read may have.
fn has_cells(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> bool {
    let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) else { return true };
    loop {
        match cells.next_cell() {
            Ok(None) => return false,
            Ok(Some(cell)) if cell::text(cell.get_value()).trim().is_empty() => {}
            Ok(Some(_)) | Err(_) => return true,
        }
    }
}

fn empty() -> String {
    words::text("surveys.table.empty_sheets").to_owned()
}

fn lines(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<Line>, String> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| damaged())?;
    let mut lines: Vec<Line> = Vec::new();
    let (mut size, mut bytes) = (0, 0);
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_| damaged())? {
        let (row, column) = cell.pos;
        if let Some(fault) = cell::fault(&cell) {
            let name = cell::name(row, column);
            return Err(fill(fault.template, &[("sheet", sheet), ("cell", &name), ("value", &fault.value)]));
        }
        let text = cell::text(&cell.value);
        if text.trim().is_empty() {
            continue;
        }
        let (number, column) = (row as usize + 1, column as usize);
        bytes += text.len();
        if column >= MOST_COLUMNS || lines.len() > MOST_ROWS || size > MOST_CELLS || bytes > MOST_BYTES {
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
        size += (column + 1).saturating_sub(line.cells.len());
        line.cells.resize(line.cells.len().max(column + 1), String::new());
        line.cells[column] = text;
    }
    drop(cells);
    show_formats(workbook, sheet, &mut lines)?;
    Ok(lines)
}

/// Rewrites the numbers whose format adds something to them, which takes a second reading of the sheet.
fn show_formats(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, lines: &mut [Line]) -> Result<(), String> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| damaged())?;
    let format = |style: &Style| style.number_format.as_ref().and_then(|format| Shown::of(&format.format_code));
    let formats: Vec<Option<Shown>> = cells.styles().iter().map(format).collect();
    if formats.iter().all(Option::is_none) {
        return Ok(());
    }
    let mut at = 0;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| damaged())? {
        let (Some(Some(shown)), Some(number)) = (formats.get(style), cell::number(cell.get_value())) else { continue };
        let (row, column) = cell.get_position();
        while lines.get(at).is_some_and(|line| line.number <= row as usize) {
            at += 1;
        }
        if let Some(text) = lines.get_mut(at).and_then(|line| line.cells.get_mut(column as usize)) {
            *text = shown.text(number);
        }
    }
    Ok(())
}

fn damaged() -> String {
    words::text("surveys.table.damaged_workbook").to_owned()
}

#[cfg(test)]
mod tests;
