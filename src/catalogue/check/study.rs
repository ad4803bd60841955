//! Checks the vocabulary for study settings and its use.

use super::Checker;
use crate::catalogue::{StudyWord, WhereStudied};
use crate::words::text;

const FILE: &str = "model.toml";

pub(super) fn check(checker: &mut Checker<'_>) {
    let words = &checker.catalogue.model.study_words;
    for (kind, words) in kinds(checker) {
        let key = format!("study_words.{kind}");
        checker.unique(FILE, &key, words.iter().map(|word| word.id.as_str()));
        let known = words.iter().filter(|word| word.is_for_teams() && !word.elsewhere).map(|word| word.id.as_str());
        let known = known.collect();
        for word in words {
            let key = format!("{key}.{}", word.id);
            checker.text(FILE, &format!("{key}.name"), &word.name);
            for covered in &word.covers {
                checker.known(FILE, &format!("{key}.covers"), covered, &known);
            }
            if word.elsewhere && !word.covers.is_empty() {
                checker.fault(FILE, &key, text("catalogue.study.covers"));
            }
        }
    }
    checker.unique(FILE, "study_words.scale", words.scale.iter().map(|scale| scale.id.as_str()));
    for scale in &words.scale {
        checker.text(FILE, &format!("study_words.scale.{}.name", scale.id), &scale.name);
    }
    if !words.scale.is_sorted_by(|a, b| a.from_teachers < b.from_teachers) {
        checker.fault(FILE, "study_words.scale", text("catalogue.study.scales"));
    }
}

fn kinds<'a>(checker: &Checker<'a>) -> [(&'static str, &'a [StudyWord]); 3] {
    let words = &checker.catalogue.model.study_words;
    [("country", &words.country), ("phase", &words.phase), ("subject", &words.subject)]
}

/// Checks that a study setting states something and uses known words.
pub(super) fn where_studied(checker: &mut Checker<'_>, file: &str, key: &str, place: &WhereStudied) {
    if place.is_empty() {
        checker.fault(file, key, text("catalogue.study.empty"));
    }
    for ((kind, words), given) in kinds(checker).into_iter().zip([&place.country, &place.phase, &place.subject]) {
        let known = words.iter().filter(|word| !word.elsewhere).map(|word| word.id.as_str()).collect();
        if let Some(id) = given {
            checker.known(file, &format!("{key}.{kind}"), id, &known);
        }
    }
    if let Some(id) = &place.scale {
        let known = checker.catalogue.model.study_words.scale.iter().map(|scale| scale.id.as_str()).collect();
        checker.known(file, &format!("{key}.scale"), id, &known);
    }
}
