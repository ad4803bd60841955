//! `designs/*.toml`: what a learning design is, what it needs and provides, and the evidence on it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::grading::{GradeId, basis, tables};
use super::model::End;
use super::study::WhereStudied;
use crate::words::named;

tables! {
    pub struct Design {
        id: String,
        position: usize,
        name: String,
        summary: String,
        environments: Vec<String>,
        mechanisms: Vec<String>,
        /// Mechanisms that it includes partly or conditionally.
        mechanisms_partial: Vec<String>,
        components: Vec<Component>,
        quality_marks: Vec<QualityMark>,
        practice_shown: PracticeShown,
        /// Whether it needs at least one colleague or coach.
        needs_peers: bool,
        /// Whether that colleague must teach the same subject or grade.
        needs_same_subject: bool,
        cover: Cover,
        roles: Vec<String>,
        resources: Vec<String>,
        unknown: Vec<String>,
        outcomes: Outcomes,
        dosage: Dosage,
        rhythm: Rhythm,
        #[serde(default)] variants: Vec<Variant>,
        /// How use depends on the school's follow-up, for a design without follow-up of its own.
        transfer: Option<Transfer>,
        /// How its potential shrinks with the number of teachers in a program, if known.
        size: Option<ProgramSize>,
        ingredients: Vec<Ingredient>,
        failures: Vec<Failure>,
        evidence: Vec<Evidence>,
        /// Why it reaches the top five for no random profile, if so.
        never_in_first_five: Option<String>,
        attributes: Attributes,
        interactions: BTreeMap<String, Exposure>,
        #[serde(default)] requirements: Vec<Requirement>,
        /// Environment adjustments for this design, which replace the general ones.
        #[serde(default)] adjustments: Vec<Adjustment>,
    }
}

impl Design {
    /// Whether a coach works with one teacher at a time.
    pub fn is_coaching(&self) -> bool {
        let by_coach = self.dosage.led.as_ref().is_some_and(|led| led.by == Leader::Coach);
        by_coach && self.dosage.group_size.high <= 1.0
    }
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

named! {
    /// Where a session takes place.
    #[derive(Deserialize, Serialize)]
    #[serde(rename_all = "snake_case")]
    SessionPlace {
        /// In a meeting time of the team.
        Meeting = "meeting",
        /// In a lesson with students, with substitute coverage for those who leave their own.
        Lesson = "lesson",
        /// When each teacher chooses.
        OwnTime = "own_time",
        /// At an event outside the school.
        Away = "away",
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

/// Who is paid to lead a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Leader {
    Coach,
    Facilitator,
}

/// What a design buys for each teacher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fee {
    Materials,
    CourseFee,
    /// For each day of six hours.
    ConferenceDay,
}

tables! {
    pub struct Outcomes { primary: Vec<String>, secondary: Vec<String> }

    /// Typical amounts for one teacher in one school year.
    pub struct Dosage {
        hours: Amount,
        weeks: Amount,
        session_hours: Amount,
        group_size: Amount,
        cover_hours: Amount,
        /// Who is paid to lead it, and the share of the hours that they are present; none if members lead.
        led: Option<Led>,
        /// What is bought for each teacher.
        #[serde(default)] fees: Vec<Fee>,
        cost_usd_per_teacher: Option<Amount>,
        cost_unknown: Option<String>,
    }

    /// Where and how often the sessions take place.
    pub graded Rhythm {
        /// The places of the sessions in order, repeated until the last one.
        places: Vec<SessionPlace>,
        /// Maximum weeks with school between two sessions; with more, it is no longer this design.
        most_weeks: u32,
        /// The part of a stage that this design already is.
        counts_as: Option<String>,
    }
    /// The share of a design's hours that a paid leader is present, 0 to 1.
    pub graded Led { by: Leader, low: f64, typical: f64, high: f64 }

    /// A range with its typical value; below `low` it is no longer this design.
    pub graded Amount { low: f64, typical: f64, high: f64 }

    /// A role of a participant, with its own attributes where they differ.
    pub struct Variant {
        id: String,
        name: String,
        what: String,
        #[serde(default)] attributes: Attributes,
        /// Replaces the design's transfer if the role depends on follow-up and the design does not.
        transfer: Option<Transfer>,
    }

    /// How learning turns into use if the design has no follow-up of its own: with the school's sustained support, or
    /// without it for a simple routine.
    pub graded Transfer {
        /// The share of the increase that a routine of the lowest complexity reaches without support, 0 to 1.
        simple_routine: f64,
    }

    /// The share of its potential that a design keeps in a program for many teachers.
    pub graded ProgramSize {
        /// Up to this many teachers, nothing is lost.
        full_up_to: u32,
        /// From this many teachers, the design keeps `keeps`; in between, the share falls linearly.
        from_teachers: u32,
        keeps: f64,
    }

    pub struct Ingredient {
        what: String,
        /// Whether it must be kept; otherwise it may be adapted.
        keep: bool,
    }

    pub struct Failure {
        how: String,
        because: String,
        /// Answers that make this failure likely for a team.
        #[serde(default)] signs: Vec<End>,
    }

    pub struct Evidence {
        finding: String,
        effect: Option<f64>,
        effect_unit: Option<String>,
        direction: Direction,
        grade: GradeId,
        studied: String,
        /// Where and with whom it was studied, as far as the source states it.
        where_studied: Option<WhereStudied>,
        #[serde(default)] sources: Vec<String>,
    }
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

tables! {
    /// The share of a design's benefit that is lost if a factor is completely missing.
    pub graded Importance {
        /// 0: nothing known; 1: up to a tenth; 2: up to a third; 3: most of it.
        value: u8,
    }

    /// A critical need: without it, the rest is worth little.
    pub graded Gate {}

    /// The value of a design for one category, 0 to 1. Its grade defaults to the attribute's.
    pub struct CategoryValue {
        id: String,
        value: f64,
        /// The value in a school that follows up for two years or more, for a design with a `transfer`.
        followed_up: Option<f64>,
        grade: Option<GradeId>,
        #[serde(default)] rationale: String,
        #[serde(default)] sources: Vec<String>,
    }

    /// The exposure of a design to an interaction, 0 to 1.
    pub struct Exposure {
        exposure: f64,
        grade: GradeId,
        #[serde(default)] rationale: String,
        #[serde(default)] sources: Vec<String>,
    }

    /// A minimum level below which an alternative is not feasible.
    pub graded Requirement { factor: String, at_least: f64 }

    /// A change of an attribute by an environment.
    pub graded Adjustment {
        /// The environment; only in a design's file.
        environment: Option<String>,
        factor: String,
        /// The categories that change, for factors with categories.
        #[serde(default)] categories: Vec<String>,
        add: Option<f64>,
        at_least: Option<f64>,
        scale: Option<f64>,
    }
}

basis!(Attribute, Exposure);

impl ProgramSize {
    /// Returns the share left for this many teachers, in millionths.
    pub fn keeps_millionths(&self, teachers: u32) -> u64 {
        let (from, to) = (f64::from(self.full_up_to), f64::from(self.from_teachers));
        let along = ((f64::from(teachers) - from) / (to - from)).clamp(0.0, 1.0);
        ((1.0 - (1.0 - self.keeps) * along) * 1e6).round() as u64
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
