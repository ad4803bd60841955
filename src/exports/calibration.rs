//! Predicted against reached results as a picture: means of tenths, and the curve through them that never falls.

use maud::{Markup, html};

use super::marks::{Shape, mark};
use super::svg::{self, tidy};
use crate::learning::Bin;
use crate::words::{fill_text, text};

const WIDTH: f64 = 680.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 56.0;
/// The height of a line of the legend.
const LINE: f64 = 20.0;

/// How many ticks an axis has at most.
const TICKS: f64 = 6.0;

/// Draws the tenths; `None` without any.
pub fn picture(bins: &[Bin]) -> Option<Markup> {
    let scale = Scale::of(bins)?;
    let line = |of: fn(&Bin) -> f64| {
        let points = bins.iter().map(|bin| scale.at(bin.predicted, of(bin)));
        points.map(|(x, y)| format!("{},{}", tidy(x), tidy(y))).collect::<Vec<_>>().join(" ")
    };
    let inside = html! {
        (axes(&scale))
        (equal(&scale))
        polyline points=(line(|bin| bin.curve)) fill="none" stroke="currentColor" stroke-width="2" {}
        @for bin in bins {
            @let (x, y) = scale.at(bin.predicted, bin.reached);
            (mark(Shape::Circle, x, y))
        }
        (legend())
    };
    let slots = [
        ("tenths", &*bins.len().to_string()),
        ("results", &bins.iter().map(|bin| bin.count).sum::<usize>().to_string()),
    ];
    let about = fill_text("exports.learning.picture", &slots);
    Some(svg::picture(
        "calibration",
        text("exports.learning.calibration"),
        &about,
        [WIDTH, HEIGHT + 3.0 * LINE],
        inside,
    ))
}

/// Maps points of 100 to the picture; each axis has its own unit, because results vary far more than predictions.
struct Scale {
    across: [f64; 2],
    up: [f64; 2],
}

impl Scale {
    fn of(bins: &[Bin]) -> Option<Self> {
        let ends = |all: &mut dyn Iterator<Item = f64>| {
            let (low, high) =
                all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| (low.min(one), high.max(one)));
            let room = ((high - low) * 0.06).max(0.0005);
            [low - room, high + room]
        };
        let across = ends(&mut bins.iter().map(|bin| bin.predicted));
        let up = ends(&mut bins.iter().flat_map(|bin| [bin.reached, bin.curve, bin.predicted]));
        (!bins.is_empty()).then_some(Self { across, up })
    }

    fn at(&self, predicted: f64, reached: f64) -> (f64, f64) {
        let share = |one: f64, [low, high]: [f64; 2]| (one - low) / (high - low);
        let x = LEFT + share(predicted, self.across) * (WIDTH - LEFT - RIGHT);
        (x, HEIGHT - BOTTOM - share(reached, self.up) * (HEIGHT - TOP - BOTTOM))
    }
}

/// Round numbers between two ends, in points of 100.
fn ticks([low, high]: [f64; 2]) -> Vec<f64> {
    let (low, high) = (low * 100.0, high * 100.0);
    let rough = (high - low) / TICKS;
    let power = 10.0_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|one| one * power).into_iter().find(|step| *step >= rough).unwrap_or(power);
    let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
    (first..=last).map(|at| at as f64 * step).collect()
}

fn axes(scale: &Scale) -> Markup {
    let (right, bottom) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    let middle = (TOP + bottom) / 2.0;
    let number = |one: f64| {
        let rounded = (one * 100.0).round() / 100.0;
        (if rounded == 0.0 { 0.0 } else { rounded }).to_string()
    };
    html! {
        path d=(format!("M{LEFT} {TOP}V{bottom}H{right}")) fill="none" stroke="currentColor" stroke-opacity="0.5" {}
        @for tick in ticks(scale.across) {
            @let (x, _) = scale.at(tick / 100.0, 0.0);
            path d=(format!("M{} {bottom}v5", tidy(x))) stroke="currentColor" stroke-opacity="0.5" {}
            text x=(tidy(x)) y=(tidy(bottom + 18.0)) text-anchor="middle" { (number(tick)) }
        }
        @for tick in ticks(scale.up) {
            @let (_, y) = scale.at(0.0, tick / 100.0);
            path d=(format!("M{LEFT} {}h-5", tidy(y))) stroke="currentColor" stroke-opacity="0.5" {}
            text x=(tidy(LEFT - 9.0)) y=(tidy(y + 4.0)) text-anchor="end" { (number(tick)) }
        }
        text x=(tidy((LEFT + right) / 2.0)) y=(tidy(bottom + 40.0)) text-anchor="middle" {
            (text("exports.learning.axis_predicted"))
        }
        text x="0" y="0" text-anchor="middle" transform=(format!("translate(16 {middle}) rotate(-90)")) {
            (text("exports.learning.axis_reached"))
        }
    }
}

/// The line on which results are as predicted.
fn equal(scale: &Scale) -> Markup {
    let low = scale.across[0].max(scale.up[0]);
    let high = scale.across[1].min(scale.up[1]);
    let ((left, bottom), (right, top)) = (scale.at(low, low), scale.at(high, high));
    dashed(left, bottom, right, top)
}

fn dashed(x: f64, y: f64, to_x: f64, to_y: f64) -> Markup {
    html! {
        path d=(format!("M{} {}L{} {}", tidy(x), tidy(y), tidy(to_x), tidy(to_y))) fill="none" stroke="currentColor"
            stroke-dasharray="5 4" {}
    }
}

/// What marks and lines mean; each has a shape of its own.
fn legend() -> Markup {
    let y = |line: f64| HEIGHT + LINE * line;
    let name = |line: f64, key: &str| svg::text(&[text(key).to_owned()], LEFT + 34.0, y(line) + 4.0, LINE, "start");
    html! {
        (mark(Shape::Circle, LEFT + 12.0, y(0.0)))
        (name(0.0, "exports.learning.legend_tenth"))
        path d=(format!("M{} {}h24", tidy(LEFT), tidy(y(1.0)))) stroke="currentColor" stroke-width="2" {}
        (name(1.0, "exports.learning.legend_curve"))
        (dashed(LEFT, y(2.0), LEFT + 24.0, y(2.0)))
        (name(2.0, "exports.learning.legend_equal"))
    }
}
