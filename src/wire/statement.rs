//! Sentences in answers, each with the numbers that it states.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::explain::Statement;

/// A sentence, or a few, with the ids of the numbers in it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Told<'a> {
    #[schema(value_type = String)]
    text: Cow<'a, str>,
    /// Every number that the text states, in its order.
    numbers: Vec<StatedNumber<'a>>,
    /// The grade of the evidence that it speaks of; null where it tells only what this model computes.
    #[schema(value_type = Option<String>)]
    grade: Option<Cow<'a, str>>,
}

/// A number as a sentence prints it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct StatedNumber<'a> {
    /// What it is, as `acceptability.coaching.first` or `profile.time_available`.
    #[schema(value_type = String)]
    id: Cow<'a, str>,
    #[schema(value_type = f64)]
    value: Box<RawValue>,
}

impl<'a> From<&'a Statement> for Told<'a> {
    fn from(statement: &'a Statement) -> Self {
        let numbers =
            statement.numbers.iter().map(|one| StatedNumber { id: (&one.id).into(), value: value(&one.value) });
        Self {
            text: (&statement.text).into(),
            numbers: numbers.collect(),
            grade: statement.grade.as_ref().map(|grade| (&grade.0).into()),
        }
    }
}

impl From<Statement> for Told<'static> {
    fn from(statement: Statement) -> Self {
        let numbers =
            statement.numbers.into_iter().map(|one| StatedNumber { value: value(&one.value), id: one.id.into() });
        Self {
            numbers: numbers.collect(),
            text: statement.text.into(),
            grade: statement.grade.map(|grade| grade.0.into()),
        }
    }
}

/// The printed number as JSON writes it.
fn value(printed: &str) -> Box<RawValue> {
    let digits = printed.trim_start_matches('+').replace(',', "");
    RawValue::from_string(digits).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
