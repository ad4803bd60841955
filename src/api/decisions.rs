//! `POST /v1/decisions`

use actix_web::http::header::{Accept, VARY};
use actix_web::web::{Data, Header};
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::negotiation::wanted;
use super::operation::answer_here;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::advisor::Advisor;
use crate::exports::{Export, RECORDS, Record};
use crate::wire::{DecisionAnswer, DecisionInput, DecisionRequest, Problem};

pub(super) const PATH: &str = "/v1/decisions";

/// Record a decision
///
/// Returns the record of a decision: the choice and its rank, the ranking, the reason, the strengths and risks, what
/// must not be cut, what would make it work, when it can fairly be judged, open questions, and a digest of profile and
/// options. A choice that does not rank first needs a reason. A choice that is not feasible is recorded with its unmet
/// requirements. With `Accept: text/markdown`, or the media type of Word, the record is a document; otherwise it is
/// JSON. Nothing is stored.
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
            (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
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
    let documents: Vec<&str> = RECORDS.iter().filter_map(|export| export.media.split(';').next()).collect();
    let mut response = match accept.and_then(|accept| wanted(&accept, &documents)) {
        Some(at) => {
            let bytes = document(&service.served().advisor, &body.0, &RECORDS[at]).map_err(Refusal)?;
            HttpResponse::Ok().content_type(RECORDS[at].media).body(bytes)
        }
        None => answer_here(&service, &body, "/v1/decisions")?,
    };
    response.headers_mut().append(VARY, actix_web::http::header::HeaderValue::from_static("accept"));
    Ok(response)
}

/// Returns the record of a body as a document.
pub(super) fn document(
    advisor: &Advisor,
    body: &[u8],
    export: &Export<fn(&Record<'_>) -> Vec<u8>>,
) -> Result<Vec<u8>, Problem> {
    let input = DecisionInput::read(advisor, body)?;
    let decision = input.decide(advisor)?;
    Ok((export.make)(&Record { advisor, decision: &decision, digest: &input.digest }))
}
