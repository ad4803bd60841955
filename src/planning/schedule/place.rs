//! Places sessions in the calendar.
//!
//! A track is a group of sessions: the short sessions of a stage, its support meetings, or the sessions of a design.
//! Each track keeps its order and is spread over its stage. All tracks wait for the opening workshop, a design waits
//! for the designs that it comes after, and a short session waits for a week of practice. If a stage has too little
//! room to spread, sessions move closer together. Sessions that still do not fit are returned as unplaced.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::super::facts::Facts;
use super::slots::{Slots, Window, monday};
use super::unscheduled::{Unscheduled, sessions_of_stage};
use super::{Session, SessionKind, StagePlan, Unplaced, lacking_times};
use crate::planning::plan::Calendar;
use crate::words::{fill_text, text};

/// The scheduled sessions and those that do not fit.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed<'a> {
    pub sessions: Vec<Session<'a>>,
    pub unplaced: Vec<Unplaced>,
}

/// A kind of session, and the design to which the sessions belong.
type Track = (SessionKind, Option<usize>);

/// Minimum minutes of a part of a split session.
const SHORTEST_PART: u32 = 15;

/// Days to try a new practice before the next one is introduced.
const DAYS_OF_PRACTICE: i64 = 7;

/// Places the sessions of every stage; `lacking` is the reason if nothing can be placed.
pub(super) fn place<'a>(
    facts: &Facts<'a>,
    stages: &[StagePlan<'a>],
    windows: &[Window],
    mut slots: Slots,
    lacking: Option<&str>,
) -> Placed<'a> {
    let mut placed = Placed::default();
    for (at, window) in windows.iter().enumerate() {
        let sessions = sessions_of_stage(facts, stages, at);
        if let Some(lacking) = lacking {
            placed.unplaced.extend(sessions.iter().map(|one| unplaced(one, lacking)));
            continue;
        }
        let run = |pace| Run::new(facts, at, window, slots.clone(), pace).place_all(&sessions);
        let tries = [Pace::Spread, Pace::Close, Pace::Crowded].map(run);
        // The loosest pace with the fewest unplaced sessions.
        let best = tries.into_iter().min_by_key(|run| run.placed.unplaced.len());
        let Some(run) = best else { continue };
        slots = run.slots;
        placed.sessions.extend(run.placed.sessions);
        placed.unplaced.extend(run.placed.unplaced);
    }
    placed.sessions.sort_by(|a, b| (a.date, a.starts, &a.key).cmp(&(b.date, b.starts, &b.key)));
    placed
}

fn unplaced(one: &Unscheduled<'_>, because: &str) -> Unplaced {
    Unplaced { title: one.title.clone(), minutes: one.minutes, because: because.to_owned() }
}

/// How closely sessions follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    /// Each track spread evenly over its stage, with a week to try each new practice.
    Spread,
    /// Each session as soon as there is room, with a week to try each new practice.
    Close,
    /// Each session as soon as there is room, without that week.
    Crowded,
}

/// One attempt to place the sessions of a stage.
struct Run<'r, 'a> {
    facts: &'r Facts<'a>,
    calendar: &'a Calendar,
    stage: usize,
    window: &'r Window,
    slots: Slots,
    pace: Pace,
    weeks: Vec<Date>,
    /// Index of the first slot after the opening workshop.
    opened: usize,
    /// Index of the last slot of each track; `first` has the first one.
    last: BTreeMap<Track, usize>,
    first: BTreeMap<Track, usize>,
    /// Weeks, by their Mondays, in which a track already has a session.
    in_weeks: BTreeSet<(Track, Date)>,
    /// The day on which a new practice was last introduced.
    shown: Option<Date>,
    placed: Placed<'a>,
}

