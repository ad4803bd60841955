//! Sentences in answers, each with the numbers that it states.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::explain::Statement;

/// A sentence, or a few, with the ids of the numbers in it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Told<'a> {
    text: &'a str,
    /// Every number that the text states, in its order.
    numbers: Vec<StatedNumber<'a>>,
    /// The grade of the evidence that it speaks of; null where it tells only what this model computes.
    grade: Option<&'a str>,
}

/// A number as a sentence prints it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct StatedNumber<'a> {
    /// What it is, as `scores.coaching` or `profile.time_available`.
    id: &'a str,
    #[schema(value_type = f64)]
    value: Box<RawValue>,
}

impl<'a> From<&'a Statement> for Told<'a> {
    fn from(statement: &'a Statement) -> Self {
        let numbers = statement.numbers.iter().map(|stated| {
            let digits = stated.value.trim_start_matches('+').replace(',', "");
            let value = RawValue::from_string(digits).unwrap_or_else(|_| RawValue::NULL.to_owned());
            StatedNumber { id: &stated.id, value }
        });
        Self {
            text: &statement.text,
            numbers: numbers.collect(),
            grade: statement.grade.as_ref().map(|grade| grade.0.as_str()),
        }
    }
}
