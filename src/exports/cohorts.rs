//! Cohorts on a map of two directions: as a picture, and as a page with the picture and its tables.

use maud::{Markup, html};

use super::escape::plain;
use super::marks::{Shape, mark};
use super::page::{self, HTML_MEDIA};
use super::svg::{self, tidy, width};
use crate::cohorts::{Cohorts, Member};
use crate::scoring::Evaluation;
use crate::words::{fill_text, list, numbered, text};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 560.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 56.0;
/// The height of a line of the legend.
const LINE: f64 = 20.0;

/// The most teams that are drawn; of more, evenly many by id are.
const MOST_DRAWN: usize = 2000;

/// The most teams in the table.
const MOST_LISTED: usize = 5000;

/// The most answers that name a direction, and the least loading of one.
const MOST_NAMED: usize = 2;
const LEAST_LOADING: f64 = 0.3;

/// The mark of each cohort; beyond, marks repeat and numbers tell them apart.
const SHAPES: [Shape; 5] = [Shape::Circle, Shape::Square, Shape::Triangle, Shape::Diamond, Shape::Ring];

/// A file of cohorts.
#[derive(Clone, Copy, Debug)]
pub struct CohortFile {
    /// The ending of the file's name.
    pub ending: &'static str,
    pub media: &'static str,
    pub make: fn(&Evaluation<'_>, &Cohorts) -> Vec<u8>,
}

/// Every file of cohorts.
pub const COHORT_FILES: [CohortFile; 2] = [
    CohortFile { ending: "svg", media: "image/svg+xml", make: |typical, found| svg::file(picture(typical, found)) },
    CohortFile { ending: "html", media: HTML_MEDIA, make: page },
];

/// Draws the map.
pub fn picture(typical: &Evaluation<'_>, found: &Cohorts) -> Markup {
    let scale = Scale::of(&found.members);
    let legend = legend(found);
    let height = HEIGHT + LINE * legend.len() as f64 + 8.0;
    let drawn = found.members.len().div_ceil(MOST_DRAWN).max(1);
    let inside = html! {
        (axes(typical, found))
        g fill-opacity="0.55" {
            @for member in found.members.iter().step_by(drawn) { (point(&scale, member)) }
        }
        @if found.cohorts.len() > 1 {
            @for (at, cohort) in found.cohorts.iter().enumerate() { (center(&scale, at, cohort.center)) }
        }
        @for (at, (shape, words)) in legend.iter().enumerate() {
            @let y = HEIGHT + LINE * at as f64 + 8.0;
            (mark(*shape, LEFT, y))
            (svg::text(std::slice::from_ref(words), LEFT + 14.0, y + 4.0, LINE, "start"))
        }
    };
    svg::picture("cohorts", text("exports.cohorts.title"), &description(found), [WIDTH, height], inside)
}

fn description(found: &Cohorts) -> String {
    let teams = numbered("exports.cohorts.teams", found.members.len());
    let cohorts = numbered("exports.cohorts.cohorts", found.cohorts.len());
    fill_text("exports.cohorts.description", &[("teams", &teams), ("cohorts", &cohorts)])
}

/// Maps points of score to the picture, the same in both directions.
struct Scale {
    middle: [f64; 2],
    unit: f64,
}

impl Scale {
    fn of(members: &[Member]) -> Self {
        let ends = |axis: usize| {
            let all = members.iter().map(|member| member.at[axis]);
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)))
        };
        let ((left, right), (low, high)) = (ends(0), ends(1));
        let room = [WIDTH - LEFT - RIGHT - 24.0, HEIGHT - TOP - BOTTOM - 24.0];
        let unit = (room[0] / (right - left).max(1e-9)).min(room[1] / (high - low).max(1e-9));
        Self { middle: [(left + right) / 2.0, (low + high) / 2.0], unit }
    }

    fn at(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        let center = [(LEFT + WIDTH - RIGHT) / 2.0, (TOP + HEIGHT - BOTTOM) / 2.0];
        (center[0] + (x - self.middle[0]) * self.unit, center[1] - (y - self.middle[1]) * self.unit)
    }
}

fn shape(cohort: Option<usize>) -> Shape {
    cohort.map_or(Shape::Ring, |at| SHAPES[at % (SHAPES.len() - 1)])
}

fn point(scale: &Scale, member: &Member) -> Markup {
    let (x, y) = scale.at(member.at);
    mark(shape(member.cohort), x, y)
}

/// The number of a cohort at its center.
fn center(scale: &Scale, at: usize, center: [f64; 2]) -> Markup {
    let (x, y) = scale.at(center);
    let number = (at + 1).to_string();
    html! {
        text x=(tidy(x)) y=(tidy(y + 6.0)) text-anchor="middle" font-size="20" font-weight="bold"
            stroke="canvas" stroke-width="4" paint-order="stroke" { (number) }
    }
}

fn axes(typical: &Evaluation<'_>, found: &Cohorts) -> Markup {
    let (right, bottom) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    let along = [0, 1].map(|axis| direction(typical, found, axis));
    let middle = (TOP + bottom) / 2.0;
    html! {
        path d=(format!("M{LEFT} {TOP}V{bottom}H{right}")) fill="none" stroke="currentColor" stroke-opacity="0.5" {}
        text x=(tidy((LEFT + right) / 2.0)) y=(tidy(bottom + 24.0)) text-anchor="middle" { (along[0]) }
        text x="0" y="0" text-anchor="middle" transform=(format!("translate(28 {middle}) rotate(-90)")) { (along[1]) }
    }
}

