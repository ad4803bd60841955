//! The marks of the schedule, each with its own shape, and their legend.

use maud::{Markup, html};

use super::svg::{tidy, width};

/// The shape of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Square,
    Circle,
    Bar,
    Ring,
    Triangle,
    Diamond,
    /// Days without school.
    Shade,
}

/// The names of all marks, in row order.
const NAMES: [(Shape, &str); 7] = [
    (Shape::Square, "workshop"),
    (Shape::Circle, "short online session"),
    (Shape::Bar, "during the week"),
    (Shape::Ring, "support meeting"),
    (Shape::Triangle, "session of a chosen design"),
    (Shape::Diamond, "milestone"),
    (Shape::Shade, "no school"),
];

pub const LEGEND_HEIGHT: f64 = 30.0;

/// Draws a mark around a point.
pub fn mark(shape: Shape, x: f64, y: f64) -> Markup {
    let points = |all: [(f64, f64); 4]| {
        let told: Vec<String> = all.iter().map(|(dx, dy)| format!("{},{}", tidy(x + dx), tidy(y + dy))).collect();
        told.join(" ")
    };
    match shape {
        Shape::Square => html! { rect x=(tidy(x - 4.5)) y=(tidy(y - 4.5)) width="9" height="9" {} },
        Shape::Circle => html! { circle cx=(tidy(x)) cy=(tidy(y)) r="4" {} },
        Shape::Ring => html! {
            circle cx=(tidy(x)) cy=(tidy(y)) r="3.6" fill="none" stroke="currentColor" stroke-width="1.8" {}
        },
        Shape::Bar => bar(x - 8.0, y, 16.0),
        Shape::Triangle => html! {
            polygon points=(points([(-5.0, 4.0), (0.0, -5.0), (5.0, 4.0), (-5.0, 4.0)])) {}
        },
        Shape::Diamond => html! { polygon points=(points([(0.0, -6.0), (5.0, 0.0), (0.0, 6.0), (-5.0, 0.0)])) {} },
        Shape::Shade => html! {
            rect x=(tidy(x - 8.0)) y=(tidy(y - 8.0)) width="16" height="16" fill-opacity="0.14" {}
        },
    }
}

/// Draws a bar for a school week.
pub fn bar(x: f64, y: f64, width: f64) -> Markup {
    html! {
        rect x=(tidy(x)) y=(tidy(y - 4.0)) width=(tidy(width)) height="8" rx="2" fill-opacity="0.35" stroke="currentColor" {}
    }
}

/// Draws every mark with its name, in one line.
pub fn legend(left: f64, y: f64) -> Markup {
    let places = NAMES.iter().scan(left + 8.0, |next, (shape, name)| {
        let x = *next;
        *next += width(name) + 36.0;
        Some((x, *shape, *name))
    });
    html! {
        @for (x, shape, name) in places {
            (mark(shape, x, y + 10.0))
            text x=(tidy(x + 13.0)) y=(tidy(y + 14.0)) { (name) }
        }
    }
}
