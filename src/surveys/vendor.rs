//! The list of vendors: what each one's exports look like, and how a form is written for it.
//!
//! A vendor is one file beside this one and one line in [`VENDORS`].

use super::error::SurveyError;
use super::form::Form;
use super::grid::{Grid, Reading};
use super::people::is_address;
use super::table::Table;
use super::{google_forms, markdown, microsoft_forms, plain, qualtrics};

/// Writes a form as somebody takes it.
pub type FormWriter = fn(&Form) -> String;

/// Where a survey comes from, or a form goes to.
pub struct Vendor {
    pub id: &'static str,
    pub name: &'static str,
    /// Whether a file has the shape of this vendor's exports.
    pub recognises: fn(&Grid) -> bool,
    /// The columns and rows of such a file.
    pub table: fn(Grid, header_rows: usize) -> Result<Table, String>,
    /// A form as the vendor takes it.
    pub form: FormWriter,
}

/// All vendors; the first that recognises a file reads it, and the last takes whatever is left.
pub const VENDORS: [&Vendor; 4] = [&qualtrics::VENDOR, &microsoft_forms::VENDOR, &google_forms::VENDOR, &plain::VENDOR];

/// The ways to write a form: each vendor's, and one to read or print.
pub const FORMATS: [(&str, FormWriter); 5] = [
    ("markdown", markdown::form),
    ("csv", plain::VENDOR.form),
    ("google-forms", google_forms::VENDOR.form),
    ("microsoft-forms", microsoft_forms::VENDOR.form),
    ("qualtrics", qualtrics::VENDOR.form),
];

/// A file with answers, read.
pub struct Export {
    pub file: String,
    pub vendor: &'static Vendor,
    pub table: Table,
    /// How the file is made, such as its encoding.
    pub form: String,
}

/// What is said of a file that cannot be seen from it.
#[derive(Clone, Debug, Default)]
pub struct FileForm {
    pub vendor: Option<&'static str>,
    /// How many rows come before the answers, for files of no known vendor.
    pub header_rows: Option<usize>,
    pub reading: Reading,
}

/// The vendor of that id, with `-` or `_` between words.
pub fn vendor(id: &str) -> Option<&'static Vendor> {
    let id = id.replace('-', "_");
    VENDORS.into_iter().find(|vendor| vendor.id == id)
}

impl Export {
    /// Reads a file with answers; `file` is its name in messages.
    ///
    /// # Errors
    /// When it cannot be read as a survey.
    pub fn read(file: &str, bytes: &[u8], form: &FileForm) -> Result<Self, SurveyError> {
        let told = |why: String| SurveyError::unreadable(file, why);
        let grid = Grid::read(bytes, &form.reading).map_err(told)?;
        let shape = grid.form.clone();
        let said = form.vendor.and_then(vendor);
        // Header rows are only said of files that are like no vendor's.
        let seen = || if form.header_rows.is_some() { &plain::VENDOR } else { recognised(&grid) };
        let vendor = said.unwrap_or_else(seen);
        let mut table = (vendor.table)(grid, form.header_rows.unwrap_or(1)).map_err(told)?;
        if let Some(column) = table.columns.iter().find(|column| is_address(&column.text)) {
            return Err(told(format!(
                "column {} is headed by an address: a row of answers stands where headings should",
                column.number
            )));
        }
        table.drop_repeated();
        table.veil();
        if table.columns.is_empty() || table.rows.is_empty() {
            return Err(told(format!("read as {}, it holds no row of answers below its headings", vendor.name)));
        }
        Ok(Self { file: file.to_owned(), vendor, table, form: shape })
    }
}

fn recognised(grid: &Grid) -> &'static Vendor {
    VENDORS.into_iter().find(|vendor| (vendor.recognises)(grid)).unwrap_or(&plain::VENDOR)
}
