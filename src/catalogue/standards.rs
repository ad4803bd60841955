//! `standards/*.toml`: the standards for professional learning, each with what it looks like and what it does not.

use serde::{Deserialize, Serialize};

use super::grading::{GradeId, Grading};

/// One of the seven standards of the 2011 edition.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    pub id: String,
    pub position: usize,
    pub name: String,
    /// What the standard demands.
    pub statement: String,
    pub about: String,
    pub source: String,
    #[serde(rename = "element")]
    pub elements: Vec<Element>,
}

/// A part of a standard.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    pub id: String,
    pub name: String,
    #[serde(rename = "look_for")]
    pub look_fors: Vec<LookFor>,
}

/// What is looked for: how it looks where the standard is met, how it looks where it is not, or both.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookFor {
    pub id: String,
    #[serde(default)]
    pub looks_like: Option<String>,
    /// Which item of the element's good side in the source, counted from 1.
    #[serde(default)]
    pub good_item: Option<usize>,
    #[serde(default)]
    pub does_not_look_like: Option<String>,
    /// Which item of the element's bad side in the source, counted from 1.
    #[serde(default)]
    pub bad_item: Option<usize>,
    /// Asked where the plan does not show it; yes means that the standard is met.
    pub question: String,
    pub why: String,
    pub mend: String,
    pub severity: Severity,
    pub rationale: String,
    pub grade: GradeId,
    #[serde(default)]
    pub sources: Vec<String>,
    /// What a plan itself shows of it.
    #[serde(default)]
    pub rule: Option<AuditRule>,
    /// Where what studies found and what the standard says differ.
    #[serde(default)]
    pub differs: Option<Differs>,
}

/// What studies found in place of what a standard says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Differs {
    pub says: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Note,
    Warning,
    Error,
}

impl Severity {
    /// All of them, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The id, as in the files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What a plan can show by itself. Each names what is wrong where it holds; `planning/audit/` says how it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditRule {
    WorkshopsOnly,
    NoFollowUp,
    OutsideWorkingDay,
    NoBenchmark,
    LikingOnly,
    OneSourceOfData,
    OneOffEvent,
    Alone,
    OneSizeForAll,
    TechnologyOnlyFollowUp,
    LeadersAbsent,
    OutsideConsultantsAlone,
    FeedbackOnlyAtAppraisal,
    StudentDataAlone,
    NoProtocols,
    NoNorms,
    UnrelatedTopics,
    SubjectsLeftOut,
    HoursAlone,
    ShortSupport,
    NoTheoryOfChange,
    NoExpectations,
    NoAdjustment,
    UseNotMonitored,
    IrregularMeetings,
    PassiveDelivery,
    NotFromNeeds,
    TooManyPriorities,
    BackgroundIgnored,
    OutsidersEvaluate,
    SystemDataMissing,
    NoResourcesNamed,
    StandAlone,
    ResourcesNotFollowed,
    NoCommonPlanning,
    NotAllStudents,
    FeedbackLate,
    NoMeetingTime,
}

impl LookFor {
    pub fn grading(&self) -> Grading<'_> {
        Grading { grade: &self.grade, rationale: &self.rationale, sources: &self.sources }
    }
}
