//! `POST /v1/recommendations`.

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::Advisor;
use crate::wire::answered::recommendation::RecommendationAnswer;
use crate::wire::answered::rendered::Rendered;
use crate::wire::asked::{RowRequest, read_request};
use crate::wire::kit::fields::Fields;
use crate::wire::kit::problem::Problem;

operation! {
    /// Rank designs for a team
    ///
    /// Scores every design in every allowed environment. Returns the feasible designs, best first, each with its
    /// environment, score, 90 % range and reasons that add up to the score. Designs that are not feasible come with every
    /// unmet requirement. With groups or stakeholders, the answer also shows how much the ranking changes between them.
    /// Unanswered factors use typical values and widen the range.
    OPERATION {
        path: "/v1/recommendations",
        id: "recommend",
        tag: "recommendations",
        aside: Aside::If(&["groups", "stakeholders", "robustness"]),
        example: include_str!("../examples/recommendations.json"),
        request: ("RecommendationRequest", RowRequest::schema, "The team's profile, and options for the ranking"),
        answer: recommendations,
        result: (shape_of::<RecommendationAnswer<'_>>, "The ranking"),
        beside: Beside::Nothing,
    }
}

fn recommendations(advisor: &Advisor, rendered: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let request = read_request(advisor, body)?;
    let advice = advisor.recommend(&request.profile, &request.options)?;
    Ok(RecommendationAnswer::json(advisor, rendered, &advice))
}
