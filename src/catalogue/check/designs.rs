//! Checks `designs/*.toml`.

use std::collections::BTreeSet;

use super::{Checker, environments, ids, judging, study};
use crate::catalogue::{Amount, Attributes, Design, Grading, Led, Rhythm};
use crate::words::{fill_text, text};

/// The search tries all bundles of up to five designs, which takes too long with more designs.
const MOST_DESIGNS: usize = 40;

pub(super) fn check(checker: &mut Checker<'_>) {
    let catalogue = checker.catalogue;
    checker.unique("designs/", "id", catalogue.designs.iter().map(|design| design.id.as_str()));
    if catalogue.designs.is_empty() {
        checker.fault("designs/", "", text("catalogue.designs.none"));
    }
    let designs = catalogue.designs.len();
    if designs > MOST_DESIGNS {
        let slots = [("designs", &*designs.to_string()), ("most", &MOST_DESIGNS.to_string())];
        checker.fault("designs/", "", fill_text("catalogue.designs.too_many", &slots));
    }
    let mut positions = BTreeSet::new();
    for design in &catalogue.designs {
        let file = format!("designs/{}.toml", design.id);
        if !positions.insert(design.position) {
            let position = design.position.to_string();
            checker.fault(&file, "position", fill_text("catalogue.designs.position", &[("position", &position)]));
        }
        words(checker, &file, design);
        vocabulary(checker, &file, design);
        dosage(checker, &file, design);
        failures(checker, &file, design);
        evidence(checker, &file, design);
        attributes(checker, &file, design);
        transfer(checker, &file, design);
        size(checker, &file, design);
        environments::requirements(checker, &file, "design", &design.requirements);
        environments::adjustments(checker, &file, "design", &design.adjustments);
        for adjustment in &design.adjustments {
            let environment = adjustment.environment.as_deref().unwrap_or_default();
            if !design.environments.iter().any(|id| id == environment) {
                let key = format!("adjustments.{}.environment", adjustment.factor);
                checker.fault(&file, &key, fill_text("catalogue.designs.environment", &[("environment", environment)]));
            }
        }
    }
}

fn words(checker: &mut Checker<'_>, file: &str, design: &Design) {
    checker.text(file, "name", &design.name);
    checker.text(file, "summary", &design.summary);
    for (key, empty) in [
        ("environments", design.environments.is_empty()),
        ("roles", design.roles.is_empty()),
        ("unknown", design.unknown.is_empty()),
        ("failures", design.failures.is_empty()),
        ("evidence", design.evidence.is_empty()),
        ("outcomes.primary", design.outcomes.primary.is_empty()),
    ] {
        if empty {
            checker.fault(file, key, text("catalogue.entry_missing"));
        }
    }
    for (keep, which) in [(true, "kept"), (false, "adapted")] {
        if !design.ingredients.iter().any(|ingredient| ingredient.keep == keep) {
            checker.fault(file, "ingredients", text(&format!("catalogue.designs.ingredient.{which}")));
        }
    }
}

fn vocabulary(checker: &mut Checker<'_>, file: &str, design: &Design) {
    let catalogue = checker.catalogue;
    let environments = ids(catalogue.environments.iter().map(|environment| &environment.id));
    let mechanisms = ids(catalogue.model.mechanisms.iter().map(|mechanism| &mechanism.id));
    let outcomes = outcome_types(checker);
    checker.unique(file, "environments", design.environments.iter().map(String::as_str));
    checker.unique(file, "variants", design.variants.iter().map(|variant| variant.id.as_str()));
    for id in &design.environments {
        checker.known(file, "environments", id, &environments);
    }
    for id in design.mechanisms.iter().chain(&design.mechanisms_partial) {
        checker.known(file, "mechanisms", id, &mechanisms);
    }
    for id in design.outcomes.primary.iter().chain(&design.outcomes.secondary) {
        checker.known(file, "outcomes", id, &ids(outcomes.iter()));
    }
}

fn outcome_types(checker: &Checker<'_>) -> Vec<String> {
    let factor = checker.catalogue.factors.iter().find(|factor| factor.id == "outcome_type");
    factor.map_or_else(Vec::new, |factor| factor.categories.iter().map(|category| category.id.clone()).collect())
}

