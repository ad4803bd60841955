//! The seven steps of backmapping with the plan's answers to the key questions, and the links between parts.

use crate::exports::answer::answer_at;
use crate::exports::labels::label;
use crate::exports::names;
use crate::exports::outline::{FactList, Outline, words};
use crate::planning::{Part, QuestionState, Review, StepState};
use crate::words::{capital, fill_text, listed, numbered, sentence, text};

pub fn steps(review: &Review<'_>, outline: &mut Outline) {
    // What is still open is asked once, in its own section.
    for state in review.steps.iter().filter(|state| is_begun(state)) {
        let slots = [("number", &*state.step.number.to_string()), ("name", &state.step.name)];
        outline.part(&fill_text("exports.steps.step", &slots));
        outline.say(&state.step.what);
        outline.facts(questions(review, state));
        if state.step.id == "student_needs" {
            evidence(review, outline);
        }
        outline.say(match state.open() {
            0 => text("exports.steps.every_question_step").to_owned(),
            open => numbered("exports.steps.open", open),
        });
    }
}

/// Whether the plan answers any question of a step.
fn is_begun(state: &StepState<'_>) -> bool {
    let is_answered = state.questions.iter().any(|one| !one.answered_at.is_empty());
    is_answered || state.own.iter().any(|own| own.answer.is_some())
}

fn questions(review: &Review<'_>, state: &StepState<'_>) -> FactList {
    let answered = state.questions.iter().filter(|one| !one.answered_at.is_empty());
    let asked = answered.map(|one| (one.question.question.as_str(), answers(review, one)));
    let own = state.own.iter().filter_map(|own| Some((own.question, vec![own.answer?.to_owned()])));
    asked.chain(own).collect()
}

fn answers(review: &Review<'_>, question: &QuestionState<'_>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    // The evidence on a design answers in its own words, not the design's name.
    texts.extend(question.studied.iter().map(|one| one.says.clone()));
    let is_studied = |place: &&String| question.studied.iter().any(|one| one.place == **place);
    for place in question.answered_at.iter().filter(|place| !is_studied(place)) {
        let answer = answer_at(&review.facts, place)
            .unwrap_or_else(|| fill_text("exports.steps.see_plan", &[("place", &names::place(place))]));
        if !texts.contains(&answer) {
            texts.push(answer);
        }
    }
    let lacks = question.lacks.as_ref();
    texts.extend(lacks.map(|lacks| fill_text("exports.steps.still_open", &[("what", &sentence(lacks))])));
    texts
}

/// Writes a table of the evidence for the needs.
fn evidence(review: &Review<'_>, outline: &mut Outline) {
    let evidence = review.facts.plan.needs.iter().flat_map(|need| &need.evidence);
    let rows: Vec<Vec<String>> = evidence
        .map(|one| {
            let on = one.on.map(|on| on.to_string());
            [one.says.clone(), one.kind.map(label), one.about.map(label), on].map(Option::unwrap_or_default).into()
        })
        .collect();
    if !rows.is_empty() {
        outline.say(text("exports.steps.evidence_needs"));
    }
    outline.table(text("exports.steps.evidence_columns"), &[46, 22, 16, 16].map(words), rows);
}

/// Writes a table of the links between parts, except student needs.
pub fn links(review: &Review<'_>, outline: &mut Outline) {
    let facts = &review.facts;
    let follows = facts.links.nodes.iter().filter(|node| node.part != Part::Need);
    let rows = follows.map(|node| {
        let from = listed(node.follows_from.iter().map(|id| match node.part {
            Part::Cycle => names::stage_of_cycle(facts, id),
            _ => names::reference(facts, id),
        }));
        let own = names::text(facts, node.part, node.at).unwrap_or_default();
        vec![capital(&node.part.name()), own, from.unwrap_or_else(|| text("exports.steps.no_other_part").into())]
    });
    if !outline.table(text("exports.steps.link_columns"), &[16, 42, 42].map(words), rows) {
        outline.say(text("exports.steps.plan_no_linked"));
    }
}
