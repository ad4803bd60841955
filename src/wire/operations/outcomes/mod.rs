//! `POST /v1/outcomes/check`: records of what happened, checked, and what they show.

mod answer;

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::Advisor;
use crate::outcomes::{LEAST_MINIMUM, MOST_MINIMUM, OutcomeRecord, USUAL_MINIMUM, report};
use crate::wire::answered::rendered::Rendered;
use crate::wire::asked::{ListOf, OUTCOME, Whole, read_body};
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::problem::Problem;

pub use answer::OutcomesAnswer;

/// The most records of a body; `backmap outcomes` takes more.
const MOST_RECORDS: usize = 2_000;

operation! {
    /// Check records of outcomes, and report them
    ///
    /// A record has a team's profile at the time, the design, what else was on offer, whether a lot decided, and results
    /// tagged by Guskey's level. The answer has every measure by design, with intervals, and the difference from teams that
    /// waited. Reactions are shown and never counted. Results of fewer people than `minimum` enter no number, and groups of
    /// fewer than five teams are not shown. The order of the records does not matter. Nothing is stored.
    OPERATION {
        path: "/v1/outcomes/check",
        id: "check_outcomes",
        tag: "district",
        aside: Aside::Always,
        example: include_str!("../../examples/outcomes.json"),
        request: ("OutcomesRequest", OutcomesRequest::schema, "The records"),
        answer: outcomes,
        result: (shape_of::<OutcomesAnswer<'_>>, "What the records show"),
        beside: Beside::Nothing,
    }
}

fields! {
    struct OutcomesRequest (EXPECTED = "wire.expected.outcomes", ABOUT = "Records of what happened") {
        records: Vec<OutcomeRecord> = ListOf(|| OUTCOME, "wire.expected.records", [1, MOST_RECORDS]),
            "One record for each team and period", required "wire.missing.records";
        minimum: Option<usize> = Whole("wire.expected.people", LEAST_MINIMUM, MOST_MINIMUM),
            "The fewest people of a result that enters a number; 5 when omitted";
    }
}

/// Answers a body of `POST /v1/outcomes/check`.
fn outcomes(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let OutcomesRequest { records, minimum } = read_body(advisor, body)?;
    let report = report(advisor.catalogue(), &records, minimum.unwrap_or(USUAL_MINIMUM));
    Ok(OutcomesAnswer::json(advisor, &report))
}
