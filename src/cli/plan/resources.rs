//! What a plan takes, on a terminal.

use super::super::text::{line, paragraph};
use crate::planning::{Range, Review};

pub fn text(text: &mut String, review: &Review<'_>) {
    let resources = &review.resources;
    line(text, "\nFor one teacher");
    for one in &resources.lines {
        let cost = one.cost_usd.map_or_else(String::new, |cost| format!(", {} USD", told(cost)));
        let cover =
            if one.cover_days.high > 0.0 { format!(", {} days of cover", told(one.cover_days)) } else { String::new() };
        paragraph(text, "  ", &format!("{}: {} h{cover}{cost}", one.what, told(one.hours)));
    }
    paragraph(
        text,
        "  ",
        &format!(
            "Together: {} h, {} days of cover",
            told(resources.hours_per_teacher),
            told(resources.cover_days_per_teacher)
        ),
    );
    if let (Some(teachers), Some(hours), Some(cover)) = (resources.teachers, resources.hours, resources.cover_days) {
        line(text, &format!("\nFor all {teachers} teachers"));
        paragraph(text, "  ", &format!("{} h, {} days of cover", told(hours), told(cover)));
        if let Some(cost) = resources.cost_usd {
            paragraph(text, "  ", &format!("{} USD by the designs' own data", told(cost)));
        }
        let currency = review.facts.plan.prices.currency.as_deref().unwrap_or("in the plan's currency");
        for local in &resources.local {
            paragraph(text, "  ", &format!("{}: {} {currency} at the plan's prices", local.what, told(local.amount)));
        }
    }
    for (title, all) in [("People", &resources.people), ("Things", &resources.things)] {
        if !all.is_empty() {
            line(text, &format!("\n{title}"));
            all.iter().for_each(|one| paragraph(text, "  ", one));
        }
    }
    line(text, "\nWhat is unknown");
    resources.unknown.iter().for_each(|one| paragraph(text, "  ", one));
}

/// The usual amount with its range, where there is one.
fn told(range: Range) -> String {
    let tenth = |value: f64| (value * 10.0).round() / 10.0;
    let (low, typical, high) = (tenth(range.low), tenth(range.typical), tenth(range.high));
    if low == high { format!("{typical}") } else { format!("{typical} ({low} to {high})") }
}
