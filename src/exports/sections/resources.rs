//! Resources of the plan, with ranges, how each cost comes about, and what is unknown.

use crate::exports::money::{basis, money_facts, money_range};
use crate::exports::outline::{FactList, Outline, words};
use crate::exports::words::{quoted, range};
use crate::planning::{Resources, Review};
use crate::words::text;

pub fn resources(review: &Review<'_>, outline: &mut Outline) {
    let resources = &review.resources;
    let currency = review.facts.plan.prices.currency.as_deref();
    outline.say(text("exports.resources.first_number_typical"));
    lines(resources, currency, outline);
    outline.say(text("exports.resources.estimates"));
    outline.facts(sums(resources));
    outline.facts(money_facts(review).into_iter().collect());
    let needed = FactList::default()
        .maybe(text("exports.resources.funding"), review.facts.plan.prices.funding.as_ref())
        .all(text("exports.resources.people"), resources.people.iter())
        .all(text("exports.resources.materials_equipment"), resources.things.iter());
    outline.facts(needed);
    let how: FactList = resources
        .lines
        .iter()
        .map(|line| {
            let parts = line.cost.parts.iter().map(|part| part.how.clone());
            (line.what.as_str(), std::iter::once(line.cost.rationale.clone()).chain(parts).collect::<Vec<_>>())
        })
        .collect();
    outline.part(text("exports.resources.cost_parts"));
    if !outline.facts(how) {
        outline.blocks.pop();
    }
    if !resources.unknown.is_empty() {
        outline.part(text("exports.resources.unknown_2"));
        outline.list(resources.unknown.iter().map(|unknown| quoted(unknown)));
    }
}

fn lines(resources: &Resources<'_>, currency: Option<&str>, outline: &mut Outline) {
    let rows = resources.lines.iter().map(|line| {
        let cost = money_range(line.needs.cash, currency);
        let (hours, days) = (range(line.needs.hours, 1), range(line.needs.cover_days, 1));
        vec![line.what.clone(), hours, days, cost, basis(line.cost.kind).to_owned()]
    });
    outline.table(text("exports.resources.columns"), &[26, 18, 18, 24, 14].map(words), rows);
}

fn sums(resources: &Resources<'_>) -> FactList {
    let (each, total) = (&resources.per_teacher, resources.total.as_ref());
    FactList::default()
        .maybe(text("exports.resources.teachers"), resources.teachers)
        .with(text("exports.resources.hours_one_teacher"), range(each.hours, 1))
        .maybe(text("exports.resources.hours_total"), total.map(|total| range(total.hours, 0)))
        .with(text("exports.resources.days_substitute_coverage_one"), range(each.cover_days, 1))
        .maybe(text("exports.resources.days_substitute_coverage_total"), total.map(|total| range(total.cover_days, 1)))
}
