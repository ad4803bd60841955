//! `planning.toml`: what a plan is checked against in addition to the standards: the steps of backmapping, the stages
//! of distributed learning, the implementation requirements, the cycles, and the levels of evaluation.

use super::grading::{GradeId, tables};
use super::standards::{Known, rules};

tables! {
    /// Everything that a plan is checked against, except the standards.
    #[derive(Default)]
    pub struct PlanningWords {
        #[serde(rename = "step")] steps: Vec<Step>,
        #[serde(rename = "scope")] scopes: Vec<ScopeNote>,
        #[serde(rename = "characteristic")] characteristics: Vec<CharacteristicGroup>,
        #[serde(rename = "need_kind")] need_kinds: Vec<Named>,
        #[serde(rename = "stage")] stages: Vec<Named>,
        #[serde(rename = "stage_part")] stage_parts: Vec<StagePart>,
        #[serde(rename = "pattern")] patterns: Vec<LearningPattern>,
        #[serde(rename = "usual_break")] usual_breaks: Vec<UsualBreak>,
        calendar_words: CalendarWords,
        #[serde(rename = "meeting_purpose")] meeting_purposes: Vec<Named>,
        #[serde(rename = "distribution_reason")] distribution_reasons: Vec<Reason>,
        #[serde(rename = "requirement")] requirements: Vec<ImplementationRequirement>,
        #[serde(rename = "community_step")] community_steps: Vec<Named>,
        #[serde(rename = "evaluation_level")] evaluation_levels: Vec<EvaluationWords>,
        #[serde(rename = "cycle_phase")] cycle_phases: Vec<Named>,
        edition_2022: Vec<Successor>,
        backing: Backing,
        #[serde(rename = "same_fact")] same_facts: Vec<SameFact>,
    }

    /// What is too little to count as a statement, and what has to be behind one. The numbers are our judgment.
    #[derive(Default)]
    pub graded Backing {
        /// The least letters of a text.
        letters: usize,
        /// The least different words of a text.
        words: usize,
        /// The least letters of a role.
        role_letters: usize,
        /// Words that fill a field without saying anything.
        placeholders: Vec<String>,
        /// Years before the first day of learning and after it in which a date can be behind a statement.
        years_before: u32,
        years_after: u32,
        /// The least days with sessions of a follow-up.
        follow_up_sessions: usize,
        /// The least days from the first session of the plan to the last of a follow-up.
        follow_up_days: i32,
        /// The most days from the first session to the first feedback that still is early.
        early_days: i32,
        /// The least days with sessions of a team that meets regularly.
        regular_sessions: usize,
        /// The least members behind the mean of an answer in the profile.
        members: u64,
        /// The level of a factor, 1 to 5, at which a condition is met.
        enough: f64,
    }

    /// Findings that state one fact: where `lead` is found, it is the only finding and names the others.
    pub struct SameFact { lead: String, others: Vec<String> }

    /// A step of backmapping.
    pub struct Step {
        number: u32,
        id: String,
        name: String,
        what: String,
        source: String,
        #[serde(rename = "question")] questions: Vec<StepQuestion>,
    }

    /// A key question of a step.
    pub struct StepQuestion {
        id: String,
        question: String,
        help: String,
        /// The place in the source.
        item: String,
    }

    /// Who a plan can be for.
    pub struct ScopeNote { id: String, name: String, note: String }

    /// A group whose characteristics step 2 asks about, and the factors that they set.
    pub struct CharacteristicGroup {
        of: String,
        name: String,
        question: String,
        factors: Vec<String>,
        #[serde(default)] settings: Vec<String>,
    }

    /// A named item with its description and source.
    pub struct Named {
        number: Option<u32>,
        id: String,
        name: String,
        what: String,
        question: Option<String>,
        item: Option<String>,
        source: String,
    }

    /// A part of every stage.
    pub struct StagePart {
        id: String,
        name: String,
        what: String,
        item: String,
        source: String,
        /// The duration of one part, in minutes.
        minutes: Spread,
        /// The number of these parts per stage.
        count: Spread,
        /// Maximum weeks with school between two of them.
        most_weeks: u32,
        grade: GradeId,
        rationale: String,
    }

    /// What a stage adds to the chosen designs, unless the plan gives its own numbers.
    pub graded LearningPattern {
        id: String,
        name: String,
        what: String,
        workshop_minutes: u32,
        online_sessions: u32,
        support_meetings: u32,
        /// Weeks between support meetings, instead of their number.
        every_weeks: Option<u32>,
    }

    /// Days of every year that a calendar takes as closed while the plan names no long break in a long time.
    pub graded UsualBreak {
        name: String,
        /// First and last day, as month and day.
        from: String,
        until: String,
    }

    /// The words by which events and columns of a district's calendar are known, in lower case.
    #[derive(Default)]
    pub struct CalendarWords {
        /// Phrases in the name or kind of an event. Of several, the first kind in this order counts.
        first: Vec<String>,
        last: Vec<String>,
        learning: Vec<String>,
        open: Vec<String>,
        closed: Vec<String>,
        /// Names of columns.
        columns_name: Vec<String>,
        columns_from: Vec<String>,
        columns_until: Vec<String>,
        columns_kind: Vec<String>,
    }

    /// A typical number with its minimum and maximum.
    #[derive(Copy)]
    pub struct Spread { low: u32, typical: u32, high: u32 }
}

impl Spread {
    /// Returns a spread for an exact number.
    pub fn exactly(number: u32) -> Self {
        Self { low: number, typical: number, high: number }
    }
}

tables! {
    /// A reason for distributing learning over time.
    pub struct Reason { id: String, what: String, item: String, source: String }

    /// An implementation requirement.
    pub struct ImplementationRequirement {
        item: String,
        id: String,
        rule: Option<RequirementRule>,
        name: String,
        what: String,
        why: String,
        question: String,
        fix: String,
        source: String,
        grade: GradeId,
        #[serde(default, rename = "part")] parts: Vec<RequirementPart>,
    }

    /// A part of a requirement.
    pub struct RequirementPart {
        id: String,
        rule: Option<RequirementRule>,
        known: Option<Known>,
        question: String,
        what: String,
        fix: String,
    }
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
    CoachBreadth,
    Blended,
    GrowthPlan,
    ContractTerms,
    SayInLearning,
    HabitInLessons,
    GoalForTopNeed,
    EvidenceForNeeds,
    WellBeing,
}

tables! {
    /// A level of evaluation.
    pub struct EvaluationWords {
        number: u32,
        id: String,
        name: String,
        what: String,
        question: String,
        gather: String,
        source: String,
        /// The share of the way from the start to fair student results after which this level can be judged, 0 to 1.
        fair_after: f64,
        /// The basis of that share.
        fair_why: String,
    }

    /// A standard of the 2022 edition, with the 2011 standards that it continues.
    pub struct Successor {
        title: String,
        frame: String,
        from: Vec<String>,
        seen: super::Seen,
        note: String,
        source: String,
    }
}
