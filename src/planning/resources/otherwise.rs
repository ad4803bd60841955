//! What the same money buys otherwise: cheaper designs in the order of the ranking, and more or fewer teachers.

use super::{Budget, HOURS_OF_A_DAY, Line, Pricing, Range};
use crate::planning::facts::Facts;
use crate::words::{fill_counted, fill_text, in_sentence};

/// Another use of the money.
#[derive(Clone, Debug)]
pub struct Otherwise<'a> {
    pub text: String,
    /// The cheaper design; none for another number of teachers.
    pub design: Option<&'a str>,
    /// What it costs for one teacher.
    pub per_teacher: Option<Range>,
}

/// The most uses named.
const MOST: usize = 3;

/// A design is cheaper if it costs at most this share.
const CHEAPER: f64 = 0.9;

/// Returns at most three other uses of the money.
pub fn otherwise<'a>(
    facts: &Facts<'a>,
    pricing: Pricing<'_>,
    lines: &[Line<'_>],
    teachers: Option<u32>,
    budget: Option<&Budget>,
) -> Vec<Otherwise<'a>> {
    let of_budget = teachers.zip(budget).and_then(|(teachers, budget)| more_or_fewer(pricing, teachers, budget));
    let room = MOST - usize::from(of_budget.is_some());
    let mut all = cheaper(facts, pricing, lines, teachers);
    all.truncate(room);
    all.extend(of_budget);
    all
}

/// Says how many teachers the budget pays for.
fn more_or_fewer<'a>(pricing: Pricing<'_>, teachers: u32, budget: &Budget) -> Option<Otherwise<'a>> {
    let pays_for = budget.pays_for?;
    if pays_for == teachers {
        return None;
    }
    let more = pays_for.abs_diff(teachers);
    let slots = [
        ("budget", &*pricing.money(budget.amount)),
        ("pays_for", &pays_for.to_string()),
        ("teachers", &teachers.to_string()),
        ("number", &more.to_string()),
    ];
    let text = if pays_for < teachers {
        fill_text("planning.otherwise.fewer", &slots)
    } else {
        fill_counted("planning.otherwise.more", more as usize, &slots)
    };
    Some(Otherwise { text, design: None, per_teacher: None })
}

/// Returns the designs that cost less than the chosen design with the highest cost, best ranked first.
fn cheaper<'a>(
    facts: &Facts<'a>,
    pricing: Pricing<'_>,
    lines: &[Line<'_>],
    teachers: Option<u32>,
) -> Vec<Otherwise<'a>> {
    let of_designs = lines.iter().filter(|line| line.needs.cash.typical > 0.0 && line.design.is_some());
    let dearest = of_designs.max_by(|a, b| a.needs.cash.typical.total_cmp(&b.needs.cash.typical));
    let Some((line, own)) = dearest.and_then(|line| Some((line, line.design?))) else { return Vec::new() };
    let Some(ranked) = facts.chosen[own].ranked else { return Vec::new() };
    let mut all = Vec::new();
    for place in &ranked.places {
        let design = &facts.catalogue.designs[place.design];
        if facts.chosen.iter().any(|chosen| chosen.design.id == design.id) {
            continue;
        }
        let share = facts.catalogue.environments[place.environment].cover_share.value / HOURS_OF_A_DAY;
        let cover_days = Range::from(&design.dosage.cover_hours).times(share);
        let amount = pricing.cost(design, Range::from(&design.dosage.hours), cover_days).amount();
        if amount.typical > line.needs.cash.typical * CHEAPER {
            continue;
        }
        let saves = (line.needs.cash.typical - amount.typical) * f64::from(teachers.unwrap_or(1));
        let slots = [
            ("design", &*in_sentence(&design.name)),
            ("instead", &in_sentence(&line.what)),
            ("rank", &place.rank.to_string()),
            ("of", &ranked.of.to_string()),
            ("cost", &pricing.money(amount.typical)),
            ("saves", &pricing.money(saves)),
        ];
        let key = if teachers.is_some() { "planning.otherwise.cheaper" } else { "planning.otherwise.cheaper_each" };
        all.push(Otherwise { text: fill_text(key, &slots), design: Some(&design.id), per_teacher: Some(amount) });
    }
    all
}
