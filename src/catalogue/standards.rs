//! `standards/*.toml`: the standards for professional learning, with what each looks like and does not look like.

use serde::{Deserialize, Serialize};

use super::grading::{GradeId, basis, tables};
use crate::words::named;

tables! {
    /// One of the seven standards of the 2011 edition.
    pub struct Standard {
        id: String,
        position: usize,
        name: String,
        /// The statement of the standard.
        statement: String,
        about: String,
        source: String,
        #[serde(rename = "element")] elements: Vec<Element>,
    }

    /// A part of a standard.
    pub struct Element {
        id: String,
        name: String,
        #[serde(rename = "look_for")] look_fors: Vec<LookFor>,
    }

    /// An observable sign of a met standard, of an unmet one, or both.
    pub struct LookFor {
        id: String,
        looks_like: Option<String>,
        /// The number of the positive item of the element in the source, counted from 1.
        good_item: Option<usize>,
        does_not_look_like: Option<String>,
        /// The number of the negative item of the element in the source, counted from 1.
        bad_item: Option<usize>,
        /// Asked if the plan does not show it; yes means that the standard is met.
        question: String,
        why: String,
        fix: String,
        severity: Severity,
        rationale: String,
        grade: GradeId,
        #[serde(default)] sources: Vec<String>,
        /// The rule that checks it in a plan.
        rule: Option<AuditRule>,
        /// What answers it if no rule does.
        known: Option<Known>,
        /// A difference between the evidence and the standard.
        differs: Option<Differs>,
    }

    /// A part of a plan that answers a look-for, so that the team is not asked again.
    pub struct Known {
        /// A factor of the profile with a level.
        factor: Option<String>,
        /// Whether the profile's experience with the chosen designs that need colleagues answers it.
        #[serde(default)] experience: bool,
        /// Whether learning online answers it.
        #[serde(default)] online: bool,
        /// Designs that show it once they are in the calendar.
        #[serde(default)] designs: Vec<String>,
    }

    /// A research finding that differs from the standard.
    pub struct Differs {
        says: String,
        #[serde(default)] sources: Vec<String>,
    }
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
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
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
    TeachersLead,
    FundingUnnamed,
    ExistingPlanIgnored,
}

basis!(LookFor);
