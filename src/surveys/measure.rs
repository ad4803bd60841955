//! Converts an item's cell to a level on any scale: labels, numbers, bands, or checked boxes.

use std::collections::BTreeMap;

use super::vocabulary::meaning;
use crate::answers::MILLION;
use crate::tables::{decimal, key, tidy};

/// The lowest and highest level, in millionths.
pub(super) const LOWEST: u64 = MILLION;
pub(super) const HIGHEST: u64 = 5 * MILLION;

/// The scale of an item.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Measure {
    /// Levels in millionths by normalized label.
    Labels(BTreeMap<String, u64>),
    /// Numbers spaced evenly from the lowest to the highest level.
    Range { lowest: f64, highest: f64, units: Units },
    /// Numbers by band, and labels for forms where people choose the band.
    Bands { bands: Vec<Band>, labels: BTreeMap<String, u64>, units: Units },
    /// The label of each box and the part that it answers.
    Boxes { boxes: Vec<(String, usize)>, picked: u64, not_picked: Option<u64> },
}

/// A band from `from` to `to`, inclusive.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Band {
    pub from: f64,
    pub to: f64,
    pub level: u64,
}

/// The meaning of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CellMeaning {
    Level(u64),
    /// Parts with their levels, and whether the cell also has a choice that no box names.
    Parts(Vec<(usize, u64)>, bool),
    /// The scale does not have this answer.
    Unknown,
}

/// Spaces labels evenly over the levels, in order.
pub(super) fn evenly<'a>(labels: impl ExactSizeIterator<Item = &'a str>) -> BTreeMap<String, u64> {
    let steps = (labels.len() as u64).saturating_sub(1).max(1);
    let level = |at: u64| LOWEST + ((HIGHEST - LOWEST) * at + steps / 2) / steps;
    labels.enumerate().map(|(at, label)| (key(label), level(at as u64))).collect()
}

/// Also accepts the numbers 1, 2, 3 …, which many exports contain instead of labels.
pub(super) fn evenly_or_numbered<'a>(labels: impl ExactSizeIterator<Item = &'a str> + Clone) -> BTreeMap<String, u64> {
    let numbers: Vec<String> = (1..=labels.len()).map(|number| number.to_string()).collect();
    let mut all = evenly(numbers.iter().map(String::as_str));
    all.extend(evenly(labels));
    all
}

/// Reverses a level on the scale.
pub(super) fn reversed(level: u64) -> u64 {
    LOWEST + HIGHEST - level
}

impl Measure {
    pub fn read_cell(&self, cell: &str) -> CellMeaning {
        match self {
            Self::Labels(labels) => level(labels.get(&whole_or_key(cell)).copied()),
            Self::Range { lowest, highest, units } => {
                let number = units.number(cell).filter(|number| (*lowest..=*highest).contains(number));
                level(number.map(|number| {
                    let share = (number - lowest) / (highest - lowest);
                    LOWEST + (share * (HIGHEST - LOWEST) as f64).round() as u64
                }))
            }
            Self::Bands { bands, labels, units } => {
                let of_number = || {
                    let number = units.number(cell)?;
                    bands.iter().find(|band| (band.from..=band.to).contains(&number)).map(|band| band.level)
                };
                level(labels.get(&key(cell)).copied().or_else(of_number))
            }
            Self::Boxes { boxes, picked, not_picked } => {
                let (ticked, others) = ticked(cell, boxes);
                if ticked.is_empty() {
                    return CellMeaning::Unknown;
                }
                let level = |part| if ticked.contains(part) { Some(*picked) } else { *not_picked };
                CellMeaning::Parts(boxes.iter().filter_map(|(_, part)| Some((*part, level(part)?))).collect(), others)
            }
        }
    }

