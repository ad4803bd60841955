//! Checks a catalogue whole and names every fault at once.
//!
//! What a rule reads of a design is checked where rules live, when the value functions are made.

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

/// Adds every fault of the catalogue to `faults`.
pub(super) fn check(catalogue: &Catalogue, faults: &mut Faults) {
    let mut checker = Checker { catalogue, sources: ids(catalogue.sources.iter().map(|source| &source.id)), faults };
    model::check(&mut checker);
    study::check(&mut checker);
    judging::check(&mut checker);
    sources(&mut checker);
    environments::check(&mut checker);
    factors::check(&mut checker);
    survey::check(&mut checker);
    designs::check(&mut checker);
    planning::check(&mut checker);
}

struct Checker<'a> {
    catalogue: &'a Catalogue,
    sources: BTreeSet<&'a str>,
    faults: &'a mut Faults,
}

fn ids<'a>(ids: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
    ids.map(String::as_str).collect()
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

    /// Ids are snake_case and occur once.
    fn unique<'b>(&mut self, file: &str, key: &str, ids: impl Iterator<Item = &'b str>) {
        let mut seen = BTreeMap::new();
        for id in ids {
            *seen.entry(id).or_insert(0) += 1;
        }
        for (id, times) in seen {
            if times > 1 {
                self.fault(file, &format!("{key}.{id}"), format!("the id `{id}` stands {times} times"));
            }
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
            if id.is_empty() || !id.chars().all(plain) {
                self.fault(file, &format!("{key}.{id}"), format!("`{id}` is not a snake_case id"));
            }
        }
    }

    fn text(&mut self, file: &str, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(file, key, "this text is empty");
        }
    }

    fn range(&mut self, file: &str, key: &str, value: f64, low: f64, high: f64) {
        if !value.is_finite() || value < low || value > high {
            self.fault(file, key, format!("{value} is out of range: it has to lie from {low} to {high}"));
        }
    }

    /// Where nothing at all is known, the file that should say it is missing, which is a fault of its own.
    fn known(&mut self, file: &str, key: &str, id: &str, known: &BTreeSet<&str>) {
        if !known.is_empty() && !known.contains(id) {
            self.fault(file, key, format!("unknown id `{id}`{}", did_you_mean(id, known.iter().copied())));
        }
    }

    /// A number is a judgement, or it says why and where from. What was only recalled may lack the source.
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
            self.fault(file, &format!("{key}.rationale"), "a number that is not graded `judgement` needs a rationale");
        }
        if grading.sources.is_empty() && grading.grade.0 != "unverified" {
            self.fault(file, &format!("{key}.sources"), "a number that is not graded `judgement` needs a source");
        }
    }

    /// Shares of a whole: each from 0 to 1, together 1 to the millionth.
    fn distribution(&mut self, file: &str, key: &str, shares: &[f64]) {
        for share in shares {
            self.range(file, key, *share, 0.0, 1.0);
        }
        let millionths: f64 = shares.iter().map(|share| (share * 1e6).round()).sum();
        if millionths != 1e6 {
            self.fault(file, key, format!("the shares add up to {} and not to 1", millionths / 1e6));
        }
    }

    /// Paths of all terms and factors, such as `resources` and `resources.time`.
    fn paths(&self) -> BTreeSet<String> {
        let factors = self.catalogue.factors.iter().map(|factor| factor.id.clone());
        factors.chain(self.catalogue.terms().into_iter().map(|term| term.path)).collect()
    }

    fn known_path(&mut self, file: &str, key: &str, path: &str) {
        // A fault in a factor's own file is told once, there.
        let factor = path.split('.').next().unwrap_or(path);
        if self.catalogue.unread_factors.iter().any(|unread| unread == factor) {
            return;
        }
        let paths = self.paths();
        self.known(file, key, path, &ids(paths.iter()));
    }
}

/// A hint at the nearest id, or nothing when none is near.
pub fn did_you_mean<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> String {
    /// No id is nearly as long, and comparing takes time by length.
    const LONGEST: usize = 80;
    if given.len() > LONGEST {
        return String::new();
    }
    // Texts are at least as far apart as they differ in length, which costs nothing to know.
    let (length, near) = (given.chars().count(), |id: &str| 1 + id.len() / 4);
    known
        .filter(|id| length.abs_diff(id.chars().count()) <= near(id))
        .map(|id| (strsim::damerau_levenshtein(given, id), id))
        .filter(|(distance, id)| *distance <= near(id))
        .min()
        .map_or_else(String::new, |(_, id)| format!(": did you mean `{id}`?"))
}
