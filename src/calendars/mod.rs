//! Reads a district's calendar, an iCalendar file or a table of days, into the days of a plan: closed days, days for
//! learning, and the first and last day of school. What is none of these, or is unclear, is reported and not used.

mod events;
mod kind;
mod table;

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use crate::catalogue::CalendarWords;
use crate::planning::{Calendar, Closed, MeetingTime};
use crate::words::{fill_text, text};
use kind::Kind;

/// What a district's calendar says about a school year.
#[derive(Clone, Debug, Default)]
pub struct SchoolCalendar {
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// The IANA name of the time zone, if the file names one.
    pub time_zone: Option<String>,
    pub closed: Vec<Closed>,
    /// Days that the district names for the learning of its staff.
    pub learning: Vec<MeetingTime>,
    pub left_out: Vec<LeftOut>,
}

/// An event that was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub name: String,
    pub date: Option<Date>,
    pub because: &'static str,
}

/// An event of a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct DayEvent {
    name: String,
    /// What the file itself says that the event is.
    kind: Option<String>,
    from: Option<Date>,
    /// The last day.
    until: Option<Date>,
    /// The time and the minutes of an event that does not take the whole day.
    at: Option<(Time, u32)>,
    /// Why it cannot be used, whatever it is.
    unusable: Option<&'static str>,
}

/// Maximum events of a file; a school year has a few hundred at most.
const MOST_EVENTS: usize = 5_000;

/// The longest closing, in days: a summer and a little more.
const LONGEST_CLOSING: i32 = 120;

/// When a day for learning begins and how long it is, where the file says neither.
const USUAL_START: Time = Time::constant(8, 30, 0, 0);
const USUAL_MINUTES: u32 = 360;

/// Reads a calendar.
///
/// # Errors
/// If the text is neither an iCalendar file nor a table with dates and names, or has too many events.
pub fn read_calendar(file: &str, words: &CalendarWords) -> Result<SchoolCalendar, String> {
    let file = file.trim_start_matches('\u{feff}');
    let is_events = file.trim_start().get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    let (all, time_zone) = if is_events { events::read(file)? } else { (table::read(file, words)?, None) };
    if all.len() > MOST_EVENTS {
        return Err(fill_text("planning.calendar.too_many", &[("limit", &MOST_EVENTS.to_string())]));
    }
    let mut calendar = SchoolCalendar { time_zone, ..SchoolCalendar::default() };
    all.into_iter().for_each(|event| calendar.add(event, words));
    calendar.closed.sort_by_key(|one| (one.from, one.until));
    calendar.learning.sort_by_key(|one| (one.on, one.at));
    Ok(calendar)
}

impl SchoolCalendar {
    fn add(&mut self, event: DayEvent, words: &CalendarWords) {
        let because = match self.place(&event, words) {
            Ok(()) => return,
            Err(because) => text(because),
        };
        self.left_out.push(LeftOut { name: event.name, date: event.from, because });
    }

    fn place(&mut self, event: &DayEvent, words: &CalendarWords) -> Result<(), &'static str> {
        if let Some(because) = event.unusable {
            return Err(because);
        }
        let from = event.from.ok_or("planning.calendar.no_date")?;
        let until = event.until.unwrap_or(from);
        if until < from {
            return Err("planning.calendar.order");
        }
        match Kind::of(event, words).ok_or("planning.calendar.unclear")? {
            Kind::Open => return Err("planning.calendar.open"),
            Kind::First => self.from = Some(self.from.map_or(from, |own| own.min(from))),
            Kind::Last => self.until = Some(self.until.map_or(until, |own| own.max(until))),
            Kind::Learning => {
                let (at, minutes) = event.at.unwrap_or((USUAL_START, USUAL_MINUTES));
                let meeting =
                    |on| MeetingTime { on: Some(on), at: Some(at), minutes: Some(minutes), ..MeetingTime::default() };
                self.learning.extend(from.series(1.day()).take_while(|day| *day <= until).take(14).map(meeting));
            }
            Kind::Closed if event.at.is_some() => return Err("planning.calendar.timed"),
            Kind::Closed if from.until(until).map_or(true, |span| span.get_days() > LONGEST_CLOSING) => {
                return Err("planning.calendar.long");
            }
            Kind::Closed => {
                let name = Some(event.name.clone()).filter(|name| !name.is_empty());
                let until = Some(until).filter(|until| *until != from);
                self.closed.push(Closed { name, from: Some(from), until });
            }
        }
        Ok(())
    }

    /// Adds its days to the calendar of a plan. What the plan already says stays: its first and last day, its time zone,
    /// and days that it names itself. Returns the numbers of closed days and of days for learning that are new.
    pub fn add_to(&self, calendar: &mut Calendar) -> (usize, usize) {
        calendar.from = calendar.from.or(self.from);
        calendar.until = calendar.until.or(self.until);
        calendar.time_zone = calendar.time_zone.take().or_else(|| self.time_zone.clone());
        let before = (calendar.closed.len(), calendar.meetings.len());
        for one in &self.closed {
            if !calendar.closed.iter().any(|own| (own.from, own.until) == (one.from, one.until)) {
                calendar.closed.push(one.clone());
            }
        }
        for one in &self.learning {
            if !calendar.meetings.iter().any(|own| own.on == one.on) {
                calendar.meetings.push(one.clone());
            }
        }
        (calendar.closed.len() - before.0, calendar.meetings.len() - before.1)
    }
}