impl<'r, 'a> Run<'r, 'a> {
    fn new(facts: &'r Facts<'a>, stage: usize, window: &'r Window, slots: Slots, pace: Pace) -> Self {
        Self {
            facts,
            calendar: &facts.plan.calendar,
            stage,
            weeks: window.days.map(|days| slots.school_weeks(days)).unwrap_or_default(),
            opened: window.slots.start,
            window,
            slots,
            pace,
            last: BTreeMap::new(),
            first: BTreeMap::new(),
            in_weeks: BTreeSet::new(),
            shown: window.days.map(|days| days.0),
            placed: Placed::default(),
        }
    }

    fn place_all(mut self, sessions: &[Unscheduled<'a>]) -> Self {
        let mut totals: BTreeMap<Track, usize> = BTreeMap::new();
        sessions.iter().for_each(|one| *totals.entry((one.kind, one.design)).or_default() += 1);
        let mut done: BTreeMap<Track, usize> = BTreeMap::new();
        for one in sessions {
            let track = (one.kind, one.design);
            let turn = done.entry(track).or_default();
            let share = (*turn, totals[&track]);
            *turn += 1;
            if one.by_week { self.in_a_week(one, share) } else { self.in_slots(one, share) }
        }
        self
    }

    /// Returns the first slot that a session may take: after its track, the opening workshop, and the designs that it
    /// waits for. With [`Pace::Spread`], its share of the stage must also have passed.
    fn earliest(&self, one: &Unscheduled<'_>, (turn, of): (usize, usize)) -> usize {
        let own = self.last.get(&(one.kind, one.design)).copied().unwrap_or(0);
        let waits = one.design.map_or(0, |design| self.waits_for(design));
        let open = self.window.slots.end.saturating_sub(self.opened);
        let share = if self.pace == Pace::Spread { self.opened + turn * open / of.max(1) } else { 0 };
        own.max(waits).max(self.opened).max(share)
    }

    /// Returns the latest first slot among the designs that a design comes after.
    fn waits_for(&self, design: usize) -> usize {
        let after = &self.facts.chosen[design].asked.after;
        let awaited = self
            .facts
            .chosen
            .iter()
            .enumerate()
            .filter(|(_, other)| other.asked.id.as_ref().is_some_and(|id| after.contains(id)));
        awaited.filter_map(|(at, _)| self.first.get(&(SessionKind::Design, Some(at))).copied()).max().unwrap_or(0)
    }

    /// Places a session in one slot if one is long enough, else in parts over the next slots.
    fn in_slots(&mut self, one: &Unscheduled<'a>, share: (usize, usize)) {
        let earliest = self.earliest(one, share);
        let Some(parts) = self.one_slot(one, earliest).or_else(|| self.parts(one, earliest)) else {
            let because = match lacking_times(self.calendar) {
                Some(no_times) if self.slots.all.is_empty() => no_times,
                _ => text("planning.schedule.no_free_time").to_owned(),
            };
            self.placed.unplaced.push(unplaced(one, &because));
            return;
        };
        let (track, count) = ((one.kind, one.design), parts.len());
        self.first.entry(track).or_insert(parts[0].0);
        for (n, (at, minutes)) in parts.into_iter().enumerate() {
            let starts = self.slots.take(at, minutes);
            let date = self.slots.all[at].date;
            let mut session = self.session(one, date, Some(starts), minutes);
            if count > 1 {
                session.key = format!("{}-part-{}", one.key, n + 1);
                let slots = [("title", &*one.title), ("number", &(n + 1).to_string()), ("all", &count.to_string())];
                session.title = fill_text("planning.schedule.part", &slots);
            }
            self.last.insert(track, at);
            match one.kind {
                // The opening workshop has its day to itself if there is room.
                SessionKind::Workshop => {
                    self.opened = if self.pace == Pace::Spread { self.slots.after(date) } else { at };
                    self.shown = Some(date);
                }
                SessionKind::OnlineSession => self.shown = Some(date),
                _ => {}
            }
            self.placed.sessions.push(session);
        }
    }

    /// Whether a session may be on a day: a new practice waits until the previous one has been tried.
    fn is_ripe(&self, one: &Unscheduled<'_>, date: Date) -> bool {
        let track = (one.kind, one.design);
        if one.kind != SessionKind::OnlineSession || self.pace == Pace::Crowded || !self.last.contains_key(&track) {
            return true;
        }
        let tried = self.shown.and_then(|shown| shown.checked_add(DAYS_OF_PRACTICE.days()).ok());
        tried.is_none_or(|tried| date >= tried)
    }

    fn one_slot(&self, one: &Unscheduled<'_>, earliest: usize) -> Option<Vec<(usize, u32)>> {
        let fits = |at: &usize| self.slots.free(*at) >= one.minutes && self.is_ripe(one, self.slots.all[*at].date);
        (earliest..self.window.slots.end).find(fits).map(|at| vec![(at, one.minutes)])
    }

    /// Splits a session that is longer than any slot of the stage.
    fn parts(&self, one: &Unscheduled<'_>, earliest: usize) -> Option<Vec<(usize, u32)>> {
        let longest = self.window.slots.clone().map(|at| self.slots.all[at].minutes).max()?;
        if one.minutes <= longest {
            return None;
        }
        let (mut parts, mut left) = (Vec::new(), one.minutes);
        for at in earliest..self.window.slots.end {
            let free = self.slots.free(at);
            let part = free.min(left);
            let rest = left - part;
            if part > 0 && (rest == 0 || (part >= SHORTEST_PART && rest >= SHORTEST_PART)) {
                parts.push((at, part));
                left = rest;
            }
            if left == 0 {
                return Some(parts);
            }
        }
        None
    }

    /// Places a session in the first week with room after the introduction of the practice. With [`Pace::Spread`], the
    /// share of the stage of a design's session must also have passed.
    fn in_a_week(&mut self, one: &Unscheduled<'a>, (turn, of): (usize, usize)) {
        let shown = if one.kind == SessionKind::Practice { self.shown } else { self.opening_day() };
        let from = shown.and_then(|day| day.tomorrow().ok());
        let share = if self.pace == Pace::Spread && one.kind == SessionKind::Design {
            turn * self.weeks.len() / of.max(1)
        } else {
            0
        };
        let begins = |week: Date| from.map_or(week, |from| week.max(from));
        let track = (one.kind, one.design);
        let fits = |begin: &Date| {
            self.window.days.is_some_and(|days| *begin <= days.1)
                && self.slots.is_school_day(*begin)
                && self.slots.free_in_week(*begin) >= one.minutes
                && !self.in_weeks.contains(&(track, monday(*begin)))
        };
        let of_week = |week: Date| Some(begins(week)).filter(|begin| monday(*begin) == monday(week));
        let Some(date) = self.weeks.iter().skip(share).filter_map(|week| of_week(*week)).find(fits) else {
            self.placed.unplaced.push(unplaced(one, text("planning.schedule.no_free_week")));
            return;
        };
        self.slots.take_in_week(date, one.minutes);
        self.in_weeks.insert((track, monday(date)));
        let session = self.session(one, date, None, one.minutes);
        self.placed.sessions.push(session);
    }

    /// Returns the last day of the opening workshop, or the day before the stage.
    fn opening_day(&self) -> Option<Date> {
        let opening = self.last.get(&(SessionKind::Workshop, None)).map(|at| self.slots.all[*at].date);
        opening.or_else(|| self.window.days.and_then(|days| days.0.yesterday().ok()))
    }

    fn session(&self, one: &Unscheduled<'a>, date: Date, starts: Option<Time>, minutes: u32) -> Session<'a> {
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

/// Whether a session is outside the working day; `None` if the hours of the day are unknown.
fn outside(calendar: &Calendar, session: &Session<'_>) -> Option<bool> {
    let (starts, ends) = (session.starts?, session.ends()?);
    Some(starts < calendar.day_starts? || ends > calendar.day_ends?)
}
