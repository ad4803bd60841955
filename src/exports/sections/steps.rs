//! The seven steps of backmapping with the plan's answers to the key questions, and the links between parts.

use crate::exports::Document;
use crate::exports::called;
use crate::exports::labels::label;
use crate::exports::outline::{Facts, Outline, words};
use crate::exports::said::said;
use crate::exports::words::{capital, count, listed, sentence};
use crate::planning::{Part, QuestionState, Review, StepState};

pub fn steps(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section("The seven steps");
    for state in &review.steps {
        outline.part(&format!("Step {}: {}", state.step.number, state.step.name));
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
        let answer = own.answer.unwrap_or("Open: the team has not answered its own question yet.");
        facts = facts.with(own.question, answer);
    }
    facts
}

fn answers(review: &Review<'_>, question: &QuestionState<'_>) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for place in &question.answered_at {
        let said = said(&review.facts, place).unwrap_or_else(|| format!("See the plan: {}.", called::place(place)));
        if !told.contains(&said) {
            told.push(said);
        }
    }
    match (&question.lacks, told.is_empty()) {
        (_, true) => told.push("Open: the plan does not answer this yet.".to_owned()),
        (Some(lacks), _) => told.push(format!("Still open: {}", sentence(lacks))),
        _ => {}
    }
    told
}

fn open(state: &StepState<'_>) -> String {
    match state.open() {
        0 => "Every question of this step is answered.".to_owned(),
        open => {
            format!("This step has {}.", count(open, "open question", "open questions"))
        }
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
        outline.say("Evidence for the needs:");
        let columns = [words("Evidence", 46), words("Source", 22), words("About", 16), words("Date", 16)];
        outline.table(&columns, rows);
    }
}

/// Writes a table of the links between parts, except student needs.
pub fn links(document: &Document<'_>, outline: &mut Outline) {
    let facts = &document.review.facts;
    outline.section("Links between the parts");
    let follows = facts.links.nodes.iter().filter(|node| node.part != Part::Need);
    let rows: Vec<Vec<String>> = follows
        .map(|node| {
            let from = listed(node.follows_from.iter().map(|id| match node.part {
                Part::Cycle => called::stage_of_cycle(facts, id),
                _ => called::reference(facts, id),
            }));
            let own = called::text(facts, node.part, node.at).or(node.id.map(str::to_owned)).unwrap_or_default();
            vec![capital(&node.part.name()), own, from.unwrap_or_else(|| "no other part".into())]
        })
        .collect();
    if rows.is_empty() {
        outline.say("The plan has no linked parts yet.");
    }
    outline.table(&[words("Part", 16), words("What", 42), words("Follows from", 42)], rows);
}
