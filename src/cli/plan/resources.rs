//! Prints the resources that a plan needs for the terminal.

use super::super::text::{line, paragraph};
use crate::planning::{Range, Review};

pub fn text(text: &mut String, review: &Review<'_>) {
    let resources = &review.resources;
    line(text, "\nPer teacher");
    for one in &resources.lines {
        let cost = one.cost_usd.map_or_else(String::new, |cost| format!(", {} USD", told(cost)));
        let cover = if one.cover_days.high > 0.0 {
            format!(", {} days of substitute coverage", told(one.cover_days))
        } else {
            String::new()
        };
        paragraph(text, "  ", &format!("{}: {} h{cover}{cost}", one.what, told(one.hours)));
    }
    paragraph(
        text,
        "  ",
        &format!(
            "Total: {} h, {} days of substitute coverage",
            told(resources.hours_per_teacher),
            told(resources.cover_days_per_teacher)
        ),
    );
    if let (Some(teachers), Some(hours), Some(cover)) = (resources.teachers, resources.hours, resources.cover_days) {
        line(text, &format!("\nFor all {teachers} teachers"));
        paragraph(text, "  ", &format!("{} h, {} days of substitute coverage", told(hours), told(cover)));
        if let Some(cost) = resources.cost_usd {
            paragraph(text, "  ", &format!("{} USD from the designs' cost data", told(cost)));
        }
        let currency = review.facts.plan.prices.currency.as_deref().unwrap_or("(currency not given)");
        for local in &resources.local {
            paragraph(text, "  ", &format!("{}: {} {currency} at your prices", local.what, told(local.amount)));
        }
    }
    for (title, all) in [("People", &resources.people), ("Materials", &resources.things)] {
        if !all.is_empty() {
            line(text, &format!("\n{title}"));
            all.iter().for_each(|one| paragraph(text, "  ", one));
        }
    }
    line(text, "\nNot known");
    resources.unknown.iter().for_each(|one| paragraph(text, "  ", one));
}

/// Formats the typical amount with its range, if there is one.
fn told(range: Range) -> String {
    let tenth = |value: f64| (value * 10.0).round() / 10.0;
    let (low, typical, high) = (tenth(range.low), tenth(range.typical), tenth(range.high));
    if low == high { format!("{typical}") } else { format!("{typical} ({low} to {high})") }
}
