//! All ranked designs in a table that can be sorted by each column.

use maud::{Markup, html};

use crate::advisor::{Advice, Recommendation};
use crate::exports::{cost_of, cover_days, rounded_cost};
use crate::pages::kit::{about, scroll};
use crate::pages::scene::Scene;
use crate::planning::{CostKind, money};
use crate::scoring::Group;
use crate::words::{number, whole};

/// The field with the id of the column to sort by.
pub const SORT: &str = "sort";

/// A column: its id, the key of its name, and whether it contains numbers.
const COLUMNS: [(&str, &str, bool); 7] = [
    ("rank", "result.rank", true),
    ("name", "result.design", false),
    ("fit", "result.fit", true),
    ("begins", "result.begins", false),
    ("hours", "result.hours", true),
    ("days", "result.days", true),
    ("cost", "result.cost", true),
];

struct Row<'r, 'a> {
    of: &'r Recommendation<'a>,
    name: &'r str,
    hours: f64,
    days: f64,
    cost: f64,
    kind: CostKind,
}

pub(super) fn table(scene: &Scene<'_>, advice: &Advice<'_>) -> Markup {
    let by = scene.fields.get(SORT).filter(|id| COLUMNS.iter().any(|(column, ..)| column == id)).unwrap_or("rank");
    let mut rows: Vec<Row<'_, '_>> = advice.recommendations.iter().map(|one| row(scene, one)).collect();
    sort(&mut rows, by);
    html! {
        (scroll("all-caption", html! { table.sortable {
            caption #all-caption { (scene.say("result.caption")) }
            thead { tr { @for (id, key, is_number) in COLUMNS {
                th.number[is_number] scope="col" aria-sort=[(id == by).then_some("ascending")] {
                    button.link form="state" formaction="/ranking#all-designs" name=(SORT) value=(id) { (scene.say(key)) }
                }
            } } }
            tbody { @for row in &rows { (line(scene, row)) } }
        } }))
    }
}

fn row<'r, 'a>(scene: &Scene<'r>, of: &'r Recommendation<'a>) -> Row<'r, 'a> {
    let dosage = &scene.catalogue().designs[of.placed.design].dosage;
    let days = cover_days(scene.advisor, of.placed.alternative).typical;
    let cost = cost_of(scene.advisor, of.placed.alternative);
    let name = scene.design_name(of.placed.design);
    Row { of, name, hours: dosage.hours.typical, days, cost: cost.amount().typical, kind: cost.kind }
}

/// Sorts by a column, ascending; a stable sort keeps the ranking's order among equals.
fn sort(rows: &mut [Row<'_, '_>], by: &str) {
    match by {
        "name" => rows.sort_by(|a, b| a.name.cmp(b.name)),
        "begins" => rows.sort_by_key(|row| row.of.group != Group::CanBeginNow),
        "hours" => rows.sort_by(|a, b| a.hours.total_cmp(&b.hours)),
        "days" => rows.sort_by(|a, b| a.days.total_cmp(&b.days)),
        "cost" => rows.sort_by(|a, b| a.cost.total_cmp(&b.cost)),
        _ => {}
    }
}

fn line(scene: &Scene<'_>, row: &Row<'_, '_>) -> Markup {
    let begins = if row.of.group == Group::CanBeginNow { "result.now" } else { "result.later" };
    let design = &scene.catalogue().designs[row.of.placed.design];
    html! {
        tr {
            td.number { (row.of.placed.rank) }
            th scope="row" {
                button.link form="state" formaction="/why" name="design" value=(design.id) { (row.name) (about(scene.say("ranking.why_short"))) }
            }
            td.number { (whole(row.of.placed.score)) }
            td { (scene.say(begins)) }
            td.number { (number(row.hours)) }
            td.number { (number((row.days * 10.0).round() / 10.0)) }
            td.number { (cost(scene, row)) }
        }
    }
}

/// A published cost as it is, an estimate rounded and marked as one.
fn cost(scene: &Scene<'_>, row: &Row<'_, '_>) -> String {
    match row.kind {
        CostKind::Published => money(row.cost, None),
        CostKind::Reckoned => scene.fill("result.about", &[("cost", &money(rounded_cost(row.cost), None))]),
    }
}
