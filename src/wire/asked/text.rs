//! Texts in requests: dates, and text with a maximum length.

use jiff::civil::Date;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::catalogue::Catalogue;
use crate::wire::kit::reader::{Place, Shape};
use crate::wire::kit::schema::{self, Property, VARIANT_ID, named};
use crate::words::fill_text;

/// The longest id of a profile, in characters.
pub(super) const LONGEST_ID: usize = 200;

/// A calendar date, such as `2026-08-31`.
pub struct DateShape;

impl Shape for DateShape {
    type Out = Date;

    const EXPECTED: &'static str = "wire.expected.date";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        schema::date(about)
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Date> {
        let date = date(value);
        if date.is_none() {
            let shown: String = value.chars().take(20).collect();
            place.error(fill_text("wire.field.date", &[("value", &shown)]));
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

/// Nonblank text: what it is in messages, and its maximum length in characters.
pub struct Words(pub &'static str, pub usize);

impl Shape for Words {
    type Out = String;

    const EXPECTED: &'static str = "wire.expected.string";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        schema::words(about, self.1)
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<String> {
        let is_space = |letter: char| letter.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&letter);
        if value.chars().all(is_space) {
            place.error(fill_text("wire.field.text_empty", &[("what", self.0)]));
            return None;
        }
        let length = value.chars().count();
        if length > self.1 {
            let [length, longest] = [length, self.1].map(|count| count.to_string());
            let slots = [("length", length.as_str()), ("what", self.0), ("most", &longest)];
            place.error(fill_text("wire.field.text_long", &slots));
            return None;
        }
        Some(value.to_owned())
    }
}

/// The id of a profile.
pub(super) struct ProfileId;

impl Shape for ProfileId {
    type Out = String;

    const EXPECTED: &'static str = "wire.expected.string";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let id = ObjectBuilder::new().schema_type(Type::String).description(Some(about));
        Schema::from(id.max_length(Some(LONGEST_ID))).into()
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<String> {
        if value.chars().count() > LONGEST_ID {
            place.error(fill_text("wire.field.long_id", &[("most", &LONGEST_ID.to_string())]));
            return None;
        }
        Some(value.to_owned())
    }
}

/// The id of a variant, checked when the design is known.
pub(super) struct VariantId;

impl Shape for VariantId {
    type Out = String;

    const EXPECTED: &'static str = "wire.expected.id";

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        named(VARIANT_ID)
    }

    fn text(self, _: &Place<'_>, value: &str) -> Option<String> {
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
