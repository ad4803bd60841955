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
    #[error("name at least two factors: shares compare them with each other")]
    TooFew,
    #[error("this method supports at most {most} factors")]
    TooMany { most: usize },
    #[error("duplicate factor: name each factor once")]
    Repeated { factor: usize },
    #[error("a list of tied factors is empty: name at least one")]
    EmptyTie,
    #[error("all points are 0: at least one must be above 0 (six decimals are kept)")]
    NothingCounts,
    #[error("a factor is compared with itself: name two different factors")]
    Itself { factor: usize },
    #[error("a comparison names a factor that is not in `factors`")]
    NotNamed { factor: usize },
    #[error("duplicate pair: judge each pair once")]
    JudgedTwice { pair: (usize, usize) },
    #[error("`times` must be between 1 and {MOST_TIMES}")]
    OutOfScale,
    #[error("missing pairs: judge every pair of factors")]
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
