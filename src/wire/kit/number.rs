//! Number formatting: scores always have two decimals; other numbers stay unchanged.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::writer::Writer;
use crate::answers::{LEVELS, Rating, Shares};
use crate::catalogue::{Answer, Catalogue, Factor, Kind, Profile};
use crate::words::decimal;

/// Hundredths of a point, printed as a number with two decimals; never `-0.00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(pub i32);

impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

/// Writes hundredths of a point with two decimals; never `-0.00`.
pub fn push_hundredths(text: &mut Vec<u8>, hundredths: i32) {
    push_decimals(text, hundredths.into());
}

pub(super) fn push_decimals(text: &mut Vec<u8>, hundredths: i64) {
    if hundredths < 0 {
        text.push(b'-');
    }
    let size = hundredths.unsigned_abs();
    let rest = (size % 100) as u8;
    let decimals = [b'.', b'0' + rest / 10, b'0' + rest % 10];
    // Points are mostly below a hundred, and are copied at once.
    match size / 100 {
        small @ 0..10 => text.extend_from_slice(&[b'0' + small as u8, decimals[0], decimals[1], decimals[2]]),
        tens @ 10..100 => {
            let (ten, one) = (b'0' + (tens / 10) as u8, b'0' + (tens % 10) as u8);
            text.extend_from_slice(&[ten, one, decimals[0], decimals[1], decimals[2]]);
        }
        large => {
            push_whole(text, large);
            text.extend_from_slice(&decimals);
        }
    }
}

/// Writes a whole number.
pub fn push_whole(text: &mut Vec<u8>, number: u64) {
    if number >= 10 {
        push_whole(text, number / 10);
    }
    text.push(b'0' + (number % 10) as u8);
}

/// Returns an answer as JSON; a number that needs more than two decimals is raw text in it.
pub fn to_json(value: &impl Serialize) -> Vec<u8> {
    let mut text = Vec::with_capacity(16 * 1024);
    push_json(&mut text, value);
    text
}

/// Appends an answer as JSON to other text.
pub fn push_json(text: &mut Vec<u8>, value: &impl Serialize) {
    value.serialize(Writer::new(text)).expect("answers are plain structs, which always serialize into memory");
}

/// Returns millionths as a number without trailing zeros.
pub fn decimal_value(millionths: u128) -> Box<RawValue> {
    raw(decimal(millionths))
}

/// Returns a number of 0 or more with at most six decimals.
pub fn share(value: f64) -> Box<RawValue> {
    decimal_value((value.max(0.0) * 1e6).round() as u128)
}

/// Returns hundredths as a number without trailing zeros, such as `-0.5`.
pub fn signed(hundredths: i32) -> Box<RawValue> {
    let size = decimal(u128::from(hundredths.unsigned_abs()) * 10_000);
    raw(if hundredths < 0 { format!("-{size}") } else { size })
}

/// Returns a rating in its simplest form: a level, or an object with counts.
pub fn rating_value(rating: &Rating) -> Box<RawValue> {
    raw(rating_text(rating))
}

/// Returns the answers as JSON in their simplest form, by factor; absent keys are omitted.
pub fn values(catalogue: &Catalogue, profile: &Profile) -> Vec<Option<String>> {
    let answers = profile.answers.iter().zip(&catalogue.factors);
    let value = |(answer, factor): (&Option<Answer>, &Factor)| {
        // Each design's own rating is printed with that design.
        let answer = answer.as_ref().filter(|_| factor.kind != Kind::PerDesign)?;
        Some(answer_text(catalogue, factor, answer))
    };
    answers.map(value).collect()
}

/// Returns a level or shares in their simplest form.
pub fn answer_value(factor: &Factor, answer: &Answer) -> Option<Box<RawValue>> {
    match answer {
        Answer::Level(rating) => Some(rating_value(rating)),
        Answer::Shares(shares) => Some(raw(shares_text(factor, shares))),
        Answer::Each(_) => None,
    }
}

/// Returns an answer in its simplest form, as text.
pub fn answer_text(catalogue: &Catalogue, factor: &Factor, answer: &Answer) -> String {
    match answer {
        Answer::Level(rating) => rating_text(rating),
        Answer::Shares(shares) => shares_text(factor, shares),
        Answer::Each(ratings) => each_text(catalogue, factor, ratings),
    }
}

/// Returns ratings of designs or kinds of resources, by id; unknown ones are omitted.
fn each_text(catalogue: &Catalogue, factor: &Factor, ratings: &[Option<Rating>]) -> String {
    let named = |id, rating: &Option<Rating>| Some((id, rating_text(rating.as_ref()?)));
    if factor.kind == Kind::PerDesign {
        return object(catalogue.designs.iter().zip(ratings).filter_map(|(design, rating)| named(&design.id, rating)));
    }
    object(factor.resources.iter().zip(ratings).filter_map(|(kind, rating)| named(&kind.id, rating)))
}

fn shares_text(factor: &Factor, shares: &Shares) -> String {
    let named = factor.categories.iter().zip(shares.millionths()).filter(|(_, share)| **share > 0);
    object(named.map(|(category, share)| (&category.id, decimal(*share))))
}

fn object<'a>(entries: impl Iterator<Item = (&'a String, String)>) -> String {
    let entries: Vec<String> = entries.map(|(id, value)| format!("\"{id}\":{value}")).collect();
    format!("{{{}}}", entries.join(","))
}

/// Returns a rating as JSON in its simplest form.
pub fn rating_text(rating: &Rating) -> String {
    match rating {
        Rating::Level(level) => decimal(level.millionths().into()),
        Rating::Distribution(distribution) => {
            let counts: [String; LEVELS] = distribution.millionths().map(decimal);
            format!("{{\"counts\":[{}]}}", counts.join(","))
        }
    }
}

/// Passes JSON text on as it is.
pub fn raw(text: String) -> Box<RawValue> {
    RawValue::from_string(text).expect("the text is written as JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_print_two_decimals_and_no_negative_zero() {
        let printed = |hundredths| String::from_utf8(to_json(&Hundredths(hundredths))).unwrap();
        assert_eq!(printed(7124), "71.24");
        assert_eq!(printed(5800), "58.00");
        assert_eq!(printed(-310), "-3.10");
        assert_eq!(printed(-5), "-0.05");
        assert_eq!(printed(0), "0.00");
        assert_eq!(printed(7), "0.07");
        assert_eq!(printed(10_000), "100.00");
        assert_eq!(String::from_utf8(to_json(&5220.0)).unwrap(), "5220.00");
    }
}
