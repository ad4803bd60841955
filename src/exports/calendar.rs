//! The schedule and the milestones as an iCalendar file.
//!
//! Every event keeps its id as long as the plan keeps its ids. A new version of the plan raises the sequence number, so
//! that subscribed calendars update moved events.

use std::collections::BTreeSet;

use icalendar::{Calendar, Component, Event, Property};

use super::event::Shared;
use super::names;
use super::zone::vtimezone;
use super::{Document, Export};
use crate::planning::{Schedule, time_zone};
use crate::words::{fill, text};

const PRODUCT: &str = "-//Backmap//Professional learning plans//EN";

/// Maximum octets of a line (RFC 5545).
const LONGEST_LINE: usize = 75;

pub(super) const EXPORT: Export = Export {
    id: "calendar",
    file: "plan.ics",
    media: "text/calendar; charset=utf-8",
    about: "a calendar (iCalendar), in which a session keeps its UID when it moves",
    page: Some(("/plan.ics", "document.calendar")),
    make: calendar,
    update: Some(calendar_update),
};

/// Returns the calendar of a plan.
pub fn calendar(document: &Document<'_>) -> Vec<u8> {
    let shared = Shared::new(document.review.facts.plan);
    let events = events(&shared, &document.review.schedule);
    write(&shared, &zones(&[document]), &events)
}

/// Returns the calendar of a plan, with events of an earlier version that were removed marked as canceled.
pub fn calendar_update(now: &Document<'_>, before: &Document<'_>) -> Vec<u8> {
    let shared = Shared::new(now.review.facts.plan);
    let mut all = events(&shared, &now.review.schedule);
    let kept: BTreeSet<String> = all.iter().map(uid).collect();
    let earlier = events(&Shared::new(before.review.facts.plan), &before.review.schedule);
    // A canceled event keeps the time that it has in people's calendars.
    for mut event in earlier.into_iter().filter(|event| !kept.contains(&uid(event))) {
        shared.stamp(&mut event, "CANCELLED");
        all.push(event);
    }
    write(&shared, &zones(&[now, before]), &all)
}

fn uid(event: &Event) -> String {
    event.get_uid().unwrap_or_default().to_owned()
}

fn events(shared: &Shared<'_>, schedule: &Schedule<'_>) -> Vec<Event> {
    let sessions = schedule.sessions.iter().map(|session| shared.session(session));
    sessions.chain(schedule.milestones.iter().map(|milestone| shared.milestone(milestone))).collect()
}

fn write(shared: &Shared<'_>, zones: &str, events: &[Event]) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    let title = names::title(shared.plan);
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
    let mut file = head.strip_suffix(end).unwrap_or(&head).to_owned();
    file.push_str(zones);
    // A duplicate id, which is reported as a finding, gives one event.
    let mut seen = BTreeSet::new();
    for event in events {
        if seen.insert(uid(event)) {
            file.push_str(&event.try_into_string().unwrap_or_default());
        }
    }
    fold_lines(&(file + end)).into_bytes()
}

fn description(shared: &Shared<'_>) -> String {
    let template = match (shared.zone, shared.plan.calendar.time_zone.as_deref()) {
        (Some(_), _) => text("exports.calendar.description"),
        (None, Some(_)) => text("exports.calendar.description_with_unknown_zone"),
        (None, None) => text("exports.calendar.description_without_zone"),
    };
    fill(template, &[("version", &shared.plan.revision().to_string())])
}

/// Returns the time zones with all clock changes during the sessions; milestones are whole days without a zone.
///
/// The crate adds a timestamp to every component, which a zone must not have, so this module writes zones directly.
fn zones(documents: &[&Document<'_>]) -> String {
    let days = || documents.iter().flat_map(|one| &one.review.schedule.sessions).map(|session| session.date);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return String::new() };
    let names: BTreeSet<&str> = documents.iter().filter_map(|one| Shared::new(one.review.facts.plan).zone).collect();
    let known = names.into_iter().filter_map(|name| Some(vtimezone(name, &time_zone(name)?, first, last)));
    known.collect()
}

/// Folds lines to at most 75 octets, including the leading space of a continuation, which the crate does not count.
fn fold_lines(text: &str) -> String {
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
