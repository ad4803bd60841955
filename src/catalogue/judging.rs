//! What `model.toml` says of judging a choice: which answers make a failure likely, how deep the dip is, and how long it
//! takes until results may be judged.
//!
//! Nothing here is scored.

use serde::Deserialize;

use super::grading::GradeId;

/// When an answer makes a failure of a design likely.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FailureSigns {
    /// At or below this level a sign toward 1 is there.
    pub low: f64,
    /// At or above this level a sign toward 5 is there.
    pub high: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// One factor that deepens or lengthens something, and the end of its scale, 1 or 5, toward which it does.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pull {
    pub factor: String,
    pub toward: u8,
    /// How much at that end; nothing at the other, evenly between.
    pub most: f64,
}

/// How far performance and confidence may fall while something new is learnt.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dip {
    /// What the dip is, as a clause.
    pub about: String,
    /// What deepens it; together at most 1.
    pub pulls: Vec<Pull>,
    /// Words for it, shallowest first.
    pub depth: Vec<Depth>,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A word for how deep a dip is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Depth {
    pub id: String,
    /// The least sum of pulls.
    pub from: f64,
    /// As a clause: what to expect.
    pub means: String,
}

/// How many weeks have to pass before results may be judged.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FairJudgement {
    /// Weeks for new practice to settle once the design's usual time is over.
    pub settle_weeks: f64,
    /// What lengthens it, in weeks.
    pub pulls: Vec<Pull>,
    /// What may be looked at before: clauses that begin with whether.
    pub look_at: Vec<String>,
    pub look_at_sources: Vec<String>,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}
