//! Prints the resources that a plan needs for the terminal.

use super::super::text::{paragraph, section};
use crate::planning::{Range, Review};
use crate::words::{self, fill, fill_text};

pub fn text(text: &mut String, review: &Review<'_>) {
    let resources = &review.resources;
    section(text, words::text("cli.resources.per_teacher"));
    for one in &resources.lines {
        let template = match (one.cover_days.high > 0.0, one.cost_usd.is_some()) {
            (false, false) => words::text("cli.resources.line.hours"),
            (false, true) => words::text("cli.resources.line.hours_cost"),
            (true, false) => words::text("cli.resources.line.hours_cover"),
            (true, true) => words::text("cli.resources.line.hours_cover_cost"),
        };
        let slots = [
            ("what", &*one.what),
            ("hours", &range_text(one.hours)),
            ("days", &range_text(one.cover_days)),
            ("usd", &one.cost_usd.map(range_text).unwrap_or_default()),
        ];
        paragraph(text, "  ", &fill(template, &slots));
    }
    let (hours, days) = (range_text(resources.hours_per_teacher), range_text(resources.cover_days_per_teacher));
    paragraph(text, "  ", &fill_text("cli.resources.total", &[("hours", &hours), ("days", &days)]));
    if let (Some(teachers), Some(hours), Some(cover)) = (resources.teachers, resources.hours, resources.cover_days) {
        section(text, &fill_text("cli.resources.for_all", &[("teachers", &teachers.to_string())]));
        let slots = [("hours", &*range_text(hours)), ("days", &range_text(cover))];
        paragraph(text, "  ", &fill_text("cli.resources.sum", &slots));
        if let Some(cost) = resources.cost_usd {
            paragraph(text, "  ", &fill_text("cli.resources.cost", &[("usd", &range_text(cost))]));
        }
        let currency = review.facts.plan.prices.currency.as_deref();
        let currency = currency.unwrap_or(words::text("cli.resources.no_currency"));
        for local in &resources.local {
            let slots = [("what", local.what), ("amount", &range_text(local.amount)), ("currency", currency)];
            paragraph(text, "  ", &fill_text("cli.resources.local", &slots));
        }
    }
    let people = (words::text("cli.resources.people"), &resources.people);
    for (title, all) in [people, (words::text("cli.resources.materials"), &resources.things)] {
        if !all.is_empty() {
            section(text, title);
            all.iter().for_each(|one| paragraph(text, "  ", one));
        }
    }
    section(text, words::text("cli.resources.not_known"));
    resources.unknown.iter().for_each(|one| paragraph(text, "  ", one));
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
