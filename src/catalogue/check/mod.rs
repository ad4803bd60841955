//! Checks a whole catalog and reports all errors at once.
//!
//! The inputs of a rule are checked by the rules, when they build the value functions.

mod designs;
mod environments;
mod factors;
mod judging;
mod model;
mod planning;
mod study;
mod survey;

use std::collections::{BTreeMap, BTreeSet};

use super::grading::Grading;
use super::{Catalogue, Faults};
use crate::words::{fill_text, text};

/// Adds every error of the catalog to `faults`.
pub(super) fn check(catalogue: &Catalogue, faults: &mut Faults) {
    let known = ids(catalogue.sources.iter().map(|source| &source.id));
    let mut checker = Checker { catalogue, sources: known, paths: paths(catalogue), faults };
    model::check(&mut checker);
    study::check(&mut checker);
    judging::check(&mut checker);
    sources(&mut checker);
    environments::check(&mut checker);
    factors::check(&mut checker);
    survey::check(&mut checker);
    designs::check(&mut checker);
    planning::check(&mut checker);
    rates(&mut checker);
}

struct Checker<'a> {
    catalogue: &'a Catalogue,
    sources: BTreeSet<&'a str>,
    /// The paths of all terms and factors, such as `resources` and `resources.time`.
    paths: BTreeSet<String>,
    faults: &'a mut Faults,
}

fn ids<'a>(ids: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
    ids.map(String::as_str).collect()
}

fn paths(catalogue: &Catalogue) -> BTreeSet<String> {
    let factors = catalogue.factors.iter().map(|factor| factor.id.clone());
    factors.chain(catalogue.terms().into_iter().map(|term| term.path)).collect()
}

/// Checks the rates of reckoned costs. What amounts are divided by must not be 0.
fn rates(checker: &mut Checker<'_>) {
    const FILE: &str = "rates.toml";
    for (key, rate) in checker.catalogue.rates.all() {
        designs::amount(checker, FILE, key, rate);
        if matches!(key, "teachers_per_coach" | "leader_year") {
            checker.range(FILE, &format!("{key}.low"), rate.low, 1.0, 1e6);
        }
    }
}

fn sources(checker: &mut Checker<'_>) {
    let catalogue = checker.catalogue;
    checker.unique("sources.toml", "source", catalogue.sources.iter().map(|source| source.id.as_str()));
    for source in &catalogue.sources {
        checker.text("sources.toml", &format!("source.{}.citation", source.id), &source.citation);
        checker.text("sources.toml", &format!("source.{}.says", source.id), &source.says);
    }
}

impl Checker<'_> {
    fn fault(&mut self, file: &str, key: &str, detail: impl Into<String>) {
        self.faults.add(file, key, detail);
    }

    /// Checks that ids are unique and in snake_case.
    fn unique<'b>(&mut self, file: &str, key: &str, ids: impl Iterator<Item = &'b str>) {
        let mut seen = BTreeMap::new();
        for id in ids {
            *seen.entry(id).or_insert(0) += 1;
        }
        for (id, times) in seen {
            if times > 1 {
                let detail = fill_text("catalogue.id.duplicate", &[("id", id), ("times", &times.to_string())]);
                self.fault(file, &format!("{key}.{id}"), detail);
            }
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
            if id.is_empty() || !id.chars().all(plain) {
                self.fault(file, &format!("{key}.{id}"), fill_text("catalogue.id.invalid", &[("id", id)]));
            }
        }
    }

    fn text(&mut self, file: &str, key: &str, value: &str) {
        if value.trim().is_empty() {
            self.fault(file, key, text("catalogue.text_empty"));
        }
    }

    fn range(&mut self, file: &str, key: &str, value: f64, low: f64, high: f64) {
        if !value.is_finite() || value < low || value > high {
            let [value, low, high] = [value, low, high].map(|number| number.to_string());
            let slots = [("value", value.as_str()), ("low", &low), ("high", &high)];
            self.fault(file, key, fill_text("catalogue.number.range", &slots));
        }
    }

    /// Checks an id. If no id is known, the file that defines them is missing, which is reported separately.
    fn known(&mut self, file: &str, key: &str, id: &str, known: &BTreeSet<&str>) {
        if !known.is_empty() && !known.contains(id) {
            let hint = did_you_mean(id, known.iter().copied());
            self.fault(file, key, fill_text("catalogue.id.unknown", &[("id", id), ("hint", &hint)]));
        }
    }

    /// Checks that a number is graded `judgement` or has a rationale and sources. A recalled number may lack sources.
    fn grading(&mut self, file: &str, key: &str, grading: &Grading<'_>) {
        let grades: BTreeSet<&str> = self.catalogue.model.grades.iter().map(|grade| grade.id.0.as_str()).collect();
        self.known(file, &format!("{key}.grade"), &grading.grade.0, &grades);
        for source in grading.sources {
            let known = self.sources.clone();
            self.known(file, &format!("{key}.sources"), source, &known);
        }
        if grading.grade.is_judgement() {
            return;
        }
        if grading.rationale.trim().is_empty() {
            self.fault(file, &format!("{key}.rationale"), text("catalogue.number.rationale"));
        }
        if grading.sources.is_empty() && grading.grade.0 != "unverified" {
            self.fault(file, &format!("{key}.sources"), text("catalogue.number.source"));
        }
    }

    /// Checks that each share is from 0 to 1 and that they add up to 1, within a millionth.
    fn distribution(&mut self, file: &str, key: &str, shares: &[f64]) {
        for share in shares {
            self.range(file, key, *share, 0.0, 1.0);
        }
        let millionths: f64 = shares.iter().map(|share| (share * 1e6).round()).sum();
        if millionths != 1e6 {
            let sum = (millionths / 1e6).to_string();
            self.fault(file, key, fill_text("catalogue.number.shares", &[("sum", &sum)]));
        }
    }

    fn known_path(&mut self, file: &str, key: &str, path: &str) {
        // An error in a factor's own file is reported only there.
        let factor = path.split('.').next().unwrap_or(path);
        if self.catalogue.unread_factors.iter().any(|unread| unread == factor) {
            return;
        }
        if !self.paths.contains(path) {
            let paths = self.paths.clone();
            self.known(file, key, path, &ids(paths.iter()));
        }
    }
}

/// Suggests the nearest id, or returns an empty text if none is near.
pub fn did_you_mean<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(given, known).map_or_else(String::new, |id| fill_text("catalogue.did_you_mean", &[("id", id)]))
}

/// Returns the nearest id, if any is near.
pub fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// The maximum length to compare: longer than any id, and comparing takes time by length.
    const LONGEST: usize = 80;
    if given.len() > LONGEST {
        return None;
    }
    // The difference in length is a lower bound of the distance, and cheap to compute.
    let (length, near) = (given.chars().count(), |id: &str| 1 + id.len() / 4);
    known
        .filter(|id| length.abs_diff(id.chars().count()) <= near(id))
        .map(|id| (strsim::damerau_levenshtein(given, id), id))
        .filter(|(distance, id)| *distance <= near(id))
        .min()
        .map(|(_, id)| id)
}
