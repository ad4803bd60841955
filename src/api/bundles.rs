//! `POST /v1/bundles`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{BundleAnswer, BundleRequest};

/// Combine designs in one learning experience
///
/// Compares every set of up to `max_designs` designs that is feasible and within the limits as a whole, and returns the
/// best. A set scores by how well its designs fit the team and by what they cover together: groups of mechanisms,
/// components of training and quality marks. The first bundle ranks first in this model. Each further bundle is the
/// best that shares at most half of its designs with every bundle before it. Each lists its designs in order of time,
/// what each design adds, what the bundle requires and any warnings. `explain` has no effect here.
#[utoipa::path(
    tag = "bundles",
    operation_id = "bundle",
    request_body(
        content = BundleRequest,
        content_type = "application/json",
        description = "The team's profile, and how to combine designs"
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
