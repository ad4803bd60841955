//! `POST /v1/recommendations`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::{answer_aside, answer_here};
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{RecommendationAnswer, RecommendationRequest};

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
        return answer_aside(service, body, "/v1/recommendations").await;
    }
    answer_here(&service, &body, "/v1/recommendations")
}

/// Whether the body may ask for more than one ranking, which takes milliseconds.
fn asks_many(body: &JsonBody) -> bool {
    let names = ["\"groups\"", "\"stakeholders\"", "\"robustness\""];
    names.iter().any(|name| memchr::memmem::find(&body.0, name.as_bytes()).is_some())
}
