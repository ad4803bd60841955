//! Parameters in `model.toml` for judging a choice: which answers make a failure likely, how deep the dip is, and when
//! results can be judged fairly.
//!
//! These do not affect scores.

use serde::Deserialize;

use super::grading::GradeId;

/// When an answer makes a design's failure likely.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FailureSigns {
    /// An answer at or below this level is a sign toward 1.
    pub low: f64,
    /// An answer at or above this level is a sign toward 5.
    pub high: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A factor that increases a value toward one end of its scale, 1 or 5.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pull {
    pub factor: String,
    pub toward: u8,
    /// The increase at that end; zero at the other end, linear in between.
    pub most: f64,
}

/// How far performance and confidence may fall during new learning.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dip {
    /// A description of the dip.
    pub about: String,
    /// The factors that deepen it; their sum is at most 1.
    pub pulls: Vec<Pull>,
    /// The words for its depth, shallowest first.
    pub depth: Vec<Depth>,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A word for the depth of a dip.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Depth {
    pub id: String,
    /// The minimum sum of pulls.
    pub from: f64,
    /// What to expect.
    pub means: String,
}

/// The weeks before results can be judged fairly.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FairJudgement {
    /// Weeks for new practice to settle after the design's typical duration.
    pub settle_weeks: f64,
    /// The factors that lengthen it, in weeks.
    pub pulls: Vec<Pull>,
    /// What to look at earlier, as clauses that begin with "whether".
    pub look_at: Vec<String>,
    pub look_at_sources: Vec<String>,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}
