//! `POST /v1/counterfactuals`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{CounterfactualAnswer, CounterfactualRequest};

/// Find what would have to change
///
/// Finds the smallest change within a school's control that would put a design first, put it among the first, or make
/// it feasible. An exact search over whole levels proves that no smaller change exists. Answers are only raised, and
/// unanswered factors become questions, not changes. Goals and people's background stay fixed, and the best environment
/// is chosen again. The result is what would rank first in this model, not what would work in practice.
#[utoipa::path(
    tag = "explanations",
    operation_id = "counterfactual",
    request_body(
        content = CounterfactualRequest,
        content_type = "application/json",
        description = "The team, the design and the goal"
    ),
    responses(
        (status = 200, description = "What would have to change", body = CounterfactualAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/counterfactuals")]
pub(super) async fn counterfactual(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/counterfactuals").await
}
