//! `POST /v1/counterfactuals`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{CounterfactualAnswer, CounterfactualRequest};

/// Say what would have to change
///
/// Finds the least change in what a school can change with which a design would rank first, come among the first, or be
/// able to run; proven least by an exact search over whole levels. Answers are only raised, open answers are questions
/// and not moves, goals and people's background stay as they are, and the environment is chosen again. It tells what
/// would rank first in this model, never what would work.
#[utoipa::path(
    tag = "explanations",
    operation_id = "counterfactual",
    request_body(
        content = CounterfactualRequest,
        content_type = "application/json",
        description = "The team, the design, and what it is to reach"
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
