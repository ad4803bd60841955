//! `POST /v1/recommendations`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::{answer_aside, answer_here};
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{RecommendationAnswer, RecommendationRequest};

/// Rank designs for a team
///
/// Scores every design in every allowed environment. Returns the feasible designs, best first, each with its
/// environment, score, 90 % range and reasons that add up to the score. Designs that are not feasible come with every
/// unmet requirement. With groups or stakeholders, the answer also shows how much the ranking changes between them.
/// Unanswered factors use typical values and widen the range.
#[utoipa::path(
    tag = "recommendations",
    operation_id = "recommend",
    request_body(
        content = RecommendationRequest,
        content_type = "application/json",
        description = "The team's profile, and options for the ranking"
    ),
    responses(
        (status = 200, description = "The ranking", body = RecommendationAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/recommendations")]
pub(super) async fn recommend(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    if asks_many(&body) {
        return answer_aside(service, body, "/v1/recommendations").await;
    }
    answer_here(&service, &body, "/v1/recommendations")
}

/// Whether the body may request more than one ranking, which takes milliseconds.
fn asks_many(body: &JsonBody) -> bool {
    let names = ["\"groups\"", "\"stakeholders\"", "\"robustness\""];
    names.iter().any(|name| memchr::memmem::find(&body.0, name.as_bytes()).is_some())
}
