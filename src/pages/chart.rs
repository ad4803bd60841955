//! SVG charts. Each has a title and a description, never relies on color alone, and has a table with the
//! same numbers beside it.

use maud::{Markup, html};

use super::kit::signed;
use crate::scoring::Interval;
use crate::words::whole;

/// The room of a chart's parts in its own units; the page scales it.
struct Frame {
    /// The style class; the page shows the one that fits its width.
    class: &'static str,
    width: f64,
    row: f64,
    /// The room for names beside the bars.
    names: f64,
    /// The room for names above the bars.
    above: f64,
}

/// Names beside the bars.
const WIDE: Frame = Frame { class: "wide", width: 720.0, row: 26.0, names: 250.0, above: 0.0 };
/// Names above the bars, for phones.
const NARROW: Frame = Frame { class: "narrow", width: 320.0, row: 42.0, names: 4.0, above: 16.0 };
const FRAMES: [Frame; 2] = [WIDE, NARROW];
/// The room for amounts at the end of the bars.
const AMOUNTS: f64 = 56.0;

/// Draws a score with its range on a line from 0 to 100. It is hidden from screen readers, because the same
/// numbers are next to it as text.
pub fn interval(score: i32, interval: Interval) -> Markup {
    let at = |hundredths: i32| f64::from(hundredths) / 100.0;
    html! {
        svg.interval viewBox="0 0 100 8" preserveAspectRatio="none" focusable="false" {
            rect.track x="0" y="3" width="100" height="2" {}
            rect.spread x=(at(interval.low)) y="2" width=(at(interval.high) - at(interval.low)) height="4" {}
            rect.mark x=(at(score) - 0.6) y="0" width="1.2" height="8" {}
        }
    }
}

/// One step from the base value to the score.
#[derive(Clone, Debug)]
pub struct ChartStep {
    pub name: String,
    /// Points in hundredths.
    pub points: i32,
}

/// Draws the steps from the base value to the score; each bar starts where the one above it ends.
pub fn waterfall(id: &str, title: &str, description: &str, ends: [&str; 2], base: i32, steps: &[ChartStep]) -> Markup {
    let score = base + steps.iter().map(|step| step.points).sum::<i32>();
    picture(id, title, description, steps.len() + 2, |frame| {
        let scale = Scale::around(frame, std::iter::once(base).chain(running(base, steps)));
        html! {
            (whole_row(&scale, 0, ends[0], base))
            @for (at, (step, from)) in steps.iter().zip(std::iter::once(base).chain(running(base, steps))).enumerate() {
                (step_row(&scale, at + 1, step, from))
            }
            (whole_row(&scale, steps.len() + 1, ends[1], score))
        }
    })
}

/// Draws a chart for wide and for narrow pages.
fn picture(id: &str, title: &str, description: &str, rows: usize, draw: impl Fn(&'static Frame) -> Markup) -> Markup {
    html! {
        @for frame in &FRAMES {
            @let (name, about) = (format!("{id}-{}-title", frame.class), format!("{id}-{}-desc", frame.class));
            svg.chart.(frame.class) viewBox={ "0 0 " (frame.width) " " (frame.row * rows as f64) } role="img"
                aria-labelledby={ (name) " " (about) } {
                title id=(name) { (title) }
                desc id=(about) { (description) }
                (draw(frame))
            }
        }
    }
}

/// Returns the end of each step.
fn running(base: i32, steps: &[ChartStep]) -> impl Iterator<Item = i32> {
    steps.iter().scan(base, |at, step| {
        *at += step.points;
        Some(*at)
    })
}

/// Draws, factor by factor, which of two designs has the advantage: bars to the left and right of a line.
pub fn diverging(id: &str, title: &str, description: &str, steps: &[ChartStep]) -> Markup {
    picture(id, title, description, steps.len(), |frame| {
        let scale = Scale::around(frame, [0].into_iter().chain(steps.iter().map(|step| step.points)));
        html! {
            line.axis x1=(tidy(scale.x(0))) x2=(tidy(scale.x(0))) y1="0" y2=(frame.row * steps.len() as f64) {}
            @for (at, step) in steps.iter().enumerate() { (step_row(&scale, at, step, 0)) }
        }
    })
}

fn step_row(scale: &Scale, at: usize, step: &ChartStep, from: i32) -> Markup {
    let (left, right) = (scale.x(from.min(from + step.points)), scale.x(from.max(from + step.points)));
    let side = if step.points < 0 { "down" } else { "up" };
    let top = scale.top(at);
    html! {
        (name(scale, at, &step.name))
        rect.bar.(side) x=(tidy(left)) y=(top) width=(tidy((right - left).max(1.5))) height=(BAR) rx="2" {}
        text.amount.(side) x=(tidy(right + 6.0)) y=(top + 13.0) { (signed(step.points)) }
    }
}

/// Draws a score as a mark, not a bar: the axis does not start at 0, so a length would mislead.
fn whole_row(scale: &Scale, at: usize, words: &str, points: i32) -> Markup {
    let top = scale.top(at);
    html! {
        (name(scale, at, words))
        rect.whole x=(tidy(scale.x(points) - 2.0)) y=(top) width="4" height=(BAR) {}
        text.amount x=(tidy(scale.x(points) + 8.0)) y=(top + 13.0) { (whole(points)) }
    }
}

fn name(scale: &Scale, at: usize, words: &str) -> Markup {
    let frame = scale.frame;
    let top = scale.top(at);
    html! {
        @if frame.above > 0.0 {
            text.name x="0" y=(top - 4.0) { (words) }
        } @else {
            text.name x=(frame.names - 10.0) y=(top + 13.0) text-anchor="end" { (words) }
        }
    }
}

/// The height of a bar.
const BAR: f64 = 18.0;

/// Rounds positions to one decimal; more digits only make the page larger.
fn tidy(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

/// Maps points to positions in the chart.
struct Scale {
    frame: &'static Frame,
    low: i32,
    high: i32,
}

impl Scale {
    /// Returns a scale that fits all points with some room.
    fn around(frame: &'static Frame, points: impl Iterator<Item = i32>) -> Self {
        let (low, high) = points.fold((i32::MAX, i32::MIN), |(low, high), at| (low.min(at), high.max(at)));
        let room = ((high - low) / 12).max(100);
        Self { frame, low: low - room, high: high + room }
    }

    fn x(&self, points: i32) -> f64 {
        let share = f64::from(points - self.low) / f64::from(self.high - self.low);
        self.frame.names + share * (self.frame.width - self.frame.names - AMOUNTS)
    }

    /// The top of a row's bar.
    fn top(&self, at: usize) -> f64 {
        at as f64 * self.frame.row + 4.0 + self.frame.above
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waterfall_ends_at_the_sum_and_keeps_within_the_picture() {
        let steps =
            [("a", 1200), ("b", -3000), ("c", 40)].map(|(name, points)| ChartStep { name: name.into(), points });
        let ends: Vec<i32> = running(5000, &steps).collect();
        assert_eq!(ends, [6200, 3200, 3240]);
        for frame in &FRAMES {
            let scale = Scale::around(frame, std::iter::once(5000).chain(ends.iter().copied()));
            assert!(scale.x(3200) >= frame.names && scale.x(6200) <= frame.width - AMOUNTS, "{}", frame.class);
        }
        let svg = waterfall("w", "t", "d", ["from", "to"], 5000, &steps).into_string();
        assert!(svg.contains("role=\"img\"") && svg.contains("−30.0") && svg.contains(">32<"));
    }
}
