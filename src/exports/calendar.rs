//! The schedule and the milestones as an iCalendar file.
//!
//! Every event keeps its id as long as the plan keeps its own; a revision of the plan raises the sequence, so that
//! calendars that were subscribed to move what has moved.

use std::collections::BTreeSet;

use icalendar::{Calendar, Component, Event, Property};
use jiff::civil::Date;

use super::Document;
use super::called;
use super::event::{Shared, milestone_key};
use super::zone::vtimezone;
use crate::planning::{Schedule, time_zone};

const PRODUCT: &str = "-//Backmap//Professional learning plans//EN";

/// The most octets of a line, by RFC 5545.
const LONGEST_LINE: usize = 75;

/// The whole calendar.
pub fn calendar(document: &Document<'_>) -> Vec<u8> {
    let shared = Shared::new(document.review.facts.plan);
    written(&shared, &document.review.schedule, &events(&shared, &document.review.schedule))
}

/// The whole calendar, with what was in an earlier one and is gone marked as cancelled.
pub fn calendar_update(now: &Document<'_>, before: &Document<'_>) -> Vec<u8> {
    let shared = Shared::new(now.review.facts.plan);
    let schedule = &now.review.schedule;
    let kept: BTreeSet<String> = keys(schedule).collect();
    let mut all = events(&shared, schedule);
    // The earlier plan says how an event that is gone looked; the plan as it is now says who is asked to take it out.
    let gone = &before.review.schedule;
    let sessions = gone.sessions.iter().filter(|one| !kept.contains(&one.key)).map(|one| shared.session(one));
    let milestones = gone.milestones.iter().filter(|one| !kept.contains(&milestone_key(one)));
    for mut event in sessions.chain(milestones.map(|one| shared.milestone(one))) {
        event.add_property("STATUS", "CANCELLED");
        all.push(event);
    }
    written(&shared, schedule, &all)
}

fn keys<'s>(schedule: &'s Schedule<'_>) -> impl Iterator<Item = String> + 's {
    let sessions = schedule.sessions.iter().map(|session| session.key.clone());
    sessions.chain(schedule.milestones.iter().map(milestone_key))
}

fn events(shared: &Shared<'_>, schedule: &Schedule<'_>) -> Vec<Event> {
    let sessions = schedule.sessions.iter().map(|session| shared.session(session));
    sessions.chain(schedule.milestones.iter().map(|milestone| shared.milestone(milestone))).collect()
}

fn written(shared: &Shared<'_>, schedule: &Schedule<'_>, events: &[Event]) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    let title = called::title(shared.plan);
    let properties = [
        ("VERSION", "2.0"),
        ("PRODID", PRODUCT),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", &title),
        ("X-WR-CALDESC", &description(shared)),
    ];
    for (name, value) in properties {
        calendar.append_property(Property::new(name, value));
    }
    if let Some(zone) = shared.zone {
        calendar.append_property(Property::new("X-WR-TIMEZONE", zone));
    }
    let end = "END:VCALENDAR\r\n";
    let head = calendar.to_string();
    let mut text = head.strip_suffix(end).unwrap_or(&head).to_owned();
    // The crate stamps every component with the clock, which a zone must not have; so zones are written here.
    if let Some(name) = shared.zone
        && let (Some(zone), Some((first, last))) = (time_zone(name), span(schedule))
    {
        text.push_str(&vtimezone(name, &zone, first, last));
    }
    // An id that stands twice, which is a finding of its own, gives one event.
    let mut seen = BTreeSet::new();
    for event in events {
        if seen.insert(event.get_uid().unwrap_or_default().to_owned()) {
            text.push_str(&event.try_into_string().unwrap_or_default());
        }
    }
    folded(&(text + end)).into_bytes()
}

fn description(shared: &Shared<'_>) -> String {
    let plan = format!("Sessions and milestones of the plan, revision {}.", shared.plan.revision());
    match (shared.zone, shared.plan.calendar.time_zone.as_deref()) {
        (Some(_), _) => plan,
        (None, Some(_)) => {
            format!("{plan} Its time zone is not known, so times are those of whichever place reads them.")
        }
        (None, None) => format!("{plan} It names no time zone, so times are those of whichever place reads them."),
    }
}

/// The first and the last day on which anything takes place.
fn span(schedule: &Schedule<'_>) -> Option<(Date, Date)> {
    let sessions = schedule.sessions.iter().map(|session| session.date);
    let days = || sessions.clone().chain(schedule.milestones.iter().map(|milestone| milestone.date));
    Some((days().min()?, days().max()?))
}

/// Lines of at most 75 octets, the space that goes on with a line among them; the crate does not count that space.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > LONGEST_LINE {
                folded.push_str("\r\n ");
                octets = 1;
            }
            folded.push(letter);
            octets += letter.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}
