//! Bars beside the tables of a district report. A bar's dark part is what can begin now.

use maud::{Markup, html};

use super::super::svg::{lines, picture, tidy, width};
use crate::advisor::Advisor;
use crate::district::{By, District, group_name, name_of};
use crate::words::{capital, fill_text, one_decimal, text};

const WIDTH: f64 = 680.0;
/// Where bars begin, and the room behind them for their numbers.
const LEFT: f64 = 250.0;
const RIGHT: f64 = 130.0;
/// The height of a row, and of its bar.
const ROW: f64 = 28.0;
const BAR: f64 = 16.0;

/// The most bars of a picture; the table has all.
const MOST: usize = 10;

/// A bar: its name, its length and dark part in one unit, and what stands behind it.
struct Bar {
    name: String,
    length: f64,
    dark: f64,
    label: String,
}

/// What each condition takes from the designs.
pub fn conditions(advisor: &Advisor, of: &District) -> Option<Markup> {
    let bar = |one: &crate::district::Condition| Bar {
        name: capital(&name_of(advisor.catalogue(), advisor.tables(), one)),
        length: f64::from(one.cost),
        dark: f64::from(one.cost),
        label: fill_text("exports.district.points", &[("points", &one_decimal(one.cost))]),
    };
    let bars: Vec<Bar> = of.conditions.iter().take(MOST).map(bar).collect();
    draw("conditions", text("exports.district.conditions"), text("exports.district.conditions_picture"), &bars)
}

/// How many teams have each design first, and how many of them can begin now.
pub fn firsts(advisor: &Advisor, of: &District) -> Option<Markup> {
    let bar = |first: &crate::district::First| Bar {
        name: advisor.catalogue().designs[first.design].name.clone(),
        length: first.teams as f64,
        dark: first.can_begin as f64,
        label: of_all(first.can_begin, first.teams),
    };
    let bars: Vec<Bar> = of.firsts.iter().take(MOST).map(bar).collect();
    draw("firsts", text("exports.district.firsts"), text("exports.district.firsts_picture"), &bars)
}

/// The share of each group that can begin now.
pub fn groups(place: usize, by: &By) -> Option<Markup> {
    let bar = |group: &crate::district::Group| Bar {
        name: group_name(group),
        length: 1.0,
        dark: group.can_begin as f64 / group.teams.max(1) as f64,
        label: of_all(group.can_begin, group.teams),
    };
    let bars: Vec<Bar> = by.groups.iter().take(MOST).map(bar).collect();
    let title = fill_text("exports.district.by", &[("column", &by.column)]);
    draw(&format!("groups-{place}"), &title, text("exports.district.by_picture"), &bars)
}

fn of_all(part: usize, all: usize) -> String {
    fill_text("exports.district.of_all", &[("part", &part.to_string()), ("all", &all.to_string())])
}

fn draw(id: &str, title: &str, about: &str, bars: &[Bar]) -> Option<Markup> {
    let longest = bars.iter().map(|bar| bar.length).fold(0.0, f64::max);
    if longest <= 0.0 {
        return None;
    }
    let unit = (WIDTH - LEFT - RIGHT) / longest;
    let inside = html! {
        @for (at, bar) in bars.iter().enumerate() {
            @let y = at as f64 * ROW + 4.0;
            @let (length, dark) = (bar.length * unit, bar.dark * unit);
            @for name in lines(&bar.name, LEFT - 16.0, 1) {
                text x=(tidy(LEFT - 10.0)) y=(tidy(y + 13.0)) text-anchor="end" { (name) }
            }
            rect x=(LEFT) y=(tidy(y)) width=(tidy(length)) height=(BAR) fill="none" stroke="currentColor" stroke-opacity="0.6" {}
            rect x=(LEFT) y=(tidy(y)) width=(tidy(dark)) height=(BAR) fill-opacity="0.7" {}
            text x=(tidy((LEFT + length + 8.0).min(WIDTH - width(&bar.label)))) y=(tidy(y + 13.0)) { (bar.label) }
        }
    };
    Some(picture(&format!("district-{id}"), title, about, [WIDTH, bars.len() as f64 * ROW + 4.0], inside))
}
