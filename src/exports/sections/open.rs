//! Open questions for the team.

use crate::exports::Document;
use crate::exports::outline::{Facts, Outline};
use crate::planning::{Met, Review, Shown};
use crate::words::{fill, text};

pub fn open(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section(text("exports.open.open_questions_team"));
    let facts = of_steps(review)
        .into_iter()
        .chain(of_standards(review))
        .chain([(text("exports.open.implementation").to_owned(), of_implementation(review))])
        .fold(Facts::default(), |facts, (name, questions)| facts.all(&name, questions));
    let before = outline.blocks.len();
    outline.facts(facts);
    if outline.blocks.len() == before {
        outline.say(text("exports.open.there_no_open"));
    }
}

fn of_steps(review: &Review<'_>) -> Vec<(String, Vec<String>)> {
    let of = |state: &crate::planning::StepState<'_>| {
        let own = state.own.iter().filter(|own| own.answer.is_none()).map(|own| own.question.to_owned());
        let asked = state.questions.iter().filter(|one| one.is_open()).map(|one| one.question.question.clone());
        let slots = [("number", &*state.step.number.to_string()), ("name", &state.step.name)];
        (fill(text("exports.steps.step"), &slots), asked.chain(own).collect())
    };
    review.steps.iter().map(of).collect()
}

fn of_standards(review: &Review<'_>) -> Vec<(String, Vec<String>)> {
    let of = |audited: &crate::planning::Audited<'_>| {
        let open = audited.looked.iter().filter(|one| one.shown == Shown::Open);
        let mut asked: Vec<String> = Vec::new();
        for question in open.map(|one| &one.look_for.question) {
            if !asked.contains(question) {
                asked.push(question.clone());
            }
        }
        (fill(text("exports.open.standard"), &[("name", &audited.standard.name)]), asked)
    };
    review.audit.standards.iter().map(of).collect()
}

fn of_implementation(review: &Review<'_>) -> Vec<String> {
    let mut asked = Vec::new();
    for one in &review.implementation {
        let parts = one.parts.iter().filter(|(_, state)| state.met == Met::Open).map(|(part, _)| part.question.clone());
        asked.extend((one.state.met == Met::Open).then(|| one.requirement.question.clone()));
        asked.extend(parts);
    }
    asked
}
