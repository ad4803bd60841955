//! Step 5 from the catalog's evidence: what worked, where, and under which conditions, for the chosen designs.

use super::facts::{Chosen, Facts};
use crate::catalogue::{Catalogue, Direction, Evidence, StudyWord, WhereStudied};
use crate::words::{fill_text, in_sentence, listed, sentence, text};

/// What the catalog answers to a question of step 5 for one chosen design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Studied {
    /// JSON pointer to the design in the plan.
    pub place: String,
    /// The answer, as whole sentences that begin with the design's name.
    pub says: String,
}

/// Returns the answers to a key question, one for each chosen design with evidence about it.
pub(super) fn studied(facts: &Facts<'_>, question: &str) -> Vec<Studied> {
    let says: fn(&Chosen<'_>, &Catalogue) -> Option<String> = match question {
        "study_designs.characteristics_of_success" => in_common,
        "study_designs.where_successful" => where_successful,
        "study_designs.under_which_conditions" => conditions,
        _ => return Vec::new(),
    };
    let of = |one: &Chosen<'_>| Some(Studied { place: one.place(), says: says(one, facts.catalogue)? });
    facts.chosen.iter().filter_map(of).collect()
}

/// The parts that must be kept for the design to work.
fn in_common(chosen: &Chosen<'_>, _: &Catalogue) -> Option<String> {
    let kept = chosen.design.ingredients.iter().filter(|one| one.keep).map(|one| in_sentence(&one.what));
    filled("planning.study.in_common", chosen, kept)
}

/// Where studies found gains. A design for which none did says so.
fn where_successful(chosen: &Chosen<'_>, catalogue: &Catalogue) -> Option<String> {
    let is_success = |one: &&Evidence| matches!(one.direction, Direction::Positive | Direction::Mixed);
    let found: Vec<String> =
        chosen.design.evidence.iter().filter(is_success).map(|one| with_place(one, catalogue)).collect();
    if found.is_empty() {
        return Some(fill_text("planning.study.no_success", &[("design", chosen.name())]));
    }
    Some(fill_text("planning.study.where", &[("design", chosen.name()), ("found", &found.join(" "))]))
}

/// A finding with its study, its place and its sources.
fn with_place(one: &Evidence, catalogue: &Catalogue) -> String {
    let place = one.where_studied.as_ref().and_then(|place| place_of(place, catalogue));
    let sources = listed(catalogue.cite(&one.sources));
    let studied = Some(one.studied.trim()).filter(|studied| !studied.is_empty()).map(in_sentence);
    let known: Vec<String> = [studied, place, sources].into_iter().flatten().collect();
    let finding = one.finding.trim_end_matches('.');
    match known.is_empty() {
        true => sentence(finding),
        false => fill_text("planning.study.finding", &[("finding", finding), ("known", &known.join("; "))]),
    }
}

/// Country, grade level, subject and size, as far as they are known.
fn place_of(place: &WhereStudied, catalogue: &Catalogue) -> Option<String> {
    let words = &catalogue.model.study_words;
    let of = |id: &Option<String>, words: &[StudyWord]| {
        words.iter().find(|word| Some(&word.id) == id.as_ref()).map(|word| word.name.clone())
    };
    let scale = words.scale.iter().find(|scale| Some(&scale.id) == place.scale.as_ref());
    let all = [
        of(&place.country, &words.country),
        of(&place.phase, &words.phase),
        of(&place.subject, &words.subject),
        scale.map(|scale| scale.name.clone()),
    ];
    let names: Vec<String> = all.into_iter().flatten().collect();
    let mostly = if place.mostly { "planning.study.mostly" } else { "planning.study.place" };
    (!names.is_empty()).then(|| fill_text(mostly, &[("where", &names.join(", "))]))
}

/// The resources and requirements of the design.
fn conditions(chosen: &Chosen<'_>, _: &Catalogue) -> Option<String> {
    let needs = filled("planning.study.conditions", chosen, chosen.design.resources.iter().cloned());
    let required = chosen.design.requirements.iter().map(|one| sentence(&one.rationale));
    let all: Vec<String> = needs.into_iter().chain(required).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn filled(key: &str, chosen: &Chosen<'_>, items: impl Iterator<Item = String>) -> Option<String> {
    let items = listed(items.map(|item| item.trim_end_matches('.').to_owned()))?;
    let slots = [("design", chosen.name()), ("items", items.as_str())];
    Some(crate::words::fill(text(key), &slots))
}
