//! The calendar: school days, weeks with school, and the times at which a team can meet.

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};

use super::super::plan::{Calendar, Day, MeetingTime};
use super::LONGEST_CALENDAR;
use crate::catalogue::UsualBreak;
use crate::words::text;

/// A time at which the team can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub date: Date,
    pub at: Time,
    pub minutes: u32,
    /// Whether the school names this one day, instead of a day of every week.
    pub dated: bool,
}

/// A week in which there is school or a time to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Week {
    pub monday: Date,
    /// First and last school day; `None` if only a meeting on a weekend falls in it.
    pub school: Option<(Date, Date)>,
}

/// The school days, weeks and times of a plan's calendar.
#[derive(Clone, Debug, Default)]
pub(super) struct Days {
    pub slots: Vec<Slot>,
    pub weeks: Vec<Week>,
    closed: Vec<(Date, Date, String)>,
    /// Meeting times on days without school, with the name of the closing.
    pub skipped: Vec<(Date, String)>,
    /// The first stretch of more than [`LONGEST_STRETCH`] days without a long break.
    pub without_break: Option<(Date, Date)>,
}

/// Days of a closing that count as a long break.
const LONG_BREAK: i32 = 14;

/// Days without a long break after which a calendar is not that of a school.
pub(super) const LONGEST_STRETCH: i32 = 300;

impl Days {
    pub(super) fn new(calendar: &Calendar, usual: &[UsualBreak]) -> Self {
        let mut days = Self { closed: closed(calendar), ..Self::default() };
        let (Some(from), Some(until)) = (calendar.from, calendar.until) else { return days };
        if until < from || length(from, until) > LONGEST_CALENDAR {
            return days;
        }
        for stretch in stretches(&days.closed, from, until) {
            days.without_break.get_or_insert(stretch);
            days.closed.extend(usual.iter().flat_map(|one| every_year(one, stretch)));
        }
        days.meet(calendar, from, until);
        days.weeks = days.count_weeks(from, until);
        days
    }

    /// Lists the meeting times within a calendar. Of two that overlap, the later one begins when the first one ends.
    fn meet(&mut self, calendar: &Calendar, from: Date, until: Date) {
        for meeting in &calendar.meetings {
            let (Some(at), Some(minutes)) = (meeting.at, meeting.minutes.filter(|minutes| *minutes > 0)) else {
                continue;
            };
            for date in dates(meeting, from, until) {
                match self.closing(date) {
                    Some(name) => self.skipped.push((date, name.to_owned())),
                    None => {
                        let minutes = minutes.min(until_midnight(at));
                        self.slots.push(Slot { date, at, minutes, dated: meeting.on.is_some() });
                    }
                }
            }
        }
        self.slots.sort_by_key(|slot| (slot.date, slot.at, slot.minutes));
        self.skipped.sort();
        self.skipped.dedup();
        let mut apart: Vec<Slot> = Vec::new();
        for mut slot in std::mem::take(&mut self.slots) {
            let before = apart.last().filter(|before| before.date == slot.date);
            let taken =
                before.map_or(0, |before| (minute_of(before.at) + before.minutes).saturating_sub(minute_of(slot.at)));
            if taken < slot.minutes {
                slot.at = slot.at.wrapping_add(i64::from(taken).minutes());
                slot.minutes -= taken;
                apart.push(slot);
            }
        }
        self.slots = apart;
    }

    fn count_weeks(&self, from: Date, until: Date) -> Vec<Week> {
        let mut weeks: Vec<Week> = Vec::new();
        let mut slots = self.slots.iter().peekable();
        let mut day = from;
        while day <= until {
            let meets = slots.next_if(|slot| slot.date == day).is_some();
            while slots.next_if(|slot| slot.date == day).is_some() {}
            let school = self.is_school_day(day);
            if (school || meets) && weeks.last().is_none_or(|last| last.monday != monday(day)) {
                weeks.push(Week { monday: monday(day), school: None });
            }
            if let (true, Some(week)) = (school, weeks.last_mut()) {
                week.school = Some((week.school.map_or(day, |(first, _)| first), day));
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        weeks
    }

    /// Returns the name of the closing on a day.
    fn closing(&self, day: Date) -> Option<&str> {
        self.closed.iter().find(|(from, until, _)| (*from..=*until).contains(&day)).map(|(.., name)| name.as_str())
    }

    /// Whether there is school on a day.
    pub(super) fn is_school_day(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && self.closing(day).is_none()
    }

    /// Returns the first school day from a day on, or the last one up to it; at most two months away.
    pub(super) fn near(&self, day: Date, later: bool) -> Date {
        let step = if later { 1 } else { -1 };
        let days = (0..70).filter_map(|n| day.checked_add((step * n).days()).ok());
        let mut days = days.skip_while(|day| !self.is_school_day(*day));
        days.next().unwrap_or(day)
    }

    /// Index of the week of a day among the weeks with school.
    pub(super) fn week(&self, day: Date) -> usize {
        self.weeks.partition_point(|week| week.monday < monday(day))
    }

    /// A day, counted in days of weeks with school.
    pub(super) fn position(&self, day: Date) -> i32 {
        7 * self.week(day) as i32 + i32::from(day.weekday().to_monday_zero_offset())
    }
}

fn closed(calendar: &Calendar) -> Vec<(Date, Date, String)> {
    let closed = calendar.closed.iter().filter_map(|one| {
        let from = one.from.or(one.until)?;
        let name = one.name.as_deref().unwrap_or(text("planning.schedule.no_school"));
        Some((from, one.until.unwrap_or(from), name.to_owned()))
    });
    closed.collect()
}

/// Days from the first to the last one, both included.
pub(super) fn length(from: Date, until: Date) -> i32 {
    from.until(until).map_or(i32::MAX, |span| span.get_days().saturating_add(1))
}

/// Returns the stretches of a calendar that are longer than [`LONGEST_STRETCH`] without a long break.
fn stretches(closed: &[(Date, Date, String)], from: Date, until: Date) -> Vec<(Date, Date)> {
    let mut breaks: Vec<(Date, Date)> = closed
        .iter()
        .filter(|(first, last, _)| length(*first, *last) >= LONG_BREAK)
        .map(|one| (one.0, one.1))
        .collect();
    breaks.sort();
    let mut stretches = Vec::new();
    let mut begins = from;
    for (first, last) in breaks.into_iter().chain([(until, until)]) {
        let ends = first.min(until);
        if begins < ends && length(begins, ends) > LONGEST_STRETCH {
            stretches.push((begins, ends));
        }
        begins = begins.max(last);
    }
    stretches
}

/// Returns the days of a usual break in every year of a stretch.
fn every_year(one: &UsualBreak, (from, until): (Date, Date)) -> Vec<(Date, Date, String)> {
    let on = |year: i16, day: &str| format!("{year:04}-{day}").parse::<Date>().ok();
    let years = from.year() - 1..=until.year();
    let all = years.filter_map(|year| {
        let first = on(year, &one.from)?;
        let last = on(year, &one.until)?;
        let last = if last < first { on(year + 1, &one.until)? } else { last };
        (first <= until && last >= from).then(|| (first, last, one.name.clone()))
    });
    all.collect()
}

/// Returns the Monday of a day's week, or the day itself at the minimum date.
pub(super) fn monday(date: Date) -> Date {
    let back = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(back.days()).unwrap_or(date)
}

fn minute_of(at: Time) -> u32 {
    at.hour() as u32 * 60 + at.minute() as u32
}

fn until_midnight(at: Time) -> u32 {
    24 * 60 - minute_of(at) - 1
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
