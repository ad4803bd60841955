//! `POST /v1/decisions`: the record of a decision.

mod answer;
mod digest;
mod request;

use utoipa::openapi::Schema;

use super::number::to_json;
use super::operation::{Operation, request_type};
use super::problem::{FieldError, Problem};
use super::rendered::Rendered;
use super::request::{Request, read_asked, read_extra};
use super::schema;
use crate::advisor::{Advisor, Deciding, Decision, DecisionError};

pub use answer::DecisionAnswer;
use digest::input_digest;
pub use request::DecisionWords;
use request::{DecisionExtra, fields};

request_type!(DecisionRequest);

pub(super) const OPERATION: Operation = Operation {
    path: "/v1/decisions",
    example: include_str!("../examples/decisions.json"),
    answer: decisions,
    request: ("DecisionRequest", decision_schema),
};

/// A decision to record: the request, the choice, and the digest of profile and options.
#[derive(Debug)]
pub struct DecisionInput {
    request: Request,
    deciding: Deciding,
    pub digest: String,
}

impl DecisionInput {
    /// Reads a body of `POST /v1/decisions`.
    ///
    /// # Errors
    /// If the body is malformed or has invalid fields.
    pub fn read(advisor: &Advisor, body: &[u8]) -> Result<Self, Problem> {
        let asked = read_asked::<DecisionExtra>(advisor, body)?;
        Self::new(advisor, Request { profile: asked.profile, options: asked.options }, asked.extra)
    }

    /// Reads a decision given as words of a command or a form, validated like a body.
    ///
    /// # Errors
    /// As [`DecisionInput::read`], with the pointers of a body.
    pub fn of_words(advisor: &Advisor, request: Request, words: &DecisionWords<'_>) -> Result<Self, Problem> {
        Self::new(advisor, request, read_extra(advisor.catalogue(), words.json().as_bytes())?)
    }

    fn new(advisor: &Advisor, request: Request, extra: DecisionExtra) -> Result<Self, Problem> {
        let deciding = extra.deciding().ok_or_else(|| refused("/choice", "invalid choice".to_owned()))?;
        let digest = input_digest(advisor.catalogue(), &request);
        Ok(Self { request, deciding, digest })
    }

    /// Returns the decision with everything that its record contains.
    ///
    /// # Errors
    /// If the choice is not offered, or if a required reason is missing.
    pub fn decide<'a>(&'a self, advisor: &'a Advisor) -> Result<Decision<'a>, Problem> {
        Ok(advisor.decide(&self.request.profile, &self.request.options, &self.deciding)?)
    }

    /// Returns the record as JSON.
    ///
    /// # Errors
    /// As [`DecisionInput::decide`].
    pub fn json(&self, advisor: &Advisor) -> Result<Vec<u8>, Problem> {
        Ok(to_json(&DecisionAnswer::new(advisor, &self.decide(advisor)?, &self.deciding, &self.digest)))
    }
}

/// Answers a body of `POST /v1/decisions` as JSON.
///
/// # Errors
/// If the body is malformed or has invalid fields, or if a required reason is missing.
pub fn decisions(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    DecisionInput::read(advisor, body)?.json(advisor)
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

fn decision_schema(_: &crate::catalogue::Catalogue) -> Schema {
    let description = "A team's profile, the choice and the reason. A choice that does not rank first needs a reason.";
    schema::request(description, schema::named("Options"), fields())
}
