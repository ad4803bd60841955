//! Cycles, indicators against their benchmarks, and the levels of evaluation from students backward.

use crate::exports::answer::{benchmarks, from_to, point};
use crate::exports::labels::label;
use crate::exports::names;
use crate::exports::outline::{FactList, Outline, words};
use crate::exports::words::days;
use crate::planning::{Indicator, Review};
use crate::words::{fill_text, listed, text};

pub fn progress(review: &Review<'_>, outline: &mut Outline) {
    cycles(review, outline);
    indicators(review, outline);
    levels(review, outline);
    evaluation(review, outline);
    community(review, outline);
}

fn cycles(review: &Review<'_>, outline: &mut Outline) {
    outline.part(text("exports.progress.cycles_plan_do"));
    let rows = review.facts.plan.cycles.iter().map(|one| {
        let stage = one.stage.as_deref().map(|id| names::stage_of_cycle(&review.facts, id));
        let when = days(one.from, one.until).into_iter().chain(stage).filter(|text| !text.is_empty());
        let own = [&one.plan, &one.tried, &one.seen, &one.changes].map(|text| text.clone().unwrap_or_default());
        [when.collect::<Vec<_>>().join(", ")].into_iter().chain(own).collect()
    });
    if !outline.table(text("exports.progress.cycle_columns"), &[18, 20, 18, 22, 22].map(words), rows) {
        outline.say(text("exports.progress.plan_no_cycles"));
    }
}

fn indicators(review: &Review<'_>, outline: &mut Outline) {
    outline.part(text("exports.progress.indicators"));
    if review.progress.indicators.is_empty() {
        outline.say(text("exports.progress.plan_no_indicators"));
        return;
    }
    outline.say(text("planning.progress.rule"));
    for state in &review.progress.indicators {
        let one = state.indicator;
        let who = listed(one.gathered_by.iter().map(|role| label(*role)));
        let who = who.map(|who| fill_text("exports.progress.gathered", &[("who", &who)]));
        let labelled = [
            ("exports.progress.planned", from_to(one)),
            ("exports.progress.benchmarks", benchmarks(one)),
            ("exports.progress.readings", listed(one.readings.iter().map(|reading| point(one, reading)))),
            ("exports.progress.source", listed(one.kind.map(label).into_iter().chain(who))),
            ("exports.progress.measures", listed(names::references(&review.facts, &one.follows_from))),
        ];
        let labelled = labelled.into_iter().filter_map(|(key, what)| Some(fill_text(key, &[("what", &what?)])));
        outline
            .facts(FactList::default().all(&name(one, state.at), [state.sentence.clone()].into_iter().chain(labelled)));
    }
}

fn name(one: &Indicator, at: usize) -> String {
    let number = || fill_text("exports.progress.indicator", &[("number", &at.saturating_add(1).to_string())]);
    one.text.clone().unwrap_or_else(number)
}

fn levels(review: &Review<'_>, outline: &mut Outline) {
    outline.part(text("exports.progress.levels_evaluation_from"));
    let rows = review.progress.levels.iter().map(|level| {
        let own = level.indicators.iter().filter_map(|at| Some(name(review.facts.plan.indicators.get(*at)?, *at)));
        let own = listed(own).unwrap_or_else(|| text("exports.progress.nothing_yet").to_owned());
        vec![format!("{}. {}", level.words.number, level.words.name), level.words.question.clone(), own]
    });
    outline.table(text("exports.progress.level_columns"), &[24, 38, 38].map(words), rows);
}

fn evaluation(review: &Review<'_>, outline: &mut Outline) {
    let evaluation = &review.facts.plan.evaluation;
    let facts = FactList::default()
        .maybe(text("exports.progress.expected_practice"), evaluation.expectations.as_ref())
        .maybe(text("exports.progress.who_evaluates"), listed(evaluation.by.iter().map(|role| label(*role))))
        .maybe(text("exports.progress.use_results"), evaluation.uses.as_ref())
        .maybe(text("exports.progress.how_spending_tracked"), evaluation.spending_followed.as_ref());
    outline.facts(facts);
}

fn community(review: &Review<'_>, outline: &mut Outline) {
    outline.part(text("exports.progress.learning_community_cycle"));
    let rows = review.progress.community.iter().map(|step| {
        let done = match listed(step.places.iter().map(|place| names::place(place))) {
            Some(places) => fill_text("exports.progress.plan", &[("places", &places)]),
            None => text("exports.progress.nothing_yet").to_owned(),
        };
        vec![step.words.name.clone(), done]
    });
    outline.table(text("exports.progress.step_columns"), &[60, 40].map(words), rows);
}
