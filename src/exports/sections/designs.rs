//! The chosen designs: why they were chosen, how they rank, and their evidence with its sources.

use crate::catalogue::{Catalogue, Evidence, StudyWord, WhereStudied};
use crate::explain::in_sentence;
use crate::exports::Document;
use crate::exports::labels::{label, of_id};
use crate::exports::names;
use crate::exports::outline::{Facts, Outline};
use crate::exports::words::{listed, number, score, sentence};
use crate::planning::{Chosen, Review, Standing};
use crate::words::{counted, fill, text};

pub fn designs(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section(text("exports.designs.chosen_designs"));
    if review.facts.plan.designs.is_empty() {
        outline.say(text("exports.designs.no_design_chosen"));
    }
    for (at, asked) in review.facts.plan.designs.iter().enumerate() {
        match review.facts.chosen.iter().find(|chosen| chosen.at == at) {
            Some(chosen) => design(review, chosen, outline),
            None => {
                let name = asked.design.as_deref().unwrap_or(text("exports.designs.unnamed_design"));
                outline.part(name);
                outline.say(text("exports.designs.design_not_catalog"));
            }
        }
    }
}

fn design(review: &Review<'_>, chosen: &Chosen<'_>, outline: &mut Outline) {
    let (facts, asked) = (&review.facts, chosen.asked);
    outline.part(chosen.name());
    outline.say(&chosen.design.summary);
    let own = Facts::default()
        .maybe(text("exports.designs.where_2"), chosen.environment(facts.catalogue).map(|one| in_sentence(&one.name)))
        .with(
            text("exports.designs.why_was_chosen"),
            asked.because.as_deref().unwrap_or(text("exports.designs.plan_gives_no")),
        )
        .all(text("exports.designs.follows_from"), names::references(facts, &asked.follows_from))
        .all(text("exports.designs.comes_after"), names::references(facts, &asked.after))
        .maybe(text("exports.designs.led"), listed(asked.led_by.iter().map(|role| label(*role))))
        .maybe(text("exports.designs.structure_meetings"), asked.protocol.as_ref())
        .maybe(text("exports.designs.adapted_different_learners"), asked.differs_for.as_ref())
        .with(text("exports.designs.hours_one_teacher"), hours(chosen))
        .with(text("exports.designs.weeks"), number(chosen.weeks()));
    outline.facts(own);
    match chosen.standing {
        Some(standing) => outline.facts(place(standing)),
        None => outline.say(text("exports.designs.rank_unknown")),
    }
    outline.say(text("exports.designs.evidence"));
    outline.list(chosen.design.evidence.iter().map(|one| evidence(facts.catalogue, one)));
}

fn hours(chosen: &Chosen<'_>) -> String {
    let template = match chosen.asked.hours {
        Some(_) => text("exports.designs.set_plan"),
        None => text("exports.designs.typical"),
    };
    fill(template, &[("hours", &number(chosen.hours()))])
}

fn place(standing: &Standing) -> Facts {
    let place = match standing.rank {
        Some(rank) => {
            let slots = [("rank", &*rank.to_string()), ("all", &*standing.of.to_string())];
            fill(text("exports.designs.feasible_designs"), &slots)
        }
        None => text("exports.designs.not_feasible_team").to_owned(),
    };
    let (points, low, high) = (score(standing.score), score(standing.low), score(standing.high));
    let slots = [("score", points.as_str()), ("low", &low), ("high", &high)];
    Facts::default()
        .with(text("exports.designs.rank"), place)
        .with(text("exports.designs.fit_score"), fill(text("exports.designs.100_90_range"), &slots))
        .maybe(text("exports.designs.ranks_first_instead"), standing.first.as_ref())
        .all(text("exports.designs.why_not_feasible"), &standing.unmet)
        .all(text("exports.designs.unmet_critical_needs"), &standing.gates)
}

/// A result with its grade, where and with which teachers it was studied, and its sources.
fn evidence(catalogue: &Catalogue, one: &Evidence) -> String {
    let meaning = catalogue.grade(&one.grade).map_or("", |grade| grade.meaning.as_str());
    let template = match meaning {
        "" => text("exports.designs.evidence_grade"),
        _ => text("exports.designs.evidence_grade_2"),
    };
    let meaning = in_sentence(meaning.trim_end_matches('.'));
    let (found, grade) = (sentence(&one.finding), of_id(&one.grade.0));
    let mut sentences = vec![fill(template, &[("finding", &found), ("grade", &grade), ("meaning", &meaning)])];
    if !one.studied.trim().is_empty() {
        sentences.push(fill(text("exports.designs.studied"), &[("what", &sentence(&one.studied))]));
    }
    if let Some(place) = one.where_studied.as_ref().and_then(|place| with_whom(catalogue, place)) {
        sentences.push(fill(text("exports.designs.context"), &[("where", &place)]));
    }
    if let Some(sources) = listed(catalogue.cite(&one.sources)) {
        sentences.push(fill(counted("exports.designs.sources", one.sources.len()), &[("sources", &sources)]));
    }
    sentences.join(" ")
}

fn with_whom(catalogue: &Catalogue, place: &WhereStudied) -> Option<String> {
    let words = &catalogue.model.study_words;
    let of = |id: &Option<String>, words: &[StudyWord]| {
        let id = id.as_ref()?;
        words.iter().find(|word| word.id == *id).map(|word| word.name.clone())
    };
    let scale = place.scale.as_ref().and_then(|id| words.scale.iter().find(|scale| scale.id == *id));
    let volunteers = place.volunteers.map(|chose| {
        if chose { text("exports.designs.volunteers") } else { text("exports.designs.not_only_volunteers") }.to_owned()
    });
    let all = [
        of(&place.country, &words.country),
        of(&place.phase, &words.phase),
        of(&place.subject, &words.subject),
        scale.map(|scale| scale.name.clone()),
        volunteers,
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    let template = if place.mostly { text("exports.designs.mostly") } else { text("exports.designs.where") };
    (!all.is_empty()).then(|| fill(template, &[("where", &all.join(", "))]))
}
