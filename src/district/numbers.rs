//! Columns of numbers: which columns these are, and which of their cells are no numbers.

use std::collections::BTreeMap;

use super::DistrictError;
use super::figures::Figures;
use crate::tables::{decimal, most_frequent};

/// A team by its place, and its value.
pub type Valued<'a> = (usize, &'a str);

/// Returns the numbers of a column if most of its values are numbers, and `None` if it is a column of words.
///
/// # Errors
/// If most values are numbers and another is not, or if only some have a percent sign.
pub fn numbers(column: &str, teams: &[Figures], valued: &[Valued<'_>]) -> Result<Option<Vec<f64>>, DistrictError> {
    let read: Vec<Option<(f64, bool)>> = valued.iter().map(|(_, value)| number(value)).collect();
    let found = read.iter().flatten().count();
    if 2 * found <= valued.len() {
        return Ok(None);
    }
    let with_percent = read.iter().flatten().filter(|(_, is_percent)| *is_percent).count();
    let are_percents = 2 * with_percent > found;
    let at = |place: usize| {
        let (team, cell) = valued[place];
        (column.to_owned(), teams[team].place(team), cell.to_owned())
    };
    if let Some(place) = read.iter().position(Option::is_none) {
        let (column, team, cell) = at(place);
        return Err(DistrictError::NoNumber { column, team, cell });
    }
    if let Some(place) = read.iter().flatten().position(|(_, is_percent)| *is_percent != are_percents) {
        let (column, team, cell) = at(place);
        return Err(DistrictError::SomePercent { column, team, cell });
    }
    Ok(Some(read.into_iter().flatten().map(|(number, _)| number).collect()))
}

/// Reads a number, and whether a percent sign is behind it.
fn number(text: &str) -> Option<(f64, bool)> {
    let (text, is_percent) = text.strip_suffix('%').map_or((text, false), |text| (text, true));
    let number = decimal(text).filter(|number| number.is_finite())?;
    // Adding 0 makes the two zeros one.
    Some((number + 0.0, is_percent))
}

/// Returns the spelling of each number that is used most, by the bits of the number.
pub fn spellings<'a>(valued: &[Valued<'a>], numbers: &[f64]) -> BTreeMap<u64, &'a str> {
    let mut all: BTreeMap<u64, BTreeMap<&'a str, usize>> = BTreeMap::new();
    for ((_, value), number) in valued.iter().zip(numbers) {
        *all.entry(number.to_bits()).or_default().entry(value).or_default() += 1;
    }
    let shown = |of: &BTreeMap<&'a str, usize>| of.keys().find(|value| **value == most_frequent(of)).copied();
    all.iter().filter_map(|(bits, of)| Some((*bits, shown(of)?))).collect()
}
