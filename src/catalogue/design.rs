//! `designs/*.toml`: what a learning design is, what it needs and gives, and what is known of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::grading::{GradeId, Grading};
use super::model::End;
use super::study::WhereStudied;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    pub id: String,
    pub position: usize,
    pub name: String,
    pub summary: String,
    pub environments: Vec<String>,
    pub mechanisms: Vec<String>,
    /// Mechanisms that it carries in part or under a condition.
    pub mechanisms_partial: Vec<String>,
    pub components: Vec<Component>,
    pub quality_marks: Vec<QualityMark>,
    pub practice_shown: PracticeShown,
    /// Whether it takes at least one colleague or coach.
    pub needs_peers: bool,
    /// Whether that colleague has to teach the same subject or grade.
    pub needs_same_subject: bool,
    pub cover: Cover,
    pub roles: Vec<String>,
    pub resources: Vec<String>,
    pub unknown: Vec<String>,
    pub outcomes: Outcomes,
    pub dosage: Dosage,
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// How use depends on follow-up that the school gives, for a design that brings none of its own.
    #[serde(default)]
    pub transfer: Option<Transfer>,
    /// How its potential shrinks with the number of teachers that a program is for, where that is known.
    #[serde(default)]
    pub size: Option<ProgramSize>,
    pub ingredients: Vec<Ingredient>,
    pub failures: Vec<Failure>,
    pub evidence: Vec<Evidence>,
    /// Why it stands in the first five of no random profile, where that is so.
    #[serde(default)]
    pub never_in_first_five: Option<String>,
    pub attributes: Attributes,
    pub interactions: BTreeMap<String, Exposure>,
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// What an environment changes for this design in place of what it changes for all.
    #[serde(default)]
    pub adjustments: Vec<Adjustment>,
}

/// What training holds, in the order in which the parts build on one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    Theory,
    Demonstration,
    Practice,
    FeedbackAndCoaching,
}

/// What a design of high quality shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QualityMark {
    AlignedOutcomes,
    ActiveEngagement,
    Reflection,
    Metacognition,
    OngoingSupport,
}

impl Component {
    /// All of them, in the order in which they build on one another.
    pub const ALL: [Self; 4] = [Self::Theory, Self::Demonstration, Self::Practice, Self::FeedbackAndCoaching];

    /// The id, as in the files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Theory => "theory",
            Self::Demonstration => "demonstration",
            Self::Practice => "practice",
            Self::FeedbackAndCoaching => "feedback_and_coaching",
        }
    }
}

impl QualityMark {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::AlignedOutcomes, Self::ActiveEngagement, Self::Reflection, Self::Metacognition, Self::OngoingSupport];

    /// The id, as in the files.
    pub fn id(self) -> &'static str {
        match self {
            Self::AlignedOutcomes => "aligned_outcomes",
            Self::ActiveEngagement => "active_engagement",
            Self::Reflection => "reflection",
            Self::Metacognition => "metacognition",
            Self::OngoingSupport => "ongoing_support",
        }
    }
}

/// Whose practice is put before colleagues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticeShown {
    Own,
    Others,
    None,
}

/// Whether teachers have to leave their own lessons.
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

/// A range with its usual value; `low` is the least under which it is still this design.
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

/// A role in which one takes part, with attributes of its own where they differ.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    pub id: String,
    pub name: String,
    pub what: String,
    #[serde(default)]
    pub attributes: Attributes,
    /// In place of the design's, where the role depends on follow-up and the design does not.
    #[serde(default)]
    pub transfer: Option<Transfer>,
}

/// How what is learned turns into use where the design itself brings no follow-up: with the school's sustained support,
/// or without it where what is learned is a simple routine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// How much of the rise a routine of the lowest complexity reaches without support, 0 to 1.
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
    /// Up to so many teachers nothing is lost.
    pub full_up_to: u32,
    /// From so many on the design keeps `keeps`; in between the share falls evenly.
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
    /// Whether it must not be cut; otherwise it may be adapted.
    pub keep: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    pub how: String,
    pub because: String,
    /// Answers that make it likely with a team.
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
    /// Where and with whom, as far as what was read states it.
    #[serde(default)]
    pub where_studied: Option<WhereStudied>,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What a study points to, apart from how strong it is. `none` is a finding of no effect; `unknown` is no finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Positive,
    None,
    Negative,
    Mixed,
    Unknown,
}

/// What the scoring reads of a design, by factor.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Attributes {
    /// By kind of resource.
    #[serde(default)]
    pub resources: BTreeMap<String, Attribute>,
    #[serde(flatten)]
    pub factors: BTreeMap<String, Attribute>,
}

/// The numbers that a factor's rule reads for one design.
#[derive(Clone, Debug, Deserialize)]
pub struct Attribute {
    /// In place of the factor's own rule.
    #[serde(default)]
    pub rule: Option<String>,
    /// How much hangs on the factor, for factors on the side of readiness.
    #[serde(default)]
    pub importance: Option<Importance>,
    /// Why little is left of the design where the need is not met; makes the need a gate.
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

/// How much of what a design does when it goes well would be lost if a factor was wholly missing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Importance {
    /// 0 nothing that is known, 1 up to a tenth, 2 up to a third, 3 most of it.
    pub value: u8,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A need without which the rest is worth little.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What a design is worth for one category, 0 to 1. Without a grade of its own it has its attribute's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryValue {
    pub id: String,
    pub value: f64,
    /// What it is worth inside a school that follows up for two years or more, for a design with a `transfer`.
    #[serde(default)]
    pub followed_up: Option<f64>,
    #[serde(default)]
    pub grade: Option<GradeId>,
    #[serde(default)]
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// How far a design is exposed to an interaction, 0 to 1.
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

/// A floor under which an alternative cannot run at all.
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

/// What an environment changes in an attribute.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjustment {
    /// Only in the file of a design: which environment it speaks of.
    #[serde(default)]
    pub environment: Option<String>,
    pub factor: String,
    /// For factors with categories: which of them.
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

    /// The share that is left for so many teachers, in millionths.
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
    /// The attribute for a term's path, such as `time_available` or `resources.time`.
    pub fn get(&self, path: &str) -> Option<&Attribute> {
        match path.split_once('.') {
            Some(("resources", kind)) => self.resources.get(kind),
            Some(_) => None,
            None => self.factors.get(path),
        }
    }
}
