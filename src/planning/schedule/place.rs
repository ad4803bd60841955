//! Putting what is wanted into the calendar: in order, spread over the stage, and never before what it builds on.

use jiff::civil::{Date, Time};

use super::super::facts::Facts;
use super::slots::{Slots, Window};
use super::wanted::{Wanted, wanted};
use super::{Session, StagePlan, Unplaced};
use crate::planning::plan::Calendar;

/// What found its time and what did not.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed<'a> {
    pub sessions: Vec<Session<'a>>,
    pub unplaced: Vec<Unplaced>,
}

/// A part of a session shorter than this is not worth meeting for.
const SHORTEST_PART: u32 = 15;

/// Places every stage; `lacking` says why nothing can be placed at all.
pub(super) fn place<'a>(
    facts: &Facts<'a>,
    stages: &[StagePlan<'a>],
    windows: &[Window],
    mut slots: Slots,
    lacking: Option<&str>,
) -> Placed<'a> {
    let mut placed = Placed::default();
    for (at, window) in windows.iter().enumerate() {
        let wanted = wanted(facts, stages, at);
        if let Some(lacking) = lacking {
            placed.unplaced.extend(wanted.into_iter().map(|one| unplaced(one, lacking)));
            continue;
        }
        // Spread over the stage where there is room, and close together where that is the only way.
        let spread = Run::new(facts, at, window, slots.clone(), true).all(&wanted);
        let run = if spread.placed.unplaced.is_empty() {
            spread
        } else {
            let dense = Run::new(facts, at, window, slots, false).all(&wanted);
            if dense.placed.unplaced.len() < spread.placed.unplaced.len() { dense } else { spread }
        };
        slots = run.slots;
        placed.sessions.extend(run.placed.sessions);
        placed.unplaced.extend(run.placed.unplaced);
    }
    placed.sessions.sort_by(|a, b| (a.date, a.starts, &a.key).cmp(&(b.date, b.starts, &b.key)));
    placed
}

fn unplaced(wanted: Wanted<'_>, because: &str) -> Unplaced {
    Unplaced { title: wanted.title, minutes: wanted.minutes, because: because.to_owned() }
}

/// One try to place a stage.
struct Run<'r, 'a> {
    calendar: &'a Calendar,
    stage: usize,
    window: &'r Window,
    slots: Slots,
    is_spread: bool,
    weeks: Vec<Date>,
    /// The first slot that the next session may take.
    next: usize,
    /// The day before which nothing more is placed.
    day: Option<Date>,
    placed: Placed<'a>,
}

impl<'r, 'a> Run<'r, 'a> {
    fn new(facts: &Facts<'a>, stage: usize, window: &'r Window, slots: Slots, is_spread: bool) -> Self {
        let weeks = window.days.map(|days| slots.school_weeks(days)).unwrap_or_default();
        let next = window.slots.start;
        let calendar = &facts.plan.calendar;
        Self { calendar, stage, window, slots, is_spread, weeks, next, day: None, placed: Placed::default() }
    }

    fn all(mut self, wanted: &[Wanted<'a>]) -> Self {
        let met: usize = wanted.iter().filter(|one| !one.by_week).count();
        let mut done = 0;
        for one in wanted {
            if one.by_week {
                self.in_a_week(one);
                continue;
            }
            if self.is_spread {
                let width = self.window.slots.len();
                self.next = self.next.max(self.window.slots.start + done * width / met.max(1));
            }
            done += 1;
            self.in_slots(one);
        }
        self
    }

    /// In one slot, or in parts over the next ones.
    fn in_slots(&mut self, one: &Wanted<'a>) {
        let mut parts: Vec<(usize, u32)> = Vec::new();
        let mut left = one.minutes;
        for at in self.next..self.window.slots.end {
            if left == 0 {
                break;
            }
            let free = self.slots.free(at);
            let part = free.min(left);
            let rest = left - part;
            // The last part may be short; no other part is, and none is left that is too short to meet for.
            let worth = part > 0 && (rest == 0 || (part >= SHORTEST_PART && (rest >= SHORTEST_PART || free >= left)));
            if worth {
                parts.push((at, part));
                left = rest;
            }
        }
        if left > 0 {
            let because = "No free time is left in its stage within the limit per week.";
            self.placed.unplaced.push(unplaced(one.clone(), because));
            return;
        }
        let count = parts.len();
        for (n, (at, minutes)) in parts.into_iter().enumerate() {
            let starts = self.slots.take(at, minutes);
            let date = self.slots.all[at].date;
            let mut session = self.session(one, date, Some(starts), minutes);
            if count > 1 {
                session.key = format!("{}-part-{}", one.key, n + 1);
                session.title = format!("{} (part {} of {count})", one.title, n + 1);
            }
            self.next = at;
            self.day = Some(date);
            self.placed.sessions.push(session);
        }
    }

    /// In the first week from here that can take it; spread, each comes a share of the stage later.
    fn in_a_week(&mut self, one: &Wanted<'a>) {
        let from = self.day.or(self.window.days.map(|days| days.0));
        let fits = |week: &&Date| {
            from.is_none_or(|from| super::slots::monday(**week) >= super::slots::monday(from))
                && self.slots.free_in_week(**week) >= one.minutes
                && !self.placed.sessions.iter().any(|other| {
                    other.starts.is_none()
                        && other.date == **week
                        && other.kind == one.kind
                        && other.design == one.design
                })
        };
        let Some(week) = self.weeks.iter().find(fits).copied() else {
            let because = "No week of its stage has room for it within the limit per week.";
            self.placed.unplaced.push(unplaced(one.clone(), because));
            return;
        };
        // What is tried begins after the day on which it was learned.
        let date = self.day.map_or(week, |day| week.max(day));
        self.slots.take_in_week(week, one.minutes);
        let session = self.session(one, date, None, one.minutes);
        self.placed.sessions.push(session);
    }

    fn session(&self, one: &Wanted<'a>, date: Date, starts: Option<Time>, minutes: u32) -> Session<'a> {
        let mut session = Session {
            key: one.key.clone(),
            stage: self.stage,
            kind: one.kind,
            design: one.design,
            title: one.title.clone(),
            purpose: one.purpose.clone(),
            purposes: one.purposes.clone(),
            date,
            starts,
            minutes,
            outside_working_day: None,
        };
        session.outside_working_day = outside(self.calendar, &session);
        session
    }
}

/// Whether a session lies outside the working day; unknown while the day's hours are.
fn outside(calendar: &Calendar, session: &Session<'_>) -> Option<bool> {
    let (starts, ends) = (session.starts?, session.ends()?);
    Some(starts < calendar.day_starts? || ends > calendar.day_ends?)
}
