//! A time zone in a calendar file: its name and every clock change within the calendar's dates.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

/// Maximum clock changes; three years have fewer.
const MOST_CHANGES: usize = 64;

/// Returns the lines of a `VTIMEZONE` that is valid from the first day to the last.
pub fn vtimezone(name: &str, zone: &TimeZone, first: Date, last: Date) -> String {
    let start = first.checked_sub(1.day()).unwrap_or(first).to_datetime(Time::midnight());
    let end = last.checked_add(2.days()).unwrap_or(last).to_datetime(Time::midnight());
    let mut text = format!("BEGIN:VTIMEZONE\r\nTZID:{name}\r\n");
    let Ok(begins) = zone.to_ambiguous_zoned(start).compatible().map(|zoned| zoned.timestamp()) else {
        return text + "END:VTIMEZONE\r\n";
    };
    let info = zone.to_offset_info(begins);
    let mut offset = info.offset();
    part(&mut text, info.dst().is_dst(), info.abbreviation(), start, [offset, offset]);
    for change in zone.following(begins).take(MOST_CHANGES) {
        let local = offset.to_datetime(change.timestamp());
        if local > end {
            break;
        }
        let next = change.offset();
        part(&mut text, change.dst().is_dst(), change.abbreviation(), local, [offset, next]);
        offset = next;
    }
    text + "END:VTIMEZONE\r\n"
}

/// Writes the offset that applies from a moment on, given in the local time before the change.
fn part(text: &mut String, is_summer: bool, name: &str, starts: DateTime, [from, to]: [Offset; 2]) {
    let kind = if is_summer { "DAYLIGHT" } else { "STANDARD" };
    let _ = write!(
        text,
        "BEGIN:{kind}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nTZNAME:{name}\r\nEND:{kind}\r\n",
        stamp(starts),
        signed(from),
        signed(to),
    );
}

/// `20261101T020000`.
pub fn stamp(at: DateTime) -> String {
    let (date, time) = (day(at.date()), at.time());
    format!("{date}T{:02}{:02}{:02}", time.hour(), time.minute(), time.second())
}

/// `20261101`.
pub fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// `-0600`.
fn signed(offset: Offset) -> String {
    let seconds = offset.seconds().unsigned_abs();
    let rest = if seconds.is_multiple_of(60) { String::new() } else { format!("{:02}", seconds % 60) };
    let sign = if offset.seconds() < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}{rest}", seconds / 3600, seconds / 60 % 60)
}
