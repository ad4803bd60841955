//! Why an import stopped, and which of the things that were given is at fault.

use crate::surveys::SurveyError;
use crate::wire::{FieldError, Problem};

/// One of the things that an import takes; [`Part::name`] is its name in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    File,
    Mapping,
    Agreed,
    Roster,
    Join,
    Minimum,
    Vendor,
    GradeBands,
    On,
    Choices,
}

impl Part {
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Mapping => "mapping",
            Self::Agreed => "agreed",
            Self::Roster => "roster",
            Self::Join => "join",
            Self::Minimum => "minimum",
            Self::Vendor => "vendor",
            Self::GradeBands => "grade_bands",
            Self::On => "on",
            Self::Choices => "choices",
        }
    }
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A survey without its mapping.
    #[error("a survey needs a mapping")]
    NoMapping,
    /// An option that cannot be.
    #[error("{}: {why}", part.name())]
    Option { part: Part, why: String },
    /// A file that cannot be used.
    #[error("{error}")]
    Survey { part: Part, error: SurveyError },
    /// A profile that cannot be joined.
    #[error("line {line}: {}", problem.told())]
    Join { line: usize, problem: Problem },
}

impl ImportError {
    pub(super) fn option(part: Part, why: impl Into<String>) -> Self {
        Self::Option { part, why: why.into() }
    }

    pub(super) fn survey(part: Part) -> impl Fn(SurveyError) -> Self {
        move |error| Self::Survey { part, error }
    }

    /// The thing at fault, and everything that is wrong with it.
    pub fn faults(&self) -> (Part, Vec<String>) {
        match self {
            Self::NoMapping => {
                let why = "this part is missing: a survey needs one, and POST /v1/imports/mapping proposes it";
                (Part::Mapping, vec![why.to_owned()])
            }
            Self::Option { part, why } => (*part, vec![why.clone()]),
            Self::Survey { part, error: SurveyError::Unreadable { why, .. } } => (*part, vec![why.clone()]),
            Self::Survey { part, error: SurveyError::Faults { faults, .. } } => (*part, faults.lines().to_vec()),
            Self::Join { line, problem } if problem.errors.is_empty() => {
                (Part::Join, vec![format!("line {line}: {}", problem.detail)])
            }
            Self::Join { line, problem } => {
                let told = |error: &FieldError| format!("line {line}, {}: {}", error.pointer, error.detail);
                (Part::Join, problem.errors.iter().map(told).collect())
            }
        }
    }
}
