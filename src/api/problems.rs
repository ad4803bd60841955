//! Problems as HTTP responses and in the OpenAPI document.

use std::collections::BTreeMap;
use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpResponse, ResponseError};
use utoipa::openapi::{ContentBuilder, Header, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, PartialSchema, ToSchema};

use crate::wire::{Problem, ProblemKind, to_json};

pub(super) const PROBLEM_JSON: &str = "application/problem+json";

/// An error answered as a problem.
pub(super) struct Refusal(pub Problem);

/// Shows only the kind: the content of a body is never logged.
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.kind)
    }
}

impl Refusal {
    pub(super) fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self(Problem::new(kind, detail))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.title)
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).expect("problem kinds have real statuses")
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if self.0.status == ProblemKind::Overloaded.status() {
            response.insert_header((RETRY_AFTER, "1"));
        }
        response.content_type(PROBLEM_JSON).body(to_json(&self.0))
    }
}

/// Problem responses of operations that read a body.
pub(super) struct BodyProblems;

/// Problem responses of operations that read no body.
pub(super) struct ReadProblems;

/// The kinds of problems of operations that read a body, which include those of the others.
const OF_BODIES: [ProblemKind; 9] = [
    ProblemKind::Malformed,
    ProblemKind::Unauthorized,
    ProblemKind::Forbidden,
    ProblemKind::Timeout,
    ProblemKind::TooLarge,
    ProblemKind::UnsupportedMediaType,
    ProblemKind::Invalid,
    ProblemKind::TooManyRequests,
    ProblemKind::Overloaded,
];

impl IntoResponses for BodyProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&OF_BODIES)
    }
}

impl IntoResponses for ReadProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[
            ProblemKind::Unauthorized,
            ProblemKind::Forbidden,
            ProblemKind::Invalid,
            ProblemKind::TooManyRequests,
            ProblemKind::Overloaded,
        ])
    }
}

fn responses(kinds: &[ProblemKind]) -> BTreeMap<String, RefOr<Response>> {
    kinds.iter().map(|kind| (kind.status().to_string(), Ref::from_response_name(name(*kind)).into())).collect()
}

/// Returns the name of a kind's response in the document, such as `TooManyRequests`.
fn name(kind: ProblemKind) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    kind.id().split('-').map(word).collect()
}

/// Returns every problem response that operations share, by its name.
pub(super) fn named_responses() -> impl Iterator<Item = (String, RefOr<Response>)> {
    OF_BODIES.into_iter().map(|kind| (name(kind), RefOr::T(response(kind))))
}

fn response(kind: ProblemKind) -> Response {
    let example = serde_json::json!({
        "type": format!("/problems/{}", kind.id()),
        "title": kind.title(),
        "status": kind.status(),
        "detail": kind.title(),
    });
    let schema: RefOr<utoipa::openapi::Schema> = Ref::from_schema_name(Problem::name()).into();
    let content = ContentBuilder::new().schema(Some(schema)).example(Some(example)).build();
    let response = ResponseBuilder::new().description(kind.title()).content(PROBLEM_JSON, content);
    let header = match kind {
        ProblemKind::Overloaded | ProblemKind::TooManyRequests => Some("Retry-After"),
        ProblemKind::Unauthorized | ProblemKind::Forbidden => Some("WWW-Authenticate"),
        _ => None,
    };
    header.into_iter().fold(response, |response, name| response.header(name, Header::default())).build()
}

/// Returns the schemas that problem responses refer to.
pub(super) fn schemas() -> Vec<(String, RefOr<utoipa::openapi::Schema>)> {
    let mut schemas = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut schemas);
    schemas
}
