//! Checks the parameters for judging a choice in `model.toml`.

use super::Checker;
use crate::catalogue::{Grading, Kind, Pull};
use crate::words::{fill_text, text};

const FILE: &str = "model.toml";

/// The maximum number of weeks in one value.
const MOST_WEEKS: f64 = 520.0;

pub(super) fn check(checker: &mut Checker<'_>) {
    let model = &checker.catalogue.model;
    let signs = &model.failure_signs;
    checker.range(FILE, "failure_signs.low", signs.low, 1.0, 5.0);
    checker.range(FILE, "failure_signs.high", signs.high, signs.low, 5.0);
    graded(checker, "failure_signs", signs.grading());
    dip(checker);
    fair_judgement(checker);
}

fn dip(checker: &mut Checker<'_>) {
    let dip = &checker.catalogue.model.dip;
    checker.text(FILE, "dip.about", &dip.about);
    pulls(checker, "dip.pulls", &dip.pulls, 1.0);
    let most: f64 = dip.pulls.iter().map(|pull| pull.most).sum();
    checker.range(FILE, "dip.pulls", most, 0.0, 1.0 + 1e-9);
    checker.unique(FILE, "dip.depth", dip.depth.iter().map(|depth| depth.id.as_str()));
    for depth in &dip.depth {
        checker.text(FILE, &format!("dip.depth.{}.means", depth.id), &depth.means);
        checker.range(FILE, &format!("dip.depth.{}.from", depth.id), depth.from, 0.0, 1.0);
    }
    let ordered = dip.depth.is_sorted_by(|a, b| a.from < b.from);
    if !ordered || dip.depth.first().is_none_or(|depth| depth.from != 0.0) {
        checker.fault(FILE, "dip.depth", text("catalogue.model.depths"));
    }
    graded(checker, "dip", dip.grading());
}

fn fair_judgement(checker: &mut Checker<'_>) {
    let rule = &checker.catalogue.model.fair_judgement;
    checker.range(FILE, "fair_judgement.settle_weeks", rule.settle_weeks, 0.0, MOST_WEEKS);
    pulls(checker, "fair_judgement.pulls", &rule.pulls, MOST_WEEKS);
    if rule.look_at.is_empty() {
        checker.fault(FILE, "fair_judgement.look_at", text("catalogue.entry_missing"));
    }
    for entry in &rule.look_at {
        checker.text(FILE, "fair_judgement.look_at", entry);
    }
    let looks = Grading { grade: &rule.grade, rationale: &rule.rationale, sources: &rule.look_at_sources };
    checker.grading(FILE, "fair_judgement.look_at", &looks);
    graded(checker, "fair_judgement", rule.grading());
}

fn graded(checker: &mut Checker<'_>, key: &str, grading: Grading<'_>) {
    checker.grading(FILE, key, &grading);
    checker.text(FILE, &format!("{key}.rationale"), grading.rationale);
}

/// Checks that each pull names a factor answered by levels, including per-design factors.
fn pulls(checker: &mut Checker<'_>, key: &str, pulls: &[Pull], most: f64) {
    let catalogue = checker.catalogue;
    checker.unique(FILE, key, pulls.iter().map(|pull| pull.factor.as_str()));
    for pull in pulls {
        let key = format!("{key}.{}", pull.factor);
        checker.range(FILE, &format!("{key}.most"), pull.most, 0.0, most);
        end_of_scale(checker, FILE, &key, pull.toward);
        match catalogue.factors.iter().find(|factor| factor.id == pull.factor).map(|factor| factor.kind) {
            Some(Kind::Level | Kind::PerDesign) => {}
            Some(_) => {
                checker.fault(FILE, &key, fill_text("catalogue.model.levels", &[("factor", &pull.factor)]));
            }
            None => checker.known_path(FILE, &key, &pull.factor),
        }
    }
}

/// Checks that `toward` is 1 or 5.
pub(super) fn end_of_scale(checker: &mut Checker<'_>, file: &str, key: &str, toward: u8) {
    if !matches!(toward, 1 | 5) {
        checker.fault(file, &format!("{key}.toward"), text("catalogue.model.end_of_scale"));
    }
}
