//! Who the plan is for, the improvement plan that it extends, who takes part, and the version history.

use crate::exports::Document;
use crate::exports::labels::label;
use crate::exports::outline::{Facts, Outline, numbers, words};
use crate::exports::words::listed;
use crate::planning::{People, Plan};
use crate::words::text;

pub fn purpose(document: &Document<'_>, outline: &mut Outline) {
    let plan = document.review.facts.plan;
    let scopes = &document.review.facts.catalogue.planning.scopes;
    let scope = plan.scope.and_then(|scope| {
        let known = scopes.iter().find(|note| note.id == scope.id());
        known.map(|note| note.name.clone()).or_else(|| Some(label(scope)))
    });
    let revision = plan.revision();
    let facts = Facts::default()
        .maybe(text("exports.purpose.for"), scope)
        .maybe(text("exports.purpose.reviewed_on"), plan.looked_at())
        .maybe(text("exports.purpose.version"), (revision > 0).then_some(revision))
        .maybe(text("exports.purpose.learning_begins"), plan.calendar.from)
        .maybe(text("exports.purpose.learning_ends"), plan.calendar.until)
        .maybe(text("exports.purpose.place"), plan.calendar.place.as_ref());
    outline.facts(facts);
    outline.section(text("exports.purpose.purpose"));
    existing(plan, outline);
    people(&plan.people, outline);
    history(plan, outline);
}

fn existing(plan: &Plan, outline: &mut Outline) {
    let existing = &plan.extends;
    if existing.name.is_none() && existing.aims.is_none() {
        outline.say(text("exports.purpose.plan_does_not"));
    }
    let facts = Facts::default()
        .maybe(text("exports.purpose.improvement_plan_extends"), existing.name.as_ref())
        .maybe(text("exports.purpose.aims_plan"), existing.aims.as_ref())
        .maybe(text("exports.purpose.responsible_role"), existing.owner.as_ref())
        .maybe(text("exports.purpose.ends_on"), existing.until)
        .all(
            text("exports.purpose.goals_from_plan"),
            plan.goals.iter().filter(|goal| goal.from_existing == Some(true)).filter_map(|goal| goal.text.as_ref()),
        );
    outline.facts(facts);
}

fn people(people: &People, outline: &mut Outline) {
    let said = |yes: bool| if yes { text("exports.purpose.yes") } else { text("exports.purpose.no") };
    let facts = Facts::default()
        .maybe(text("exports.purpose.teachers_who_learn"), people.teachers)
        .maybe(text("exports.purpose.coaches"), people.coaches)
        .maybe(text("exports.purpose.planned"), listed(people.planned_by.iter().map(|role| label(*role))))
        .maybe(text("exports.purpose.leaders_take_part"), people.leaders_take_part.map(said))
        .maybe(text("exports.purpose.participation"), people.attendance.map(label))
        .maybe(text("exports.purpose.grades_subjects_without"), listed(&people.left_out))
        .maybe(text("exports.purpose.norms"), people.norms.as_ref())
        .maybe(text("exports.purpose.growth_plans"), people.growth_plan.as_ref())
        .maybe(text("exports.purpose.contract_terms"), people.contract_terms.as_ref())
        .maybe(text("exports.purpose.well_being"), people.well_being.as_ref())
        .maybe(text("exports.purpose.initiatives_same_time"), people.initiatives);
    let mut own = Outline::default();
    own.facts(facts);
    if !own.blocks.is_empty() {
        outline.part(text("exports.purpose.who_takes_part"));
        outline.blocks.extend(own.blocks);
    }
}

fn history(plan: &Plan, outline: &mut Outline) {
    if plan.history.is_empty() {
        return;
    }
    outline.part(text("exports.purpose.version_history"));
    let columns = [
        numbers(text("exports.purpose.version"), 12),
        words(text("exports.purpose.date"), 16),
        words(text("exports.purpose.by"), 24),
        words(text("exports.purpose.change"), 48),
    ];
    let rows = plan.history.iter().map(|entry| {
        vec![
            entry.revision.map(|number| number.to_string()).unwrap_or_default(),
            entry.on.map(|on| on.to_string()).unwrap_or_default(),
            entry.by.clone().unwrap_or_default(),
            entry.change.clone().unwrap_or_default(),
        ]
    });
    outline.table(&columns, rows.collect());
}
