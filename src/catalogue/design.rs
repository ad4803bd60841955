//! `designs/*.toml`: what a learning design is, what it needs and provides, and the evidence on it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::grading::{GradeId, Grading};
use super::model::End;
use super::study::WhereStudied;
use crate::words::named;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    pub id: String,
    pub position: usize,
    pub name: String,
    pub summary: String,
    pub environments: Vec<String>,
    pub mechanisms: Vec<String>,
    /// Mechanisms that it includes partly or conditionally.
    pub mechanisms_partial: Vec<String>,
    pub components: Vec<Component>,
    pub quality_marks: Vec<QualityMark>,
    pub practice_shown: PracticeShown,
    /// Whether it needs at least one colleague or coach.
    pub needs_peers: bool,
    /// Whether that colleague must teach the same subject or grade.
    pub needs_same_subject: bool,
    pub cover: Cover,
    pub roles: Vec<String>,
    pub resources: Vec<String>,
    pub unknown: Vec<String>,
    pub outcomes: Outcomes,
    pub dosage: Dosage,
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// How use depends on the school's follow-up, for a design without follow-up of its own.
    #[serde(default)]
    pub transfer: Option<Transfer>,
    /// How its potential shrinks with the number of teachers in a program, if known.
    #[serde(default)]
    pub size: Option<ProgramSize>,
    pub ingredients: Vec<Ingredient>,
    pub failures: Vec<Failure>,
    pub evidence: Vec<Evidence>,
    /// Why it reaches the top five for no random profile, if so.
    #[serde(default)]
    pub never_in_first_five: Option<String>,
    pub attributes: Attributes,
    pub interactions: BTreeMap<String, Exposure>,
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// Environment adjustments for this design, which replace the general ones.
    #[serde(default)]
    pub adjustments: Vec<Adjustment>,
}

named! {
    /// The components of training, each building on the previous ones.
    #[derive(Deserialize, Serialize)]
    #[serde(rename_all = "snake_case")]
    Component {
        Theory = "theory",
        Demonstration = "demonstration",
        Practice = "practice",
        FeedbackAndCoaching = "feedback_and_coaching",
    }
}

named! {
    /// The marks of a high-quality design.
    #[derive(Deserialize, Serialize)]
    #[serde(rename_all = "snake_case")]
    QualityMark {
        AlignedOutcomes = "aligned_outcomes",
        ActiveEngagement = "active_engagement",
        Reflection = "reflection",
        Metacognition = "metacognition",
        OngoingSupport = "ongoing_support",
    }
}

/// Whose practice colleagues see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticeShown {
    Own,
    Others,
    None,
}

/// Whether teachers must leave their own lessons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cover {
    Required,
    Helps,
    None,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcomes {
    pub primary: Vec<String>,
    pub secondary: Vec<String>,
}

/// Typical amounts for one teacher in one school year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dosage {
    pub hours: Amount,
    pub weeks: Amount,
    pub session_hours: Amount,
    pub group_size: Amount,
    pub cover_hours: Amount,
    #[serde(default)]
    pub cost_usd_per_teacher: Option<Amount>,
    #[serde(default)]
    pub cost_unknown: Option<String>,
}

/// A range with its typical value; below `low` it is no longer this design.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    pub low: f64,
    pub typical: f64,
    pub high: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A role of a participant, with its own attributes where they differ.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    pub id: String,
    pub name: String,
    pub what: String,
    #[serde(default)]
    pub attributes: Attributes,
    /// Replaces the design's transfer if the role depends on follow-up and the design does not.
    #[serde(default)]
    pub transfer: Option<Transfer>,
}

/// How learning turns into use if the design has no follow-up of its own: with the school's sustained support, or
/// without it for a simple routine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// The share of the increase that a routine of the lowest complexity reaches without support, 0 to 1.
    pub simple_routine: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The share of its potential that a design keeps in a program for many teachers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramSize {
    /// Up to this many teachers, nothing is lost.
    pub full_up_to: u32,
    /// From this many teachers, the design keeps `keeps`; in between, the share falls linearly.
    pub from_teachers: u32,
    pub keeps: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ingredient {
    pub what: String,
    /// Whether it must be kept; otherwise it may be adapted.
    pub keep: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    pub how: String,
    pub because: String,
    /// Answers that make this failure likely for a team.
    #[serde(default)]
    pub signs: Vec<End>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub finding: String,
    #[serde(default)]
    pub effect: Option<f64>,
    #[serde(default)]
    pub effect_unit: Option<String>,
    pub direction: Direction,
    pub grade: GradeId,
    pub studied: String,
    /// Where and with whom it was studied, as far as the source states it.
    #[serde(default)]
    pub where_studied: Option<WhereStudied>,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The direction of a finding. `none` is a finding of no effect; `unknown` is no finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Positive,
    None,
    Negative,
    Mixed,
    Unknown,
}

/// The scoring attributes of a design, by factor.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Attributes {
    /// By kind of resource.
    #[serde(default)]
    pub resources: BTreeMap<String, Attribute>,
    #[serde(flatten)]
    pub factors: BTreeMap<String, Attribute>,
}

