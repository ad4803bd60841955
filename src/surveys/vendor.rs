//! The list of vendors: how to recognize and read each one's exports, and how to write a form for it.
//!
//! To add a vendor, add one file next to this one and one line in [`VENDORS`].

use super::error::SurveyError;
use super::form::Form;
use super::grid::{Grid, GridOptions, Unread};
use super::people::is_address;
use super::table::Table;
use super::{google_forms, markdown, microsoft_forms, plain, qualtrics, surveymonkey};
use crate::words::fill_text;

/// Writes a form in a vendor's format.
pub type FormWriter = fn(&Form) -> String;

/// A survey tool that exports answers and imports forms.
#[derive(Debug)]
pub struct Vendor {
    pub id: &'static str,
    /// Its product; none for a table of unknown origin.
    pub product: Option<&'static str>,
    /// Returns what its exports are called.
    pub name: fn() -> &'static str,
    /// Returns whether a file looks like this vendor's export.
    pub recognises: fn(&Grid) -> bool,
    /// Reads the columns and rows of an export.
    pub table: fn(Grid, header_rows: usize) -> Result<Table, String>,
    /// The id of its format for forms, and how a form is written in it; none if it imports none.
    pub form: Option<(&'static str, FormWriter)>,
    /// Whether its headings always stand in the rows where it puts them, whatever a mapping says.
    pub own_head: bool,
}

/// All vendors. The first that recognizes a file reads it; the last accepts any file.
pub const VENDORS: &[&Vendor] =
    &[&qualtrics::VENDOR, &microsoft_forms::VENDOR, &google_forms::VENDOR, &surveymonkey::VENDOR, &plain::VENDOR];

/// Returns the formats of a form: one to read or print, and each vendor's.
pub fn form_writers() -> impl Iterator<Item = (&'static str, FormWriter)> {
    let vendors = VENDORS.iter().rev().filter_map(|vendor| vendor.form);
    std::iter::once(("markdown", markdown::form as FormWriter)).chain(vendors)
}

/// Returns the products of the vendors, joined by "or".
pub fn vendor_names() -> String {
    let names: Vec<&str> = VENDORS.iter().rev().filter_map(|vendor| vendor.product).collect();
    let (last, rest) = names.split_last().expect("some vendors have a product");
    fill_text("surveys.vendors.any_of", &[("names", &rest.join(", ")), ("last", last)])
}

/// A parsed file of answers.
#[derive(Debug)]
pub struct Export {
    pub file: String,
    pub vendor: &'static Vendor,
    pub table: Table,
    /// The file's format, such as its encoding.
    pub form: String,
    /// The number of header rows, if it was given.
    pub header_rows: Option<usize>,
}

/// User-provided facts about a file that cannot be detected.
#[derive(Clone, Debug, Default)]
pub struct FileForm {
    pub vendor: Option<&'static str>,
    /// The number of header rows, for files of unknown vendors.
    pub header_rows: Option<usize>,
    pub reading: GridOptions,
}

/// Returns the vendor with that id, with `-` or `_` between words.
pub fn vendor(id: &str) -> Option<&'static Vendor> {
    let id = id.replace('-', "_");
    VENDORS.iter().copied().find(|vendor| vendor.id == id)
}

impl Export {
    /// Reads a file of answers; `file` is its name in messages.
    ///
    /// # Errors
    /// If the file is not a readable survey.
    pub fn read(file: &str, bytes: &[u8], form: &FileForm) -> Result<Self, SurveyError> {
        let unreadable = |why: String| SurveyError::unreadable(file, why);
        let grid = Grid::read(bytes, &form.reading).map_err(unreadable)?;
        let (shape, unread) = (grid.form.clone(), grid.unread.clone());
        let given = form.vendor.and_then(vendor);
        // The number of header rows is only given for files of unknown vendors.
        let recognised = || {
            let vendor = recognise(&grid);
            if form.header_rows.is_some() && !vendor.own_head { &plain::VENDOR } else { vendor }
        };
        let vendor = given.unwrap_or_else(recognised);
        let mut table = (vendor.table)(grid, form.header_rows.unwrap_or(1)).map_err(unreadable)?;
        if let Some(column) = table.columns.iter().find(|column| is_address(&column.text)) {
            let column = column.number.to_string();
            return Err(unreadable(fill_text("surveys.table.address", &[("column", &column)])));
        }
        if let [first, ..] = table.overlong()[..] {
            let (row, headings) = (first.to_string(), table.columns.len().to_string());
            return Err(unreadable(fill_text("surveys.table.overlong", &[("row", &row), ("headings", &headings)])));
        }
        if let Some(Unread { sheet, others }) = &unread {
            table.notes.push(fill_text("surveys.report.other_sheets", &[("sheet", sheet), ("others", others)]));
        }
        table.drop_repeated();
        table.drop_replaced();
        table.hide_people();
        if table.columns.is_empty() || table.rows.is_empty() {
            return Err(unreadable(fill_text("surveys.table.no_answers", &[("vendor", (vendor.name)())])));
        }
        Ok(Self { file: file.to_owned(), vendor, table, form: shape, header_rows: form.header_rows })
    }
}

fn recognise(grid: &Grid) -> &'static Vendor {
    VENDORS.iter().copied().find(|vendor| (vendor.recognises)(grid)).unwrap_or(&plain::VENDOR)
}
