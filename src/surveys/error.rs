//! Errors of reading a survey. Each message gives what is wrong, where, and how to fix it.
//!
//! No message quotes a person's answer. Messages name rows by number and columns by heading. They quote a label only
//! if at least [`NAMED_FROM`] rows contain it.

use std::fmt;

use crate::words::fill_text;

/// The minimum number of rows with the same label for a message to quote it. Rarer labels could be anything, including
/// a person's own words.
pub const NAMED_FROM: usize = 3;

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum SurveyError {
    #[error("{file}: {why}")]
    Unreadable { file: String, why: String },
    #[error("{}\n{faults}", fill_text("surveys.faults.title", &[("file", file)]))]
    Faults { file: String, faults: FaultList },
}

/// The errors of a file, each with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaultList(Vec<String>);

/// The maximum number of errors shown.
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

    /// Combines all errors into one error for the file.
    ///
    /// # Errors
    /// If there are any.
    pub fn into_result(self, file: &str) -> Result<(), SurveyError> {
        if self.0.is_empty() { Ok(()) } else { Err(SurveyError::Faults { file: file.to_owned(), faults: self }) }
    }
}

impl fmt::Display for FaultList {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().take(SHOWN).map(|line| format!("  {line}"));
        let mut text = shown.collect::<Vec<_>>().join("\n");
        if self.0.len() > SHOWN {
            let more = (self.0.len() - SHOWN).to_string();
            text.push_str(&format!("\n  {}", fill_text("surveys.faults.more", &[("more", &more)])));
        }
        out.write_str(&text)
    }
}
