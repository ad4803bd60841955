//! Cycles, indicators against their benchmarks, and the levels of evaluation from students backward.

use crate::exports::Document;
use crate::exports::answer::{benchmarks, from_to, point};
use crate::exports::labels::label;
use crate::exports::names;
use crate::exports::outline::{Facts, Outline, words};
use crate::exports::words::{days, listed};
use crate::planning::{Indicator, Review};
use crate::words::{fill, text};

pub fn progress(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section(text("exports.progress.progress"));
    cycles(review, outline);
    indicators(review, outline);
    levels(review, outline);
    evaluation(review, outline);
    community(review, outline);
}

fn cycles(review: &Review<'_>, outline: &mut Outline) {
    outline.part(text("exports.progress.cycles_plan_do"));
    let cycles = &review.facts.plan.cycles;
    if cycles.is_empty() {
        outline.say(text("exports.progress.plan_no_cycles"));
    }
    let rows = cycles.iter().map(|one| {
        let when = days(one.from, one.until).unwrap_or_default();
        let stage = one.stage.as_deref().map(|id| names::stage_of_cycle(&review.facts, id));
        let when = [Some(when), stage].into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        let told = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![when.join(", "), told(&one.plan), told(&one.tried), told(&one.seen), told(&one.changes)]
    });
    let columns = [
        words(text("exports.progress.when"), 18),
        words(text("exports.progress.plan_2"), 20),
        words(text("exports.progress.tried"), 18),
        words(text("exports.progress.seen"), 22),
        words(text("exports.progress.changes"), 22),
    ];
    outline.table(&columns, rows.collect());
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
        let readings = one.readings.iter().map(|reading| point(one, reading));
        let how = [
            one.kind.map(label),
            listed(one.gathered_by.iter().map(|role| label(*role)))
                .map(|who| fill(text("exports.progress.gathered"), &[("who", &who)])),
        ];
        let of = |template, what: String| fill(template, &[("what", &what)]);
        let mut sentences = vec![state.sentence.clone()];
        sentences.extend(from_to(one).map(|told| of(text("exports.progress.planned"), told)));
        sentences.extend(benchmarks(one).map(|told| of(text("exports.progress.benchmarks"), told)));
        sentences.extend(listed(readings).map(|told| of(text("exports.progress.readings"), told)));
        sentences.extend(listed(how.into_iter().flatten()).map(|told| of(text("exports.progress.source"), told)));
        sentences.extend(
            listed(names::references(&review.facts, &one.follows_from))
                .map(|told| of(text("exports.progress.measures"), told)),
        );
        outline.facts(Facts::default().all(&name(one, state.at), sentences));
    }
}

fn name(one: &Indicator, at: usize) -> String {
    one.text
        .clone()
        .or_else(|| one.id.clone())
        .unwrap_or_else(|| fill(text("exports.progress.indicator"), &[("number", &at.saturating_add(1).to_string())]))
}

fn levels(review: &Review<'_>, outline: &mut Outline) {
    outline.part(text("exports.progress.levels_evaluation_from"));
    let rows = review.progress.levels.iter().map(|level| {
        let own =
            level.indicators.iter().filter_map(|at| review.facts.plan.indicators.get(*at).map(|one| name(one, *at)));
        let own = listed(own).unwrap_or_else(|| text("exports.progress.nothing_yet").to_owned());
        vec![format!("{}. {}", level.words.number, level.words.name), level.words.question.clone(), own]
    });
    outline.table(
        &[
            words(text("exports.progress.level"), 24),
            words(text("exports.progress.question"), 38),
            words(text("exports.progress.indicators"), 38),
        ],
        rows.collect(),
    );
}

fn evaluation(review: &Review<'_>, outline: &mut Outline) {
    let evaluation = &review.facts.plan.evaluation;
    let facts = Facts::default()
        .maybe(text("exports.progress.expected_practice"), evaluation.expectations.as_ref())
        .maybe(text("exports.progress.who_evaluates"), listed(evaluation.by.iter().map(|role| label(*role))))
        .maybe(text("exports.progress.use_results"), evaluation.uses.as_ref())
        .maybe(text("exports.progress.how_spending_tracked"), evaluation.spending_followed.as_ref());
    outline.facts(facts);
}

fn community(review: &Review<'_>, outline: &mut Outline) {
    outline.part(text("exports.progress.learning_community_cycle"));
    let rows = review.progress.community.iter().map(|step| {
        let places = listed(step.places.iter().map(|place| names::place(place)));
        let done = places.map_or_else(
            || text("exports.progress.nothing_yet").to_owned(),
            |places| fill(text("exports.progress.plan"), &[("places", &places)]),
        );
        vec![step.words.name.clone(), done]
    });
    outline.table(
        &[words(text("exports.progress.step"), 60), words(text("exports.progress.where_plan_addresses"), 40)],
        rows.collect(),
    );
}
