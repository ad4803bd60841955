//! `POST /v1/cases`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_here;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{CaseAnswer, CaseRequest};

/// Make the case for and against a design
///
/// Returns the strengths of a design for this team and the strongest case against it; how it fails elsewhere and which
/// answers make that likely here; what must not be cut; where and with whom it was studied and how far that is from
/// this team; the dip to expect; and the earliest fair time to judge it by results. The grade of the evidence decides
/// how each sentence is worded. Uses the design that ranks first unless the request names another.
#[utoipa::path(
    tag = "decisions",
    operation_id = "argue",
    request_body(
        content = CaseRequest,
        content_type = "application/json",
        description = "The team's profile, and the design to argue about"
    ),
    responses(
        (status = 200, description = "The case", body = CaseAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/cases")]
pub(super) async fn argue(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_here(&service, &body, "/v1/cases")
}
