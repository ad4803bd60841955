//! Checks `model.toml`.

use super::Checker;
use crate::words::{fill_text, text};

const FILE: &str = "model.toml";

pub(super) fn check(checker: &mut Checker<'_>) {
    let model = &checker.catalogue.model;
    checker.text(FILE, "catalogue_version", &model.catalogue_version);
    checker.text(FILE, "model_version", &model.model_version);
    checker.text(FILE, "statement", &model.statement);
    checker.unique(FILE, "grade", model.grades.iter().map(|grade| grade.id.0.as_str()));
    checker.unique(FILE, "overlap", model.overlaps.iter().map(|overlap| overlap.id.as_str()));
    checker.unique(FILE, "interaction", model.interactions.iter().map(|interaction| interaction.id.as_str()));
    checker.unique(FILE, "mechanism", model.mechanisms.iter().map(|mechanism| mechanism.id.as_str()));
    for grade in &model.grades {
        checker.text(FILE, &format!("grade.{}.meaning", grade.id.0), &grade.meaning);
        checker.text(FILE, &format!("grade.{}.lead", grade.id.0), &grade.lead);
        checker.range(FILE, &format!("grade.{}.half_width", grade.id.0), grade.half_width, 0.0, 1.0);
        let key = format!("grade.{}.number_half_width", grade.id.0);
        checker.range(FILE, &key, grade.number_half_width, 0.0, 1.0);
    }
    checker.grading(FILE, "grade_widths", &model.grade_widths.grading());
    readiness(checker);
    gate(checker);
    transfer(checker);
    alike_environments(checker);
    let separation = &model.separation;
    checker.range(FILE, "separation.clear", separation.clear, separation.close, 10.0);
    checker.range(FILE, "separation.close", separation.close, 0.0, 10.0);
    checker.range(FILE, "separation.known_share", separation.known_share, 0.0, 1.0);
    checker.grading(FILE, "separation", &separation.grading());
    let notices = &model.notices;
    checker.range(FILE, "notices.low_supply", notices.low_supply, 0.0, 5.0);
    checker.range(FILE, "notices.split_share", notices.split_share, 0.0, 0.5);
    checker.grading(FILE, "notices", &notices.grading());
    let travel = &model.travel;
    checker.range(FILE, "travel.regular_meetings", travel.regular_meetings, 0.0, 1000.0);
    checker.grading(FILE, "travel", &travel.grading());
    let questions = &model.questions;
    checker.range(FILE, "questions.settled", questions.settled, 0.5, 1.0);
    checker.grading(FILE, "questions", &questions.grading());
    not_alone(checker);
    bundle(checker);
    voices(checker);
    interactions(checker);
    overlaps(checker);
}

fn not_alone(checker: &mut Checker<'_>) {
    for rule in &checker.catalogue.model.not_alone {
        let key = format!("not_alone.{}", rule.factor);
        checker.known_path(FILE, &format!("{key}.factor"), &rule.factor);
        checker.known_path(FILE, &format!("{key}.unless"), &rule.unless);
        checker.range(FILE, &format!("{key}.at_or_below"), rule.at_or_below, 0.0, 5.0);
        checker.grading(FILE, &key, &rule.grading());
    }
}

/// Coverage uses a 64-bit set, which also includes four components and five quality marks.
const MOST_GROUPS: usize = 50;

fn bundle(checker: &mut Checker<'_>) {
    let catalogue = checker.catalogue;
    let bundle = &catalogue.model.bundle;
    checker.range(FILE, "bundle.coverage_weight", bundle.coverage_weight, 0.0, 1.0);
    checker.grading(FILE, "bundle", &bundle.grading());
    let floor = &bundle.hours_floor;
    checker.range(FILE, "bundle.hours_floor.value", floor.value, 0.0, 10_000.0);
    checker.grading(FILE, "bundle.hours_floor", &floor.grading());
    let groups = catalogue.mechanism_groups().len();
    if groups > MOST_GROUPS {
        let slots = [("groups", &*groups.to_string()), ("most", &MOST_GROUPS.to_string())];
        checker.fault(FILE, "mechanism", fill_text("catalogue.model.groups", &slots));
    }
}

