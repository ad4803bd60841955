//! The schedule: the sessions of the chosen designs, and what the stages add, placed in a school's calendar.
//!
//! `days.rs` is the calendar, `stages.rs` and `rows.rs` are the sessions before they have dates, `solve/` finds their
//! places, and `ways_out.rs` finds what would make room for those without one.

mod days;
mod milestones;
mod place;
mod rows;
mod solve;
mod stages;
mod ways_out;

use jiff::civil::{Date, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::facts::Facts;
use super::fill_numbers;
use super::finding::{Finding, NO_CALENDAR, NO_FREE_SLOT, NO_LONG_BREAK, RHYTHM_BROKEN, UNKNOWN_TIME_ZONE};
use super::plan::Calendar;
use crate::catalogue::{Named, SessionPlace};
use crate::words::{counted, fill, fill_counted, named, text};
use days::Days;
use place::{Board, Placed};

pub use milestones::{Milestone, MilestoneKind};
pub(super) use rows::design_minutes;
pub use stages::StagePlan;
pub use ways_out::{Change, WayOut};

/// Dates of all sessions and milestones, and the sessions that could not be scheduled.
#[derive(Clone, Debug)]
pub struct Schedule<'a> {
    pub stages: Vec<StagePlan<'a>>,
    /// In date order.
    pub sessions: Vec<Session<'a>>,
    pub milestones: Vec<Milestone>,
    pub unplaced: Vec<Unplaced>,
    /// The cheapest changes that give every session a time, cheapest first; empty if all have one.
    pub ways_out: Vec<WayOut>,
    /// Meeting times that fall on days without school, with the reason.
    pub skipped: Vec<(Date, String)>,
    /// The cost of the schedule, as `solve/` counts it, and the least that any schedule of these sessions can cost.
    pub cost: i64,
    pub bound: i64,
    pub findings: Vec<Finding>,
}

named! {
    /// The kind of a session.
    SessionKind {
        Workshop = "workshop",
        OnlineSession = "online_session",
        /// A week in which teachers try the new practice in their lessons, with feedback.
        Practice = "practice",
        /// A session of a chosen design.
        Design = "design",
        SupportMeeting = "support_meeting",
    }
}

/// One session.
#[derive(Clone, Debug)]
pub struct Session<'a> {
    /// Stays the same while the plan keeps its stages and designs, even if the session moves or is split.
    pub key: String,
    pub stage: usize,
    pub kind: SessionKind,
    /// Index of its design among the chosen designs.
    pub design: Option<usize>,
    pub title: String,
    /// The purpose in words.
    pub purpose: String,
    pub purposes: Vec<&'a Named>,
    pub place: SessionPlace,
    pub date: Date,
    /// `None` if it has no set time in the week that begins on `date`.
    pub starts: Option<Time>,
    pub minutes: u32,
    /// Whether it is outside the working day; `None` if the working day is unknown.
    pub outside_working_day: Option<bool>,
}

impl Session<'_> {
    /// Returns the time at which it ends, at most 23:59.
    pub fn ends(&self) -> Option<Time> {
        let span = jiff::Span::new().minutes(i64::from(self.minutes));
        self.starts.map(|starts| starts.checked_add(span).unwrap_or(Time::constant(23, 59, 0, 0)))
    }
}

/// A session that could not be scheduled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    pub title: String,
    pub minutes: u32,
    pub because: String,
    /// Index of its design among the chosen designs.
    pub(super) design: Option<usize>,
    /// Whether it needs a time of the calendar; otherwise it takes a week.
    pub(super) timed: bool,
}

/// Looks up a time zone in the bundled database, so that results do not depend on the machine.
pub fn time_zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// Formats a time of day as `15:30`.
pub fn clock(time: &Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// Maximum numbers of sessions and of meeting times; more than this is a typing error.
const MOST_SESSIONS: u32 = 2_000;
const MOST_SLOTS: usize = 4_000;

/// The longest calendar, in days, so that a typing error in a year does not cause an endless schedule.
const LONGEST_CALENDAR: i32 = 3 * 366;

/// Steps of the search for the best schedule; some hundredths of a second.
const STEPS: usize = 10_000;

/// Schedules every session of the plan.
pub(super) fn schedule<'a>(facts: &Facts<'a>) -> Schedule<'a> {
    let calendar = &facts.plan.calendar;
    let mut findings = Vec::new();
    if let Some(zone) = &calendar.time_zone
        && time_zone(zone).is_none()
    {
        findings.push(UNKNOWN_TIME_ZONE.at("/calendar/time_zone", &[("zone", zone)]));
    }
    let days = Days::new(calendar, &facts.catalogue.planning.usual_breaks);
    if let Some((from, until)) = &days.without_break {
        let slots = [("from", &*from.to_string()), ("until", &*until.to_string())];
        findings.push(NO_LONG_BREAK.at("/calendar/closed", &slots));
    }
    let mut stages = stages::stages(facts, &days);
    let too_many = too_many(facts, &stages, days.slots.len());
    let no_dates = lacking_dates(facts).or(too_many);
    let lacking = no_dates.clone().or_else(|| lacking_times(calendar));
    if let Some(lacking) = &lacking {
        findings.push(NO_CALENDAR.saying("/calendar", lacking));
    }
    let placed = match no_dates {
        Some(_) => Placed::default(),
        None => Board::new(facts, &stages, &days).place_all(rows::rows(facts, &stages), STEPS),
    };
    let ways_out = ways_out::ways_out(facts, &placed);
    findings.extend(no_free_slot(&placed).filter(|_| lacking.is_none()));
    findings.extend(broken_rhythms(facts, &placed, &days));
    fit_parts(&mut stages, &placed);
    let milestones = milestones::milestones(facts, &stages, &days);
    let Placed { sessions, unplaced, cost, bound, .. } = placed;
    Schedule { stages, sessions, milestones, unplaced, ways_out, skipped: days.skipped, cost, bound, findings }
}

