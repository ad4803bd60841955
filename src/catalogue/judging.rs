//! Parameters in `model.toml` for judging a choice: which answers make a failure likely, how deep the dip is, and when
//! results can be judged fairly.
//!
//! These do not affect scores.

use super::grading::tables;

tables! {
    /// When an answer makes a design's failure likely.
    pub graded FailureSigns {
        /// An answer at or below this level is a sign toward 1.
        low: f64,
        /// An answer at or above this level is a sign toward 5.
        high: f64,
    }

    /// A factor that increases a value toward one end of its scale, 1 or 5.
    pub struct Pull {
        factor: String,
        toward: u8,
        /// The increase at that end; zero at the other end, linear in between.
        most: f64,
    }

    /// How far performance and confidence may fall during new learning.
    pub graded Dip {
        /// A description of the dip.
        about: String,
        /// The factors that deepen it; their sum is at most 1.
        pulls: Vec<Pull>,
        /// The words for its depth, shallowest first.
        depth: Vec<Depth>,
    }

    /// A word for the depth of a dip.
    pub struct Depth {
        id: String,
        /// The minimum sum of pulls.
        from: f64,
        /// What to expect.
        means: String,
    }

    /// The weeks before results can be judged fairly.
    pub graded FairJudgement {
        /// Weeks for new practice to settle after the design's typical duration.
        settle_weeks: f64,
        /// The factors that lengthen it, in weeks.
        pulls: Vec<Pull>,
        /// What to look at earlier, as clauses that begin with "whether".
        look_at: Vec<String>,
        look_at_sources: Vec<String>,
    }
}
