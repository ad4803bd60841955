//! `planning.toml`: what a plan is checked against in addition to the standards: the steps of backmapping, the stages
//! of distributed learning, the implementation requirements, the cycles, and the levels of evaluation.

use serde::Deserialize;

use super::grading::GradeId;
use super::standards::rules;

/// Everything that a plan is checked against, except the standards.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanningWords {
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    #[serde(rename = "scope")]
    pub scopes: Vec<ScopeNote>,
    #[serde(rename = "characteristic")]
    pub characteristics: Vec<CharacteristicGroup>,
    #[serde(rename = "need_kind")]
    pub need_kinds: Vec<Named>,
    #[serde(rename = "stage")]
    pub stages: Vec<Named>,
    #[serde(rename = "stage_part")]
    pub stage_parts: Vec<StagePart>,
    #[serde(rename = "meeting_purpose")]
    pub meeting_purposes: Vec<Named>,
    #[serde(rename = "distribution_reason")]
    pub distribution_reasons: Vec<Reason>,
    #[serde(rename = "requirement")]
    pub requirements: Vec<ImplementationRequirement>,
    #[serde(rename = "community_step")]
    pub community_steps: Vec<Named>,
    #[serde(rename = "evaluation_level")]
    pub evaluation_levels: Vec<EvaluationWords>,
    #[serde(rename = "cycle_phase")]
    pub cycle_phases: Vec<Named>,
    pub edition_2022: Vec<Successor>,
}

/// A step of backmapping.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub number: u32,
    pub id: String,
    pub name: String,
    pub what: String,
    pub source: String,
    #[serde(rename = "question")]
    pub questions: Vec<StepQuestion>,
}

/// A key question of a step.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepQuestion {
    pub id: String,
    pub question: String,
    pub help: String,
    /// The place in the source.
    pub item: String,
}

/// Who a plan can be for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeNote {
    pub id: String,
    pub name: String,
    pub note: String,
}

/// A group whose characteristics step 2 asks about, and the factors that they set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CharacteristicGroup {
    pub of: String,
    pub name: String,
    pub question: String,
    pub factors: Vec<String>,
    #[serde(default)]
    pub settings: Vec<String>,
}

/// A named item with its description and source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    #[serde(default)]
    pub number: Option<u32>,
    pub id: String,
    pub name: String,
    pub what: String,
    #[serde(default)]
    pub question: Option<String>,
    #[serde(default)]
    pub item: Option<String>,
    pub source: String,
}

/// A part of every stage.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StagePart {
    pub id: String,
    pub name: String,
    pub what: String,
    pub item: String,
    pub source: String,
    /// The duration of one part, in minutes.
    pub minutes: Spread,
    /// The number of these parts per stage.
    pub count: Spread,
    pub grade: GradeId,
    pub rationale: String,
}

/// A typical number with its minimum and maximum.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    pub low: u32,
    pub typical: u32,
    pub high: u32,
}

impl Spread {
    /// Returns a spread for an exact number.
    pub fn exactly(number: u32) -> Self {
        Self { low: number, typical: number, high: number }
    }
}

/// A reason for distributing learning over time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    pub id: String,
    pub what: String,
    pub item: String,
    pub source: String,
}

/// An implementation requirement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImplementationRequirement {
    pub item: String,
    pub id: String,
    #[serde(default)]
    pub rule: Option<RequirementRule>,
    pub name: String,
    pub what: String,
    pub why: String,
    pub question: String,
    pub fix: String,
    pub source: String,
    pub grade: GradeId,
    #[serde(default, rename = "part")]
    pub parts: Vec<RequirementPart>,
}

/// A part of a requirement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequirementPart {
    pub id: String,
    #[serde(default)]
    pub rule: Option<RequirementRule>,
    pub question: String,
    pub what: String,
    pub fix: String,
}

rules! {
    /// What a plan or its profile shows about a requirement or a part; `planning/implementation.rs` applies the rules.
    RequirementRule:
    Time,
    Attendance,
    WholeDistrict,
    Differentiation,
    TheoryTaught,
    PracticeShown,
    OutsideExperts,
    PracticeWeeks,
    GoalsFromExistingPlan,
    Initiatives,
    Cycles,
    DatedStrategies,
    ClosedCycles,
    ColleaguesAndFeedback,
    Coaching,
    OwnCoaches,
    Blended,
    GrowthPlan,
    ContractTerms,
    SayInLearning,
    HabitInLessons,
    GoalForTopNeed,
    EvidenceForNeeds,
    WellBeing,
}

/// A level of evaluation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvaluationWords {
    pub number: u32,
    pub id: String,
    pub name: String,
    pub what: String,
    pub question: String,
    pub gather: String,
    pub source: String,
}

/// A standard of the 2022 edition, with the 2011 standards that it continues.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Successor {
    pub title: String,
    pub frame: String,
    pub from: Vec<String>,
    pub seen: super::Seen,
    pub note: String,
    pub source: String,
}
