//! A plan as a team writes it: every field is optional, and ids link its parts.
//!
//! Nothing is validated here. A plan may contradict itself; `check.rs` and `audit/` report what is wrong.

use jiff::civil::{Date, Time};

use crate::catalogue::Profile;
use crate::words::{Named, named, text};

/// Returns the name of a value within a list or a sentence.
pub(super) fn label<T: Named>(value: T) -> String {
    text(&format!("planning.label.{}", value.id())).to_owned()
}

named! {
    /// Who the plan is for.
    Scope { District = "district", School = "school", Department = "department", Grade = "grade" }
}

named! {
    /// The source of a piece of evidence.
    DataKind {
        StateTest = "state_test",
        CommonAssessment = "common_assessment",
        ClassroomAssessment = "classroom_assessment",
        WorkSamples = "work_samples",
        Observation = "observation",
        Survey = "survey",
        Interview = "interview",
        SelfReport = "self_report",
        Attendance = "attendance",
        Records = "records",
        Hours = "hours",
        Other = "other",
    }
}

named! {
    /// Who or what a piece of evidence or a goal is about.
    About { Students = "students", Educators = "educators", System = "system" }
}

named! {
    /// Who or what a characteristic describes.
    CharacteristicOf {
        Community = "community",
        District = "district",
        School = "school",
        Department = "department",
        Staff = "staff",
        Content = "content",
    }
}

named! {
    /// The kind of a learning need.
    NeedKind {
        Knowledge = "knowledge",
        Attitudes = "attitudes",
        Skills = "skills",
        Aspirations = "aspirations",
        Behaviors = "behaviors",
    }
}

named! {
    /// A role in the plan.
    Role {
        Teachers = "teachers",
        Coaches = "coaches",
        Leaders = "leaders",
        District = "district",
        Outside = "outside",
    }
}

named! {
    /// Guskey's levels of evaluation.
    Level {
        Reactions = "reactions",
        Learning = "learning",
        Organisation = "organisation",
        Use = "use",
        Students = "students",
    }
}

named! {
    /// A form of ongoing support after a new practice is introduced.
    SupportForm {
        Coaching = "coaching",
        PeerVisits = "peer_visits",
        Meetings = "meetings",
        Materials = "materials",
        Leaders = "leaders",
        Online = "online",
    }
}

named! {
    /// When educators get feedback on their practice.
    FeedbackWhen { FromStart = "from_start", Later = "later", AppraisalOnly = "appraisal_only", Never = "never" }
}

named! {
    /// Whether participation is required.
    Attendance { Required = "required", Voluntary = "voluntary", Mixed = "mixed" }
}

named! {
    /// The team's answer to a check.
    Said { Yes = "yes", Partly = "partly", No = "no" }
}

named! {
    /// A weekday.
    Day {
        Monday = "monday",
        Tuesday = "tuesday",
        Wednesday = "wednesday",
        Thursday = "thursday",
        Friday = "friday",
        Saturday = "saturday",
        Sunday = "sunday",
    }
}

/// The whole plan.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Identifies the plan across calendars and later versions.
    pub id: Option<String>,
    pub title: Option<String>,
    pub scope: Option<Scope>,
    /// The review date; progress is reported up to it.
    pub as_of: Option<Date>,
    pub extends: Existing,
    /// The team's profile, which step 2 fills in.
    pub profile: Option<Profile>,
    pub needs: Vec<Need>,
    pub characteristics: Vec<Characteristic>,
    pub goals: Vec<Goal>,
    pub learning_needs: Vec<LearningNeed>,
    pub designs: Vec<ChosenDesign>,
    pub strategies: Vec<Strategy>,
    pub indicators: Vec<Indicator>,
    pub evaluation: Evaluation,
    pub support: Support,
    pub people: People,
    pub calendar: Calendar,
    pub stages: Vec<Stage>,
    pub cycles: Vec<Cycle>,
    pub prices: Prices,
    pub answers: Vec<KeyAnswer>,
    pub questions: Vec<OwnQuestion>,
    pub checks: Vec<Check>,
    pub waivers: Vec<Waiver>,
    pub history: Vec<Revision>,
}

/// An existing improvement plan that this plan extends.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    pub name: Option<String>,
    pub aims: Option<String>,
    pub owner: Option<String>,
    pub until: Option<Date>,
}

