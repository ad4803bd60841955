//! Errors of an import, each with the invalid part.

use crate::surveys::SurveyError;
use crate::wire::{FieldError, Problem};
use crate::words::{fill_text, text};

/// A part of an import request; [`Part::name`] is its name.
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
    HeaderRows,
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
            Self::HeaderRows => "header_rows",
        }
    }
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A survey without its mapping.
    #[error("{}", text("surveys.import.needs_mapping"))]
    NoMapping,
    /// An invalid option.
    #[error("{}: {why}", part.name())]
    Option { part: Part, why: String },
    /// An unusable file.
    #[error("{error}")]
    Survey { part: Part, error: SurveyError },
    /// An invalid profile to join.
    #[error("{}", at_line(*line, &problem.summary()))]
    Join { line: usize, problem: Problem },
}

impl ImportError {
    pub(super) fn option(part: Part, why: impl Into<String>) -> Self {
        Self::Option { part, why: why.into() }
    }

    pub(super) fn survey(part: Part) -> impl Fn(SurveyError) -> Self {
        move |error| Self::Survey { part, error }
    }

    /// Returns the invalid part and all its errors.
    pub fn faults(&self) -> (Part, Vec<String>) {
        match self {
            Self::NoMapping => (Part::Mapping, vec![text("surveys.import.mapping_missing").to_owned()]),
            Self::Option { part, why } => (*part, vec![why.clone()]),
            Self::Survey { part, error: SurveyError::Unreadable { why, .. } } => (*part, vec![why.clone()]),
            Self::Survey { part, error: SurveyError::Faults { faults, .. } } => (*part, faults.lines().to_vec()),
            Self::Join { line, problem } if problem.errors.is_empty() => {
                (Part::Join, vec![at_line(*line, &problem.detail)])
            }
            Self::Join { line, problem } => {
                let line = line.to_string();
                let fault = |error: &FieldError| {
                    let slots = [("line", &*line), ("pointer", &error.pointer), ("problem", &error.detail)];
                    fill_text("surveys.import.line_pointer", &slots)
                };
                (Part::Join, problem.errors.iter().map(fault).collect())
            }
        }
    }
}

fn at_line(line: usize, problem: &str) -> String {
    fill_text("surveys.import.line", &[("line", &line.to_string()), ("problem", problem)])
}
