//! The marks of the schedule, each with its own shape, and their legend.

use maud::{Markup, html};

use super::svg::{tidy, width};
use crate::words::text;

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

/// All marks, in row order.
const SHAPES: [Shape; 7] =
    [Shape::Square, Shape::Circle, Shape::Bar, Shape::Ring, Shape::Triangle, Shape::Diamond, Shape::Shade];

pub const LEGEND_HEIGHT: f64 = 30.0;

/// Draws a mark around a point.
pub fn mark(shape: Shape, x: f64, y: f64) -> Markup {
    let points = |all: [(f64, f64); 4]| {
        let points: Vec<String> = all.iter().map(|(dx, dy)| format!("{},{}", tidy(x + dx), tidy(y + dy))).collect();
        points.join(" ")
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
    let places = SHAPES.iter().scan(left + 8.0, |next, shape| {
        let name = match shape {
            Shape::Square => text("exports.mark.workshop"),
            Shape::Circle => text("exports.mark.online_session"),
            Shape::Bar => text("exports.mark.week"),
            Shape::Ring => text("exports.mark.support_meeting"),
            Shape::Triangle => text("exports.mark.design"),
            Shape::Diamond => text("exports.mark.milestone"),
            Shape::Shade => text("exports.mark.no_school"),
        };
        let x = *next;
        *next += width(name) + 36.0;
        Some((x, *shape, name))
    });
    html! {
        @for (x, shape, name) in places {
            (mark(shape, x, y + 10.0))
            text x=(tidy(x + 13.0)) y=(tidy(y + 14.0)) { (name) }
        }
    }
}
