//! Who may ask at all: requests for another host, or sent by a page of another site, are refused, because a page that a
//! planner opens must not reach the service on the planner's own computer.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, ResponseError};

use super::problems::Refusal;
use super::service::Service;
use super::tables::names;
use crate::wire::{OPERATIONS, Problem, ProblemKind};
use crate::words::fill_text;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses what must not come in.
pub(super) async fn gate<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let service = request.app_data::<Data<Service>>().expect("the router registers the service");
    let refused = wrong_host(service, &request).or_else(|| foreign(service, &request)).or_else(|| queried(&request));
    if let Some(problem) = refused {
        return Ok(request.into_response(Refusal(problem).error_response()).map_into_right_body());
    }
    next.call(request).await.map(ServiceResponse::map_into_left_body)
}

/// A name that points to this computer is no reason to answer: whoever owns the name could make a browser read answers.
/// Addresses cannot be owned like that.
fn wrong_host(service: &Service, request: &ServiceRequest) -> Option<Problem> {
    let given = text(request.headers(), HOST)?;
    let name = given.rsplit_once(':').map_or(given, |(name, port)| if port.contains(']') { given } else { name });
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    let is_address = bare.parse::<std::net::IpAddr>().is_ok();
    let is_local = name == "localhost" || name.ends_with(".localhost");
    let known = is_address || is_local || service.is_open_to_all_hosts || service.hosts.contains(&name);
    let shown: String = name.chars().take(100).collect();
    (!known).then(|| Problem::new(ProblemKind::Forbidden, fill_text("wire.gate.host", &[("host", &shown)])))
}

/// Browsers say whether a page of another site sends a request; forms need no permission for that.
fn foreign(service: &Service, request: &ServiceRequest) -> Option<Problem> {
    let is_safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    let site = text(request.headers(), SEC_FETCH_SITE).unwrap_or_default();
    if is_safe || !matches!(site, "cross-site" | "same-site") {
        return None;
    }
    let origin = text(request.headers(), ORIGIN).unwrap_or_default();
    let allowed = service.cors_origins.iter().any(|allowed| allowed.as_str() == origin);
    let shown: String = origin.chars().take(100).collect();
    (!allowed).then(|| Problem::new(ProblemKind::Forbidden, fill_text("wire.gate.site", &[("origin", &shown)])))
}

/// Only operations that read tables have query parameters, and they name those that they do not know themselves. A
/// misspelled option that is ignored would answer something else than was asked.
fn queried(request: &ServiceRequest) -> Option<Problem> {
    let path = request.path();
    let reads_tables = path == super::batch::PATH
        || OPERATIONS.iter().any(|operation| operation.path == path && names(operation).is_some());
    let is_checked = path.starts_with("/v1/") && !reads_tables;
    let mut names = form_urlencoded::parse(request.query_string().as_bytes()).filter(|_| is_checked);
    let (name, _) = names.next()?;
    let shown: String = name.chars().take(60).collect();
    Some(Problem::new(ProblemKind::Invalid, fill_text("wire.query.none", &[("name", &shown)])))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
