//! The seven steps of backmapping with the plan's answers to the key questions, and the links between parts.

use crate::exports::Document;
use crate::exports::answer::answer_at;
use crate::exports::labels::label;
use crate::exports::names;
use crate::exports::outline::{Facts, Outline, words};
use crate::exports::words::{capital, listed, sentence};
use crate::planning::{Part, QuestionState, Review, StepState};
use crate::words::{counted, fill, text};

pub fn steps(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section(text("exports.steps.seven_steps"));
    for state in &review.steps {
        let slots = [("number", &*state.step.number.to_string()), ("name", &state.step.name)];
        outline.part(&fill(text("exports.steps.step"), &slots));
        outline.say(&state.step.what);
        outline.facts(questions(review, state));
        if state.step.id == "student_needs" {
            evidence(review, outline);
        }
        outline.say(open(state));
    }
}

fn questions(review: &Review<'_>, state: &StepState<'_>) -> Facts {
    let mut facts = Facts::default();
    for question in &state.questions {
        facts = facts.all(&question.question.question, answers(review, question));
    }
    for own in &state.own {
        let answer = own.answer.unwrap_or(text("exports.steps.open_team_not"));
        facts = facts.with(own.question, answer);
    }
    facts
}

fn answers(review: &Review<'_>, question: &QuestionState<'_>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for place in &question.answered_at {
        let answer = answer_at(&review.facts, place)
            .unwrap_or_else(|| fill(text("exports.steps.see_plan"), &[("place", &names::place(place))]));
        if !texts.contains(&answer) {
            texts.push(answer);
        }
    }
    match (&question.lacks, texts.is_empty()) {
        (_, true) => texts.push(text("exports.steps.open_plan_does").to_owned()),
        (Some(lacks), _) => texts.push(fill(text("exports.steps.still_open"), &[("what", &sentence(lacks))])),
        _ => {}
    }
    texts
}

fn open(state: &StepState<'_>) -> String {
    match state.open() {
        0 => text("exports.steps.every_question_step").to_owned(),
        open => fill(counted("exports.steps.open", open), &[("number", &open.to_string())]),
    }
}

/// Writes a table of the evidence for the needs.
fn evidence(review: &Review<'_>, outline: &mut Outline) {
    let rows: Vec<Vec<String>> = review
        .facts
        .plan
        .needs
        .iter()
        .flat_map(|need| &need.evidence)
        .map(|one| {
            vec![
                one.says.clone().unwrap_or_default(),
                one.kind.map(label).unwrap_or_default(),
                one.about.map(label).unwrap_or_default(),
                one.on.map(|on| on.to_string()).unwrap_or_default(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        outline.say(text("exports.steps.evidence_needs"));
        let columns = [
            words(text("exports.steps.evidence"), 46),
            words(text("exports.steps.source"), 22),
            words(text("exports.steps.about"), 16),
            words(text("exports.steps.date"), 16),
        ];
        outline.table(&columns, rows);
    }
}

/// Writes a table of the links between parts, except student needs.
pub fn links(document: &Document<'_>, outline: &mut Outline) {
    let facts = &document.review.facts;
    outline.section(text("exports.steps.links_between_parts"));
    let follows = facts.links.nodes.iter().filter(|node| node.part != Part::Need);
    let rows: Vec<Vec<String>> = follows
        .map(|node| {
            let from = listed(node.follows_from.iter().map(|id| match node.part {
                Part::Cycle => names::stage_of_cycle(facts, id),
                _ => names::reference(facts, id),
            }));
            let own = names::text(facts, node.part, node.at).or(node.id.map(str::to_owned)).unwrap_or_default();
            vec![capital(&node.part.name()), own, from.unwrap_or_else(|| text("exports.steps.no_other_part").into())]
        })
        .collect();
    if rows.is_empty() {
        outline.say(text("exports.steps.plan_no_linked"));
    }
    outline.table(
        &[
            words(text("exports.steps.part"), 16),
            words(text("exports.steps.what"), 42),
            words(text("exports.steps.follows_from"), 42),
        ],
        rows,
    );
}
