//! Prints the resources that a plan needs for the terminal.

use super::super::text::{paragraph, section};
use crate::exports::{cost_basis, money_facts, money_range};
use crate::planning::{Range, Review};
use crate::words::{self, fill_text};

pub fn text(text: &mut String, review: &Review<'_>) {
    let resources = &review.resources;
    let currency = review.facts.plan.prices.currency.as_deref();
    section(text, words::text("cli.resources.per_teacher"));
    for one in &resources.lines {
        let key = if one.cost.parts.is_empty() { "cli.resources.line_hours" } else { "cli.resources.line" };
        let slots = [
            ("what", &*one.what),
            ("hours", &range_text(one.needs.hours)),
            ("days", &range_text(one.needs.cover_days)),
            ("cost", &money_range(one.needs.cash, currency)),
            ("basis", cost_basis(one.cost.kind)),
        ];
        paragraph(text, "  ", &fill_text(key, &slots));
    }
    let each = &resources.per_teacher;
    let (hours, days, cost) = (range_text(each.hours), range_text(each.cover_days), money_range(each.cash, currency));
    let slots = [("hours", hours.as_str()), ("days", &days), ("cost", &cost)];
    paragraph(text, "  ", &fill_text("cli.resources.total", &slots));
    section(text, words::text("cli.resources.money"));
    for (name, texts) in money_facts(review) {
        for one in &texts {
            paragraph(text, "  ", &fill_text("cli.resources.fact", &[("name", name), ("text", one)]));
        }
    }
    let people = (words::text("cli.resources.people"), &resources.people);
    for (title, all) in [people, (words::text("cli.resources.materials"), &resources.things)] {
        if !all.is_empty() {
            section(text, title);
            all.iter().for_each(|one| paragraph(text, "  ", one));
        }
    }
    if !resources.unknown.is_empty() {
        section(text, words::text("cli.resources.not_known"));
        resources.unknown.iter().for_each(|one| paragraph(text, "  ", one));
    }
}

/// Formats the typical amount with its range, if there is one.
fn range_text(range: Range) -> String {
    let tenth = |value: f64| (value * 10.0).round() / 10.0;
    let (low, typical, high) = (tenth(range.low), tenth(range.typical), tenth(range.high));
    if low == high {
        return typical.to_string();
    }
    let slots = [("typical", &*typical.to_string()), ("low", &low.to_string()), ("high", &high.to_string())];
    fill_text("cli.resources.typical", &slots)
}
