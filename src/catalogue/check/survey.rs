//! Checks `survey.toml` and the survey items that use its wording.

use std::collections::{BTreeMap, BTreeSet};

use super::Checker;
use crate::answers::LEVELS;
use crate::catalogue::{Scale, SurveyWords};
use crate::words::{fill_text, text};

const FILE: &str = "survey.toml";

pub(super) fn check(checker: &mut Checker<'_>) {
    let words = &checker.catalogue.survey;
    // An unreadable file is already reported.
    if words.scales.is_empty() {
        return;
    }
    form(checker, words);
    scales(checker, words);
    years(checker, words);
    lowest(checker, words);
    items(checker);
}

fn form(checker: &mut Checker<'_>, words: &SurveyWords) {
    let form = &words.form;
    for (key, value) in [
        ("dont_know", &words.dont_know),
        ("form.title", &form.title),
        ("form.introduction", &form.introduction),
        ("form.privacy", &form.privacy),
        ("form.named", &form.named),
        ("form.content", &form.content),
        ("form.content_unknown", &form.content_unknown),
        ("form.team", &form.team),
    ] {
        checker.text(FILE, key, value);
    }
    if !words.missing.contains(&words.dont_know) {
        checker.fault(FILE, "missing", fill_text("catalogue.survey.missing", &[("label", &words.dont_know)]));
    }
}

fn scales(checker: &mut Checker<'_>, words: &SurveyWords) {
    checker.unique(FILE, "scale", words.scales.iter().map(|scale| scale.id.as_str()));
    for scale in &words.scales {
        let key = format!("scale.{}", scale.id);
        for labels in scale.wordings() {
            if labels.len() < 2 || labels.len() != scale.labels.len() {
                checker.fault(FILE, &key, text("catalogue.survey.labels"));
            }
            let plain: BTreeSet<String> = labels.iter().map(|label| label.to_lowercase()).collect();
            if plain.len() != labels.len() {
                checker.fault(FILE, &key, text("catalogue.survey.label"));
            }
            for label in labels {
                checker.text(FILE, &key, label);
                if words.missing.iter().any(|missing| missing.to_lowercase() == label.to_lowercase()) {
                    checker.fault(FILE, &key, fill_text("catalogue.survey.label_missing", &[("label", label)]));
                }
            }
        }
    }
    for own in ["agreement", "frequency", "extent"] {
        if words.scale(own).is_none_or(|scale| scale.labels.len() != LEVELS) {
            checker.fault(FILE, "scale", fill_text("catalogue.survey.scale", &[("scale", own)]));
        }
    }
}

fn years(checker: &mut Checker<'_>, words: &SurveyWords) {
    for years in &words.years {
        let key = format!("years.{}", years.factor);
        checker.known_path(FILE, &key, &years.factor);
        if years.from.len() != LEVELS || !years.from.is_sorted_by(|a, b| a < b) || years.from[0] != 0.0 {
            checker.fault(FILE, &key, text("catalogue.survey.starts"));
        }
    }
    for factor in &checker.catalogue.factors {
        let asked = factor.survey.iter().any(|item| item.scale == Scale::Years);
        if asked && words.years_of(&factor.id).is_none() {
            checker.fault(FILE, "years", fill_text("catalogue.survey.years", &[("factor", &factor.id)]));
        }
    }
}

fn lowest(checker: &mut Checker<'_>, words: &SurveyWords) {
    for lowest in &words.lowest {
        let key = format!("lowest.{}", lowest.factor);
        checker.known_path(FILE, &key, &lowest.factor);
        let factor = checker.catalogue.factors.iter().find(|factor| factor.id == lowest.factor);
        if factor.is_some_and(|factor| factor.survey.len() != lowest.parts.len()) {
            checker.fault(FILE, &key, text("catalogue.survey.parts"));
        }
    }
}

/// Checks that every question has a unique text, which identifies it in an export.
fn items(checker: &mut Checker<'_>) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for factor in &checker.catalogue.factors {
        for item in &factor.survey {
            if let Some(other) = seen.insert(item.text.trim().to_lowercase(), &factor.id) {
                let file = format!("factors/{}.toml", factor.id);
                checker.fault(&file, "survey.text", fill_text("catalogue.survey.question", &[("factor", other)]));
            }
        }
    }
}
