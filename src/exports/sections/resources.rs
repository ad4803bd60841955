//! Resources of the plan, with ranges and what is unknown.

use crate::exports::outline::{FactList, Outline, words};
use crate::exports::words::{money, quoted, range};
use crate::planning::{Plan, Resources, Review};
use crate::words::{fill_text, number, text};

pub fn resources(review: &Review<'_>, outline: &mut Outline) {
    let resources = &review.resources;
    outline.say(text("exports.resources.first_number_typical"));
    lines(resources, outline);
    outline.facts(sums(resources));
    outline.facts(prices(review.facts.plan, resources));
    let needed = FactList::default()
        .all(text("exports.resources.people"), resources.people.iter())
        .all(text("exports.resources.materials_equipment"), resources.things.iter());
    outline.facts(needed);
    if !resources.unknown.is_empty() {
        outline.part(text("exports.resources.unknown_2"));
        outline.list(resources.unknown.iter().map(|unknown| quoted(unknown)));
    }
}

fn lines(resources: &Resources<'_>, outline: &mut Outline) {
    let rows = resources.lines.iter().map(|line| {
        let cost = line
            .cost_usd
            .map(|cost| range(cost, 0))
            .or_else(|| line.design.map(|_| text("exports.resources.unknown").to_owned()));
        vec![line.what.clone(), range(line.hours, 1), range(line.cover_days, 1), cost.unwrap_or_default()]
    });
    outline.table(text("exports.resources.columns"), &[34, 22, 22, 22].map(words), rows);
}

fn sums(resources: &Resources<'_>) -> FactList {
    let usd = |cost| money(&range(cost, 0), Some("USD"));
    FactList::default()
        .maybe(text("exports.resources.teachers"), resources.teachers)
        .with(text("exports.resources.hours_one_teacher"), range(resources.hours_per_teacher, 1))
        .maybe(text("exports.resources.hours_total"), resources.hours.map(|hours| range(hours, 0)))
        .with(text("exports.resources.days_substitute_coverage_one"), range(resources.cover_days_per_teacher, 1))
        .maybe(
            text("exports.resources.days_substitute_coverage_total"),
            resources.cover_days.map(|days| range(days, 1)),
        )
        .maybe(text("exports.resources.known_cost_designs"), resources.cost_usd_per_teacher.map(usd))
        .maybe(text("exports.resources.known_cost_designs_total"), resources.cost_usd.map(usd))
}

fn prices(plan: &Plan, resources: &Resources<'_>) -> FactList {
    let prices = &plan.prices;
    let unit = prices.currency.as_deref();
    let price = |value: Option<f64>| value.map(|value| money(&number(value), unit));
    let facts = FactList::default()
        .maybe(text("exports.resources.price_day_substitute"), price(prices.cover_day))
        .maybe(text("exports.resources.price_teacher_s"), price(prices.teacher_hour))
        .maybe(text("exports.resources.price_coach_s"), price(prices.coach_hour))
        .maybe(text("exports.resources.budget"), price(prices.budget))
        .maybe(text("exports.resources.funding"), prices.funding.as_ref());
    resources.local.iter().fold(facts, |facts, cost| {
        let name = fill_text("exports.resources.total_cost_local", &[("what", cost.what)]);
        facts.with(&name, money(&range(cost.amount, 0), unit))
    })
}
