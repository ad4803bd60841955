//! `POST /v1/recommendations`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::{answer_aside, answer_here};
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{RecommendationAnswer, RecommendationRequest, recommendations};

/// Rank the learning designs for a team
///
/// Scores every design in every allowed environment against the team's answers and gives the designs that can run,
/// best first, each with its environment, score, interval and reasons that add up to the score; and those that cannot
/// run, with every need that is not met. Where groups answer for themselves, or stakeholders bring weights of their own,
/// it also tells how much the ranking depends on whom one asks. What is left unanswered is scored at what is typical and widens the interval.
#[utoipa::path(
    tag = "recommendations",
    operation_id = "recommend",
    request_body(
        content = RecommendationRequest,
        content_type = "application/json",
        description = "The team's profile, and how the designs are to be ranked"
    ),
    responses(
        (status = 200, description = "The ranking", body = RecommendationAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/recommendations")]
pub(super) async fn recommend(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    if asks_many(&body) {
        return answer_aside(service, body, recommendations).await;
    }
    answer_here(&service, &body, recommendations)
}

/// Whether the body may name groups or stakeholders, each of whom is one more ranking.
fn asks_many(body: &JsonBody) -> bool {
    let text = std::str::from_utf8(&body.0);
    text.is_ok_and(|text| text.contains("\"groups\"") || text.contains("\"stakeholders\""))
}
