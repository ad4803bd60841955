//! The chosen designs: why they were chosen, how they rank, and their evidence with its sources.

use crate::catalogue::{Catalogue, Evidence, StudyWord, WhereStudied};
use crate::exports::labels::{label, of_id};
use crate::exports::names;
use crate::exports::outline::{FactList, Outline, words};
use crate::exports::words::score;
use crate::planning::{Chosen, DesignRank, Review};
use crate::words::{fill_counted, fill_text, in_sentence, listed, number, sentence, text};

pub fn designs(review: &Review<'_>, outline: &mut Outline) {
    if review.facts.plan.designs.is_empty() {
        outline.say(text("exports.designs.no_design_chosen"));
    }
    for (at, asked) in review.facts.plan.designs.iter().enumerate() {
        match review.facts.chosen.iter().find(|chosen| chosen.at == at) {
            Some(chosen) => design(review, chosen, outline),
            None => {
                outline.part(asked.design.as_deref().unwrap_or(text("exports.designs.unnamed_design")));
                outline.say(text("exports.designs.design_not_catalog"));
            }
        }
    }
}

/// Lists the marks of a high-quality design, with the chosen designs that have each.
pub fn marks(review: &Review<'_>, outline: &mut Outline) {
    if review.facts.chosen.is_empty() {
        return;
    }
    let rows = review.marks.iter().map(|state| {
        let designs = listed(state.designs.iter().map(Chosen::name));
        let none = || text("exports.designs.no_mark").to_owned();
        vec![text(&format!("planning.mark.{}", state.mark.id())).to_owned(), designs.unwrap_or_else(none)]
    });
    outline.table(text("exports.designs.mark_columns"), &[40, 60].map(words), rows);
}

fn design(review: &Review<'_>, chosen: &Chosen<'_>, outline: &mut Outline) {
    let (facts, asked) = (&review.facts, chosen.asked);
    let because = asked.because.as_deref().unwrap_or(text("exports.designs.plan_gives_no"));
    let hours = if asked.hours.is_some() { "exports.designs.set_plan" } else { "exports.designs.typical" };
    let hours = fill_text(hours, &[("hours", &number(chosen.hours()))]);
    outline.part(chosen.name());
    outline.say(&chosen.design.summary);
    let own = FactList::default()
        .maybe(text("exports.designs.where_2"), chosen.environment(facts.catalogue).map(|one| in_sentence(&one.name)))
        .with(text("exports.designs.why_was_chosen"), because)
        .all(text("exports.designs.follows_from"), names::references(facts, &asked.follows_from))
        .all(text("exports.designs.comes_after"), names::references(facts, &asked.after))
        .maybe(text("exports.designs.led"), listed(asked.led_by.iter().map(|role| label(*role))))
        .maybe(text("exports.designs.structure_meetings"), asked.protocol.as_ref())
        .maybe(text("exports.designs.adapted_different_learners"), asked.differs_for.as_ref())
        .with(text("exports.designs.hours_one_teacher"), hours)
        .with(text("exports.designs.weeks"), number(chosen.weeks()));
    outline.facts(own);
    if !outline.facts(chosen.ranked.map(place).unwrap_or_default()) {
        outline.say(text("exports.designs.rank_unknown"));
    }
    outline.say(text("exports.designs.evidence"));
    outline.list(chosen.design.evidence.iter().map(|one| evidence(facts.catalogue, one)));
}

fn place(ranked: &DesignRank) -> FactList {
    let place = match ranked.rank {
        Some(rank) => {
            let slots = [("rank", &*rank.to_string()), ("all", &ranked.of.to_string())];
            fill_text("exports.designs.feasible_designs", &slots)
        }
        None => text("exports.designs.not_feasible_team").to_owned(),
    };
    let [points, low, high] = [ranked.score, ranked.low, ranked.high].map(score);
    let slots = [("score", &*points), ("low", &low), ("high", &high)];
    FactList::default()
        .with(text("exports.designs.rank"), place)
        .with(text("exports.designs.fit_score"), fill_text("exports.designs.100_90_range", &slots))
        .maybe(text("exports.designs.ranks_first_instead"), ranked.first.as_ref())
        .all(text("exports.designs.why_not_feasible"), &ranked.unmet)
        .all(text("exports.designs.unmet_critical_needs"), &ranked.gates)
}

/// A result with its grade, where and with which teachers it was studied, and its sources.
fn evidence(catalogue: &Catalogue, one: &Evidence) -> String {
    let meaning = catalogue.grade(&one.grade).map_or("", |grade| grade.meaning.as_str());
    let key = if meaning.is_empty() { "exports.designs.evidence_grade" } else { "exports.designs.evidence_grade_2" };
    let meaning = in_sentence(meaning.trim_end_matches('.'));
    let (found, grade) = (sentence(&one.finding), of_id(&one.grade.0));
    let mut sentences = vec![fill_text(key, &[("finding", &found), ("grade", &grade), ("meaning", &meaning)])];
    if !one.studied.trim().is_empty() {
        sentences.push(fill_text("exports.designs.studied", &[("what", &sentence(&one.studied))]));
    }
    if let Some(place) = one.where_studied.as_ref().and_then(|place| with_whom(catalogue, place)) {
        sentences.push(fill_text("exports.designs.context", &[("where", &place)]));
    }
    if let Some(sources) = listed(catalogue.cite(&one.sources)) {
        sentences.push(fill_counted("exports.designs.sources", one.sources.len(), &[("sources", &sources)]));
    }
    sentences.join(" ")
}

fn with_whom(catalogue: &Catalogue, place: &WhereStudied) -> Option<String> {
    let words = &catalogue.model.study_words;
    let of = |id: &Option<String>, words: &[StudyWord]| {
        words.iter().find(|word| Some(&word.id) == id.as_ref()).map(|word| word.name.clone())
    };
    let scale = words.scale.iter().find(|scale| Some(&scale.id) == place.scale.as_ref());
    let volunteers = |chose| if chose { "exports.designs.volunteers" } else { "exports.designs.not_only_volunteers" };
    let all = [
        of(&place.country, &words.country),
        of(&place.phase, &words.phase),
        of(&place.subject, &words.subject),
        scale.map(|scale| scale.name.clone()),
        place.volunteers.map(|chose| text(volunteers(chose)).to_owned()),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    let key = if place.mostly { "exports.designs.mostly" } else { "exports.designs.where" };
    (!all.is_empty()).then(|| fill_text(key, &[("where", &all.join(", "))]))
}
