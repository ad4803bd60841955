//! The schedule as a Gantt chart: a row for each part of a stage and for each design, and milestones.

use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

use super::marks::{self, Shape};
use super::names;
use super::svg::{self, tidy};
use super::words::month;
use super::{Document, Export};
use crate::planning::{Milestone, Review, Session, SessionKind};
use crate::words::{fill_text, numbered, text};

const WIDTH: f64 = 1120.0;
const NAMES: f64 = 236.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 48.0;
const ROW: f64 = 20.0;
/// Maximum width of a milestone's label.
const LABEL: f64 = 350.0;
/// Maximum number of milestones; the table shows all.
const MOST_MILESTONES: usize = 80;

pub(super) const EXPORT: Export = Export {
    id: "gantt",
    file: "schedule.svg",
    media: "image/svg+xml",
    about: "a picture of the schedule",
    page: None,
    make: file,
    update: None,
};

/// Returns the chart as a file.
pub fn file(document: &Document<'_>) -> Vec<u8> {
    svg::file(picture(document.review))
}

/// Returns the chart; tables of sessions and milestones show the same content.
pub fn picture(review: &Review<'_>) -> Markup {
    let title = fill_text("exports.gantt.title", &[("title", &names::title(review.facts.plan))]);
    let Some(scale) = Scale::of(review) else {
        let nothing = text("exports.gantt.nothing");
        return svg::picture("gantt", &title, nothing, [WIDTH, 60.0], html! { text x="8" y="34" { (nothing) } });
    };
    let rows = rows(review);
    let bottom = TOP + rows.len() as f64 * ROW + 6.0;
    let (milestones, [after, ends]) = milestones(review, &scale, bottom);
    let legend = ends + 12.0;
    let size = [WIDTH, legend + marks::LEGEND_HEIGHT];
    svg::picture(
        "gantt",
        &title,
        &description(review, &scale),
        size,
        html! {
            (closed(review, &scale, after))
            (months(&scale, after))
            @for (at, row) in rows.iter().enumerate() { (draw_row(row, &scale, TOP + at as f64 * ROW)) }
            (milestones)
            (marks::legend(8.0, legend))
        },
    )
}

fn description(review: &Review<'_>, scale: &Scale) -> String {
    let schedule = &review.schedule;
    let (sessions, stages, milestones) = (schedule.sessions.len(), schedule.stages.len(), schedule.milestones.len());
    let slots = [
        ("sessions", numbered("exports.gantt.sessions", sessions)),
        ("stages", numbered("exports.gantt.stages", stages)),
        ("milestones", numbered("exports.gantt.milestone_count", milestones)),
        ("from", scale.first.to_string()),
        ("until", scale.last.to_string()),
    ];
    fill_text("exports.gantt.description", &slots.each_ref().map(|(slot, value)| (*slot, value.as_str())))
}

/// The horizontal scale in days.
struct Scale {
    first: Date,
    last: Date,
    days: f64,
}

impl Scale {
    /// Returns the scale of the calendar's dates, or of the sessions' dates if the calendar has none.
    fn of(review: &Review<'_>) -> Option<Self> {
        let calendar = &review.facts.plan.calendar;
        let sessions = || review.schedule.sessions.iter().map(|session| session.date);
        let (first, last) = match (calendar.from, calendar.until) {
            (Some(from), Some(until)) if from <= until => (from, until),
            _ => (sessions().min()?, sessions().max()?),
        };
        let first = sessions().min().map_or(first, |day| day.min(first));
        let last = sessions().max().map_or(last, |day| day.max(last));
        Some(Self { first, last, days: f64::from(days_between(first, last)) + 1.0 })
    }

    fn x(&self, date: Date) -> f64 {
        let share = f64::from(days_between(self.first, date)) / self.days;
        NAMES + share.clamp(0.0, 1.0) * (WIDTH - NAMES - RIGHT)
    }

