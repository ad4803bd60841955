//! `POST /v1/decisions`: the record of a decision.

mod answer;
mod request;

use std::mem::take;

use crate::advisor::{Advisor, Deciding, Decision, DecisionError};
use crate::wire::answered::rendered::Rendered;
use crate::wire::asked::{Request, input_digest, read_body};
use crate::wire::kit::fields::Fields;
use crate::wire::kit::number::to_json;
use crate::wire::kit::problem::{FieldError, Problem};
use crate::wire::kit::view::View;
use crate::wire::operations::operation::{Aside, operation, shape_of};

pub use answer::DecisionAnswer;
use request::DecisionRequest;
pub use request::DecisionWords;

operation! {
    /// Record a decision
    ///
    /// Returns the record of a decision: the choice and its rank, the ranking, the reason, the strengths and risks, what
    /// must not be cut, what would make it work, when it can fairly be judged, open questions, and a digest of profile and
    /// options. A choice that does not rank first needs a reason. A choice that is not feasible is recorded with its unmet
    /// requirements. With `Accept: text/markdown`, or the media type of Word, the record is a document; otherwise it is
    /// JSON. Nothing is stored.
    OPERATION {
        path: "/v1/decisions",
        id: "decide",
        tag: "decisions",
        aside: Aside::Never,
        example: include_str!("../../examples/decisions.json"),
        request: ("DecisionRequest", DecisionRequest::schema, "The team's profile, what was chosen and why"),
        answer: decisions,
        result: (shape_of::<DecisionAnswer<'_>>, "The record"),
        other: None,
    }
}

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
        let mut wanted: DecisionRequest = read_body(advisor, body)?;
        let request = Request { profile: take(&mut wanted.profile), options: take(&mut wanted.options) };
        Self::new(advisor, request, wanted)
    }

    /// Reads a decision given as words of a command or a form, validated like a body.
    ///
    /// # Errors
    /// As [`DecisionInput::read`], with the pointers of a body.
    pub fn of_words(advisor: &Advisor, request: Request, words: &DecisionWords<'_>) -> Result<Self, Problem> {
        Self::new(advisor, request, read_body(advisor, words.json().as_bytes())?)
    }

    fn new(advisor: &Advisor, request: Request, wanted: DecisionRequest) -> Result<Self, Problem> {
        let deciding = wanted.deciding().ok_or_else(|| refused("/choice", "invalid choice".to_owned()))?;
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
        Ok(to_json(&DecisionAnswer::view((&self.decide(advisor)?, &*self.digest, advisor))))
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
