//! Numbers, dates, and lists in words.

use jiff::civil::{Date, Time, Weekday};

use crate::explain::{list, tenths};
use crate::planning::Range;
use crate::words::{fill, fill_text, text};

/// `1 session`, `3 sessions`: fills the slot `number`.
pub fn count(template: &str, number: usize) -> String {
    fill(template, &[("number", &number.to_string())])
}

/// Hundredths of a point as a number with one decimal.
pub fn score(hundredths: i32) -> String {
    let (sign, size) = tenths(hundredths);
    if sign == '-' { format!("−{size}") } else { size }
}

/// A number with at most two decimals.
pub fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded.is_finite() { format!("{}", if rounded == 0.0 { 0.0 } else { rounded }) } else { format!("{value}") }
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

/// `14:30`.
pub fn hour(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
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

/// An amount of money with its currency, if known.
pub fn money(amount: &str, unit: Option<&str>) -> String {
    unit.map_or_else(|| amount.to_owned(), |unit| format!("{amount} {unit}"))
}

/// `a, b and c` of anything.
pub fn listed<T: ToString>(items: impl IntoIterator<Item = T>) -> Option<String> {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    (!items.is_empty()).then(|| list(&items))
}

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// The text as a sentence, with a capital first letter and a final mark.
pub fn sentence(text: &str) -> String {
    let text = capital(text.trim());
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) { text } else { format!("{text}.") }
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
