//! Resources of the plan: hours, days of substitute coverage, and money, with ranges and what is unknown.

use maud::{Markup, html};

use super::super::kit::{or_unknown, spread_of, table, term};
use super::desk::Desk;
use crate::planning::{Line, Range, Resources, Review};

pub fn section(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let of = &review.resources;
    let rows = html! {
        @for line in &of.lines { (row(desk, line)) }
        (sum(desk, "resources.each", Some(of.hours_per_teacher), Some(of.cover_days_per_teacher), of.cost_usd_per_teacher))
        (sum(desk, "resources.all", of.hours, of.cover_days, of.cost_usd))
    };
    html! {
        div.tabled {
            h2 #resources { (desk.say("resources.heading")) }
            p { (desk.say("resources.why")) }
            (table(&desk.scene, "resources", &["resources.what", "resources.hours", "resources.cover", "resources.cost"], rows))
            (more(desk, of))
        }
    }
}

fn row(desk: &Desk<'_>, line: &Line<'_>) -> Markup {
    html! {
        tr {
            th scope="row" { (line.what) }
            td { (spread(desk, Some(line.hours))) }
            td { (spread(desk, Some(line.cover_days))) }
            td { (spread(desk, line.cost_usd)) @if let Some(why) = line.cost_unknown { " " span.small { (why) } } }
        }
    }
}

fn sum<'a>(desk: &Desk<'a>, key: &'a str, hours: Option<Range>, cover: Option<Range>, cost: Option<Range>) -> Markup {
    html! { tr { th scope="row" { (desk.say(key)) } td { (spread(desk, hours)) } td { (spread(desk, cover)) } td { (spread(desk, cost)) } } }
}

/// Shows a range with its typical value.
fn spread(desk: &Desk<'_>, of: Option<Range>) -> Markup {
    or_unknown(&desk.scene, of.map(|of| spread_of(&desk.scene, [of.low, of.typical, of.high])))
}

fn more(desk: &Desk<'_>, of: &Resources<'_>) -> Markup {
    html! {
        @if !of.local.is_empty() {
            h3 { (desk.say("resources.local")) }
            ul { @for cost in &of.local { li { (cost.what) ": " (spread(desk, Some(cost.amount))) " " (desk.value("plan.prices.currency").unwrap_or("")) } } }
        }
        @for (key, all) in [("resources.people", &of.people), ("resources.things", &of.things)] {
            @if !all.is_empty() { h3 { (desk.say(key)) } ul { @for one in all { li { (one) } } } }
        }
        @if !of.unknown.is_empty() {
            h3 { (desk.say("resources.unknown")) " " (term(&desk.scene, "cover", "resources.cover_word")) }
            ul { @for one in &of.unknown { li { (one) } } }
        }
    }
}
