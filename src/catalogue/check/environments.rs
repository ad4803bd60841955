//! Checks `environments.toml` and environment adjustments.

use super::Checker;
use crate::catalogue::{Adjustment, Kind, Requirement};
use crate::words::{fill_text, text};

const FILE: &str = "environments.toml";

pub(super) fn check(checker: &mut Checker<'_>) {
    let catalogue = checker.catalogue;
    checker.unique(FILE, "environment", catalogue.environments.iter().map(|environment| environment.id.as_str()));
    for environment in &catalogue.environments {
        let key = format!("environment.{}", environment.id);
        checker.text(FILE, &format!("{key}.name"), &environment.name);
        checker.text(FILE, &format!("{key}.summary"), &environment.summary);
        let share = &environment.cover_share;
        checker.range(FILE, &format!("{key}.cover_share.value"), share.value, 0.0, 1.0);
        checker.grading(FILE, &format!("{key}.cover_share"), &share.grading());
        requirements(checker, FILE, &key, &environment.requirements);
        adjustments(checker, FILE, &key, &environment.adjustments);
        for adjustment in environment.adjustments.iter().filter(|adjustment| adjustment.environment.is_some()) {
            let key = format!("{key}.adjustments.{}.environment", adjustment.factor);
            checker.fault(FILE, &key, text("catalogue.environments.key"));
        }
    }
}

/// Checks that requirements name a level term and a level.
pub(super) fn requirements(checker: &mut Checker<'_>, file: &str, key: &str, requirements: &[Requirement]) {
    for requirement in requirements {
        let key = format!("{key}.requirements.{}", requirement.factor);
        level_term(checker, file, &key, &requirement.factor);
        checker.range(file, &format!("{key}.at_least"), requirement.at_least, 1.0, 5.0);
        checker.grading(file, &key, &requirement.grading());
        checker.text(file, &format!("{key}.rationale"), &requirement.rationale);
    }
}

/// Checks that a path names a term that a team answers with a level.
pub(super) fn level_term(checker: &mut Checker<'_>, file: &str, key: &str, path: &str) {
    let catalogue = checker.catalogue;
    let term = catalogue.terms().into_iter().find(|term| term.path == path);
    match term.map(|term| catalogue.factors[term.factor].kind) {
        Some(Kind::Level | Kind::PerResource) => {}
        Some(Kind::Shares | Kind::PerDesign) => {
            checker.fault(file, key, fill_text("catalogue.environments.level", &[("path", path)]));
        }
        None => checker.known_path(file, key, path),
    }
}

/// Checks that adjustments name a term and change it in exactly one way.
pub(super) fn adjustments(checker: &mut Checker<'_>, file: &str, key: &str, adjustments: &[Adjustment]) {
    let catalogue = checker.catalogue;
    for adjustment in adjustments {
        let key = format!("{key}.adjustments.{}", adjustment.factor);
        checker.known_path(file, &key, &adjustment.factor);
        checker.grading(file, &key, &adjustment.grading());
        let ways = [adjustment.add, adjustment.at_least, adjustment.scale];
        if ways.iter().flatten().count() != 1 {
            checker.fault(file, &key, text("catalogue.environments.way"));
        }
        for (value, (name, low, high)) in
            ways.iter().zip([("add", -4.0, 4.0), ("at_least", 0.0, 5.0), ("scale", 0.0, 2.0)])
        {
            if let Some(value) = value {
                checker.range(file, &format!("{key}.{name}"), *value, low, high);
            }
        }
        let categories = catalogue.factors.iter().find(|factor| factor.id == adjustment.factor);
        let known =
            categories.iter().flat_map(|factor| &factor.categories).map(|category| category.id.as_str()).collect();
        for category in &adjustment.categories {
            checker.known(file, &format!("{key}.categories"), category, &known);
        }
        if adjustment.at_least.is_some() && !adjustment.categories.is_empty() {
            checker.fault(file, &key, text("catalogue.environments.at_least"));
        }
        if known.is_empty() != adjustment.categories.is_empty() {
            checker.fault(file, &key, text("catalogue.environments.categories"));
        }
    }
}
