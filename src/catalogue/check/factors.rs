//! Checks `factors/*.toml`.

use super::Checker;
use crate::answers::{CELLS, LEVELS};
use crate::catalogue::{Factor, Grading, Kind};
use crate::words::{fill_text, text};

pub(super) fn check(checker: &mut Checker<'_>) {
    let catalogue = checker.catalogue;
    checker.unique("factors/", "id", catalogue.factors.iter().map(|factor| factor.id.as_str()));
    let mut positions = std::collections::BTreeSet::new();
    for factor in &catalogue.factors {
        let file = format!("factors/{}.toml", factor.id);
        if !positions.insert(factor.position) {
            let position = factor.position.to_string();
            checker.fault(&file, "position", fill_text("catalogue.factors.position", &[("position", &position)]));
        }
        words(checker, &file, factor);
        kind(checker, &file, factor);
        numbers(checker, &file, factor);
    }
}

fn words(checker: &mut Checker<'_>, file: &str, factor: &Factor) {
    let texts = [
        ("name", &factor.name),
        ("question", &factor.question),
        ("meaning", &factor.meaning),
        ("caution", &factor.caution),
    ];
    for (key, value) in
        texts.into_iter().chain([("change.owner", &factor.change.owner), ("change.how", &factor.change.how)])
    {
        checker.text(file, key, value);
    }
    if factor.answered_by.is_empty() {
        checker.fault(file, "answered_by", text("catalogue.factors.respondent"));
    }
    if factor.survey.is_empty() || factor.survey.len() > 3 {
        checker.fault(file, "survey", text("catalogue.factors.survey"));
    }
    for item in &factor.survey {
        checker.text(file, "survey.text", &item.text);
    }
}

fn kind(checker: &mut Checker<'_>, file: &str, factor: &Factor) {
    match factor.kind {
        Kind::Level | Kind::PerDesign => {
            levels(checker, file, "levels", &factor.levels, &factor.short);
            prior_levels(checker, file, "prior.levels", &factor.prior.levels);
        }
        Kind::Shares => shares(checker, file, factor),
        Kind::PerResource => resources(checker, file, factor),
    }
}

fn levels(checker: &mut Checker<'_>, file: &str, key: &str, levels: &[String], short: &[String]) {
    for (key, texts) in [(key.to_owned(), levels), (key.replace("levels", "short"), short)] {
        if texts.len() != LEVELS {
            let found = texts.len().to_string();
            checker.fault(file, &key, fill_text("catalogue.factors.entries", &[("found", &found)]));
        }
        for entry in texts {
            checker.text(file, &key, entry);
        }
    }
}

fn prior_levels(checker: &mut Checker<'_>, file: &str, key: &str, prior: &[f64]) {
    if prior.len() != LEVELS {
        let found = prior.len().to_string();
        checker.fault(file, key, fill_text("catalogue.factors.shares", &[("found", &found)]));
    }
    checker.distribution(file, key, prior);
}

fn shares(checker: &mut Checker<'_>, file: &str, factor: &Factor) {
    checker.unique(file, "categories", factor.categories.iter().map(|category| category.id.as_str()));
    checker.unique(file, "prior.shares", factor.prior.shares.iter().map(|share| share.id.as_str()));
    if factor.categories.is_empty() || factor.categories.len() > CELLS {
        checker.fault(file, "categories", fill_text("catalogue.factors.categories", &[("most", &CELLS.to_string())]));
    }
    let known = factor.categories.iter().map(|category| category.id.as_str()).collect();
    for share in &factor.prior.shares {
        checker.known(file, "prior.shares", &share.id, &known);
    }
    let values: Vec<f64> = factor.prior.shares.iter().map(|share| share.value).collect();
    checker.distribution(file, "prior.shares", &values);
}

fn resources(checker: &mut Checker<'_>, file: &str, factor: &Factor) {
    checker.unique(file, "resources", factor.resources.iter().map(|kind| kind.id.as_str()));
    checker.unique(file, "prior.resources", factor.prior.resources.iter().map(|prior| prior.id.as_str()));
    if factor.resources.is_empty() {
        checker.fault(file, "resources", text("catalogue.factors.kind"));
    }
    let known = factor.resources.iter().map(|kind| kind.id.as_str()).collect();
    for kind in &factor.resources {
        levels(checker, file, &format!("resources.{}.levels", kind.id), &kind.levels, &kind.short);
        if !factor.prior.resources.iter().any(|prior| prior.id == kind.id) {
            checker.fault(file, &format!("prior.resources.{}", kind.id), text("catalogue.factors.typical"));
        }
    }
    for prior in &factor.prior.resources {
        checker.known(file, "prior.resources", &prior.id, &known);
        prior_levels(checker, file, &format!("prior.resources.{}.levels", prior.id), &prior.levels);
    }
    let carried: Vec<f64> = factor.prior.resources.iter().map(|prior| prior.share).collect();
    checker.distribution(file, "prior.resources.share", &carried);
}

fn numbers(checker: &mut Checker<'_>, file: &str, factor: &Factor) {
    checker.range(file, "weight.value", factor.weight.value, 0.0, 1000.0);
    checker.grading(file, "weight", &factor.weight.grading());
    let (prior, scoring, change) = (&factor.prior, &factor.scoring, &factor.change);
    for (key, grade, rationale, sources) in [
        ("prior", &prior.grade, &prior.rationale, &prior.sources),
        ("scoring", &scoring.grade, &scoring.rationale, &scoring.sources),
        ("change", &change.grade, &change.rationale, &change.sources),
    ] {
        checker.grading(file, key, &Grading { grade, rationale, sources });
        checker.text(file, &format!("{key}.rationale"), rationale);
    }
    if change.by_school && change.lead_weeks == 0 {
        checker.fault(file, "change.lead_weeks", text("catalogue.factors.lead_weeks"));
    }
}
