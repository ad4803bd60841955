//! `POST /v1/sensitivity`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{SensitivityAnswer, SensitivityRequest};

/// Test how robust first place is
///
/// Simulates the weights, the unanswered factors and the designs' own numbers, and counts how often each design gets
/// each rank (stochastic multicriteria acceptability analysis: rank acceptabilities, central weights, confidence
/// factors, pairwise winning indices). Also returns how far each weight and each answer may move before first place
/// changes, and what every level of every answer would do. The same body returns the same bytes on every machine.
#[utoipa::path(
    tag = "explanations",
    operation_id = "sensitivity",
    request_body(content = SensitivityRequest, content_type = "application/json", description = "The team, and how many simulations to run"),
    responses(
        (status = 200, description = "How robust first place is", body = SensitivityAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/sensitivity")]
pub(super) async fn sensitivity(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/sensitivity").await
}
