//! `POST /v1/audits`

use actix_web::http::header::{Accept, HeaderValue, VARY};
use actix_web::web::{Data, Header};
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::negotiation::wanted;
use super::operation::{answer_as, answer_aside};
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{AuditAnswer, PlanFile, audit_sarif};

pub(super) const SARIF: &str = "application/sarif+json";

/// Audit a plan against the standards for professional learning
///
/// Checks a plan against every look-for of the seven standards, as a linter checks code. Most results are derived from
/// the plan; the rest are questions that the team answers in `checks`. Each finding has an id, a standard and element,
/// a place in the plan, what was found, why it matters and how to fix it. Where studies disagree with the standard, the
/// finding includes that. Findings that the plan waives with a reason are marked. With `Accept:
/// application/sarif+json`, the findings of the audit and of the plan check come as SARIF 2.1.0.
#[utoipa::path(
    tag = "plans",
    operation_id = "audit_plan",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "The audit result", content(
            (AuditAnswer<'static> = "application/json"),
            (serde_json::Value = "application/sarif+json"),
        )),
        BodyProblems,
    )
)]
#[post("/v1/audits")]
pub(super) async fn audit(
    service: Data<Service>,
    accept: Option<Header<Accept>>,
    body: JsonBody,
) -> Result<HttpResponse, Refusal> {
    let mut response = if accept.is_some_and(|accept| wanted(&accept, &[SARIF]).is_some()) {
        answer_as(&service, &body, audit_sarif, SARIF)?
    } else {
        answer_aside(service, body, "/v1/audits").await?
    };
    response.headers_mut().append(VARY, HeaderValue::from_static("accept"));
    Ok(response)
}