/// A student need (step 1).
#[derive(Clone, Debug, Default)]
pub struct Need {
    pub id: Option<String>,
    /// What students should know and be able to do.
    pub expected: Option<String>,
    pub missing: Option<String>,
    pub gap: Option<String>,
    pub who: Option<String>,
    pub all_students: Option<bool>,
    pub subjects: Vec<String>,
    pub priority: Option<u32>,
    pub evidence: Vec<Evidence>,
}

/// Evidence for a need.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    pub kind: Option<DataKind>,
    pub about: Option<About>,
    pub says: Option<String>,
    pub on: Option<Date>,
}

/// A characteristic of the community, district, school, or staff (step 2).
#[derive(Clone, Debug, Default)]
pub struct Characteristic {
    pub of: Option<CharacteristicOf>,
    pub text: Option<String>,
    /// Ids of the related factors of the profile.
    pub factors: Vec<String>,
}

/// A goal and who it is for (step 3).
#[derive(Clone, Debug, Default)]
pub struct Goal {
    pub id: Option<String>,
    pub about: Option<About>,
    pub text: Option<String>,
    pub by: Option<Date>,
    /// Ids of needs or other goals.
    pub follows_from: Vec<String>,
    /// Whether it comes from the improvement plan that this plan extends.
    pub from_existing: Option<bool>,
}

/// What educators need to learn (step 4).
#[derive(Clone, Debug, Default)]
pub struct LearningNeed {
    pub id: Option<String>,
    pub kind: Option<NeedKind>,
    pub text: Option<String>,
    pub who: Option<String>,
    /// Ids of goals.
    pub follows_from: Vec<String>,
    /// Earlier learning that it builds on.
    pub builds_on: Option<String>,
}

/// A chosen design (step 5).
#[derive(Clone, Debug, Default)]
pub struct ChosenDesign {
    pub id: Option<String>,
    /// The design's id in the catalog.
    pub design: Option<String>,
    pub environment: Option<String>,
    /// Ids of learning needs.
    pub follows_from: Vec<String>,
    pub because: Option<String>,
    /// Ids of chosen designs that come before it.
    pub after: Vec<String>,
    pub led_by: Vec<Role>,
    /// The structure of its meetings, such as a protocol or an agenda.
    pub protocol: Option<String>,
    /// How it is adapted for different learners.
    pub differs_for: Option<String>,
    /// Hours for one teacher, in place of the typical hours.
    pub hours: Option<f64>,
    pub weeks: Option<f64>,
}

/// A strategy (step 6).
#[derive(Clone, Debug, Default)]
pub struct Strategy {
    pub id: Option<String>,
    pub text: Option<String>,
    /// Ids of designs, learning needs, or goals.
    pub follows_from: Vec<String>,
    /// Ids of strategies that come before it.
    pub after: Vec<String>,
    /// A role, not a name.
    pub responsible: Option<String>,
    pub resources: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// A measure of progress (steps 3, 6, and 7).
#[derive(Clone, Debug, Default)]
pub struct Indicator {
    pub id: Option<String>,
    pub text: Option<String>,
    pub level: Option<Level>,
    /// Ids of goals or learning needs.
    pub follows_from: Vec<String>,
    pub kind: Option<DataKind>,
    pub gathered_by: Vec<Role>,
    pub unit: Option<String>,
    pub baseline: Option<f64>,
    pub baseline_on: Option<Date>,
    pub target: Option<f64>,
    pub target_on: Option<Date>,
    pub benchmarks: Vec<Point>,
    pub readings: Vec<Point>,
}

/// A number on a day: a benchmark or a reading.
#[derive(Clone, Debug, Default)]
pub struct Point {
    pub on: Option<Date>,
    pub value: Option<f64>,
    pub note: Option<String>,
}

/// How the plan is evaluated (steps 6 and 7).
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// Why the learning should lead to the goals.
    pub theory_of_change: Option<String>,
    pub expectations: Option<String>,
    pub by: Vec<Role>,
    pub uses: Option<String>,
    /// How the plan's spending is tracked.
    pub spending_followed: Option<String>,
}

/// Ongoing support (step 7).
#[derive(Clone, Debug, Default)]
pub struct Support {
    pub until: Option<Date>,
    pub forms: Vec<SupportForm>,
    pub feedback: Option<FeedbackWhen>,
    /// How teachers receive coaching and feedback.
    pub how: Option<String>,
    /// What comes next and builds on this learning.
    pub next: Option<String>,
}

