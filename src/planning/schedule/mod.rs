//! The schedule: stages of an introduction, short sessions, practice with feedback, and support meetings, placed in a
//! school's calendar.

mod milestones;
mod place;
mod slots;
mod unscheduled;

use jiff::civil::{Date, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::facts::Facts;
use super::fill_numbers;
use super::finding::{Finding, NO_CALENDAR, NO_FREE_SLOT, UNKNOWN_TIME_ZONE};
use super::plan::{Calendar, Stage};
use crate::catalogue::Named;
use crate::words::{counted, fill, fill_counted, named, text};
use slots::Slots;

pub use milestones::{Milestone, MilestoneKind};

/// Dates of all sessions and milestones, and the sessions that could not be scheduled.
#[derive(Clone, Debug)]
pub struct Schedule<'a> {
    pub stages: Vec<StagePlan<'a>>,
    /// In date order.
    pub sessions: Vec<Session<'a>>,
    pub milestones: Vec<Milestone>,
    pub unplaced: Vec<Unplaced>,
    /// Meeting times that fall on days without school, with the reason.
    pub skipped: Vec<(Date, String)>,
    pub findings: Vec<Finding>,
}

/// A stage with its dates.
#[derive(Clone, Debug)]
pub struct StagePlan<'a> {
    pub id: String,
    pub name: &'a str,
    pub content: &'a str,
    pub days: Option<(Date, Date)>,
    /// Learning needs and goals that the stage serves; empty for all.
    pub(super) follows_from: &'a [String],
    pub(super) asked: Option<&'a Stage>,
}

/// The id of the only stage of a plan that names none.
const WHOLE: &str = "learning";

/// Maximum sessions of one part of a stage; more than this is a typing error.
const MOST_OF_A_PART: u32 = 60;

impl StagePlan<'_> {
    /// Returns the plan's own count and minutes for a part of the stage, if it sets them; none without a stage in the
    /// plan, because nobody asked for more than the chosen designs.
    pub(super) fn own_numbers(&self, part: &str) -> (Option<u32>, Option<u32>) {
        let Some(stage) = self.asked else { return (Some(0), None) };
        let (count, minutes) = match part {
            "workshop" => (stage.workshop_minutes.map(|minutes| minutes.min(1)), stage.workshop_minutes),
            "online_session" => (stage.online_sessions, None),
            "support_meeting" => (stage.support_meetings, None),
            _ => (None, None),
        };
        (count.map(|count| count.min(MOST_OF_A_PART)), minutes)
    }
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
    /// Stays the same while the plan keeps its stages and designs, even if the session moves.
    pub key: String,
    pub stage: usize,
    pub kind: SessionKind,
    /// Index of its design among the chosen designs.
    pub design: Option<usize>,
    pub title: String,
    /// The purpose in words.
    pub purpose: String,
    pub purposes: Vec<&'a Named>,
    pub date: Date,
    /// `None` if it takes place in lessons during the week that begins on `date`.
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

/// Schedules every session of the plan.
pub(super) fn schedule<'a>(facts: &Facts<'a>) -> Schedule<'a> {
    let calendar = &facts.plan.calendar;
    let mut findings = Vec::new();
    if let Some(zone) = &calendar.time_zone
        && time_zone(zone).is_none()
    {
        findings.push(UNKNOWN_TIME_ZONE.at("/calendar/time_zone", &[("zone", zone)]));
    }
    let (slots, skipped) = Slots::new(calendar);
    let mut stages = unscheduled::stages(facts);
    let too_many = too_many(facts, &stages, slots.all.len());
    let no_dates = lacking_dates(facts).or_else(|| too_many.clone());
    let lacking = no_dates.clone().or_else(|| lacking_times(calendar));
    if let Some(lacking) = &lacking {
        findings.push(NO_CALENDAR.saying("/calendar", lacking));
    }
    let windows = slots::windows(calendar, &slots, facts, stages.len());
    for (stage, window) in stages.iter_mut().zip(&windows) {
        stage.days = window.days;
    }
    let placed = if too_many.is_some() || (lacking.is_some() && facts.chosen.is_empty()) {
        place::Placed::default()
    } else {
        place::place(facts, &stages, &windows, slots, no_dates.as_deref())
    };
    if !placed.unplaced.is_empty() && lacking.is_none() {
        let minutes: u32 = placed.unplaced.iter().map(|one| one.minutes).fold(0, u32::saturating_add);
        let hours = (f64::from(minutes) / 6.0).round() / 10.0;
        let template = counted("planning.schedule.hours", if hours == 1.0 { 1 } else { 2 });
        let hours = fill(template, &[("number", &hours.to_string())]);
        let number = placed.unplaced.len();
        let slots = [("number", &*number.to_string()), ("hours", &hours), ("first", &placed.unplaced[0].title)];
        let found = fill_counted("planning.finding.plan.no_free_slot", number, &slots);
        findings.push(NO_FREE_SLOT.saying("/calendar/meetings", found));
    }
    let milestones = milestones::milestones(facts, &stages);
    Schedule { stages, sessions: placed.sessions, milestones, unplaced: placed.unplaced, skipped, findings }
}

/// Checks the limits on sessions and meeting times; returns a sentence if one is exceeded.
fn too_many(facts: &Facts<'_>, stages: &[StagePlan<'_>], slots: usize) -> Option<String> {
    let designs = facts.chosen.iter().map(|chosen| design_minutes(chosen).0).fold(0, u32::saturating_add);
    let parts = facts
        .catalogue
        .planning
        .stage_parts
        .iter()
        .flat_map(|part| stages.iter().map(|stage| stage.own_numbers(&part.id).0.unwrap_or(part.count.typical)));
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

pub(super) use unscheduled::design_minutes;