    /// Returns the width of a number of days.
    fn width(&self, days: f64) -> f64 {
        days / self.days * (WIDTH - NAMES - RIGHT)
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// A row with its name.
enum Row<'r, 'a> {
    Stage(&'r str, Option<(Date, Date)>),
    Sessions(String, Shape, Vec<&'r Session<'a>>),
}

const PARTS: [(SessionKind, Shape); 4] = [
    (SessionKind::Workshop, Shape::Square),
    (SessionKind::OnlineSession, Shape::Circle),
    (SessionKind::Practice, Shape::Bar),
    (SessionKind::SupportMeeting, Shape::Ring),
];

fn rows<'r, 'a>(review: &'r Review<'a>) -> Vec<Row<'r, 'a>> {
    let schedule = &review.schedule;
    let mut rows = Vec::new();
    for (at, stage) in schedule.stages.iter().enumerate() {
        rows.push(Row::Stage(stage.name, stage.days));
        for (kind, shape) in PARTS {
            let own = schedule.sessions.iter().filter(|one| one.stage == at && one.kind == kind);
            let own: Vec<&Session<'_>> = own.collect();
            if !own.is_empty() {
                rows.push(Row::Sessions(text(&format!("exports.gantt.row.{}", kind.id())).to_owned(), shape, own));
            }
        }
    }
    if !review.facts.chosen.is_empty() {
        rows.push(Row::Stage(text("exports.gantt.designs"), None));
    }
    for (at, chosen) in review.facts.chosen.iter().enumerate() {
        let own = schedule.sessions.iter().filter(|one| one.design == Some(at));
        rows.push(Row::Sessions(chosen.name().to_owned(), Shape::Triangle, own.collect()));
    }
    rows
}

fn draw_row(row: &Row<'_, '_>, scale: &Scale, y: f64) -> Markup {
    let middle = y + ROW / 2.0;
    match row {
        Row::Stage(name, days) => html! {
            @for line in svg::lines(name, NAMES - 20.0, 1) {
                text x="8" y=(tidy(middle + 4.0)) font-weight="bold" { (line) }
            }
            line x1="8" x2=(WIDTH - RIGHT) y1=(tidy(y)) y2=(tidy(y)) stroke="currentColor" stroke-opacity="0.35" {}
            @if let Some((from, until)) = days {
                @let width = scale.x(*until) + scale.width(1.0) - scale.x(*from);
                rect x=(tidy(scale.x(*from))) y=(tidy(middle - 3.5)) width=(tidy(width.max(1.0))) height="7" rx="3.5"
                    fill-opacity="0.22" {}
            }
        },
        Row::Sessions(name, shape, sessions) => html! {
            @for line in svg::lines(name, NAMES - 36.0, 1) { text x="22" y=(tidy(middle + 4.0)) { (line) } }
            @for session in sessions {
                @let x = scale.x(session.date);
                @if session.starts.is_none() {
                    (marks::bar(x, middle, scale.width(5.0).clamp(3.0, (WIDTH - 4.0 - x).max(3.0))))
                } @else {
                    (marks::mark(*shape, x + scale.width(0.5), middle))
                }
            }
        },
    }
}

/// Draws days without school, from the axis to the last row.
fn closed(review: &Review<'_>, scale: &Scale, bottom: f64) -> Markup {
    let closed = review.facts.plan.calendar.closed.iter().filter_map(|one| {
        let from = one.from.or(one.until)?;
        let until = one.until.unwrap_or(from);
        (from <= until && until >= scale.first && from <= scale.last).then_some((from, until))
    });
    html! {
        @for (from, until) in closed {
            @let x = scale.x(from);
            @let width = scale.x(until) + scale.width(1.0) - x;
            rect x=(tidy(x)) y=(TOP - 4.0) width=(tidy(width.max(1.0))) height=(tidy(bottom - TOP)) fill-opacity="0.14" {}
        }
    }
}

/// Maximum number of months; three years have fewer.
const MOST_MONTHS: usize = 48;

/// Draws a line at the beginning of each month, with its name if there is room.
fn months(scale: &Scale, bottom: f64) -> Markup {
    let next = |at: &Date| at.first_of_month().checked_add(1.month()).ok();
    let starts = std::iter::successors(Some(scale.first), next).take_while(|at| *at <= scale.last).take(MOST_MONTHS);
    let mut free = 0.0;
    let named = starts.enumerate().map(|(n, date)| {
        let x = scale.x(date);
        let ends = x + svg::width(month(date)) + 4.0;
        let fits = x >= free && ends <= WIDTH;
        // The first month is usually short, so its name is on the left of its line.
        let (at, anchor) = if n == 0 { (x - 4.0, "end") } else { (x + 2.0, "start") };
        if fits && n > 0 {
            free = ends;
        }
        let year = (n == 0 || date.month() == 1).then(|| date.year());
        (x, fits.then(|| (month(date), at, anchor)), year)
    });
    html! {
        @for (x, name, year) in named {
            line x1=(tidy(x)) x2=(tidy(x)) y1=(TOP - 10.0) y2=(tidy(bottom - 4.0)) stroke="currentColor"
                stroke-opacity="0.18" {}
            @if let Some((name, at, anchor)) = name {
                text x=(tidy(at)) y=(TOP - 14.0) text-anchor=(anchor) { (name) }
            }
            @if let Some(year) = year { text x=(tidy(x + 2.0)) y=(TOP - 31.0) font-weight="bold" { (year) } }
        }
    }
}

/// Draws milestones as diamonds with labels in as many lanes as they need; those after the last day are listed below.
/// Returns the drawing with the bottom of the calendar and the bottom of the chart.
fn milestones(review: &Review<'_>, scale: &Scale, top: f64) -> (Markup, [f64; 2]) {
    let all = review.schedule.milestones.iter().take(MOST_MILESTONES);
    let (within, later): (Vec<&Milestone>, Vec<&Milestone>) =
        all.filter(|one| one.date >= scale.first).partition(|one| one.date <= scale.last);
    let mut lanes: Vec<f64> = Vec::new();
    let placed: Vec<(f64, f64, String, bool)> = within
        .into_iter()
        .map(|one| {
            let x = scale.x(one.date) + scale.width(0.5);
            let label = svg::lines(&one.title, LABEL, 1).pop().unwrap_or_default();
            let long = svg::width(&label) + 12.0;
            // Near the right edge, the label is on the left.
            let is_left = x + long > WIDTH - RIGHT;
            let (from, until) = if is_left { (x - long, x + 8.0) } else { (x - 8.0, x + long) };
            let lane = lanes.iter().position(|end| *end < from).unwrap_or(lanes.len());
            if lane == lanes.len() {
                lanes.push(until);
            } else {
                lanes[lane] = until;
            }
            (x, top + 24.0 + lane as f64 * ROW + ROW / 2.0, label, is_left)
        })
        .collect();
    let below = top + 24.0 + lanes.len() as f64 * ROW;
    let markup = html! {
        line x1="8" x2=(WIDTH - RIGHT) y1=(tidy(top)) y2=(tidy(top)) stroke="currentColor" stroke-opacity="0.35" {}
        text x="8" y=(tidy(top + 16.0)) font-weight="bold" { (text("exports.gantt.milestones")) }
        @for (x, y, label, is_left) in &placed {
            (marks::mark(Shape::Diamond, *x, *y))
            @let (at, anchor) = if *is_left { (x - 9.0, "end") } else { (x + 9.0, "start") };
            text x=(tidy(at)) y=(tidy(y + 4.0)) text-anchor=(anchor) { (label) }
        }
        @if !later.is_empty() {
            line x1="8" x2=(WIDTH - RIGHT) y1=(tidy(below + 4.0)) y2=(tidy(below + 4.0)) stroke="currentColor"
                stroke-opacity="0.35" {}
            text x="8" y=(tidy(below + 24.0)) font-weight="bold" { (text("exports.gantt.later")) }
        }
        @for (at, one) in later.iter().enumerate() {
            @let y = below + 20.0 + at as f64 * 18.0;
            (marks::mark(Shape::Diamond, NAMES + 6.0, y))
            @for line in svg::lines(&format!("{}  {}", one.date, one.title), WIDTH - NAMES - 40.0, 1) {
                text x=(NAMES + 17.0) y=(tidy(y + 4.0)) { (line) }
            }
        }
    };
    (markup, [below + 8.0, below + 8.0 + if later.is_empty() { 0.0 } else { 8.0 + later.len() as f64 * 18.0 }])
}
