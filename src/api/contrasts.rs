//! `POST /v1/contrasts`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_here;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{ContrastAnswer, ContrastRequest};

/// Say why one design and not another
///
/// Holds two designs against each other for a team: what every factor gives to both, which factors decide, and how each
/// point that speaks against the design that is ahead is outweighed. The differences add up to the difference of the
/// scores; asked the other way round, all of them change their sign.
#[utoipa::path(
    tag = "explanations",
    operation_id = "contrast",
    request_body(content = ContrastRequest, content_type = "application/json", description = "The team and the two designs"),
    responses(
        (status = 200, description = "The contrast", body = ContrastAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/contrasts")]
pub(super) async fn contrast(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_here(&service, &body, "/v1/contrasts")
}
