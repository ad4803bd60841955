//! Resources of the plan: hours, days of substitute coverage, and money, with ranges and what is unknown.

use maud::{Markup, html};

use super::super::kit::{spread_of, table, term};
use super::desk::Desk;
use crate::exports::{cost_basis, money_facts, money_range};
use crate::planning::{Line, Range, Resources, Review, Sum};

pub fn section(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    let of = &review.resources;
    let rows = html! {
        @for line in &of.lines { (row(desk, review, line)) }
        (sum(desk, review, "resources.each", Some(&of.per_teacher)))
        (sum(desk, review, "resources.all", of.total.as_ref()))
    };
    let columns = ["resources.what", "resources.hours", "resources.cover", "resources.cost", "resources.basis"];
    html! {
        div.tabled {
            h2 #resources { (desk.say("resources.heading")) }
            p { (desk.say("resources.why")) }
            (table(&desk.scene, "resources", &columns, rows))
            (money(desk, review))
            (more(desk, of))
        }
    }
}

fn row(desk: &Desk<'_>, review: &Review<'_>, line: &Line<'_>) -> Markup {
    html! {
        tr {
            th scope="row" { (line.what) }
            (cells(desk, review, &line.needs))
            td {
                details {
                    summary { (cost_basis(line.cost.kind)) }
                    p { (line.cost.rationale) }
                    ul { @for part in &line.cost.parts { li { (part.how) } } }
                }
            }
        }
    }
}

fn sum(desk: &Desk<'_>, review: &Review<'_>, key: &str, sum: Option<&Sum>) -> Markup {
    html! { @if let Some(sum) = sum { tr { th scope="row" { (desk.say(key)) } (cells(desk, review, sum)) td { } } } }
}

fn cells(desk: &Desk<'_>, review: &Review<'_>, of: &Sum) -> Markup {
    let currency = review.facts.plan.prices.currency.as_deref();
    html! { td { (spread(desk, of.hours)) } td { (spread(desk, of.cover_days)) } td { (money_range(of.cash, currency)) } }
}

/// Shows a range with its typical value.
fn spread(desk: &Desk<'_>, of: Range) -> Markup {
    spread_of(&desk.scene, [of.low, of.typical, of.high])
}

fn money(desk: &Desk<'_>, review: &Review<'_>) -> Markup {
    html! {
        h3 { (desk.say("resources.money")) }
        dl.facts-of {
            @for (name, texts) in money_facts(review) {
                dt { (name) } dd { @if let [one] = texts.as_slice() { (one) } @else { ul { @for one in &texts { li { (one) } } } } }
            }
        }
    }
}

fn more(desk: &Desk<'_>, of: &Resources<'_>) -> Markup {
    html! {
        @for (key, all) in [("resources.people", &of.people), ("resources.things", &of.things)] {
            @if !all.is_empty() { h3 { (desk.say(key)) } ul { @for one in all { li { (one) } } } }
        }
        @if !of.unknown.is_empty() {
            h3 { (desk.say("resources.unknown")) " " (term(&desk.scene, "cover", "resources.cover_word")) }
            ul { @for one in &of.unknown { li { (one) } } }
        }
    }
}
