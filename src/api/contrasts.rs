//! `POST /v1/contrasts`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_here;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{ContrastAnswer, ContrastRequest};

/// Compare two designs
///
/// Compares two designs for a team: what every factor adds to each, which factors decide, and what outweighs each point
/// that favors the lower-scoring design. The differences add up to the difference of the scores. Swapping the two
/// designs reverses every sign.
#[utoipa::path(
    tag = "explanations",
    operation_id = "contrast",
    request_body(content = ContrastRequest, content_type = "application/json", description = "The team and the two designs"),
    responses(
        (status = 200, description = "The comparison", body = ContrastAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/contrasts")]
pub(super) async fn contrast(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_here(&service, &body, "/v1/contrasts")
}