fn dosage(checker: &mut Checker<'_>, file: &str, design: &Design) {
    let dosage = &design.dosage;
    for (key, amount) in [
        ("hours", &dosage.hours),
        ("weeks", &dosage.weeks),
        ("session_hours", &dosage.session_hours),
        ("group_size", &dosage.group_size),
        ("cover_hours", &dosage.cover_hours),
    ] {
        self::amount(checker, file, &format!("dosage.{key}"), amount);
    }
    rhythm(checker, file, &design.rhythm);
    if let Some(led) = &dosage.led {
        let Led { low, typical, high, grade, rationale, sources, .. } = led.clone();
        self::amount(checker, file, "dosage.led", &Amount { low, typical, high, grade, rationale, sources });
        checker.range(file, "dosage.led.high", high, 0.0, 1.0);
    }
    match (&dosage.cost_usd_per_teacher, &dosage.cost_unknown) {
        (Some(cost), None) => amount(checker, file, "dosage.cost_usd_per_teacher", cost),
        (None, Some(unknown)) => checker.text(file, "dosage.cost_unknown", unknown),
        _ => checker.fault(file, "dosage", text("catalogue.designs.cost")),
    }
}

fn rhythm(checker: &mut Checker<'_>, file: &str, rhythm: &Rhythm) {
    if rhythm.places.is_empty() || rhythm.most_weeks == 0 {
        checker.fault(file, "rhythm", text("catalogue.designs.rhythm"));
    }
    let parts = checker.catalogue.planning.stage_parts.iter().map(|part| part.id.as_str()).collect();
    if let Some(part) = &rhythm.counts_as {
        checker.known(file, "rhythm.counts_as", part, &parts);
    }
    checker.grading(file, "rhythm", &rhythm.grading());
    checker.text(file, "rhythm.rationale", &rhythm.rationale);
}

pub(super) fn amount(checker: &mut Checker<'_>, file: &str, key: &str, amount: &Amount) {
    for (name, value) in [("low", amount.low), ("typical", amount.typical), ("high", amount.high)] {
        checker.range(file, &format!("{key}.{name}"), value, 0.0, 1e6);
    }
    if amount.low > amount.typical || amount.typical > amount.high {
        checker.fault(file, key, text("catalogue.designs.amount_order"));
    }
    checker.grading(file, key, &amount.grading());
    checker.text(file, &format!("{key}.rationale"), &amount.rationale);
}

fn evidence(checker: &mut Checker<'_>, file: &str, design: &Design) {
    for (at, evidence) in design.evidence.iter().enumerate() {
        let key = format!("evidence[{at}]");
        checker.text(file, &format!("{key}.finding"), &evidence.finding);
        checker.text(file, &format!("{key}.studied"), &evidence.studied);
        if evidence.effect.is_some() != evidence.effect_unit.is_some() {
            checker.fault(file, &key, text("catalogue.designs.effect"));
        }
        if let Some(effect) = evidence.effect {
            checker.range(file, &format!("{key}.effect"), effect, -1e4, 1e4);
        }
        let grading = Grading { grade: &evidence.grade, rationale: &evidence.finding, sources: &evidence.sources };
        checker.grading(file, &key, &grading);
        if let Some(place) = &evidence.where_studied {
            study::where_studied(checker, file, &format!("{key}.where_studied"), place);
        }
    }
}

fn failures(checker: &mut Checker<'_>, file: &str, design: &Design) {
    for (at, failure) in design.failures.iter().enumerate() {
        let key = format!("failures[{at}]");
        checker.text(file, &format!("{key}.how"), &failure.how);
        checker.text(file, &format!("{key}.because"), &failure.because);
        for sign in &failure.signs {
            let key = format!("{key}.signs");
            environments::level_term(checker, file, &key, &sign.factor);
            judging::end_of_scale(checker, file, &key, sign.toward);
        }
    }
}

fn attributes(checker: &mut Checker<'_>, file: &str, design: &Design) {
    let catalogue = checker.catalogue;
    graded(checker, file, "attributes", &design.attributes);
    for term in catalogue.terms() {
        if design.attributes.get(&term.path).is_none() {
            checker.fault(file, &format!("attributes.{}", term.path), text("catalogue.designs.attribute"));
        }
    }
    for variant in &design.variants {
        graded(checker, file, &format!("variants.{}.attributes", variant.id), &variant.attributes);
    }
    let known = ids(catalogue.model.interactions.iter().map(|interaction| &interaction.id));
    for (id, exposure) in &design.interactions {
        let key = format!("interactions.{id}");
        checker.known(file, &key, id, &known);
        checker.range(file, &format!("{key}.exposure"), exposure.exposure, 0.0, 1.0);
        checker.grading(file, &key, &exposure.grading());
    }
    for id in known.iter().filter(|id| !design.interactions.contains_key(**id)) {
        checker.fault(file, &format!("interactions.{id}"), text("catalogue.designs.exposure"));
    }
}

