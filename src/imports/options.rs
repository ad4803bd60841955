//! The inputs of an import, and its checked options.

use super::error::{ImportError, Part};
use crate::surveys::{GradeBands, LEAST_MINIMUM, USUAL_BANDS, USUAL_MINIMUM, VENDORS, vendor};
use crate::tables::written;
use crate::wire::MOST_MINIMUM;
use crate::words::{self, fill, fill_text};

/// A file with its name for messages.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// All inputs of an import.
#[derive(Clone, Copy, Debug)]
pub struct ImportInput<'a> {
    pub file: File<'a>,
    pub mapping: Option<File<'a>>,
    /// One agreed answer per team, for teams with too few answers to show.
    pub agreed: Option<File<'a>>,
    /// Provides the size of teams with the same id.
    pub roster: Option<File<'a>>,
    /// Profiles, one per line, that fill in unanswered factors of teams with the same id.
    pub join: Option<File<'a>>,
    pub settings: &'a ImportSettings,
}

/// The checked options of an import.
#[derive(Clone, Debug)]
pub struct ImportSettings {
    pub(super) minimum: u32,
    pub(super) vendor: Option<&'static str>,
    pub(super) grade_bands: GradeBands,
    pub(super) on: Option<String>,
    pub(super) header_rows: Option<usize>,
}

impl ImportSettings {
    /// Parses the options; missing ones get their defaults.
    ///
    /// # Errors
    /// Gives the first invalid option.
    pub fn read(
        minimum: Option<&str>,
        vendor: Option<&str>,
        grade_bands: Option<&str>,
        on: Option<&str>,
    ) -> Result<Self, ImportError> {
        let wrong = ImportError::option;
        Ok(Self {
            minimum: minimum.map_or(Ok(USUAL_MINIMUM), least).map_err(|why| wrong(Part::Minimum, why))?,
            vendor: vendor.map(vendor_of).transpose()?,
            grade_bands: GradeBands::read(grade_bands.unwrap_or(USUAL_BANDS))
                .map_err(|why| wrong(Part::GradeBands, why))?,
            on: on.map(day).transpose()?,
            header_rows: None,
        })
    }

    /// Sets the number of header rows of a survey that is to be mapped.
    ///
    /// # Errors
    /// If it is not a whole number from 1 to 10.
    pub fn with_header_rows(self, rows: Option<&str>) -> Result<Self, ImportError> {
        let read = |text: &str| text.parse().ok().filter(|rows| (1..=10).contains(rows));
        let wrong = || ImportError::option(Part::HeaderRows, words::text("surveys.import.header_rows"));
        let header_rows = rows.map(|text| read(text).ok_or_else(wrong)).transpose()?;
        Ok(Self { header_rows, ..self })
    }
}

/// Parses the minimum. A lower one would reveal a person's answers to people who know the team.
///
/// # Errors
/// If it is not a whole number, too small or too large.
pub fn least(text: &str) -> Result<u32, String> {
    let template = match text.parse() {
        Ok(minimum) if (LEAST_MINIMUM..=MOST_MINIMUM).contains(&minimum) => return Ok(minimum),
        Ok(minimum) if minimum > MOST_MINIMUM => words::text("surveys.import.minimum.too_large"),
        Ok(_) => words::text("surveys.import.minimum.too_small"),
        Err(_) => words::text("surveys.import.minimum.no_number"),
    };
    Err(fill(template, &[("least", &LEAST_MINIMUM.to_string()), ("most", &MOST_MINIMUM.to_string())]))
}

fn vendor_of(id: &str) -> Result<&'static str, ImportError> {
    vendor(id).map(|vendor| vendor.id).ok_or_else(|| {
        let known: Vec<&str> = VENDORS.iter().map(|vendor| vendor.id).collect();
        let known = known.join(", ");
        ImportError::option(Part::Vendor, fill_text("surveys.import.vendor", &[("known", &known)]))
    })
}

fn day(text: &str) -> Result<String, ImportError> {
    let fits = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    // The shape alone would take a day that no calendar has.
    if text.len() == 10 && text.bytes().enumerate().all(fits) && written(text).is_some() {
        return Ok(text.to_owned());
    }
    Err(ImportError::option(Part::On, words::text("surveys.import.date")))
}
