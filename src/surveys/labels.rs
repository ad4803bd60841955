//! The labels of a column that may be shown, and the scale that they match.

use std::collections::BTreeMap;

use super::error::NAMED_FROM;
use super::measure::Units;
use super::table::Table;
use crate::catalogue::SurveyWords;
use crate::tables::{key, tidy};

/// The maximum number of different answers of a question with a list of choices.
const MOST_LABELS: usize = 15;
const LONGEST_LABEL: usize = 120;

/// The answers of a column that may be shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    /// Answers that several people gave, normalized, with one spelling each.
    pub common: BTreeMap<String, String>,
    /// Whether these include nearly all answers.
    pub closed: bool,
}

impl Labels {
    pub fn of(table: &Table, column: usize, words: &SurveyWords) -> Self {
        let missing: Vec<String> = words.missing.iter().map(|label| key(label)).collect();
        let mut times: BTreeMap<String, (usize, String)> = BTreeMap::new();
        let mut filled = 0;
        for cell in table.rows.iter().map(|row| table.cell(row, column)) {
            let label = key(cell);
            if label.is_empty() || missing.contains(&label) {
                continue;
            }
            filled += 1;
            times.entry(label).or_insert_with(|| (0, tidy(cell))).0 += 1;
        }
        let named = |(times, label): &(usize, String)| *times >= NAMED_FROM && label.chars().count() <= LONGEST_LABEL;
        let told: usize = times.values().filter(|one| named(one)).map(|(times, _)| times).sum();
        let closed = filled > 0 && told * 10 >= filled * 8 && times.len() <= MOST_LABELS;
        let common = times.into_iter().filter(|(_, one)| named(one)).map(|(label, (_, spelling))| (label, spelling));
        Self { common: if closed { common.collect() } else { BTreeMap::new() }, closed }
    }

    /// Returns the mapping line for the scale that has all these labels, if any.
    pub fn scale(&self, words: &SurveyWords) -> Option<String> {
        if self.common.len() < 2 {
            return None;
        }
        let holds = |labels: &[String]| {
            let labels: Vec<String> = labels.iter().map(|label| key(label)).collect();
            self.common.keys().all(|label| labels.contains(label))
        };
        let fitting = words.scales.iter().filter(|scale| scale.wordings().any(holds));
        if let Some(scale) = fitting.min_by_key(|scale| scale.labels.len().abs_diff(5)) {
            return Some(format!("scale = \"{}\"", scale.id));
        }
        let numbers: Option<Vec<f64>> = self.common.keys().map(|label| Units::default().number(label)).collect();
        let numbers = numbers?;
        let fits = |(lowest, highest): &(f64, f64)| numbers.iter().all(|number| (lowest..=highest).contains(&number));
        let ranges = [(1.0, 4.0), (1.0, 5.0), (1.0, 6.0), (1.0, 7.0), (0.0, 10.0)];
        // A four-point scale is rarer than a five-point scale on which nobody chose the end.
        let range = ranges.iter().skip(1).find(|range| fits(range))?;
        Some(format!("range = [{}, {}]", range.0, range.1))
    }
}
