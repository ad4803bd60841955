//! Sentences in answers, each with the numbers in it.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::sentences::Statement;
use crate::wire::kit::view::View;

/// One or more sentences, with the ids of the numbers in them.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct StatementText<'a> {
    #[schema(value_type = String)]
    text: Cow<'a, str>,
    /// Every number in the text, in order.
    numbers: Vec<StatedNumber<'a>>,
    /// The grade of the evidence cited; null if the text only reports results of this model.
    #[schema(value_type = Option<String>)]
    grade: Option<Cow<'a, str>>,
}

/// A number as printed in a sentence.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct StatedNumber<'a> {
    /// The id of the number, such as `acceptability.coaching.first` or `profile.time_available`.
    #[schema(value_type = String)]
    id: Cow<'a, str>,
    #[schema(value_type = f64)]
    value: Box<RawValue>,
}

impl<'a> View<&'a Statement> for StatementText<'a> {
    fn view(statement: &'a Statement) -> Self {
        let numbers =
            statement.numbers.iter().map(|one| StatedNumber { id: (&one.id).into(), value: value(&one.value) });
        Self {
            text: (&statement.text).into(),
            numbers: numbers.collect(),
            grade: statement.grade.as_ref().map(|grade| (&grade.0).into()),
        }
    }
}

impl From<Statement> for StatementText<'static> {
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

/// Converts the printed number to JSON.
fn value(printed: &str) -> Box<RawValue> {
    let digits = printed.trim_start_matches('+').replace(',', "");
    RawValue::from_string(digits).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
