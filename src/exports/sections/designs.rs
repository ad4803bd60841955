//! The chosen designs: why they were chosen, how they rank, and their evidence with its sources.

use crate::catalogue::{Catalogue, Evidence, StudyWord, WhereStudied};
use crate::explain::in_sentence;
use crate::exports::Document;
use crate::exports::called;
use crate::exports::labels::{label, of_id};
use crate::exports::outline::{Facts, Outline};
use crate::exports::words::{listed, number, score};
use crate::planning::{Chosen, Review, Standing};

pub fn designs(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section("Chosen designs");
    if review.facts.plan.designs.is_empty() {
        outline.say("No design is chosen yet.");
    }
    for (at, asked) in review.facts.plan.designs.iter().enumerate() {
        match review.facts.chosen.iter().find(|chosen| chosen.at == at) {
            Some(chosen) => design(review, chosen, outline),
            None => {
                let name = asked.design.as_deref().unwrap_or("Unnamed design");
                outline.part(name);
                outline.say("This design is not in the catalog, so there is no information about it.");
            }
        }
    }
}

fn design(review: &Review<'_>, chosen: &Chosen<'_>, outline: &mut Outline) {
    let (facts, asked) = (&review.facts, chosen.asked);
    outline.part(chosen.name());
    outline.say(&chosen.design.summary);
    let own = Facts::default()
        .maybe("Where", chosen.environment(facts.catalogue).map(|one| in_sentence(&one.name)))
        .with("Why it was chosen", asked.because.as_deref().unwrap_or("The plan gives no reason."))
        .all("Follows from", called::references(facts, &asked.follows_from))
        .all("Comes after", called::references(facts, &asked.after))
        .maybe("Led by", listed(asked.led_by.iter().map(|role| label(*role))))
        .maybe("Structure of its meetings", asked.protocol.as_ref())
        .maybe("Adapted for different learners", asked.differs_for.as_ref())
        .with("Hours for one teacher", hours(chosen))
        .with("Weeks", number(chosen.weeks()));
    outline.facts(own);
    match chosen.standing {
        Some(standing) => outline.facts(place(standing)),
        None => outline.say("Its rank is unknown."),
    }
    outline.say("Evidence:");
    outline.list(chosen.design.evidence.iter().map(|one| evidence(facts.catalogue, one)));
}

fn hours(chosen: &Chosen<'_>) -> String {
    let whence = if chosen.asked.hours.is_some() { "set in the plan" } else { "typical" };
    format!("{} ({whence})", number(chosen.hours()))
}

fn place(standing: &Standing) -> Facts {
    let place = match standing.rank {
        Some(rank) => format!("{rank} of {} feasible designs", standing.of),
        None => "not feasible for this team".to_owned(),
    };
    let (points, low, high) = (score(standing.score), score(standing.low), score(standing.high));
    Facts::default()
        .with("Rank", place)
        .with("Fit score", format!("{points} of 100 (90 % range {low} to {high})"))
        .maybe("Ranks first instead", standing.first.as_ref())
        .all("Why it is not feasible", &standing.unmet)
        .all("Unmet critical needs", &standing.gates)
}

/// A result with its grade, where and with which teachers it was studied, and its sources.
fn evidence(catalogue: &Catalogue, one: &Evidence) -> String {
    let meaning = catalogue.grade(&one.grade).map_or("", |grade| grade.meaning.as_str());
    let mut told = format!("{} Evidence grade: {}", ended(&one.finding), of_id(&one.grade.0));
    if !meaning.is_empty() {
        told.push_str(&format!(" ({})", in_sentence(meaning.trim_end_matches('.'))));
    }
    told.push('.');
    if !one.studied.trim().is_empty() {
        told.push_str(&format!(" Studied: {}", ended(&one.studied)));
    }
    if let Some(place) = one.where_studied.as_ref().and_then(|place| with_whom(catalogue, place)) {
        told.push_str(&format!(" Context: {place}."));
    }
    if let Some(sources) = listed(called::sources(catalogue, &one.sources)) {
        let name = if one.sources.len() == 1 { "Source" } else { "Sources" };
        told.push_str(&format!(" {name}: {sources}."));
    }
    told
}

fn with_whom(catalogue: &Catalogue, place: &WhereStudied) -> Option<String> {
    let words = &catalogue.model.study_words;
    let of = |id: &Option<String>, words: &[StudyWord]| {
        let id = id.as_ref()?;
        words.iter().find(|word| word.id == *id).map(|word| word.name.clone())
    };
    let scale = place.scale.as_ref().and_then(|id| words.scale.iter().find(|scale| scale.id == *id));
    let volunteers = place.volunteers.map(|chose| if chose { "volunteers" } else { "not only volunteers" }.to_owned());
    let all = [
        of(&place.country, &words.country),
        of(&place.phase, &words.phase),
        of(&place.subject, &words.subject),
        scale.map(|scale| scale.name.clone()),
        volunteers,
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    let mostly = if place.mostly { "mostly " } else { "" };
    (!all.is_empty()).then(|| format!("{mostly}{}", all.join(", ")))
}

fn ended(text: &str) -> String {
    crate::exports::words::sentence(text)
}
