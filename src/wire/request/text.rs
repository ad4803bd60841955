//! Texts in requests: dates, and text with a maximum length.

use jiff::civil::Date;

use super::super::reader::{Place, Shape};
use crate::words::{fill, text};

/// A calendar date, such as `2026-08-31`.
pub(in crate::wire) struct DateShape;

impl<'de> Shape<'de> for DateShape {
    type Out = Date;

    fn expected(&self) -> &'static str {
        text("wire.expected.date")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Date> {
        let date = date(value);
        if date.is_none() {
            let shown: String = value.chars().take(20).collect();
            place.error(fill(text("wire.field.date"), &[("value", &shown)]));
        }
        date
    }
}

/// Parses exactly four, two and two digits that form an existing day.
pub fn date(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    if !shaped {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().ok();
    Date::new(number(0..4)?, i8::try_from(number(5..7)?).ok()?, i8::try_from(number(8..10)?).ok()?).ok()
}

/// Nonblank text with a maximum length in characters.
pub(in crate::wire) struct Words {
    pub what: &'static str,
    pub longest: usize,
}

impl<'de> Shape<'de> for Words {
    type Out = String;

    fn expected(&self) -> &'static str {
        text("wire.expected.string")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<String> {
        let is_space = |letter: char| letter.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&letter);
        if value.chars().all(is_space) {
            place.error(fill(text("wire.field.text_empty"), &[("what", self.what)]));
            return None;
        }
        let length = value.chars().count();
        if length > self.longest {
            let [length, longest] = [length, self.longest].map(|count| count.to_string());
            let slots = [("length", length.as_str()), ("what", self.what), ("most", &longest)];
            place.error(fill(text("wire.field.text_long"), &slots));
            return None;
        }
        Some(value.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar_written_one_way() {
        assert_eq!(date("2028-02-29").map(|date| date.to_string()).as_deref(), Some("2028-02-29"));
        let wrong =
            ["2026-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "2026-1-1", "20260101", "2026-01-01T00:00"];
        for text in wrong.into_iter().chain(["+026-01-01", "2026-01-0١", "", "2026/01/01", " 2026-01-0"]) {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
