//! Times at which the team can meet, without holidays and within weekly limits.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};

use super::super::facts::Facts;
use super::super::plan::{Calendar, Day, MeetingTime};
use super::LONGEST_CALENDAR;
use crate::words::text;

/// A time at which the team can meet, and the minutes already used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub date: Date,
    pub at: Time,
    pub minutes: u32,
    pub used: u32,
}

/// All meeting times in order, with the minutes used in each week.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    pub all: Vec<Slot>,
    most_a_week: Option<u32>,
    /// Minutes used, by the Monday of the week.
    weeks: BTreeMap<Date, u32>,
    closed: Vec<(Date, Date)>,
}

/// The part of the calendar that belongs to a stage.
#[derive(Clone, Debug, Default)]
pub(super) struct Window {
    pub days: Option<(Date, Date)>,
    /// Indices into the list of slots.
    pub slots: std::ops::Range<usize>,
}

impl Slots {
    /// Returns the slots of a calendar, and the meeting times on days without school with the name of the closing.
    pub(super) fn new(calendar: &Calendar) -> (Self, Vec<(Date, String)>) {
        let closed = calendar.closed.iter().filter_map(|one| {
            let from = one.from.or(one.until)?;
            Some((from, one.until.unwrap_or(from), one.name.as_deref().unwrap_or(text("planning.schedule.no_school"))))
        });
        let closed: Vec<(Date, Date, &str)> = closed.collect();
        let mut slots = Self {
            most_a_week: calendar.most_minutes_a_week,
            closed: closed.iter().map(|(from, until, _)| (*from, *until)).collect(),
            ..Self::default()
        };
        let mut skipped = Vec::new();
        let (Some(from), Some(until)) = (calendar.from, calendar.until) else { return (slots, skipped) };
        if from.until(until).map_or(i32::MAX, |span| span.get_days()) > LONGEST_CALENDAR {
            return (slots, skipped);
        }
        for meeting in &calendar.meetings {
            let (Some(at), Some(minutes)) = (meeting.at, meeting.minutes.filter(|minutes| *minutes > 0)) else {
                continue;
            };
            for date in dates(meeting, from, until) {
                match closed.iter().find(|(first, last, _)| (*first..=*last).contains(&date)) {
                    Some((.., name)) => skipped.push((date, (*name).to_owned())),
                    None => slots.all.push(Slot { date, at, minutes: minutes.min(until_midnight(at)), used: 0 }),
                }
            }
        }
        slots.all.sort_by_key(|slot| (slot.date, slot.at));
        skipped.sort();
        (slots, skipped)
    }

    /// Free minutes in a slot.
    pub(super) fn free(&self, at: usize) -> u32 {
        let slot = &self.all[at];
        (slot.minutes - slot.used).min(self.free_in_week(slot.date))
    }

    /// Free minutes in the week of a day.
    pub(super) fn free_in_week(&self, date: Date) -> u32 {
        let used = self.weeks.get(&monday(date)).copied().unwrap_or(0);
        self.most_a_week.map_or(u32::MAX, |most| most.saturating_sub(used))
    }

    /// Index of the first slot after a day.
    pub(super) fn after(&self, day: Date) -> usize {
        self.all.partition_point(|slot| slot.date <= day)
    }

    /// Uses minutes of a slot, and returns the time at which they begin.
    pub(super) fn take(&mut self, at: usize, minutes: u32) -> Time {
        let slot = &mut self.all[at];
        let starts = slot.at.checked_add(i64::from(slot.used).minutes()).unwrap_or(slot.at);
        slot.used += minutes;
        let date = slot.date;
        self.take_in_week(date, minutes);
        starts
    }

    pub(super) fn take_in_week(&mut self, date: Date, minutes: u32) {
        let used = self.weeks.entry(monday(date)).or_insert(0);
        *used = used.saturating_add(minutes);
    }

