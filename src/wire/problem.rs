//! Problems: what every error answer looks like (RFC 9457), and the kinds there are.

use serde::Serialize;

use crate::scoring::WeightError;

/// Every kind of problem, in the order of its status.
pub const PROBLEMS: &[ProblemKind] = &[
    ProblemKind::Malformed,
    ProblemKind::NotFound,
    ProblemKind::MethodNotAllowed,
    ProblemKind::Timeout,
    ProblemKind::TooLarge,
    ProblemKind::UnsupportedMediaType,
    ProblemKind::Invalid,
    ProblemKind::Overloaded,
];

/// A kind of problem; each has its page in docs/problems.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    Malformed,
    NotFound,
    MethodNotAllowed,
    Timeout,
    TooLarge,
    UnsupportedMediaType,
    Invalid,
    Overloaded,
}

impl ProblemKind {
    pub fn id(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Timeout => "timeout",
            Self::TooLarge => "too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::Invalid => "invalid",
            Self::Overloaded => "overloaded",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Malformed => "The body cannot be parsed",
            Self::NotFound => "There is nothing here",
            Self::MethodNotAllowed => "This method is not offered here",
            Self::Timeout => "The request took too long to arrive",
            Self::TooLarge => "The body is too large",
            Self::UnsupportedMediaType => "The body is not of a type that is read here",
            Self::Invalid => "The body has fields that are wrong",
            Self::Overloaded => "The service is busy",
        }
    }

    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Timeout => 408,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Invalid => 422,
            Self::Overloaded => 503,
        }
    }
}

/// What went wrong, where, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Names the kind of problem; its page is in docs/problems.md under the last part.
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What is wrong here, and the remedy.
    pub detail: String,
    /// Every bad field, for a body that parses and is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldError>,
}

/// One bad field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Where it is, as a JSON pointer (RFC 6901).
    #[schema(example = "/profile/factors/time_avalable")]
    pub pointer: String,
    /// What is wrong, with a hint.
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

    /// A body that parses and is wrong at these pointers.
    pub fn of_fields(errors: impl IntoIterator<Item = (String, String)>) -> Self {
        let errors: Vec<FieldError> =
            errors.into_iter().map(|(pointer, detail)| FieldError { pointer, detail }).collect();
        let all = errors.len();
        Self::invalid(errors, all)
    }

    /// A problem that says no more than its status, for those that have no kind here.
    pub fn of_status(status: u16, reason: &str) -> Self {
        let (kind, title) = ("about:blank".to_owned(), reason.to_owned());
        Self { kind, title, status, detail: reason.to_lowercase(), errors: Vec::new() }
    }

    /// All of it on one line, for a cell or a terminal.
    pub fn told(&self) -> String {
        match self.errors.as_slice() {
            [] | [_] => self.detail.clone(),
            errors => {
                let told = errors.iter().map(|error| format!("{}: {}", error.pointer, error.detail));
                told.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// A body that parses and is wrong in these places, out of `all` of them.
    pub fn invalid(errors: Vec<FieldError>, all: usize) -> Self {
        let detail = match errors.as_slice() {
            [one] => format!("{}: {}", if one.pointer.is_empty() { "the body" } else { &one.pointer }, one.detail),
            listed if listed.len() < all => format!("{all} fields are wrong; errors lists the first {}", listed.len()),
            _ => format!("{all} fields are wrong; see errors"),
        };
        Self { errors, ..Self::new(ProblemKind::Invalid, detail) }
    }
}

impl From<WeightError> for Problem {
    fn from(error: WeightError) -> Self {
        Self::new(ProblemKind::Invalid, error.to_string())
    }
}
