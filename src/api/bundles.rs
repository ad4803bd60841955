//! `POST /v1/bundles`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{BundleAnswer, BundleRequest};

/// Couple designs in one learning experience
///
/// Compares every set of up to `max_designs` designs that fits what is known and the limits as a whole, and gives the
/// best: by how its designs suit the team, and by what they cover together of the groups of mechanisms, the components
/// of training and the marks of quality. The first bundle is the best in this model; each further one is the best that
/// shares at most half of its designs with every one before it. Each comes in the order in time, with what every design
/// adds, what the whole takes and what has to be flagged. `explain` changes nothing here.
#[utoipa::path(
    tag = "bundles",
    operation_id = "bundle",
    request_body(
        content = BundleRequest,
        content_type = "application/json",
        description = "The team's profile, and how designs are to be coupled"
    ),
    responses(
        (status = 200, description = "The bundles", body = BundleAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/bundles")]
pub(super) async fn couple(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/bundles").await
}
