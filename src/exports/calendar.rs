//! The schedule and the milestones as an iCalendar file.
//!
//! Every event keeps its id as long as the plan keeps its own; a revision of the plan raises the sequence, so that
//! calendars that were subscribed to move what has moved.

use std::collections::BTreeSet;

use icalendar::{Calendar, Component, Event, Property};

use super::Document;
use super::called;
use super::event::Shared;
use super::zone::vtimezone;
use crate::planning::{Schedule, time_zone};

const PRODUCT: &str = "-//Backmap//Professional learning plans//EN";

/// The most octets of a line, by RFC 5545.
const LONGEST_LINE: usize = 75;

/// The whole calendar.
pub fn calendar(document: &Document<'_>) -> Vec<u8> {
    let shared = Shared::new(document.review.facts.plan);
    let events = events(&shared, &document.review.schedule);
    written(&shared, &zones(&[document]), &events)
}

/// The whole calendar, with what was in an earlier one and is gone marked as cancelled.
pub fn calendar_update(now: &Document<'_>, before: &Document<'_>) -> Vec<u8> {
    let shared = Shared::new(now.review.facts.plan);
    let mut all = events(&shared, &now.review.schedule);
    let kept: BTreeSet<String> = all.iter().map(uid).collect();
    let earlier = events(&Shared::new(before.review.facts.plan), &before.review.schedule);
    // What is gone keeps the hour at which it stands in people's calendars.
    for mut event in earlier.into_iter().filter(|event| !kept.contains(&uid(event))) {
        shared.stamp(&mut event, "CANCELLED");
        all.push(event);
    }
    written(&shared, &zones(&[now, before]), &all)
}

fn uid(event: &Event) -> String {
    event.get_uid().unwrap_or_default().to_owned()
}

fn events(shared: &Shared<'_>, schedule: &Schedule<'_>) -> Vec<Event> {
    let sessions = schedule.sessions.iter().map(|session| shared.session(session));
    sessions.chain(schedule.milestones.iter().map(|milestone| shared.milestone(milestone))).collect()
}

fn written(shared: &Shared<'_>, zones: &str, events: &[Event]) -> Vec<u8> {
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
    text.push_str(zones);
    // An id that stands twice, which is a finding of its own, gives one event.
    let mut seen = BTreeSet::new();
    for event in events {
        if seen.insert(uid(event)) {
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

/// The zones of calendars with all changes of their clocks while they have sessions; milestones take whole days and no zone.
///
/// The crate stamps every component with the clock, which a zone must not have, so zones are not written by it.
fn zones(documents: &[&Document<'_>]) -> String {
    let days = || documents.iter().flat_map(|one| &one.review.schedule.sessions).map(|session| session.date);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return String::new() };
    let names: BTreeSet<&str> = documents.iter().filter_map(|one| Shared::new(one.review.facts.plan).zone).collect();
    let known = names.into_iter().filter_map(|name| Some(vtimezone(name, &time_zone(name)?, first, last)));
    known.collect()
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
