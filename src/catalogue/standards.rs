//! `standards/*.toml`: the standards for professional learning, with what each looks like and does not look like.

use serde::{Deserialize, Serialize};

use super::grading::{GradeId, Grading};
use crate::words::named;

/// One of the seven standards of the 2011 edition.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    pub id: String,
    pub position: usize,
    pub name: String,
    /// The statement of the standard.
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

/// An observable sign of a met standard, of an unmet one, or both.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookFor {
    pub id: String,
    #[serde(default)]
    pub looks_like: Option<String>,
    /// The number of the positive item of the element in the source, counted from 1.
    #[serde(default)]
    pub good_item: Option<usize>,
    #[serde(default)]
    pub does_not_look_like: Option<String>,
    /// The number of the negative item of the element in the source, counted from 1.
    #[serde(default)]
    pub bad_item: Option<usize>,
    /// Asked if the plan does not show it; yes means that the standard is met.
    pub question: String,
    pub why: String,
    pub fix: String,
    pub severity: Severity,
    pub rationale: String,
    pub grade: GradeId,
    #[serde(default)]
    pub sources: Vec<String>,
    /// The rule that checks it in a plan.
    #[serde(default)]
    pub rule: Option<AuditRule>,
    /// A difference between the evidence and the standard.
    #[serde(default)]
    pub differs: Option<Differs>,
}

/// A research finding that differs from the standard.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Differs {
    pub says: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

named! {
    /// The severity of a finding.
    #[derive(Deserialize, Serialize)]
    #[serde(rename_all = "snake_case")]
    Severity { Note = "note", Warning = "warning", Error = "error" }
}

/// Declares rules that the files name by id, and the list of all.
macro_rules! rules {
    ($(#[$about:meta])+ $name:ident: $($rule:ident,)+) => {
        $(#[$about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($rule),+ }

        impl $name {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$rule),+];
        }
    };
}

pub(super) use rules;

rules! {
    /// The checks that a plan can answer. Each is named after the problem; `planning/audit/` implements them.
    AuditRule:
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
