//! The events of a calendar: sessions at their times, weeks of practice and milestones as whole days.

use icalendar::{Component, Event, Property};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::escape::plain;
use super::labels;
use super::names;
use super::zone::{day, stamp};
use crate::planning::{Milestone, Plan, Session};
use crate::words::{fill_text, listed, text};

/// Data shared by all events of one calendar.
#[derive(Clone, Debug)]
pub struct Shared<'a> {
    pub plan: &'a Plan,
    /// The name of the time zone, if it is known.
    pub zone: Option<&'a str>,
    /// The date of the calendar in place of the time of export, as `20261120T000000Z`.
    pub made: String,
    /// The encoded id of the plan.
    identity: String,
}

impl<'a> Shared<'a> {
    pub fn new(plan: &'a Plan) -> Self {
        let zone = plan.calendar.time_zone.as_deref().filter(|name| crate::planning::time_zone(name).is_some());
        let made = plan.looked_at().unwrap_or(Date::constant(2000, 1, 1));
        Self { plan, zone, made: format!("{}T000000Z", day(made)), identity: safe(&plan.identity()) }
    }

    /// Returns an id that stays the same if the event moves, as long as the plan keeps its ids.
    fn uid(&self, key: &str) -> String {
        format!("{}@{}.backmap", safe(key), self.identity)
    }

    fn event(&self, key: &str, title: &str) -> Event {
        let mut event = Event::new();
        event.add_property("UID", self.uid(key));
        event.add_property("SUMMARY", plain(title));
        self.stamp(&mut event, "CONFIRMED");
        event
    }

    /// Adds the version of the plan and the status of the event.
    pub fn stamp(&self, event: &mut Event, status: &str) {
        event.add_property("SEQUENCE", self.plan.revision().to_string());
        event.add_property("DTSTAMP", &self.made);
        event.add_property("LAST-MODIFIED", &self.made);
        event.add_property("STATUS", status);
    }

    /// Returns the event of a session: at its time, or over its school week.
    pub fn session(&self, session: &Session<'_>) -> Event {
        let mut event = self.event(&session.key, &session.title);
        event.add_property("DESCRIPTION", self.description(session));
        event.add_property("CATEGORIES", labels::session(session.kind));
        match session.starts.zip(session.ends()) {
            Some((starts, ends)) => {
                event.append_property(self.moment("DTSTART", session.date.to_datetime(starts)));
                event.append_property(self.moment("DTEND", session.date.to_datetime(ends.max(starts))));
                let place = self.plan.calendar.place.as_deref().map(plain).filter(|place| !place.is_empty());
                if let Some(place) = place {
                    event.add_property("LOCATION", place);
                }
            }
            None => days(&mut event, session.date, after_friday(session.date)),
        }
        event
    }

    /// Returns the event of a milestone, a whole day.
    pub fn milestone(&self, milestone: &Milestone) -> Event {
        // A session may have the same key.
        let mut event = self.event(&format!("milestone-{}", milestone.key), &milestone.title);
        event.add_property("CATEGORIES", labels::milestone(milestone.kind));
        days(&mut event, milestone.date, tomorrow(milestone.date));
        event
    }

    /// Returns a time with its zone, or as a floating local time.
    fn moment(&self, name: &str, at: jiff::civil::DateTime) -> Property {
        let mut property = Property::new(name, stamp(at));
        if let Some(zone) = self.zone {
            property.add_parameter("TZID", zone);
        }
        property
    }

    fn description(&self, session: &Session<'_>) -> String {
        let purposes = listed(session.purposes.iter().map(|one| &one.name))
            .map(|all| fill_text("exports.calendar.purposes", &[("purposes", &all)]));
        let week = session.starts.is_none().then(|| text("exports.calendar.any_time").to_owned());
        let outside = (session.outside_working_day == Some(true)).then(|| text("exports.calendar.outside").to_owned());
        let plan = fill_text("exports.calendar.plan", &[("title", &names::title(self.plan))]);
        let said = [Some(plain(&session.purpose)), purposes, week, outside, Some(plan)];
        let said: Vec<String> =
            said.into_iter().flatten().filter(|part| !part.is_empty()).map(|part| plain(&part)).collect();
        said.join("\n")
    }
}

/// Sets whole days that do not block time.
fn days(event: &mut Event, first: Date, after: Date) {
    for (name, date) in [("DTSTART", first), ("DTEND", after)] {
        let mut property = Property::new(name, day(date));
        property.add_parameter("VALUE", "DATE");
        event.append_property(property);
    }
    event.add_property("TRANSP", "TRANSPARENT");
}

fn tomorrow(date: Date) -> Date {
    date.checked_add(1.day()).unwrap_or(date)
}

/// Returns the day after the last day of the school week.
fn after_friday(date: Date) -> Date {
    let left = Weekday::Friday.to_monday_one_offset() - date.weekday().to_monday_one_offset();
    date.checked_add(i64::from(left.max(0) + 1).days()).unwrap_or(date)
}

/// Encodes an id for an address: other letters become numbers, so that different ids stay different.
fn safe(id: &str) -> String {
    let letter = |letter: char| match letter {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => letter.to_string(),
        other => format!(".{:x}.", u32::from(other)),
    };
    id.chars().map(letter).collect()
}
