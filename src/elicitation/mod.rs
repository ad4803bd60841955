//! Weights from people: shares of importance from an order, points, or pairwise comparisons, and the multipliers that
//! apply them to a ranking.
//!
//! This module contains only arithmetic. Orders and points are exact integers. Comparisons use floating-point numbers,
//! always in catalog order, so that the input order does not matter. The factors, the use of shares in a ranking, and
//! sentences are elsewhere.

mod consistency;
mod matrix;
mod multipliers;
mod pairwise;
mod ranking;
mod shares;
mod swing;

pub use consistency::{Consistency, INCONSISTENT_ABOVE, Reconsider};
pub use multipliers::multipliers;
pub use pairwise::{Judgement, MOST_COMPARED, MOST_TIMES, Pairwise};
pub use ranking::{MOST_RANKED, Ranking};
pub use shares::{Share, UNIT};
pub use swing::Swing;

use crate::words::{fill_text, text};

/// People's judgments of the importance of factors, by catalog index.
#[derive(Clone, Debug, PartialEq)]
pub enum Judged {
    Ranking(Ranking),
    Swing(Swing),
    Pairwise(Pairwise),
}

/// The result of judgments.
#[derive(Clone, Debug, PartialEq)]
pub struct Elicited {
    /// The named factors in catalog order; the shares add up to [`UNIT`].
    pub shares: Vec<Share>,
    /// The consistency of comparisons; `None` for the other methods.
    pub consistency: Option<Consistency>,
}

/// Why judgments are invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ElicitationError {
    #[error("{}", text("explain.judgments.too_few"))]
    TooFew,
    #[error("{}", fill_text("explain.judgments.too_many", &[("most", &most.to_string())]))]
    TooMany { most: usize },
    #[error("{}", text("explain.judgments.repeated"))]
    Repeated { factor: usize },
    #[error("{}", text("explain.judgments.empty_tie"))]
    EmptyTie,
    #[error("{}", text("explain.judgments.nothing_counts"))]
    NothingCounts,
    #[error("{}", text("explain.judgments.itself"))]
    Itself { factor: usize },
    #[error("{}", text("explain.judgments.not_named"))]
    NotNamed { factor: usize },
    #[error("{}", text("explain.judgments.judged_twice"))]
    JudgedTwice { pair: (usize, usize) },
    #[error("{}", fill_text("explain.judgments.out_of_scale", &[("most", &MOST_TIMES.to_string())]))]
    OutOfScale,
    #[error("{}", text("explain.judgments.missing"))]
    Missing { pairs: Vec<(usize, usize)> },
}

impl Judged {
    /// Computes the shares.
    pub fn elicit(&self) -> Elicited {
        match self {
            Self::Ranking(ranking) => Elicited { shares: ranking.shares(), consistency: None },
            Self::Swing(swing) => Elicited { shares: swing.shares(), consistency: None },
            Self::Pairwise(pairwise) => {
                Elicited { shares: pairwise.shares(), consistency: Some(pairwise.consistency()) }
            }
        }
    }
}
