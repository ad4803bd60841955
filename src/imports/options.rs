//! What an import is given, and its options as they are checked.

use super::error::{ImportError, Part};
use crate::surveys::{GradeBands, LEAST_MINIMUM, USUAL_BANDS, USUAL_MINIMUM, VENDORS, vendor};
use crate::wire::MOST_MINIMUM;

/// A file by its name in messages.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// Everything that an import takes.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub file: File<'a>,
    pub mapping: Option<File<'a>>,
    /// One agreed answer a team, for teams that may not be shown otherwise.
    pub agreed: Option<File<'a>>,
    /// Gives teams of the same id their size.
    pub roster: Option<File<'a>>,
    /// Profiles, one a line, that fill in what the survey leaves open in teams of the same id.
    pub join: Option<File<'a>>,
    pub wanted: &'a Wanted,
}

/// The options of an import, checked.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub(super) minimum: u32,
    pub(super) vendor: Option<&'static str>,
    pub(super) grade_bands: GradeBands,
    pub(super) on: Option<String>,
}

impl Wanted {
    /// The options as they are written; what is left out is as usual.
    ///
    /// # Errors
    /// With the first that cannot be.
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
        })
    }
}

/// The minimum as it is written. Fewer would tell who said what to those who know the team.
///
/// # Errors
/// When it is no number, or too small.
pub fn least(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(minimum) if (LEAST_MINIMUM..=MOST_MINIMUM).contains(&minimum) => Ok(minimum),
        Ok(minimum) if minimum > MOST_MINIMUM => Err(format!("expected {MOST_MINIMUM} at most")),
        Ok(_) => Err(format!("with fewer than {LEAST_MINIMUM} answers, those who know a team can tell who said what")),
        Err(_) => Err(format!("expected a whole number of {LEAST_MINIMUM} or more")),
    }
}

fn vendor_of(id: &str) -> Result<&'static str, ImportError> {
    vendor(id).map(|vendor| vendor.id).ok_or_else(|| {
        let known: Vec<&str> = VENDORS.iter().map(|vendor| vendor.id).collect();
        ImportError::option(Part::Vendor, format!("this vendor is unknown; known are {}", known.join(", ")))
    })
}

fn day(text: &str) -> Result<String, ImportError> {
    let fits = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    if text.len() == 10 && text.bytes().enumerate().all(fits) {
        return Ok(text.to_owned());
    }
    Err(ImportError::option(Part::On, "expected a day as 2026-10-01"))
}
