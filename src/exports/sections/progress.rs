//! Cycles, indicators against their benchmarks, and the levels of evaluation from students backward.

use crate::exports::Document;
use crate::exports::called;
use crate::exports::labels::label;
use crate::exports::outline::{Facts, Outline, words};
use crate::exports::said::{benchmarks, from_to, point};
use crate::exports::words::{days, listed};
use crate::planning::{Indicator, Review};

pub fn progress(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section("Progress");
    cycles(review, outline);
    indicators(review, outline);
    levels(review, outline);
    evaluation(review, outline);
    community(review, outline);
}

fn cycles(review: &Review<'_>, outline: &mut Outline) {
    outline.part("Cycles of plan, do, check, and act");
    let cycles = &review.facts.plan.cycles;
    if cycles.is_empty() {
        outline.say("The plan has no cycles yet.");
    }
    let rows = cycles.iter().map(|one| {
        let when = days(one.from, one.until).unwrap_or_default();
        let stage = one.stage.as_deref().map(|id| called::stage_of_cycle(&review.facts, id));
        let when = [Some(when), stage].into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        let told = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![when.join(", "), told(&one.plan), told(&one.tried), told(&one.seen), told(&one.changes)]
    });
    let columns = [words("When", 18), words("Plan", 20), words("Tried", 18), words("Seen", 22), words("Changes", 22)];
    outline.table(&columns, rows.collect());
}

fn indicators(review: &Review<'_>, outline: &mut Outline) {
    outline.part("Indicators");
    if review.progress.indicators.is_empty() {
        outline.say("The plan has no indicators yet.");
        return;
    }
    outline.say(crate::words::text("planning.progress.rule"));
    for state in &review.progress.indicators {
        let one = state.indicator;
        let readings = one.readings.iter().map(|reading| point(one, reading));
        let how = [
            one.kind.map(label),
            listed(one.gathered_by.iter().map(|role| label(*role))).map(|who| format!("gathered by {who}")),
        ];
        let mut said = vec![state.sentence.clone()];
        said.extend(from_to(one).map(|told| format!("Planned: {told}.")));
        said.extend(benchmarks(one).map(|told| format!("Benchmarks: {told}.")));
        said.extend(listed(readings).map(|told| format!("Readings: {told}.")));
        said.extend(listed(how.into_iter().flatten()).map(|told| format!("Source: {told}.")));
        said.extend(
            listed(called::references(&review.facts, &one.follows_from)).map(|told| format!("Measures: {told}.")),
        );
        outline.facts(Facts::default().all(&name(one, state.at), said));
    }
}

fn name(one: &Indicator, at: usize) -> String {
    one.text.clone().or_else(|| one.id.clone()).unwrap_or_else(|| format!("Indicator {}", at.saturating_add(1)))
}

fn levels(review: &Review<'_>, outline: &mut Outline) {
    outline.part("Levels of evaluation, from students backward");
    let rows = review.progress.levels.iter().map(|level| {
        let own =
            level.indicators.iter().filter_map(|at| review.facts.plan.indicators.get(*at).map(|one| name(one, *at)));
        let own = listed(own).unwrap_or_else(|| "nothing yet".to_owned());
        vec![format!("{}. {}", level.words.number, level.words.name), level.words.question.clone(), own]
    });
    outline.table(&[words("Level", 24), words("Question", 38), words("Indicators", 38)], rows.collect());
}

fn evaluation(review: &Review<'_>, outline: &mut Outline) {
    let evaluation = &review.facts.plan.evaluation;
    let facts = Facts::default()
        .maybe("Expected practice", evaluation.expectations.as_ref())
        .maybe("Who evaluates", listed(evaluation.by.iter().map(|role| label(*role))))
        .maybe("Use of the results", evaluation.uses.as_ref())
        .maybe("How spending is tracked", evaluation.spending_followed.as_ref());
    outline.facts(facts);
}

fn community(review: &Review<'_>, outline: &mut Outline) {
    outline.part("Learning community cycle");
    let rows = review.progress.community.iter().map(|step| {
        let places = listed(step.places.iter().map(|place| called::place(place)));
        let done = places.map_or_else(|| "nothing yet".to_owned(), |places| format!("in the plan: {places}"));
        vec![step.words.name.clone(), done]
    });
    outline.table(&[words("Step", 60), words("Where the plan addresses it", 40)], rows.collect());
}
