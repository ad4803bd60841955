//! Reads the events of an iCalendar file.

use icalendar::parser::{Component, read_calendar, unfold};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::DayEvent;
use crate::words::fill_text;

/// Returns the events of a file, and its time zone if the file names one.
pub(super) fn read(file: &str) -> Result<(Vec<DayEvent>, Option<String>), String> {
    let lines = unfold(&file.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n"));
    let wrong = |error: String| {
        let first: String = error.lines().next().unwrap_or_default().chars().take(120).collect();
        fill_text("planning.calendar.not_events", &[("error", &first)])
    };
    let calendar = read_calendar(&lines).map_err(wrong)?;
    let zone = calendar.properties.iter().find(|one| one.name.as_str().eq_ignore_ascii_case("X-WR-TIMEZONE"));
    let zone = zone.map(|one| one.val.as_str().trim().to_owned());
    let events = calendar.components.iter().filter(|one| one.name.as_str().eq_ignore_ascii_case("VEVENT"));
    let known = zone.filter(|name| crate::planning::time_zone(name).is_some());
    Ok((events.map(event).collect(), known))
}

fn value<'c>(event: &'c Component<'_>, name: &str) -> Option<&'c str> {
    event.find_prop(name).map(|property| property.val.as_str().trim())
}

fn event(event: &Component<'_>) -> DayEvent {
    let name = event.find_prop("SUMMARY").map(|one| one.val.clone().unescape_text());
    let name = name.map_or_else(String::new, |name| name.as_str().trim().to_owned());
    let is_canceled = value(event, "STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"));
    let unusable = match () {
        () if is_canceled => Some("planning.calendar.canceled"),
        () if value(event, "RRULE").is_some() || value(event, "RDATE").is_some() => Some("planning.calendar.repeats"),
        () => None,
    };
    let starts = value(event, "DTSTART").unwrap_or_default();
    let ends = value(event, "DTEND");
    let mut one = DayEvent { name, unusable, ..DayEvent::default() };
    if let Some(from) = whole_day(starts) {
        // The end of whole days is the day after the last one.
        let last = ends.and_then(whole_day).and_then(|end| end.yesterday().ok());
        let days = value(event, "DURATION").and_then(duration_days);
        let lasting = days.and_then(|days| from.checked_add((days - 1).days()).ok());
        one.from = Some(from);
        one.until = last.or(lasting).map(|last| last.max(from));
    } else if let Some(from) = moment(starts) {
        let end = ends.and_then(moment);
        let minutes = end.and_then(|end| from.until((jiff::Unit::Minute, end)).ok()).map(|span| span.get_minutes());
        one.from = Some(from.date());
        one.at = Some((from.time(), minutes.and_then(|minutes| u32::try_from(minutes).ok()).unwrap_or(60).min(900)));
    }
    one
}

/// Reads `20261126`.
fn whole_day(value: &str) -> Option<Date> {
    (value.len() == 8).then(|| Date::strptime("%Y%m%d", value).ok()).flatten()
}

/// Reads `20261126T130000`, with or without a Z.
fn moment(value: &str) -> Option<DateTime> {
    DateTime::strptime("%Y%m%dT%H%M%S", value.trim_end_matches(['Z', 'z'])).ok()
}

/// Reads `P5D` or `P1W` as days.
fn duration_days(value: &str) -> Option<i64> {
    let own = value.trim_start_matches('+').strip_prefix('P')?;
    let days = own.strip_suffix('D').and_then(|days| days.parse::<i64>().ok());
    let weeks = || own.strip_suffix('W').and_then(|weeks| weeks.parse::<i64>().ok()).map(|weeks| 7 * weeks);
    days.or_else(weeks).filter(|days| (1..=400).contains(days))
}
