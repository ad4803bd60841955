//! `POST /v1/weights`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{WeightsAnswer, WeightsRequest};

/// Weigh factors by what people say of them
///
/// Takes an order of factors, points for each, or a comparison of every pair, and gives each named factor a share and a
/// multiplier. The object `weights` can be sent as `options.weights`; factors that are not named keep their weight. It
/// says how far comparisons contradict each other and which to talk about first, and whether what a design can achieve
/// would weigh less than the catalogue holds to. Nothing is kept.
#[utoipa::path(
    tag = "weights",
    operation_id = "weigh",
    request_body(
        content = WeightsRequest,
        content_type = "application/json",
        description = "What people said of the importance of factors"
    ),
    responses(
        (status = 200, description = "The weights that follow", body = WeightsAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/weights")]
pub(super) async fn weigh(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/weights").await
}
