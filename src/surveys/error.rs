//! What stops a survey from being read: always what is wrong, where, and what to do.
//!
//! No message holds what a person answered. Rows are named by their numbers, columns by their headings, and labels of
//! closed questions only where [`NAMED_FROM`] rows or more gave the same.

use std::fmt;

/// The least number of rows that gave the same label, before a message may name it. What fewer people wrote could be
/// anything, their own words included.
pub const NAMED_FROM: usize = 3;

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum SurveyError {
    #[error("{file}: {why}")]
    Unreadable { file: String, why: String },
    #[error("{file} cannot be used as it is:\n{faults}")]
    Faults { file: String, faults: FaultList },
}

/// Every fault of a file, each with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaultList(Vec<String>);

/// More faults than these help nobody.
const SHOWN: usize = 40;

impl SurveyError {
    pub fn unreadable(file: &str, why: impl fmt::Display) -> Self {
        Self::Unreadable { file: file.to_owned(), why: why.to_string() }
    }
}

impl FaultList {
    pub fn add(&mut self, place: &str, what: impl fmt::Display) {
        self.0.push(if place.is_empty() { what.to_string() } else { format!("{place}: {what}") });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn lines(&self) -> &[String] {
        &self.0
    }

    /// All faults as one error of that file.
    ///
    /// # Errors
    /// When there are any.
    pub fn refuse(self, file: &str) -> Result<(), SurveyError> {
        if self.0.is_empty() { Ok(()) } else { Err(SurveyError::Faults { file: file.to_owned(), faults: self }) }
    }
}

impl fmt::Display for FaultList {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().take(SHOWN).map(|line| format!("  {line}"));
        let mut text = shown.collect::<Vec<_>>().join("\n");
        if self.0.len() > SHOWN {
            text.push_str(&format!("\n  and {} more", self.0.len() - SHOWN));
        }
        out.write_str(&text)
    }
}