    /// Whether there is school on a day.
    pub(super) fn is_school_day(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend && !self.closed.iter().any(|(from, until)| (*from..=*until).contains(&day))
    }

    /// Returns the first school day of each week within a period.
    pub(super) fn school_weeks(&self, days: (Date, Date)) -> Vec<Date> {
        let mut weeks: Vec<Date> = Vec::new();
        let mut day = days.0;
        while day <= days.1 {
            if self.is_school_day(day) && weeks.last().is_none_or(|last| monday(*last) != monday(day)) {
                weeks.push(day);
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        weeks
    }
}

/// Returns the Monday of a day's week, or the day itself at the minimum date.
pub(super) fn monday(date: Date) -> Date {
    let back = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(back.days()).unwrap_or(date)
}

fn until_midnight(at: Time) -> u32 {
    24 * 60 - (at.hour() as u32 * 60 + at.minute() as u32) - 1
}

/// Returns the dates of a meeting time.
fn dates(meeting: &MeetingTime, from: Date, until: Date) -> Vec<Date> {
    if let Some(on) = meeting.on {
        return if (from..=until).contains(&on) { vec![on] } else { Vec::new() };
    }
    let Some(day) = meeting.day else { return Vec::new() };
    let ahead = weekday(day).since(from.weekday());
    let step = i64::from(meeting.every_weeks.unwrap_or(1).clamp(1, 52));
    let mut dates = Vec::new();
    let mut next = from.checked_add(i64::from(ahead).days()).ok();
    while let Some(date) = next.filter(|date| *date <= until) {
        dates.push(date);
        next = date.checked_add(step.weeks()).ok();
    }
    dates
}

fn weekday(day: Day) -> Weekday {
    match day {
        Day::Monday => Weekday::Monday,
        Day::Tuesday => Weekday::Tuesday,
        Day::Wednesday => Weekday::Wednesday,
        Day::Thursday => Weekday::Thursday,
        Day::Friday => Weekday::Friday,
        Day::Saturday => Weekday::Saturday,
        Day::Sunday => Weekday::Sunday,
    }
}

/// Returns the window of each stage: its own dates if it has them, else an equal share of the slots.
pub(super) fn windows(calendar: &Calendar, slots: &Slots, facts: &Facts<'_>, stages: usize) -> Vec<Window> {
    let (Some(from), Some(until)) = (calendar.from, calendar.until) else {
        return vec![Window::default(); stages];
    };
    let named = |at: usize| facts.plan.stages.get(at).map(|stage| (stage.from, stage.until)).unwrap_or_default();
    let all = slots.all.len();
    let share = |at: usize| {
        let range = all * at / stages..all * (at + 1) / stages;
        let first = if at == 0 { from } else { slots.all.get(range.start).map_or(from, |slot| slot.date) };
        let last = if at + 1 == stages {
            until
        } else {
            slots.all.get(range.end).and_then(|slot| slot.date.yesterday().ok()).unwrap_or(until)
        };
        (first.min(until), last.max(first.min(until)))
    };
    let mut windows = Vec::new();
    for at in 0..stages {
        let (shared_from, shared_until) = share(at);
        let (own_from, own_until) = named(at);
        // A stage without dates of its own is between its neighbors if they have dates.
        let after = || (at > 0).then(|| named(at - 1).1).flatten().and_then(|day| day.tomorrow().ok());
        let before = || (at + 1 < stages).then(|| named(at + 1).0).flatten().and_then(|day| day.yesterday().ok());
        let first = own_from.or_else(after).unwrap_or(shared_from).clamp(from.min(until), until.max(from));
        let last = own_until.or_else(before).unwrap_or(shared_until).clamp(first, until.max(first));
        let start = slots.all.partition_point(|slot| slot.date < first);
        let end = slots.all.partition_point(|slot| slot.date <= last);
        windows.push(Window { days: Some((first, last)), slots: start..end.max(start) });
    }
    windows
}
