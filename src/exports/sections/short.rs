//! The first page: the whole plan in a few lines, with only what the plan says.

use crate::exports::outline::{FactList, Outline};
use crate::exports::words::days;
use crate::planning::{Plan, Review};
use crate::words::{fill_text, number, text};

pub fn short(review: &Review<'_>, outline: &mut Outline) {
    let plan = review.facts.plan;
    let needs = plan.needs.iter().flat_map(|need| [&need.expected, &need.missing].into_iter().flatten());
    let evidence = plan.needs.iter().flat_map(|need| &need.evidence).filter_map(|one| one.says.as_ref());
    let designs = review.facts.chosen.iter().map(|chosen| {
        let slots = [("design", chosen.name()), ("hours", &*number(chosen.hours()))];
        fill_text("exports.short.design_hours", &slots)
    });
    let facts = FactList::default()
        .all(text("exports.short.need"), needs)
        .all(text("exports.short.evidence"), evidence)
        .all(text("exports.short.goal"), plan.goals.iter().filter_map(|goal| goal.text.as_ref()))
        .all(text("exports.short.learning"), plan.learning_needs.iter().filter_map(|need| need.text.as_ref()))
        .maybe(text("exports.short.who"), who(plan))
        .all(text("exports.short.what"), designs)
        .all(text("exports.short.why"), plan.designs.iter().filter_map(|one| one.because.as_ref()))
        .maybe(text("exports.short.when"), days(plan.calendar.from, plan.calendar.until))
        .all(text("exports.short.known"), plan.indicators.iter().filter_map(|one| one.text.as_ref()));
    outline.facts(facts);
}

/// Who takes part, in one line.
pub fn who(plan: &Plan) -> Option<String> {
    let who = plan.learning_needs.iter().find_map(|need| need.who.as_deref());
    let teachers = plan.people.teachers.map(|number| number.to_string());
    match (who, teachers) {
        (Some(who), Some(number)) => Some(fill_text("exports.short.teachers_of", &[("who", who), ("number", &number)])),
        (Some(who), None) => Some(who.to_owned()),
        (None, Some(number)) => Some(fill_text("exports.short.teachers", &[("number", &number)])),
        (None, None) => None,
    }
}
