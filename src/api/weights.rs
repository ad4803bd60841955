//! `POST /v1/weights`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{WeightsAnswer, WeightsRequest};

/// Derive weights from stakeholders' judgments
///
/// Takes an order of factors, points for each, or a comparison of every pair, and returns a share and a multiplier for
/// each named factor. Send the object `weights` as `options.weights`; factors not named keep their weight. The answer
/// shows how much comparisons contradict each other, which one to discuss first, and how the weights act on potential
/// and on readiness. Nothing is stored.
#[utoipa::path(
    tag = "weights",
    operation_id = "weigh",
    request_body(
        content = WeightsRequest,
        content_type = "application/json",
        description = "Stakeholders' judgments of how important factors are"
    ),
    responses(
        (status = 200, description = "The resulting weights", body = WeightsAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/weights")]
pub(super) async fn weigh(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/weights").await
}