/// Names a direction by the answers that count most, with its share of the differences.
pub fn direction(typical: &Evaluation<'_>, found: &Cohorts, axis: usize) -> String {
    let of = &found.map.axes[axis];
    let mut order: Vec<usize> = (0..of.loadings.len()).collect();
    order.sort_by(|a, b| of.loadings[*b].abs().total_cmp(&of.loadings[*a].abs()));
    order.truncate(MOST_NAMED);
    order.retain(|at| of.loadings[*at].abs() >= LEAST_LOADING);
    let named = order.into_iter().map(|at| {
        let key = if of.loadings[at] < 0.0 { "exports.cohorts.less" } else { "exports.cohorts.more" };
        fill_text(key, &[("what", &found.columns[at].name(typical.catalogue(), typical))])
    });
    let named: Vec<String> = named.collect();
    let key = if named.is_empty() { "exports.cohorts.axis_mixed" } else { "exports.cohorts.axis" };
    fill_text(key, &[("what", &list(&named)), ("share", &whole_share(of.share))])
}

fn whole_share(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// The marks with their names.
fn legend(found: &Cohorts) -> Vec<(Shape, String)> {
    let room = WIDTH - LEFT - RIGHT - 20.0;
    let mut all: Vec<(Shape, String)> = found
        .cohorts
        .iter()
        .enumerate()
        .map(|(at, cohort)| (shape(Some(at)), named(found, at, &cohort.name, cohort.members.len())))
        .collect();
    if found.members.iter().any(|member| member.cohort.is_none()) {
        all.push((shape(None), text("exports.cohorts.nowhere").to_owned()));
    }
    let fitted = |words: String| match width(&words) > room {
        true => svg::lines(&words, room, 1).into_iter().next().unwrap_or_default(),
        false => words,
    };
    all.into_iter().map(|(shape, words)| (shape, fitted(words))).collect()
}

fn named(found: &Cohorts, at: usize, name: &str, size: usize) -> String {
    let teams = numbered("exports.cohorts.teams", size);
    if found.cohorts.len() == 1 {
        return fill_text("exports.cohorts.all", &[("teams", &teams)]);
    }
    fill_text("exports.cohorts.name", &[("number", &(at + 1).to_string()), ("name", name), ("teams", &teams)])
}

/// The map with all sentences and tables, in one file.
fn page(typical: &Evaluation<'_>, found: &Cohorts) -> Vec<u8> {
    let content = html! {
        @for one in found.summary.iter().chain(&found.notes) { p { (one.text) } }
        figure { (picture(typical, found)) }
        @for (at, cohort) in found.cohorts.iter().enumerate() {
            h2 { (named(found, at, &cohort.name, cohort.members.len())) }
            @for one in cohort.statements.iter().skip(1) { p { (one.text) } }
            @if let Some(community) = &cohort.community {
                h3 { (text("exports.cohorts.agenda")) }
                p { (members(found, &community.members)) }
                ol {
                    @for one in &community.agenda {
                        li { strong { (one.name) } ": " (one.what) @if let Some(question) = &one.question { " " (question) } }
                    }
                }
            }
        }
        (loadings(typical, found))
        (teams(found))
    };
    page::file(text("exports.cohorts.title"), &content)
}

/// Names the teams of a community.
fn members(found: &Cohorts, members: &[usize]) -> String {
    let unnamed = text("exports.cohorts.unnamed");
    let names = members.iter().map(|at| plain(found.members[*at].id.as_deref().unwrap_or(unnamed)));
    fill_text("exports.cohorts.members", &[("teams", &list(&names.collect::<Vec<_>>()))])
}

fn decimals(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    format!("{:.2}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// The answers by how much they count in each direction.
fn loadings(typical: &Evaluation<'_>, found: &Cohorts) -> Markup {
    let heads = ["answer", "points", "across", "up"].map(|id| format!("exports.cohorts.table.{id}"));
    html! {
        h2 { (text("exports.cohorts.loadings")) }
        table {
            thead { tr { @for head in &heads { th scope="col" { (text(head)) } } } }
            tbody {
                @for (at, column) in found.columns.iter().enumerate() {
                    tr {
                        th scope="row" { (column.name(typical.catalogue(), typical)) }
                        td.n { (decimals(column.effect)) }
                        @for axis in &found.map.axes { td.n { (decimals(axis.loadings[at])) } }
                    }
                }
            }
        }
    }
}

/// The teams with their places on the map.
fn teams(found: &Cohorts) -> Markup {
    let heads = ["team", "cohort", "across", "up"].map(|id| format!("exports.cohorts.table.{id}"));
    let cohort = |member: &Member| match member.cohort {
        Some(at) => (at + 1).to_string(),
        None => text("exports.cohorts.none").to_owned(),
    };
    html! {
        h2 { (text("exports.cohorts.places")) }
        @if found.members.len() > MOST_LISTED {
            p { (fill_text("exports.cohorts.first", &[("number", &MOST_LISTED.to_string())])) }
        }
        table {
            thead { tr { @for head in &heads { th scope="col" { (text(head)) } } } }
            tbody {
                @for member in found.members.iter().take(MOST_LISTED) {
                    tr {
                        th scope="row" { (plain(member.id.as_deref().unwrap_or(text("exports.cohorts.unnamed")))) }
                        td { (cohort(member)) }
                        @for at in member.at { td.n { (decimals(at)) } }
                    }
                }
            }
        }
    }
}
