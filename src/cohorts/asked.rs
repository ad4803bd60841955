//! What may be asked, and what cannot be answered.

use std::num::NonZeroUsize;

use crate::words::{fill_text, text};

/// The least minimum of people, as in surveys.
pub const LEAST_MINIMUM: usize = 5;
pub const USUAL_MINIMUM: usize = 5;
pub const MOST_MINIMUM: usize = 1000;

/// The fewest teams that are compared: two cohorts of three.
pub const LEAST_TEAMS: usize = 6;

/// The most teams of one answer.
pub const MOST_TEAMS: usize = 200_000;

/// How teams are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// A team of fewer people is left out.
    pub minimum: usize,
    /// The threads to work on; the answer does not depend on them.
    pub threads: NonZeroUsize,
}

impl Default for Asked {
    fn default() -> Self {
        Self { minimum: USUAL_MINIMUM, threads: NonZeroUsize::MIN }
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CohortError {
    /// No question was answered by enough teams.
    NothingKnown,
    /// Fewer teams than [`LEAST_TEAMS`] can be compared.
    TooFew { compared: usize, teams: usize },
    /// More teams than [`MOST_TEAMS`].
    TooMany { teams: usize },
    /// All teams gave the same answers.
    AllEqual { compared: usize },
    /// The work was stopped, because nobody waits for it anymore.
    Stopped,
}

impl std::fmt::Display for CohortError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (least, most) = (LEAST_TEAMS.to_string(), MOST_TEAMS.to_string());
        f.write_str(&match self {
            Self::NothingKnown => text("cohorts.error.nothing_known").to_owned(),
            Self::TooFew { compared, teams } => {
                let slots = [("compared", &*compared.to_string()), ("teams", &teams.to_string()), ("least", &least)];
                fill_text("cohorts.error.too_few", &slots)
            }
            Self::TooMany { teams } => {
                fill_text("cohorts.error.too_many", &[("teams", &teams.to_string()), ("most", &most)])
            }
            Self::AllEqual { compared } => fill_text("cohorts.error.all_equal", &[("teams", &compared.to_string())]),
            Self::Stopped => text("cohorts.error.stopped").to_owned(),
        })
    }
}

impl std::error::Error for CohortError {}