    /// Returns what an empty cell says to a question that somebody answered in another column: a box that is not ticked.
    pub fn read_blank(&self) -> Option<CellMeaning> {
        match self {
            Self::Labels(labels) => labels.get("").map(|level| CellMeaning::Level(*level)),
            Self::Boxes { boxes, not_picked: Some(level), .. } => {
                Some(CellMeaning::Parts(boxes.iter().map(|(_, part)| (*part, *level)).collect(), false))
            }
            _ => None,
        }
    }
}

/// The units that numbers may have, with the factor that makes each the unit of the scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Units(Vec<(String, f64)>);

impl Units {
    /// Reads the name of a unit: of time, or any other word, which then is the only one.
    pub fn of(name: &str) -> Self {
        let own = vec![(key(name), 1.0), (format!("{}s", key(name)), 1.0)];
        match months_in(name) {
            Some(months) => Self(vec![(String::new(), months)]),
            None => Self(own),
        }
    }

    /// Reads a cell that is a number, perhaps with one of these units: `12`, `3,5`, `20+`, `4 (often)` or `12 years`. In
    /// anything else, such as a date or `1-3`, the digits are no number.
    pub fn number(&self, cell: &str) -> Option<f64> {
        let cell = tidy(cell);
        let end = cell.find(|letter: char| !matches!(letter, '0'..='9' | '.' | ',' | '-' | '+')).unwrap_or(cell.len());
        let (number, rest) = cell.split_at(end);
        let number = decimal(number.strip_suffix('+').unwrap_or(number))?;
        let rest = rest.trim();
        if let Some(label) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            let is_unit = months_in(label).is_some();
            return if is_unit { Some(number * self.factor(label)?) } else { Some(number) };
        }
        if rest.is_empty() { Some(number) } else { Some(number * self.factor(rest)?) }
    }

    fn factor(&self, unit: &str) -> Option<f64> {
        match self.0.as_slice() {
            // A unit of time reads every unit of time.
            [(name, months)] if name.is_empty() => months_in(unit).map(|given| given / months),
            units => units.iter().find(|(name, _)| *name == key(unit)).map(|(_, factor)| *factor),
        }
    }
}

/// Returns how many months a unit of time has.
fn months_in(unit: &str) -> Option<f64> {
    meaning("months_in", unit).and_then(|months| months.parse().ok())
}

fn level(level: Option<u64>) -> CellMeaning {
    level.map_or(CellMeaning::Unknown, CellMeaning::Level)
}

/// Normalizes a number such as `4.0`, which is how workbooks store a chosen 4.
fn whole_or_key(cell: &str) -> String {
    match cell.trim().parse::<f64>() {
        Ok(number) if number.fract() == 0.0 && number.abs() < 1e9 => format!("{number:.0}"),
        _ => key(cell),
    }
}