/// The inputs of a factor's rule for one design.
#[derive(Clone, Debug, Deserialize)]
pub struct Attribute {
    /// Replaces the factor's own rule.
    #[serde(default)]
    pub rule: Option<String>,
    /// The importance of the factor, for readiness factors.
    #[serde(default)]
    pub importance: Option<Importance>,
    /// Makes the need a gate, with the reason why little of the design works without it.
    #[serde(default)]
    pub gate: Option<Gate>,
    #[serde(default)]
    pub categories: Vec<CategoryValue>,
    pub grade: GradeId,
    #[serde(default)]
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
    #[serde(flatten)]
    pub numbers: BTreeMap<String, f64>,
}

/// The share of a design's benefit that is lost if a factor is completely missing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Importance {
    /// 0: nothing known; 1: up to a tenth; 2: up to a third; 3: most of it.
    pub value: u8,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A critical need: without it, the rest is worth little.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The value of a design for one category, 0 to 1. Its grade defaults to the attribute's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryValue {
    pub id: String,
    pub value: f64,
    /// The value in a school that follows up for two years or more, for a design with a `transfer`.
    #[serde(default)]
    pub followed_up: Option<f64>,
    #[serde(default)]
    pub grade: Option<GradeId>,
    #[serde(default)]
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The exposure of a design to an interaction, 0 to 1.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exposure {
    pub exposure: f64,
    pub grade: GradeId,
    #[serde(default)]
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A minimum level below which an alternative is not feasible.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    pub factor: String,
    pub at_least: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A change of an attribute by an environment.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjustment {
    /// The environment; only in a design's file.
    #[serde(default)]
    pub environment: Option<String>,
    pub factor: String,
    /// The categories that change, for factors with categories.
    #[serde(default)]
    pub categories: Vec<String>,
    #[serde(default)]
    pub add: Option<f64>,
    #[serde(default)]
    pub at_least: Option<f64>,
    #[serde(default)]
    pub scale: Option<f64>,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

impl Attribute {
    pub fn grading(&self) -> Grading<'_> {
        Grading { grade: &self.grade, rationale: &self.rationale, sources: &self.sources }
    }
}

impl Importance {
    pub fn grading(&self) -> Grading<'_> {
        Grading { grade: &self.grade, rationale: &self.rationale, sources: &self.sources }
    }
}

impl Gate {
    pub fn grading(&self) -> Grading<'_> {
        Grading { grade: &self.grade, rationale: &self.rationale, sources: &self.sources }
    }
}

impl Transfer {
    pub fn grading(&self) -> Grading<'_> {
        Grading { grade: &self.grade, rationale: &self.rationale, sources: &self.sources }
    }
}

impl ProgramSize {
    pub fn grading(&self) -> Grading<'_> {
        Grading { grade: &self.grade, rationale: &self.rationale, sources: &self.sources }
    }

    /// Returns the share left for this many teachers, in millionths.
    pub fn keeps_millionths(&self, teachers: u32) -> u64 {
        let (from, to) = (f64::from(self.full_up_to), f64::from(self.from_teachers));
        let along = ((f64::from(teachers) - from) / (to - from)).clamp(0.0, 1.0);
        ((1.0 - (1.0 - self.keeps) * along) * 1e6).round() as u64
    }
}

impl Adjustment {
    pub fn grading(&self) -> Grading<'_> {
        Grading { grade: &self.grade, rationale: &self.rationale, sources: &self.sources }
    }
}

impl Attributes {
    /// Returns the attribute for a term's path, such as `time_available` or `resources.time`.
    pub fn get(&self, path: &str) -> Option<&Attribute> {
        match path.split_once('.') {
            Some(("resources", kind)) => self.resources.get(kind),
            Some(_) => None,
            None => self.factors.get(path),
        }
    }
}
