//! Problems: the shape of every error answer (RFC 9457), and the kinds of problems.

use serde::Serialize;

use crate::scoring::WeightError;
use crate::words::{fill_text, named, text};

named! {
    /// A kind of problem, in order of status; each has a section in docs/problems.md.
    ProblemKind {
        Malformed = "malformed",
        Unauthorized = "unauthorized",
        Forbidden = "forbidden",
        NotFound = "not-found",
        MethodNotAllowed = "method-not-allowed",
        NotAcceptable = "not-acceptable",
        Timeout = "timeout",
        TooLarge = "too-large",
        UnsupportedMediaType = "unsupported-media-type",
        Invalid = "invalid",
        TooManyRequests = "too-many-requests",
        Overloaded = "overloaded",
    }
}

impl ProblemKind {
    pub fn title(self) -> &'static str {
        match self {
            Self::Malformed => text("wire.problem.malformed"),
            Self::Unauthorized => text("wire.problem.unauthorized"),
            Self::Forbidden => text("wire.problem.forbidden"),
            Self::NotFound => text("wire.problem.not_found"),
            Self::MethodNotAllowed => text("wire.problem.method_not_allowed"),
            Self::NotAcceptable => text("wire.problem.not_acceptable"),
            Self::Timeout => text("wire.problem.timeout"),
            Self::TooLarge => text("wire.problem.too_large"),
            Self::UnsupportedMediaType => text("wire.problem.unsupported_media_type"),
            Self::Invalid => text("wire.problem.invalid"),
            Self::TooManyRequests => text("wire.problem.too_many_requests"),
            Self::Overloaded => text("wire.problem.overloaded"),
        }
    }

    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unauthorized => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::Timeout => 408,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Invalid => 422,
            Self::TooManyRequests => 429,
            Self::Overloaded => 503,
        }
    }
}

/// An error: what is wrong, where, and how to fix it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// The kind of problem; docs/problems.md has a section for its last part.
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid")]
    pub kind: String,
    /// A short title of the kind.
    pub title: String,
    /// The HTTP status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What is wrong in this case, and how to fix it.
    pub detail: String,
    /// Every invalid field, for a body that parses but is invalid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldError>,
}

/// An invalid field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// The place of the field, as a JSON pointer (RFC 6901).
    #[schema(example = "/profile/factors/time_avalable")]
    pub pointer: String,
    /// What is wrong, with a hint if there is one.
    #[schema(example = "unknown factor `time_avalable`: did you mean `time_available`?")]
    pub detail: String,
}

impl Problem {
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{}", kind.id()),
            title: kind.title().to_owned(),
            status: kind.status(),
            detail: detail.into(),
            errors: Vec::new(),
        }
    }

    /// Returns a problem for a body with invalid fields at these pointers.
    pub fn of_fields(errors: impl IntoIterator<Item = (String, String)>) -> Self {
        let errors: Vec<FieldError> =
            errors.into_iter().map(|(pointer, detail)| FieldError { pointer, detail }).collect();
        let all = errors.len();
        Self::invalid(errors, all)
    }

    /// Returns the problem of a body that is the part `name` of a form.
    #[must_use]
    pub fn within(mut self, name: &str) -> Self {
        self.errors.iter_mut().for_each(|error| error.pointer.insert_str(0, &format!("/{name}")));
        self
    }

    /// Returns a problem with only a status, for statuses without a kind.
    pub fn of_status(status: u16, reason: &str) -> Self {
        let (kind, title) = ("about:blank".to_owned(), reason.to_owned());
        Self { kind, title, status, detail: reason.to_lowercase(), errors: Vec::new() }
    }

    /// Returns the whole problem on one line, for a cell or a terminal.
    pub fn summary(&self) -> String {
        match self.errors.as_slice() {
            [] | [_] => self.detail.clone(),
            errors => {
                let told = errors.iter().map(|error| format!("{}: {}", error.pointer, error.detail));
                told.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// Returns a problem for a body with `all` invalid fields, of which `errors` lists some.
    pub fn invalid(errors: Vec<FieldError>, all: usize) -> Self {
        let detail = match errors.as_slice() {
            [one] if one.pointer.is_empty() => fill_text("wire.invalid.body", &[("detail", &one.detail)]),
            [one] => fill_text("wire.invalid.field", &[("pointer", &one.pointer), ("detail", &one.detail)]),
            listed if listed.len() < all => {
                let slots = [("fields", &*all.to_string()), ("listed", &listed.len().to_string())];
                fill_text("wire.invalid.first_fields", &slots)
            }
            _ => fill_text("wire.invalid.fields", &[("fields", &all.to_string())]),
        };
        Self { errors, ..Self::new(ProblemKind::Invalid, detail) }
    }
}

impl From<WeightError> for Problem {
    fn from(error: WeightError) -> Self {
        Self::new(ProblemKind::Invalid, error.to_string())
    }
}
