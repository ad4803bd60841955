//! `POST /v1/decisions`

use actix_web::http::header::{Accept, VARY};
use actix_web::web::{Data, Header};
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::negotiation::wants;
use super::operation::{answer_as, answer_here};
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{DecisionAnswer, DecisionRequest, decisions_markdown};

pub(super) const PATH: &str = "/v1/decisions";

pub(super) const MARKDOWN: &str = "text/markdown";

/// Record a decision
///
/// Returns the record of a decision: the choice and its rank, the ranking, the reason, the strengths and risks, what
/// must not be cut, what would make it work, when it can fairly be judged, open questions, and a digest of profile and
/// options. A choice that does not rank first needs a reason. A choice that is not feasible is recorded with its unmet
/// requirements. With `Accept: text/markdown` the record is a document; otherwise it is JSON. Nothing is stored.
#[utoipa::path(
    tag = "decisions",
    operation_id = "decide",
    request_body(
        content = DecisionRequest,
        content_type = "application/json",
        description = "The team's profile, what was chosen and why"
    ),
    responses(
        (status = 200, description = "The record", content(
            (DecisionAnswer<'static> = "application/json"),
            (String = "text/markdown"),
        )),
        BodyProblems,
    )
)]
#[post("/v1/decisions")]
pub(super) async fn decide(
    service: Data<Service>,
    accept: Option<Header<Accept>>,
    body: JsonBody,
) -> Result<HttpResponse, Refusal> {
    let mut response = if accept.is_some_and(|accept| wants(&accept, MARKDOWN)) {
        answer_as(&service, &body, decisions_markdown, "text/markdown; charset=utf-8")?
    } else {
        answer_here(&service, &body, "/v1/decisions")?
    };
    response.headers_mut().append(VARY, actix_web::http::header::HeaderValue::from_static("accept"));
    Ok(response)
}
