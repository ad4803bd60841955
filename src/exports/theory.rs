//! The theory of change as an SVG diagram: columns from means to ends, boxes, and arrows.

use maud::{Markup, html};

use super::names;
use super::svg;
use super::{Document, Export};
use crate::planning::{COLUMNS, Review, Theory, column_names};
use crate::words::{fill_text, numbered, text};

const BOX: f64 = 188.0;
const GAP: f64 = 40.0;
const STEP: f64 = 15.0;
const PAD: f64 = 9.0;
const BETWEEN: f64 = 14.0;
const TOP: f64 = 44.0;
const MOST_LINES: usize = 8;

pub(super) const EXPORT: Export = Export {
    id: "theory",
    file: "theory.svg",
    media: "image/svg+xml",
    about: "a picture of the theory of change",
    page: None,
    make: file,
    update: None,
};

/// Returns the diagram as a file.
pub fn file(document: &Document<'_>) -> Vec<u8> {
    svg::file(picture(document.review))
}

/// Returns the diagram; the document shows the same content as chains of texts.
pub fn picture(review: &Review<'_>) -> Markup {
    let theory = &review.theory;
    let boxes = boxes(theory);
    let height = boxes.iter().map(|one| one.y + one.height).fold(TOP + 30.0, f64::max) + 12.0;
    let size = [COLUMNS as f64 * (BOX + GAP) - GAP + 8.0, height];
    let title = fill_text("exports.theory.title", &[("title", &names::title(review.facts.plan))]);
    svg::picture(
        "theory",
        &title,
        &description(theory),
        size,
        html! {
            (columns(height))
            @for (from, to) in &theory.arrows {
                @if let (Some(from), Some(to)) = (boxes.get(*from), boxes.get(*to)) { (arrow(from, to)) }
            }
            @for one in &boxes { (draw_box(one)) }
            @if boxes.is_empty() { text x="4" y=(TOP + 20.0) { (text("exports.theory.no_parts")) } }
        },
    )
}

fn description(theory: &Theory) -> String {
    let (boxes, arrows) = (theory.nodes.len(), theory.arrows.len());
    let slots = [
        ("boxes", &*numbered("exports.theory.boxes", boxes)),
        ("columns", &*column_names().map(str::to_lowercase).join(", ")),
        ("arrows", &*numbered("exports.theory.arrows", arrows)),
    ];
    fill_text("exports.theory.description", &slots)
}

/// A box with its position.
struct PlacedBox {
    x: f64,
    y: f64,
    height: f64,
    column: usize,
    lines: Vec<String>,
}

impl PlacedBox {
    fn middle(&self) -> f64 {
        self.y + self.height / 2.0
    }
}

/// Places boxes below each other in their columns, in plan order.
fn boxes(theory: &Theory) -> Vec<PlacedBox> {
    let mut ends = [TOP; COLUMNS];
    let place = |node: &crate::planning::TheoryNode| {
        let column = node.column.min(COLUMNS - 1);
        let lines = svg::lines(&node.text, BOX - 2.0 * PAD, MOST_LINES);
        let height = lines.len().max(1) as f64 * STEP + 2.0 * PAD - 2.0;
        let y = ends[column];
        ends[column] = y + height + BETWEEN;
        PlacedBox { x: 4.0 + column as f64 * (BOX + GAP), y, height, column, lines }
    };
    theory.nodes.iter().map(place).collect()
}

fn columns(height: f64) -> Markup {
    html! {
        @for (at, name) in column_names().iter().enumerate() {
            @let x = 4.0 + at as f64 * (BOX + GAP);
            rect x=(svg::tidy(x - 4.0)) y="2" width=(BOX + 8.0) height=(svg::tidy(height - 4.0)) rx="6" fill-opacity="0.05" {}
            text x=(svg::tidy(x + BOX / 2.0)) y="24" text-anchor="middle" font-size="13" font-weight="bold" { (name) }
        }
    }
}

fn draw_box(one: &PlacedBox) -> Markup {
    html! {
        rect x=(svg::tidy(one.x)) y=(svg::tidy(one.y)) width=(BOX) height=(svg::tidy(one.height)) rx="4" fill="none"
            stroke="currentColor" stroke-width="1" {}
        (svg::text(&one.lines, one.x + PAD, one.y + PAD + 10.0, STEP, "start"))
    }
}

/// Draws an arrow from the right side of a means to the left side of its end; within a column, around the right side.
fn arrow(from: &PlacedBox, to: &PlacedBox) -> Markup {
    let (x, y) = (from.x + BOX, from.middle());
    let forward = from.column < to.column;
    let (end, target) = if forward { (to.x, to.middle()) } else { (to.x + BOX, to.middle()) };
    // The head points into the box.
    let back = if forward { -7.0 } else { 7.0 };
    let bend = if forward { GAP * 0.6 } else { GAP * 0.8 };
    let tidy = svg::tidy;
    let path = format!(
        "M{} {} C{} {} {} {} {} {}",
        tidy(x),
        tidy(y),
        tidy(x + bend),
        tidy(y),
        tidy(end + if forward { -bend } else { bend }),
        tidy(target),
        tidy(end + back),
        tidy(target),
    );
    let head = format!(
        "{},{} {},{} {},{}",
        tidy(end),
        tidy(target),
        tidy(end + back),
        tidy(target - 4.0),
        tidy(end + back),
        tidy(target + 4.0),
    );
    html! {
        path d=(path) fill="none" stroke="currentColor" stroke-width="1.2" stroke-opacity="0.7" {}
        polygon points=(head) {}
    }
}