fn voices(checker: &mut Checker<'_>) {
    let voices = &checker.catalogue.model.voices;
    checker.range(FILE, "voices.levels_apart", voices.levels_apart, 0.1, 4.0);
    checker.range(FILE, "voices.shares_apart", voices.shares_apart, 0.01, 1.0);
    checker.range(FILE, "voices.alike", voices.alike, voices.partly_alike, 1.0);
    checker.range(FILE, "voices.partly_alike", voices.partly_alike, -1.0, 1.0);
    checker.grading(FILE, "voices", &voices.grading());
}

fn interactions(checker: &mut Checker<'_>) {
    for interaction in &checker.catalogue.model.interactions {
        let key = format!("interaction.{}", interaction.id);
        checker.range(FILE, &format!("{key}.weight"), interaction.weight, 0.0, 1000.0);
        checker.grading(FILE, &key, &interaction.grading());
        for (side, name) in [(&interaction.first, "first"), (&interaction.second, "second")] {
            checker.known_path(FILE, &format!("{key}.{name}.factor"), &side.factor);
            if !matches!(side.toward, 1 | 5) {
                checker.fault(FILE, &format!("{key}.{name}.toward"), text("catalogue.model.end_of_scale"));
            }
        }
        if interaction.first.factor == interaction.second.factor {
            checker.fault(FILE, &key, text("catalogue.model.interaction"));
        }
    }
}

fn overlaps(checker: &mut Checker<'_>) {
    let catalogue = checker.catalogue;
    for overlap in &catalogue.model.overlaps {
        let key = format!("overlap.{}", overlap.id);
        checker.grading(FILE, &key, &overlap.grading());
        for factor in &overlap.factors {
            checker.known_path(FILE, &format!("{key}.factors"), factor);
        }
        let weight: f64 = overlap.factors.iter().map(|path| weight_of(checker, path)).sum();
        if weight > overlap.cap + 1e-9 {
            let detail = fill_text("catalogue.model.cap", &[("weight", &format!("{weight:.3}"))]);
            checker.fault(FILE, &format!("{key}.cap"), detail);
        }
    }
}

/// Returns the weight of a factor or of one of its terms.
fn weight_of(checker: &Checker<'_>, path: &str) -> f64 {
    let terms = checker.catalogue.terms();
    let factors = &checker.catalogue.factors;
    let whole = factors.iter().find(|factor| factor.id == path).map(|factor| factor.weight.value);
    let part =
        || terms.iter().find(|term| term.path == path).map(|term| term.share * factors[term.factor].weight.value);
    whole.or_else(part).unwrap_or(0.0)
}

fn readiness(checker: &mut Checker<'_>) {
    let readiness = &checker.catalogue.model.readiness;
    checker.range(FILE, "readiness.most", readiness.most, 0.1, 1000.0);
    checker.grading(FILE, "readiness", &readiness.grading());
}

fn gate(checker: &mut Checker<'_>) {
    let gate = &checker.catalogue.model.gate;
    checker.range(FILE, "gate.slope", gate.slope, 0.0, 1.0);
    // The floor is above 0: a product of 0 would leave nothing to compare.
    checker.range(FILE, "gate.floor", gate.floor, 0.01, 1.0);
    checker.range(FILE, "gate.begin_now", gate.begin_now, 0.0, 1.0);
    checker.grading(FILE, "gate", &gate.grading());
}

fn transfer(checker: &mut Checker<'_>) {
    let catalogue = checker.catalogue;
    let transfer = &catalogue.model.transfer;
    for (key, id) in
        [("outcome", &transfer.outcome), ("support", &transfer.support), ("complexity", &transfer.complexity)]
    {
        checker.known_path(FILE, &format!("transfer.{key}"), id);
    }
    let outcome = catalogue.factors.iter().find(|factor| factor.id == transfer.outcome);
    let known = outcome.iter().flat_map(|factor| &factor.categories).map(|category| category.id.as_str()).collect();
    for category in &transfer.routine_outcomes {
        checker.known(FILE, "transfer.routine_outcomes", category, &known);
    }
    checker.grading(FILE, "transfer", &transfer.grading());
}

fn alike_environments(checker: &mut Checker<'_>) {
    let alike = &checker.catalogue.model.alike_environments;
    checker.range(FILE, "alike_environments.points", alike.points, 0.0, 100.0);
    checker.grading(FILE, "alike_environments", &alike.grading());
}
