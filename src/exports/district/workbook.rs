//! The tables of an outline as a workbook: one sheet for each, and the sentences on the first.
//!
//! Cells are numbers or texts, never formulas; a text that begins like one is guarded all the same, because a reader may
//! save the sheet as CSV.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::super::outline::{Block, Outline, TableColumn};
use crate::tables::guarded;
use crate::words::text;

/// The longest name of a sheet, and the longest text of a cell.
const LONGEST_NAME: usize = 31;
const LONGEST_CELL: usize = 32_000;

/// The width of a column for each share of a table, in characters, and of the first sheet.
const WIDTH: f64 = 7.0;
const WIDEST: f64 = 110.0;

/// Returns the workbook.
pub fn workbook(outline: &Outline) -> Vec<u8> {
    // The limits of the format are kept, and memory is all that it writes to.
    made(outline).expect("names are valid and unique, and texts are short enough")
}

fn made(outline: &Outline) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same report is the same file.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&outline.title).set_creation_datetime(&created));
    let mut names = BTreeSet::new();
    sentences(workbook.add_worksheet().set_name(name(&mut names, text("exports.district.summary")))?, outline)?;
    let mut heading = "";
    for block in &outline.blocks {
        match block {
            Block::Heading(_, text) => heading = text,
            Block::Table(columns, rows) => {
                table(workbook.add_worksheet().set_name(name(&mut names, heading))?, columns, rows)?;
            }
            _ => {}
        }
    }
    workbook.save_to_buffer()
}

/// Everything but the tables, a line each.
fn sentences(sheet: &mut Worksheet, outline: &Outline) -> Result<(), XlsxError> {
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_column_width(0, WIDEST)?;
    sheet.write_string_with_format(0, 0, cell(&outline.title), &bold)?;
    let mut row = 1;
    for block in &outline.blocks {
        let (lines, format): (Vec<&String>, &Format) = match block {
            Block::Heading(_, text) => (vec![text], &bold),
            Block::Paragraph(text) => (vec![text], &wrapped),
            Block::List(lines) | Block::Quote(lines) => (lines.iter().collect(), &wrapped),
            Block::Facts(_) | Block::Table(..) | Block::NewPage => continue,
        };
        for line in lines {
            sheet.write_string_with_format(row, 0, cell(line), format)?;
            row += 1;
        }
    }
    Ok(())
}

fn table(sheet: &mut Worksheet, columns: &[TableColumn], rows: &[Vec<String>]) -> Result<(), XlsxError> {
    let (bold, wrapped) = (Format::new().set_bold().set_text_wrap(), Format::new().set_text_wrap());
    for (at, column) in columns.iter().enumerate() {
        let at = at as u16;
        sheet.set_column_width(at, f64::from(column.share) * WIDTH)?;
        sheet.write_string_with_format(0, at, cell(column.name), &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in rows.iter().enumerate() {
        for (at, (text, column)) in cells.iter().zip(columns).enumerate() {
            let (row, at) = (row as u32 + 1, at as u16);
            match number(text).filter(|_| column.is_number) {
                Some(number) => sheet.write_number(row, at, number)?,
                None => sheet.write_string_with_format(row, at, cell(text), &wrapped)?,
            };
        }
    }
    Ok(())
}

/// Reads a number as a report prints it, with commas between thousands.
fn number(text: &str) -> Option<f64> {
    text.replace(',', "").parse().ok().filter(|number: &f64| number.is_finite())
}

fn cell(text: &str) -> String {
    guarded(&text.chars().take(LONGEST_CELL).collect::<String>()).into_owned()
}

/// Returns a valid name of a sheet that no other has.
fn name(names: &mut BTreeSet<String>, heading: &str) -> String {
    let is_allowed = |letter: &char| !['[', ']', ':', '*', '?', '/', '\\', '\''].contains(letter);
    let plain: String = heading.chars().filter(is_allowed).collect();
    let cut = |room: usize| plain.trim().chars().take(room).collect::<String>().trim().to_owned();
    // Excel counts in UTF-16 and compares without regard to case.
    let shortened = |ending: &str| {
        let mut room = LONGEST_NAME - ending.len();
        while cut(room).encode_utf16().count() + ending.len() > LONGEST_NAME {
            room -= 1;
        }
        format!("{}{ending}", cut(room))
    };
    let endings = std::iter::once(String::new()).chain((2..).map(|number| format!(" {number}")));
    let mut free = endings.map(|ending| shortened(&ending)).filter(|name| !name.trim().is_empty());
    free.find(|name| names.insert(name.to_lowercase())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_valid_names_of_their_own() {
        let mut names = BTreeSet::new();
        assert_eq!(name(&mut names, "By poverty: [high/low]"), "By poverty highlow");
        assert_eq!(name(&mut names, "by POVERTY highlow"), "by POVERTY highlow 2");
        let long = name(&mut names, &"😀".repeat(40));
        assert!(long.encode_utf16().count() <= LONGEST_NAME, "{long}");
    }
}
