//! `POST /v1/decisions`: the record of a decision.

mod answer;
mod draw;
mod request;

use std::mem::take;

use crate::advisor::{Advisor, Deciding, Decision, DecisionError};
use crate::wire::answered::rendered::Rendered;
use crate::wire::asked::{Request, input_digest, outcome_json, outcome_row, read_body};
use crate::wire::kit::fields::Fields;
use crate::wire::kit::number::to_json;
use crate::wire::kit::problem::{FieldError, Problem};
use crate::wire::kit::view::View;
use crate::wire::operations::operation::{Aside, Beside, operation, shape_of};

pub use answer::DecisionAnswer;
use request::DecisionRequest;
pub use request::DecisionWords;

operation! {
    /// Record a decision
    ///
    /// Returns the record of a decision: the choice and its rank, the ranking, the reason, the strengths and risks, what
    /// must not be cut, what would make it work, when it can fairly be judged, open questions, and a digest of profile and
    /// options. A choice that does not rank first needs a reason. A choice that is not feasible is recorded with its unmet
    /// requirements.
    ///
    /// Where the scores cannot separate the first designs, `lot` names those among which a lot may decide, and a request
    /// with `lot` in place of `choice` draws one. For each design, take the SHA-256 of `SEED:ID`, such as
    /// `2026-4:coaching`; the design with the smallest is drawn. With `school`, `outcome_record` begins the record that
    /// `POST /v1/outcomes/check` reads. With `Accept: text/markdown`, or the media type of Word, the record is a document; otherwise it is
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
        beside: Beside::Decision,
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
        let (choice, lot) = draw::chosen(advisor, &request, &wanted)?;
        let digest = input_digest(advisor.catalogue(), &request);
        Ok(Self { request, deciding: wanted.deciding(choice, lot), digest })
    }

    /// Returns the decision with everything that its record contains.
    ///
    /// # Errors
    /// If the choice is not offered, or if a required reason is missing.
    pub fn decide<'a>(&'a self, advisor: &'a Advisor) -> Result<Decision<'a>, Problem> {
        Ok(advisor.decide(&self.request.profile, &self.request.options, &self.deciding)?)
    }

    /// Returns the beginning of the outcome record, as JSON; `None` if no school is given.
    ///
    /// # Errors
    /// As [`DecisionInput::decide`].
    pub fn outcome_json(&self, advisor: &Advisor) -> Result<Option<String>, Problem> {
        let record = self.decide(advisor)?.outcome(advisor);
        Ok(record.map(|record| outcome_json(advisor.catalogue(), &record)))
    }

    /// Returns the beginning of the outcome record as names and cells of a row; `None` if no school is given.
    ///
    /// # Errors
    /// As [`DecisionInput::decide`].
    pub fn outcome_row(&self, advisor: &Advisor) -> Result<Option<Vec<(String, String)>>, Problem> {
        let record = self.decide(advisor)?.outcome(advisor);
        Ok(record.map(|record| outcome_row(advisor.catalogue(), &record)))
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
