//! Learning: how far outcomes move the model, one offset on the potential of each design.
//!
//! The score must first show some relation to outcomes (`relation.rs`). Then offsets are estimated against what else was
//! on offer and with the team's context controlled (`rows.rs`, `fit.rs`), the prior's width is chosen on folds of schools
//! (`folds.rs`), and a candidate serves only if it predicts outcomes of other schools better by more than chance
//! (`gate.rs`). Districts that do not share records share sums (`sums.rs`), which are pooled with folds of districts
//! (`pool.rs`). docs/learning.md has the equations (L1) to (L9).

mod allowed;
mod calibration;
mod chance;
mod choice;
mod columns;
mod concordance;
mod context;
mod estimate;
mod fit;
mod folds;
mod gate;
mod moments;
mod part;
mod pool;
mod pool_gate;
mod promote;
mod replay;
mod rows;
mod solve;
mod sums;
mod sums_fault;
mod tell;

use crate::catalogue::DesignIndex;
use crate::outcomes::Estimate;
use crate::sentences::Statement;

pub use calibration::{Bin, Calibration};
pub use choice::shares as choice_shares;
pub use estimate::learn;
pub use pool::{LEAST_DISTRICTS, Pool, Pooled, pool};
pub use pool_gate::PoolComparison;
pub use promote::promoted;
pub use sums::{Sums, TooSmall, doubled, sums, sums_columns};
pub use sums_fault::SumsFault;
pub use tell::points;

/// The fewest records of use or student results, schools and designs from which the model learns.
pub const LEAST_RECORDS: usize = 500;
pub const LEAST_SCHOOLS: usize = 30;
pub const LEAST_DESIGNS: usize = 8;

/// The most that one promotion moves a design's value for an outcome, on its scale of 0 to 1.
pub const MOST_MOVE: f64 = 0.15;
/// The most that all promotions together move it from the authored value.
pub const MOST_EVER: f64 = 0.3;

/// What was learned.
#[derive(Clone, Debug)]
pub struct Learning {
    pub counts: Counts,
    pub verdict: Verdict,
    /// `None` if there are too few records to look.
    pub relation: Option<Relation>,
    /// By design in the catalog's order; empty if nothing was estimated.
    pub offsets: Vec<Offset>,
    /// How the candidate compares with the current model; `None` if there is none.
    pub comparison: Option<Comparison>,
    /// The districts, if this is a pool of their sums.
    pub pool: Option<Pool>,
    /// The answer in words.
    pub summary: Vec<Statement>,
    pub notes: Vec<Statement>,
}

impl Learning {
    /// Returns what is known before anything is looked at.
    fn of_counts(counts: Counts) -> Self {
        Self {
            counts,
            verdict: Verdict::TooFew,
            relation: None,
            offsets: Vec::new(),
            comparison: None,
            pool: None,
            summary: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// What there was to learn from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub records: usize,
    /// Records of teams that waited; they have no design to learn about.
    pub waited: usize,
    /// Records without a result of use or students.
    pub without_result: usize,
    /// Results of fewer people than may be shown, or of designs and measures of too few teams.
    pub too_small: usize,
    /// Records that were given again and count once.
    pub repeated: usize,
    /// Results that the model learns from: use and student results.
    pub results: usize,
    pub schools: usize,
    pub designs: usize,
    /// Results of records in which a lot decided.
    pub by_lot: usize,
}

impl Counts {
    /// Whether there are enough results, schools and designs to look at.
    fn is_enough(&self) -> bool {
        self.results >= LEAST_RECORDS && self.schools >= LEAST_SCHOOLS && self.designs >= LEAST_DESIGNS
    }
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Fewer records, schools or designs than it takes.
    TooFew,
    /// The score shows no relation to these outcomes.
    NoRelation,
    /// No offset predicts other schools better.
    NothingMoves,
    /// The candidate is not better by more than chance.
    NotBetter,
    /// The candidate is better and may serve.
    Promoted,
}

impl Verdict {
    /// Returns the id, as in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::TooFew => "too_few",
            Self::NoRelation => "no_relation",
            Self::NothingMoves => "nothing_moves",
            Self::NotBetter => "not_better",
            Self::Promoted => "promoted",
        }
    }
}

/// How outcomes follow the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relation {
    /// The change of the outcome, as a share of its scale, for a score higher by 100 points.
    pub slope: f64,
    pub standard_error: f64,
}

/// What is learned of a design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offset {
    pub design: DesignIndex,
    /// Results with this design.
    pub results: usize,
    /// The offset that the current catalog has, on the scale of a value, 0 to 1.
    pub old: f64,
    /// The candidate's offset, and its interval of 90 %.
    pub new: f64,
    pub low: f64,
    pub high: f64,
    /// Whether a bound stops it.
    pub is_bounded: bool,
    /// How many more results it takes until the interval is half as wide as before any; `None` without a slope.
    pub missing: Option<usize>,
}

/// The current model and the candidate on outcomes of schools that each fit did not see.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The fall of the mean squared error, as a share of it, and its lower bound of 95 %.
    pub error_fall: f64,
    pub error_fall_low: f64,
    /// The share of pairs of results that the order of predictions has right.
    pub concordance: [f64; 2],
    /// The estimated mean outcome if every team took its first place, as a share of the scale, before and after.
    pub replay: [f64; 2],
    /// The difference of the two with its interval of 90 %.
    pub replay_gain: Estimate,
    /// How often the first place changes.
    pub first_changes: f64,
    pub calibration: Calibration,
}