/// Splits a cell into boxes: the parts of those that are ticked, and whether there is anything else. Labels may contain
/// the separating comma, so the longest matching label wins.
fn ticked(cell: &str, boxes: &[(String, usize)]) -> (Vec<usize>, bool) {
    const MARKS: [char; 4] = [',', ';', '|', '\n'];
    let cell = key(cell);
    let mut rest = cell.as_str();
    let (mut found, mut others) = (Vec::new(), false);
    loop {
        rest = rest.trim_matches(|letter: char| letter == ' ' || MARKS.contains(&letter));
        if rest.is_empty() {
            return (found, others);
        }
        let ends = |after: &str| after.is_empty() || after.trim_start().starts_with(MARKS);
        let fits = |(label, _): &&(String, usize)| rest.strip_prefix(label.as_str()).is_some_and(ends);
        match boxes.iter().filter(fits).max_by_key(|(label, _)| label.len()) {
            Some((label, part)) => {
                found.push(*part);
                rest = &rest[label.len()..];
            }
            None => {
                others = true;
                rest = rest.find(MARKS).map_or("", |end| &rest[end..]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_of_two_four_and_six_points_reach_from_one_to_five() {
        let levels = |labels: &[&str]| {
            let all = evenly(labels.iter().copied());
            labels.iter().map(|label| all[&key(label)]).collect::<Vec<_>>()
        };
        assert_eq!(levels(&["No", "Yes"]), [1_000_000, 5_000_000]);
        assert_eq!(levels(&["a", "b", "c", "d"]), [1_000_000, 2_333_333, 3_666_667, 5_000_000]);
        assert_eq!(levels(&["a", "b", "c", "d", "e", "f"])[2], 2_600_000);
        assert_eq!(reversed(2_600_000), 3_400_000);
    }

    #[test]
    fn cells_are_read_as_vendors_write_them() {
        let agreement = Measure::Labels(evenly_or_numbered(["Disagree", "Don’t mind", "Agree"].into_iter()));
        for (cell, expected) in [
            ("agree.", CellMeaning::Level(HIGHEST)),
            (" Agree\u{a0}", CellMeaning::Level(HIGHEST)),
            ("don't mind", CellMeaning::Level(3 * MILLION)),
            ("3.0", CellMeaning::Level(HIGHEST)),
            ("4", CellMeaning::Unknown),
            ("agree, mostly", CellMeaning::Unknown),
        ] {
            assert_eq!(agreement.read_cell(cell), expected, "{cell}");
        }
        let range = Measure::Range { lowest: 1.0, highest: 7.0, units: Units::default() };
        for (cell, expected) in [
            ("7 (fully)", CellMeaning::Level(HIGHEST)),
            ("4", CellMeaning::Level(3 * MILLION)),
            ("8", CellMeaning::Unknown),
            ("x", CellMeaning::Unknown),
            ("4 or 5", CellMeaning::Unknown),
            ("2026-04-01", CellMeaning::Unknown),
            ("1-3", CellMeaning::Unknown),
        ] {
            assert_eq!(range.read_cell(cell), expected, "{cell}");
        }
        let band = |from, to, level| Band { from, to, level };
        let bands = vec![band(0.0, 4.0, LOWEST), band(5.0, f64::INFINITY, HIGHEST)];
        let years = Measure::Bands { bands, labels: BTreeMap::new(), units: Units::of("years") };
        for (cell, expected) in [
            ("12 years", CellMeaning::Level(HIGHEST)),
            ("20+", CellMeaning::Level(HIGHEST)),
            ("20+ yrs", CellMeaning::Level(HIGHEST)),
            ("6 months", CellMeaning::Level(LOWEST)),
            ("60 (months)", CellMeaning::Level(HIGHEST)),
            ("6 weeks", CellMeaning::Unknown),
            ("12 days ago", CellMeaning::Unknown),
            ("1,000", CellMeaning::Unknown),
            ("3,5", CellMeaning::Level(LOWEST)),
            ("4.5", CellMeaning::Unknown),
            ("-1", CellMeaning::Unknown),
        ] {
            assert_eq!(years.read_cell(cell), expected, "{cell}");
        }
    }

    #[test]
    fn ticked_boxes_are_told_apart_even_where_labels_hold_commas() {
        let boxes = vec![("reading".to_owned(), 5), ("reading, alone".to_owned(), 1), ("with others".to_owned(), 0)];
        let measure = Measure::Boxes { boxes, picked: HIGHEST, not_picked: None };
        for (cell, expected) in [
            ("Reading, alone, With others", CellMeaning::Parts(vec![(1, HIGHEST), (0, HIGHEST)], false)),
            ("With others;Reading;", CellMeaning::Parts(vec![(5, HIGHEST), (0, HIGHEST)], false)),
            ("Reading and more", CellMeaning::Unknown),
            ("Podcasts, books, With others", CellMeaning::Parts(vec![(0, HIGHEST)], true)),
            ("", CellMeaning::Unknown),
        ] {
            assert_eq!(measure.read_cell(cell), expected, "{cell}");
        }
    }
}
