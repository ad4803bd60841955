//! Middleware for every request: load shedding, headers, problem bodies for errors without one, and one log line.

use std::time::Instant;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, VARY};
use actix_web::http::{ConnectionType, Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, ResponseError};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};

use super::access::KeyName;
use super::conditional::coded_etag;
use super::metrics::known;
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

const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// The id of a request, and of the trace that it belongs to: a trusted proxy's, or else our own.
#[derive(Clone, Debug)]
struct Ids {
    request: String,
    trace: Option<String>,
}

impl Ids {
    fn of(request: &ServiceRequest) -> Self {
        let service = request.app_data::<Data<Service>>();
        let is_trusted = service.is_some_and(|service| service.trusts(request.peer_addr()));
        let said = |name: HeaderName| {
            let value = request.headers().get(name)?.to_str().ok()?;
            Some(value.trim()).filter(|_| is_trusted)
        };
        let is_id = |id: &&str| {
            (1..=128).contains(&id.len())
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte))
        };
        let own = || request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        Self {
            request: said(REQUEST_ID).filter(is_id).map_or_else(own, str::to_owned),
            trace: said(TRACEPARENT).and_then(trace_id).map(str::to_owned),
        }
    }
}

/// Returns the trace of a `traceparent` (W3C Trace Context), such as `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`.
fn trace_id(header: &str) -> Option<&str> {
    let parts: Vec<&str> = header.split('-').collect();
    let hex = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    match parts[..] {
        [version, trace, span, flags, ..] if hex(version, 2) && hex(trace, 32) && hex(span, 16) && hex(flags, 2) => {
            Some(trace).filter(|trace| trace.bytes().any(|byte| byte != b'0'))
        }
        _ => None,
    }
}

/// Spans that carry the request id; the log line is written when the request ends.
pub(super) struct Quiet;

impl RootSpanBuilder for Quiet {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let ids = Ids::of(request);
        let span = tracing::info_span!("request", request_id = ids.request, trace_id = ids.trace);
        request.extensions_mut().insert(ids);
        span
    }

    fn on_request_end<B: MessageBody>(_: Span, _: &Result<ServiceResponse<B>, Error>) {}
}

/// What answers differ by, kept from inside the compression, which forgets it.
struct Varies(Vec<String>);

/// Keeps what the answer differs by.
pub(super) async fn varying<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let response = next.call(request).await?;
    let names = names_of(response.headers());
    response.request().extensions_mut().insert(Varies(names));
    Ok(response)
}

fn names_of(headers: &HeaderMap) -> Vec<String> {
    let values = headers.get_all(VARY).filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|name| name.trim().to_ascii_lowercase()).collect()
}

/// Rejects requests above the in-flight limit. Health checks and metrics are always answered. A request with a body takes
/// its place when the body is there.
pub(super) async fn shed<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let service = request.app_data::<Data<Service>>().expect("the router registers the service").clone().into_inner();
    // HEAD is GET without the body, which the server omits.
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let exempt =
        request.path().starts_with("/health/") || request.path() == "/metrics" || request.method() == Method::POST;
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
    let ids = request.extensions().get::<Ids>().cloned();
    let service = request.app_data::<Data<Service>>().expect("the router registers the service").clone();
    let mut response = with_problem(next.call(request).await?.map_into_left_body(), &method);
    let varies = response.request().extensions_mut().remove::<Varies>();
    headers(response.headers_mut(), ids.as_ref(), varies);
    if service.is_draining() {
        // Whoever keeps the connection would send the next request to a service that is gone.
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    log(&service, &response, &method, begun);
    Ok(response)
}

fn with_problem<B: MessageBody>(
    response: ServiceResponse<EitherBody<B>>,
    method: &Method,
) -> ServiceResponse<EitherBody<B>> {
    let status = response.status();
    // An HTML page already explains the error to a person.
    let typed = [PROBLEM_JSON, super::pages::HTML];
    let ours = response.headers().get(CONTENT_TYPE).is_some_and(|value| typed.iter().any(|media| value == media));
    if ours || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let reason = match (status, method) {
        (StatusCode::NOT_ACCEPTABLE, _) => text("wire.gate.coding"),
        (StatusCode::BAD_REQUEST, &Method::OPTIONS) => text("wire.gate.preflight"),
        _ => status.canonical_reason().unwrap_or_else(|| text("wire.unanswered")),
    };
    let status = if *method == Method::OPTIONS { StatusCode::FORBIDDEN } else { status };
    let kind = ProblemKind::ALL.into_iter().find(|kind| kind.status() == status.as_u16());
    let problem = kind.map_or_else(|| Problem::of_status(status.as_u16(), reason), |kind| Problem::new(kind, reason));
    let problem = Refusal(problem).error_response();
    response.into_response(problem).map_into_right_body()
}

fn headers(headers: &mut HeaderMap, ids: Option<&Ids>, varies: Option<Varies>) {
    for (name, value) in HEADERS {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if let Some(id) = ids.and_then(|ids| HeaderValue::from_str(&ids.request).ok()) {
        headers.insert(REQUEST_ID, id);
    }
    let mut names: Vec<String> = varies.map(|varies| varies.0).unwrap_or_default();
    names.extend(names_of(headers));
    names.sort_unstable();
    names.dedup();
    if let Some(value) = HeaderValue::from_str(&names.join(", ")).ok().filter(|_| !names.is_empty()) {
        headers.insert(VARY, value);
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let (Some(etag), Some(coding)) = (text(ETAG), text(CONTENT_ENCODING)) {
        let coded = HeaderValue::from_str(&coded_etag(etag, coding)).expect("tags and codings are header text");
        headers.insert(ETAG, coded);
    }
}

/// Counts the request and writes one line for it: route and result, never content.
fn log<B>(service: &Service, response: &ServiceResponse<B>, method: &Method, begun: Instant) {
    let request = response.request();
    let status = response.status().as_u16();
    let took = begun.elapsed();
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    let route = request.match_pattern().unwrap_or_else(|| "none".to_owned());
    let method = known(method);
    service.figures.count(&route, if method == "HEAD" { "GET" } else { method }, status, took);
    let key = request.extensions().get::<KeyName>().map(|key| key.0.clone());
    if response.status() >= StatusCode::INTERNAL_SERVER_ERROR {
        tracing::warn!(method, route, status, micros, key, "answered");
    } else {
        tracing::info!(method, route, status, micros, key, "answered");
    }
}