/// The people in the plan.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub teachers: Option<u32>,
    pub coaches: Option<u32>,
    pub planned_by: Vec<Role>,
    pub leaders_take_part: Option<bool>,
    pub attendance: Option<Attendance>,
    /// Grades or subjects without a team.
    pub left_out: Vec<String>,
    pub norms: Option<String>,
    pub growth_plan: Option<String>,
    pub contract_terms: Option<String>,
    pub well_being: Option<String>,
    /// Number of initiatives at the same time, including this one.
    pub initiatives: Option<u32>,
}

/// When the team can meet.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// An IANA name, such as `America/Chicago`.
    pub time_zone: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Start of the contractual working day; `day_ends` is its end.
    pub day_starts: Option<Time>,
    pub day_ends: Option<Time>,
    pub closed: Vec<Closed>,
    pub meetings: Vec<MeetingTime>,
    pub most_minutes_a_week: Option<u32>,
    pub place: Option<String>,
}

/// Days without school.
#[derive(Clone, Debug, Default)]
pub struct Closed {
    pub name: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// A recurring meeting time, or a single day.
#[derive(Clone, Debug, Default)]
pub struct MeetingTime {
    pub day: Option<Day>,
    pub at: Option<Time>,
    pub minutes: Option<u32>,
    /// Weeks between meetings; 1 if missing.
    pub every_weeks: Option<u32>,
    /// A single date in place of a weekday, such as a training day.
    pub on: Option<Date>,
}

/// A stage of the learning, from the basics to more depth.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    pub id: Option<String>,
    pub name: Option<String>,
    pub content: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Ids of learning needs or goals.
    pub follows_from: Vec<String>,
    /// In place of the typical value, as are the next two fields.
    pub workshop_minutes: Option<u32>,
    pub online_sessions: Option<u32>,
    pub support_meetings: Option<u32>,
}

/// One cycle of plan, do, check, and act.
#[derive(Clone, Debug, Default)]
pub struct Cycle {
    pub id: Option<String>,
    pub stage: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// What the team will try.
    pub plan: Option<String>,
    pub tried: Option<String>,
    pub seen: Option<String>,
    pub changes: Option<String>,
    pub indicators: Vec<String>,
}

/// Local prices and budget.
#[derive(Clone, Debug, Default)]
pub struct Prices {
    pub currency: Option<String>,
    pub cover_day: Option<f64>,
    pub teacher_hour: Option<f64>,
    pub coach_hour: Option<f64>,
    pub budget: Option<f64>,
    /// The source of the money and its conditions.
    pub funding: Option<String>,
}

/// The team's answer to a key question.
#[derive(Clone, Debug, Default)]
pub struct KeyAnswer {
    /// For example `study_designs.where_successful`.
    pub question: Option<String>,
    pub text: Option<String>,
}

/// One of the team's own questions.
#[derive(Clone, Debug, Default)]
pub struct OwnQuestion {
    pub step: Option<String>,
    pub question: Option<String>,
    pub answer: Option<String>,
}

/// The team's answer to a check that the plan cannot show.
#[derive(Clone, Debug, Default)]
pub struct Check {
    /// A look-for, such as `data.benchmarks`, or a requirement, such as `implementation.time`.
    pub id: Option<String>,
    pub said: Option<Said>,
    pub evidence: Option<String>,
}

/// An accepted finding.
#[derive(Clone, Debug, Default)]
pub struct Waiver {
    pub finding: Option<String>,
    /// JSON pointer into the plan; all places if missing.
    pub place: Option<String>,
    pub reason: Option<String>,
    pub by: Option<String>,
    pub until: Option<Date>,
}

/// A version in the plan's history.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    pub revision: Option<u32>,
    pub on: Option<Date>,
    /// A role, not a name.
    pub by: Option<String>,
    pub change: Option<String>,
}

impl Plan {
    /// Returns the latest version number, or 0 without history.
    pub fn revision(&self) -> u32 {
        self.history.iter().filter_map(|entry| entry.revision).max().unwrap_or(0)
    }

    /// Returns the team's answer to a key question.
    pub fn answer(&self, question: &str) -> Option<&str> {
        let given = self.answers.iter().find(|answer| answer.question.as_deref() == Some(question))?;
        given.text.as_deref()
    }

    /// Returns the team's answer to a look-for or a requirement.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.id.as_deref() == Some(id))
    }

    /// Returns the review date, else the latest date of a reading or version.
    pub fn looked_at(&self) -> Option<Date> {
        let readings = self.indicators.iter().flat_map(|indicator| &indicator.readings).filter_map(|point| point.on);
        let revised = self.history.iter().filter_map(|entry| entry.on);
        self.as_of.or_else(|| readings.chain(revised).max())
    }
}
