//! Weights by people: shares of importance from an order, from points, or from comparisons of pairs, and the multipliers
//! that carry them into a ranking.
//!
//! What lives here: the arithmetic. Orders and points stay exact integers; comparisons take floating numbers, always in
//! the catalogue's order, so that the order in which they were given changes nothing. What deliberately does not: which
//! factors there are, what their shares mean for a ranking, and any sentence.

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

/// What people said of the importance of factors, by the factors' places in the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub enum Judged {
    Ranking(Ranking),
    Swing(Swing),
    Pairwise(Pairwise),
}

/// What follows from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Elicited {
    /// The named factors in the catalogue's order; the shares add up to [`UNIT`].
    pub shares: Vec<Share>,
    /// How far comparisons contradict each other; `None` for the other methods.
    pub consistency: Option<Consistency>,
}

/// Why judgements give no shares.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ElicitationError {
    #[error("at least two factors are needed: the shares say how they stand to each other")]
    TooFew,
    #[error("at most {most} factors can be judged in this way")]
    TooMany { most: usize },
    #[error("a factor stands more than once")]
    Repeated { factor: usize },
    #[error("a list of tied factors is empty")]
    EmptyTie,
    #[error("all points are 0: at least one has to be above 0 (six decimals are kept)")]
    NothingCounts,
    #[error("a factor is compared with itself")]
    Itself { factor: usize },
    #[error("a factor is compared that is not among the factors")]
    NotNamed { factor: usize },
    #[error("a pair is judged more than once")]
    JudgedTwice { pair: (usize, usize) },
    #[error("a factor is 1 to {MOST_TIMES} times as important as another")]
    OutOfScale,
    #[error("pairs are missing")]
    Missing { pairs: Vec<(usize, usize)> },
}

impl Judged {
    /// The shares that follow.
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
