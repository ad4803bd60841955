//! Middleware for every request: load shedding, headers, problem bodies for errors without one, and one log line.

use std::time::Instant;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, ResponseError};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};

use super::conditional::coded_etag;
use super::problems::{PROBLEM_JSON, Refusal};
use super::service::Service;
use crate::wire::{Problem, ProblemKind};
use crate::words::text;

/// Default headers of every answer; a handler may set its own.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Spans that carry the request id; the log line is written when the request ends.
pub(super) struct Quiet;

impl RootSpanBuilder for Quiet {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        tracing::info_span!("request", request_id = id)
    }

    fn on_request_end<B: MessageBody>(_: Span, _: &Result<ServiceResponse<B>, Error>) {}
}

/// Rejects requests above the in-flight limit. Health checks and metrics are always answered.
pub(super) async fn shed<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let service = request.app_data::<Data<Service>>().expect("the router registers the service").clone().into_inner();
    // HEAD is GET without the body, which the server omits.
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    // The batch handler takes its own slot, because it needs it until the last row and not only until the response
    // starts.
    let exempt = request.path().starts_with("/health/") || ["/metrics", super::batch::PATH].contains(&request.path());
    let place = if exempt { None } else { service.enter() };
    if place.is_none() && !exempt {
        let refusal = Refusal::new(ProblemKind::Overloaded, text("wire.busy.requests"));
        return Ok(request.into_response(refusal.error_response()).map_into_right_body());
    }
    let response = next.call(request).await;
    drop(place);
    response.map(ServiceResponse::map_into_left_body)
}

/// Adds headers to every answer, turns errors without our body into problems, and writes the log line.
pub(super) async fn edge<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let begun = Instant::now();
    let method = request.method().clone();
    let id = request.extensions().get::<RequestId>().map(ToString::to_string);
    let mut response = with_problem(next.call(request).await?.map_into_left_body());
    headers(response.headers_mut(), id.as_deref());
    log(&response, &method, begun);
    Ok(response)
}

fn with_problem<B: MessageBody>(response: ServiceResponse<EitherBody<B>>) -> ServiceResponse<EitherBody<B>> {
    let status = response.status();
    // An HTML page already explains the error to a person.
    let typed = [PROBLEM_JSON, super::pages::HTML];
    let ours = response.headers().get(CONTENT_TYPE).is_some_and(|value| typed.iter().any(|media| value == media));
    if ours || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let reason = status.canonical_reason().unwrap_or_else(|| text("wire.unanswered"));
    let kind = ProblemKind::ALL.into_iter().find(|kind| kind.status() == status.as_u16());
    let problem = kind.map_or_else(|| Problem::of_status(status.as_u16(), reason), |kind| Problem::new(kind, reason));
    let problem = Refusal(problem).error_response();
    response.into_response(problem).map_into_right_body()
}

fn headers(headers: &mut HeaderMap, id: Option<&str>) {
    for (name, value) in HEADERS {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if let Some(id) = id.and_then(|id| HeaderValue::from_str(id).ok()) {
        headers.insert(REQUEST_ID, id);
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let (Some(etag), Some(coding)) = (text(ETAG), text(CONTENT_ENCODING)) {
        let coded = HeaderValue::from_str(&coded_etag(etag, coding)).expect("tags and codings are header text");
        headers.insert(ETAG, coded);
    }
}

/// Writes one line per request: route and result, never content.
fn log<B>(response: &ServiceResponse<B>, method: &Method, begun: Instant) {
    let request = response.request();
    let status = response.status().as_u16();
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    let route = request.match_pattern().unwrap_or_else(|| "none".to_owned());
    let method = method.as_str();
    if response.status() >= StatusCode::INTERNAL_SERVER_ERROR {
        tracing::warn!(method, route, status, micros, "answered");
    } else {
        tracing::info!(method, route, status, micros, "answered");
    }
}
