//! Numbers, dates, and lists in words.

use jiff::civil::{Date, Weekday};

use crate::planning::Range;
use crate::words::{fill, fill_text, number, tenths, text};

/// Hundredths of a point as a number with one decimal.
pub fn score(hundredths: i32) -> String {
    let (sign, size) = tenths(hundredths);
    if sign == '-' { format!("−{size}") } else { size }
}

/// `12 (8 to 20)`, or a single number if low and high are equal.
pub fn range(range: Range, digits: u8) -> String {
    let rounded =
        |value: f64| if digits == 0 { format!("{:.0}", value.abs()) } else { number((value * 10.0).round() / 10.0) };
    let (low, typical, high) = (rounded(range.low), rounded(range.typical), rounded(range.high));
    if low == high {
        typical
    } else {
        fill_text("exports.range.typical", &[("typical", &typical), ("from", &low), ("until", &high)])
    }
}

/// `2026-08-24 to 2026-09-11`, or the known part of it.
pub fn days(from: Option<Date>, until: Option<Date>) -> Option<String> {
    let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let span = |template| fill(template, &[("from", &day(from)), ("until", &day(until))]);
    match (from, until) {
        (Some(from), Some(until)) if from == until => Some(from.to_string()),
        (Some(_), Some(_)) => Some(span(text("exports.range.from_to"))),
        (Some(_), None) => Some(span(text("exports.range.from"))),
        (None, Some(_)) => Some(span(text("exports.range.until"))),
        (None, None) => None,
    }
}

/// The name of the weekday.
pub fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The name of the month in three letters.
pub fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS[usize::try_from(date.month() - 1).unwrap_or(0) % 12]
}

/// Replaces backquotes with quotation marks, for documents.
pub fn quoted(text: &str) -> String {
    let mut opens = false;
    let mark = |letter| match letter {
        '`' => {
            opens = !opens;
            if opens { '“' } else { '”' }
        }
        other => other,
    };
    text.chars().map(mark).collect()
}