/// Checks the effect of follow-up, and that missing follow-up does not also count in readiness.
fn transfer(checker: &mut Checker<'_>, file: &str, design: &Design) {
    let model = &checker.catalogue.model.transfer;
    let own = std::iter::once(("", &design.attributes, design.transfer.as_ref()));
    let roles = design.variants.iter().map(|role| ("variants.", &role.attributes, role.transfer.as_ref()));
    let has_any = design.transfer.is_some() || design.variants.iter().any(|role| role.transfer.is_some());
    for (key, attributes, transfer) in own.chain(roles) {
        if let Some(transfer) = transfer {
            let key = format!("{key}transfer");
            checker.range(file, &format!("{key}.simple_routine"), transfer.simple_routine, 0.0, 1.0);
            checker.grading(file, &key, &transfer.grading());
            checker.text(file, &format!("{key}.rationale"), &transfer.rationale);
            let paid_again = attributes.get(&model.support).and_then(|support| support.importance.as_ref());
            if paid_again.is_some_and(|importance| importance.value > 0) {
                let detail = text("catalogue.designs.follow_up_twice");
                checker.fault(file, &format!("attributes.{}.importance", model.support), detail);
            }
        }
        let outcome = attributes.get(&model.outcome);
        for value in outcome.iter().flat_map(|outcome| &outcome.categories) {
            let Some(followed_up) = value.followed_up else { continue };
            let key = format!("{key}attributes.{}.{}.followed_up", model.outcome, value.id);
            checker.range(file, &key, followed_up, value.value, 1.0);
            if !has_any {
                checker.fault(file, &key, text("catalogue.designs.follow_up_transfer"));
            }
        }
    }
}

fn size(checker: &mut Checker<'_>, file: &str, design: &Design) {
    let Some(size) = &design.size else { return };
    checker.range(file, "size.keeps", size.keeps, 0.0, 1.0);
    checker.grading(file, "size", &size.grading());
    checker.text(file, "size.rationale", &size.rationale);
    if size.full_up_to >= size.from_teachers {
        checker.fault(file, "size", text("catalogue.designs.size"));
    }
}

/// The highest importance.
const MOST_IMPORTANCE: u8 = 3;

fn graded(checker: &mut Checker<'_>, file: &str, key: &str, attributes: &Attributes) {
    let kinds = attributes.resources.iter().map(|(kind, attribute)| (format!("resources.{kind}"), attribute));
    let factors = attributes.factors.iter().map(|(factor, attribute)| (factor.clone(), attribute));
    for (path, attribute) in kinds.chain(factors) {
        let key = format!("{key}.{path}");
        checker.known_path(file, &key, &path);
        checker.grading(file, &key, &attribute.grading());
        if let Some(importance) = &attribute.importance {
            let key = format!("{key}.importance");
            checker.range(file, &key, importance.value.into(), 0.0, MOST_IMPORTANCE.into());
            checker.grading(file, &key, &importance.grading());
            checker.text(file, &format!("{key}.rationale"), &importance.rationale);
        }
        if let Some(gate) = &attribute.gate {
            checker.grading(file, &format!("{key}.gate"), &gate.grading());
            checker.text(file, &format!("{key}.gate.rationale"), &gate.rationale);
        }
        checker.unique(file, &format!("{key}.categories"), attribute.categories.iter().map(|value| value.id.as_str()));
        for value in &attribute.categories {
            checker.range(file, &format!("{key}.{}", value.id), value.value, 0.0, 1.0);
            if let Some(grade) = &value.grade {
                let grading = Grading { grade, rationale: &value.rationale, sources: &value.sources };
                checker.grading(file, &format!("{key}.{}", value.id), &grading);
            }
        }
        for (name, number) in &attribute.numbers {
            checker.range(file, &format!("{key}.{name}"), *number, 0.0, 100.0);
        }
    }
}