/// Says how many sessions and hours have no time.
fn no_free_slot(placed: &Placed<'_>) -> Option<Finding> {
    let first = placed.unplaced.first()?;
    let minutes = placed.unplaced.iter().map(|one| one.minutes).fold(0, u32::saturating_add);
    let number = placed.unplaced.len();
    let slots = [("number", &*number.to_string()), ("hours", &hours(minutes)), ("first", &first.title)];
    let found = fill_counted("planning.finding.plan.no_free_slot", number, &slots);
    Some(NO_FREE_SLOT.saying("/calendar/meetings", found))
}

/// Minutes as hours in words, to a tenth.
fn hours(minutes: u32) -> String {
    let hours = (f64::from(minutes) / 6.0).round() / 10.0;
    let template = counted("planning.schedule.hours", if hours == 1.0 { 1 } else { 2 });
    fill(template, &[("number", &hours.to_string())])
}

/// Finds the designs whose sessions are further apart than their rhythm allows, at their longest gap.
fn broken_rhythms(facts: &Facts<'_>, placed: &Placed<'_>, days: &Days) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (row, dates) in &placed.rows {
        let gap = |pair: &[Date]| (days.position(pair[1]) - days.position(pair[0]), pair[0], pair[1]);
        let longest = dates.windows(2).map(gap).max();
        let too_long = longest.filter(|(gap, ..)| *gap > 7 * row.most_weeks as i32);
        if let Some(((gap, from, until), design)) = too_long.zip(row.design) {
            let slots = [
                ("design", row.name.as_str()),
                ("most", &row.most_weeks.to_string()),
                ("weeks", &(gap / 7).to_string()),
                ("from", &from.to_string()),
                ("until", &until.to_string()),
            ];
            findings.push(RHYTHM_BROKEN.at(facts.chosen[design].place(), &slots));
        }
    }
    findings
}

/// Takes over the minutes that the sessions of the stages have in the schedule.
fn fit_parts(stages: &mut [StagePlan<'_>], placed: &Placed<'_>) {
    for (row, _) in placed.rows.iter().filter(|(row, _)| row.design.is_none()) {
        let stage = row.stages.first().and_then(|at| stages.get_mut(*at));
        let part = stage.and_then(|stage| stage.parts.iter_mut().find(|load| load.part == row.kind.id()));
        if let (Some(part), Some(minutes)) = (part, row.shortened()) {
            part.minutes = minutes;
        }
    }
}

/// Checks the limits on sessions and meeting times; returns a sentence if one is exceeded.
fn too_many(facts: &Facts<'_>, stages: &[StagePlan<'_>], slots: usize) -> Option<String> {
    let designs = facts.chosen.iter().map(|chosen| design_minutes(chosen).0).fold(0, u32::saturating_add);
    let parts = stages.iter().flat_map(|stage| &stage.parts).map(|load| load.count);
    let sessions = parts.fold(designs, u32::saturating_add);
    if sessions > MOST_SESSIONS {
        let (number, limit) = (sessions as usize, MOST_SESSIONS as usize);
        return Some(fill_numbers(text("planning.finding.plan.no_calendar.sessions"), number, limit));
    }
    (slots > MOST_SLOTS).then(|| fill_numbers(text("planning.finding.plan.no_calendar.slots"), slots, MOST_SLOTS))
}

/// Returns what the calendar is missing before anything can be scheduled.
fn lacking_dates(facts: &Facts<'_>) -> Option<String> {
    let calendar = &facts.plan.calendar;
    let (Some(from), Some(until)) = (calendar.from, calendar.until) else {
        return Some(text("planning.finding.plan.no_calendar.dates").to_owned());
    };
    if until < from {
        return Some(text("planning.finding.plan.no_calendar.order").to_owned());
    }
    if from.until(until).map_or(i32::MAX, |span| span.get_days()) > LONGEST_CALENDAR {
        return Some(text("planning.finding.plan.no_calendar.long").to_owned());
    }
    None
}

/// Returns that the calendar has no meeting time, if so. Designs are then spread over its weeks, without times.
fn lacking_times(calendar: &Calendar) -> Option<String> {
    let usable = |one: &super::plan::MeetingTime| {
        (one.day.is_some() || one.on.is_some()) && one.at.is_some() && one.minutes.is_some_and(|minutes| minutes > 0)
    };
    let has_none = !calendar.meetings.iter().any(usable);
    has_none.then(|| text("planning.finding.plan.no_calendar.meetings").to_owned())
}
