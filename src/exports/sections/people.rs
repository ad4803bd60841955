//! Who the plan is for, the improvement plan that it extends, who takes part, strategies, and support.

use crate::exports::labels::label;
use crate::exports::names;
use crate::exports::outline::{FactList, Outline, numbers, words};
use crate::exports::words::days;
use crate::planning::{Plan, Review};
use crate::words::{fill_text, listed, text};

/// Writes the facts below the title.
pub fn about(plan: &Plan, review: &Review<'_>, outline: &mut Outline) {
    let scopes = &review.facts.catalogue.planning.scopes;
    let scope = plan.scope.map(|scope| {
        let known = scopes.iter().find(|note| note.id == scope.id());
        known.map_or_else(|| label(scope), |note| note.name.clone())
    });
    let revision = plan.revision();
    let facts = FactList::default()
        .maybe(text("exports.purpose.for"), scope)
        .maybe(text("exports.purpose.reviewed_on"), plan.looked_at())
        .maybe(text("exports.purpose.version"), (revision > 0).then_some(revision))
        .maybe(text("exports.purpose.learning_begins"), plan.calendar.from)
        .maybe(text("exports.purpose.learning_ends"), plan.calendar.until)
        .maybe(text("exports.purpose.place"), plan.calendar.place.as_ref());
    outline.facts(facts);
}

pub fn purpose(review: &Review<'_>, outline: &mut Outline) {
    let plan = review.facts.plan;
    let existing = &plan.extends;
    let from_it = plan.goals.iter().filter(|goal| goal.from_existing == Some(true));
    let facts = FactList::default()
        .maybe(text("exports.purpose.improvement_plan_extends"), existing.name.as_ref())
        .maybe(text("exports.purpose.aims_plan"), existing.aims.as_ref())
        .maybe(text("exports.purpose.responsible_role"), existing.owner.as_ref())
        .maybe(text("exports.purpose.ends_on"), existing.until)
        .all(text("exports.purpose.goals_from_plan"), from_it.filter_map(|goal| goal.text.as_ref()));
    outline.facts(facts);
    let people = people(plan);
    if !people.is_empty() {
        outline.part(text("exports.purpose.who_takes_part"));
    }
    outline.facts(people);
    history(plan, outline);
}

fn people(plan: &Plan) -> FactList {
    let people = &plan.people;
    let said = |yes: bool| if yes { text("exports.purpose.yes") } else { text("exports.purpose.no") };
    FactList::default()
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
        .maybe(text("exports.purpose.initiatives_same_time"), people.initiatives)
}

fn history(plan: &Plan, outline: &mut Outline) {
    let rows = plan.history.iter().map(|entry| {
        let by = [entry.by.clone(), entry.change.clone()].map(Option::unwrap_or_default);
        let revision = entry.revision.map(|number| number.to_string()).unwrap_or_default();
        let date = entry.on.map(|on| on.to_string()).unwrap_or_default();
        [revision, date].into_iter().chain(by).collect()
    });
    outline.part_table(
        text("exports.purpose.version_history"),
        text("exports.purpose.history_columns"),
        &[numbers(12), words(16), words(24), words(48)],
        rows,
    );
}

pub fn strategies(review: &Review<'_>, outline: &mut Outline) {
    let facts = &review.facts;
    let rows = facts.plan.strategies.iter().map(|one| {
        let after = listed(names::references(facts, &one.after));
        let after = after.map(|after| fill_text("exports.strategies.after", &[("names", &after)]));
        let reasons = listed(names::references(facts, &one.follows_from)).into_iter().chain(after);
        vec![
            one.text.clone().unwrap_or_default(),
            one.responsible.clone().unwrap_or_default(),
            one.resources.clone().unwrap_or_default(),
            days(one.from, one.until).unwrap_or_default(),
            reasons.collect::<Vec<_>>().join("; "),
        ]
    });
    outline.table(text("exports.strategies.columns"), &[28, 17, 17, 15, 23].map(words), rows);
}

pub fn experts(review: &Review<'_>, outline: &mut Outline) {
    let facts = &review.facts;
    let rows = facts.plan.experts.iter().map(|one| {
        vec![
            one.who.clone().unwrap_or_default(),
            one.scope.clone().unwrap_or_default(),
            listed(names::references(facts, &one.designs)).unwrap_or_default(),
            days(one.from, one.until).unwrap_or_default(),
            one.exit.clone().unwrap_or_default(),
        ]
    });
    outline.table(text("exports.strategies.expert_columns"), &[18, 26, 16, 14, 26].map(words), rows);
}

pub fn support(review: &Review<'_>, outline: &mut Outline) {
    let support = &review.facts.plan.support;
    let facts = FactList::default()
        .maybe(text("exports.support.until"), support.until)
        .maybe(text("exports.support.forms"), listed(support.forms.iter().map(|form| label(*form))))
        .maybe(text("exports.support.feedback"), support.feedback.map(label))
        .maybe(text("exports.support.how_teachers_receive"), support.how.as_ref())
        .maybe(text("exports.support.what_comes_next"), support.next.as_ref());
    outline.facts(facts);
}
