//! `POST /v1/decisions`: the record of a decision.

mod answer;
mod digest;
mod markdown;
mod request;

use std::mem::take;

use utoipa::PartialSchema;

use super::fields::Fields;
use super::number::to_json;
use super::operation::{OtherMedia, operation, shape_of};
use super::problem::{FieldError, Problem};
use super::rendered::Rendered;
use super::request::{Request, read_body};
use super::view::View;
use crate::advisor::{Advisor, Deciding, Decision, DecisionError};

pub use answer::DecisionAnswer;
use digest::input_digest;
pub use request::DecisionWords;
use request::Wanted;

operation! {
    /// Record a decision
    ///
    /// Returns the record of a decision: the choice and its rank, the ranking, the reason, the strengths and risks, what
    /// must not be cut, what would make it work, when it can fairly be judged, open questions, and a digest of profile and
    /// options. A choice that does not rank first needs a reason. A choice that is not feasible is recorded with its unmet
    /// requirements. With `Accept: text/markdown` the record is a document; otherwise it is JSON. Nothing is stored.
    OPERATION {
        path: "/v1/decisions",
        id: "decide",
        tag: "decisions",
        aside: false,
        example: include_str!("../examples/decisions.json"),
        request: ("DecisionRequest", Wanted::schema, "The team's profile, what was chosen and why"),
        answer: decisions,
        result: (shape_of::<DecisionAnswer<'_>>, "The record"),
        other: Some(OtherMedia { content_type: "text/markdown; charset=utf-8", answer: decisions_markdown, schema: String::schema }),
    }
}

/// The format of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordForm {
    Json,
    Markdown,
}

/// Answers a body of `POST /v1/decisions` as JSON.
///
/// # Errors
/// If the body is malformed or has invalid fields, or if a required reason is missing.
pub fn decisions(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    from_body(advisor, body, RecordForm::Json)
}

/// Answers the same body as a Markdown document.
///
/// # Errors
/// As [`decisions`].
pub fn decisions_markdown(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    from_body(advisor, body, RecordForm::Markdown)
}

/// Returns the record of a decision given as command-line words, validated like a body.
///
/// # Errors
/// As [`decisions`], with the pointers of a body.
pub fn decision_of_words(
    advisor: &Advisor,
    request: &Request,
    words: &DecisionWords<'_>,
    form: RecordForm,
) -> Result<Vec<u8>, Problem> {
    record(advisor, request, read_body(advisor, words.json().as_bytes())?, form)
}

fn from_body(advisor: &Advisor, body: &[u8], form: RecordForm) -> Result<Vec<u8>, Problem> {
    let mut wanted: Wanted = read_body(advisor, body)?;
    let request = Request { profile: take(&mut wanted.profile), options: take(&mut wanted.options) };
    record(advisor, &request, wanted, form)
}

fn record(advisor: &Advisor, request: &Request, wanted: Wanted, form: RecordForm) -> Result<Vec<u8>, Problem> {
    let deciding = wanted.deciding().ok_or_else(|| refused("/choice", "invalid choice".to_owned()))?;
    let decision = advisor.decide(&request.profile, &request.options, &deciding)?;
    let digest = input_digest(advisor.catalogue(), request);
    Ok(written(advisor, &decision, &deciding, &digest, form))
}

fn written(advisor: &Advisor, decision: &Decision<'_>, deciding: &Deciding, digest: &str, form: RecordForm) -> Vec<u8> {
    match form {
        RecordForm::Json => to_json(&DecisionAnswer::view((decision, digest, advisor))),
        RecordForm::Markdown => markdown::record(advisor, decision, deciding, digest).into_bytes(),
    }
}

fn refused(pointer: &str, detail: String) -> Problem {
    Problem::invalid(vec![FieldError { pointer: pointer.to_owned(), detail }], 1)
}

impl From<DecisionError> for Problem {
    fn from(error: DecisionError) -> Self {
        match error {
            DecisionError::Weight(error) => error.into(),
            DecisionError::NotOffered => refused("/choice", error.to_string()),
            DecisionError::NoReason(_) => refused("/reason", error.to_string()),
        }
    }
}
