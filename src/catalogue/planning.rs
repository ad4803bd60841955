//! `planning.toml`: what a plan is asked and held against beside the standards: the steps of backmapping, the stages of
//! distributed learning, what implementation requires, the cycles, and the levels of evaluation.

use serde::Deserialize;

use super::grading::GradeId;

/// All that a plan is asked and held against beside the standards.
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
    /// Where in the source it stands.
    pub item: String,
}

/// Whom a plan may be for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeNote {
    pub id: String,
    pub name: String,
    pub note: String,
}

/// Whose characteristics are asked in step 2, and the factors that they set.
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

/// A named thing with what it is and where it comes from.
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

/// A part that every stage repeats.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StagePart {
    pub id: String,
    pub name: String,
    pub what: String,
    pub item: String,
    pub source: String,
    /// The minutes that one takes.
    pub minutes: Spread,
    /// How many a stage holds.
    pub count: Spread,
    pub grade: GradeId,
    pub rationale: String,
}

/// A usual number with its least and its most.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    pub low: u32,
    pub typical: u32,
    pub high: u32,
}

impl Spread {
    /// A number that is known.
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

/// Something that implementation with results requires.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImplementationRequirement {
    pub item: String,
    pub id: String,
    pub name: String,
    pub what: String,
    pub why: String,
    pub question: String,
    pub mend: String,
    pub source: String,
    pub grade: GradeId,
    #[serde(default, rename = "part")]
    pub parts: Vec<RequirementPart>,
}

/// A further thing inside a requirement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequirementPart {
    pub id: String,
    pub question: String,
    pub what: String,
    pub mend: String,
}

/// One of the levels on which learning is evaluated.
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

/// A standard of the 2022 edition, with those of 2011 that it takes up.
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
