//! A plan as a team writes it: everything may still be missing, and ids tie its parts together.
//!
//! Nothing here is checked: a plan that contradicts itself is read whole, and `check.rs` and `audit/` say what is wrong.

use jiff::civil::{Date, Time};

use crate::catalogue::Profile;

/// A choice among ids that are fixed.
pub trait Named: Sized + Copy + PartialEq + 'static {
    /// Every value, in reading order.
    const ALL: &'static [Self];

    /// The id, as in JSON.
    fn id(self) -> &'static str;
}

/// An enumeration with the ids of its values.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $value:ident = $id:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$says])* $value),+ }

        impl Named for $name {
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn id(self) -> &'static str {
                match self { $(Self::$value => $id),+ }
            }
        }
    };
}

named! {
    /// Whom a plan is for.
    Scope { District = "district", School = "school", Department = "department", Grade = "grade" }
}

named! {
    /// Where a piece of evidence comes from.
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
    /// Whom a piece of evidence or a goal is about.
    About { Students = "students", Educators = "educators", System = "system" }
}

named! {
    /// Whose characteristics a remark describes.
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
    /// What educators need to learn.
    NeedKind {
        Knowledge = "knowledge",
        Attitudes = "attitudes",
        Skills = "skills",
        Aspirations = "aspirations",
        Behaviors = "behaviors",
    }
}

named! {
    /// A part that somebody can play.
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
    /// Help that goes on after a new practice was introduced.
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
    /// When educators hear how their practice comes along.
    FeedbackWhen { FromStart = "from_start", Later = "later", AppraisalOnly = "appraisal_only", Never = "never" }
}

named! {
    /// Whether one has to take part.
    Attendance { Required = "required", Voluntary = "voluntary", Mixed = "mixed" }
}

named! {
    /// An answer to what is asked.
    Said { Yes = "yes", Partly = "partly", No = "no" }
}

named! {
    /// A day of the week.
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
    /// Ties calendars and later versions to this plan.
    pub id: Option<String>,
    pub title: Option<String>,
    pub scope: Option<Scope>,
    /// The day on which it is looked at; progress is told up to it.
    pub as_of: Option<Date>,
    pub extends: Existing,
    /// What is known of the team; step 2 fills it.
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

/// An improvement plan that exists already and that this one adds to.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    pub name: Option<String>,
    pub aims: Option<String>,
    pub owner: Option<String>,
    pub until: Option<Date>,
}

/// What pupils need (step 1).
#[derive(Clone, Debug, Default)]
pub struct Need {
    pub id: Option<String>,
    /// What pupils should know and be able to do.
    pub expected: Option<String>,
    pub missing: Option<String>,
    pub gap: Option<String>,
    pub who: Option<String>,
    pub all_students: Option<bool>,
    pub subjects: Vec<String>,
    pub priority: Option<u32>,
    pub evidence: Vec<Evidence>,
}

/// What a need or a remark rests on.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    pub kind: Option<DataKind>,
    pub about: Option<About>,
    pub says: Option<String>,
    pub on: Option<Date>,
}

/// What is particular here (step 2).
#[derive(Clone, Debug, Default)]
pub struct Characteristic {
    pub of: Option<CharacteristicOf>,
    pub text: Option<String>,
    /// The factors of the profile that it speaks of.
    pub factors: Vec<String>,
}

/// What is to be better, and for whom (step 3).
#[derive(Clone, Debug, Default)]
pub struct Goal {
    pub id: Option<String>,
    pub about: Option<About>,
    pub text: Option<String>,
    pub by: Option<Date>,
    /// Needs, or other goals.
    pub follows_from: Vec<String>,
    /// Whether it stands in the improvement plan that this one extends.
    pub from_existing: Option<bool>,
}

/// What educators need to learn (step 4).
#[derive(Clone, Debug, Default)]
pub struct LearningNeed {
    pub id: Option<String>,
    pub kind: Option<NeedKind>,
    pub text: Option<String>,
    pub who: Option<String>,
    /// Goals.
    pub follows_from: Vec<String>,
    /// What educators have learned before that it builds on.
    pub builds_on: Option<String>,
}

/// A design that was chosen (step 5).
#[derive(Clone, Debug, Default)]
pub struct ChosenDesign {
    pub id: Option<String>,
    /// The design's id in the catalogue.
    pub design: Option<String>,
    pub environment: Option<String>,
    /// Learning needs.
    pub follows_from: Vec<String>,
    pub because: Option<String>,
    /// Which other chosen designs it waits for.
    pub after: Vec<String>,
    pub led_by: Vec<Role>,
    /// What structures its meetings, such as a protocol or an agenda.
    pub protocol: Option<String>,
    /// How it differs for different learners.
    pub differs_for: Option<String>,
    /// Hours for one teacher in place of what is usual.
    pub hours: Option<f64>,
    pub weeks: Option<f64>,
}

/// What is done (step 6).
#[derive(Clone, Debug, Default)]
pub struct Strategy {
    pub id: Option<String>,
    pub text: Option<String>,
    /// Designs, learning needs or goals.
    pub follows_from: Vec<String>,
    /// Which other strategies it waits for.
    pub after: Vec<String>,
    /// A role, not a name.
    pub responsible: Option<String>,
    pub resources: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// By what progress is seen (steps 3, 6 and 7).
#[derive(Clone, Debug, Default)]
pub struct Indicator {
    pub id: Option<String>,
    pub text: Option<String>,
    pub level: Option<Level>,
    /// Goals, or learning needs.
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

/// A number on a day: what should be reached, or what was seen.
#[derive(Clone, Debug, Default)]
pub struct Point {
    pub on: Option<Date>,
    pub value: Option<f64>,
    pub note: Option<String>,
}

/// How the plan is judged (steps 6 and 7).
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// Why the learning should lead to the goals.
    pub theory_of_change: Option<String>,
    pub expectations: Option<String>,
    pub by: Vec<Role>,
    pub uses: Option<String>,
    /// How what the plan spends is followed.
    pub spending_followed: Option<String>,
}

/// Help that goes on (step 7).
#[derive(Clone, Debug, Default)]
pub struct Support {
    pub until: Option<Date>,
    pub forms: Vec<SupportForm>,
    pub feedback: Option<FeedbackWhen>,
    /// How teachers receive coaching and feedback.
    pub how: Option<String>,
    /// What is learned afterwards, building on this.
    pub next: Option<String>,
}

/// Who takes part.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub teachers: Option<u32>,
    pub coaches: Option<u32>,
    pub planned_by: Vec<Role>,
    pub leaders_take_part: Option<bool>,
    pub attendance: Option<Attendance>,
    /// Grades or subjects that no team takes in.
    pub left_out: Vec<String>,
    pub norms: Option<String>,
    pub growth_plan: Option<String>,
    pub contract_terms: Option<String>,
    pub well_being: Option<String>,
    /// Initiatives that run at once, with this one.
    pub initiatives: Option<u32>,
}

/// When there is time.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// An IANA name, such as `America/Chicago`.
    pub time_zone: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// The contractual working day.
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

/// A time that comes again.
#[derive(Clone, Debug, Default)]
pub struct MeetingTime {
    pub day: Option<Day>,
    pub at: Option<Time>,
    pub minutes: Option<u32>,
    /// Every how many weeks; each week when left out.
    pub every_weeks: Option<u32>,
    /// Single days in place of a day of the week, such as days of training.
    pub on: Option<Date>,
}

/// A part of the learning, from the basis to more depth.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    pub id: Option<String>,
    pub name: Option<String>,
    pub content: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Learning needs or goals.
    pub follows_from: Vec<String>,
    /// In place of what is usual in a stage.
    pub workshop_minutes: Option<u32>,
    pub online_sessions: Option<u32>,
    pub support_meetings: Option<u32>,
}

/// One turn of plan, do, check and act.
#[derive(Clone, Debug, Default)]
pub struct Cycle {
    pub id: Option<String>,
    pub stage: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// What is to be tried.
    pub plan: Option<String>,
    pub tried: Option<String>,
    pub seen: Option<String>,
    pub changes: Option<String>,
    pub indicators: Vec<String>,
}

/// What things cost here.
#[derive(Clone, Debug, Default)]
pub struct Prices {
    pub currency: Option<String>,
    pub cover_day: Option<f64>,
    pub teacher_hour: Option<f64>,
    pub coach_hour: Option<f64>,
    pub budget: Option<f64>,
    /// Where the money comes from, and what it is tied to.
    pub funding: Option<String>,
}

/// The team's answer to a key question.
#[derive(Clone, Debug, Default)]
pub struct KeyAnswer {
    /// As `study_designs.where_successful`.
    pub question: Option<String>,
    pub text: Option<String>,
}

/// A question of the team's own.
#[derive(Clone, Debug, Default)]
pub struct OwnQuestion {
    pub step: Option<String>,
    pub question: Option<String>,
    pub answer: Option<String>,
}

/// What the team says of something that no plan shows.
#[derive(Clone, Debug, Default)]
pub struct Check {
    /// A look-for, as `data.benchmarks`, or a requirement, as `implementation.time`.
    pub id: Option<String>,
    pub said: Option<Said>,
    pub evidence: Option<String>,
}

/// A finding that is accepted as it is.
#[derive(Clone, Debug, Default)]
pub struct Waiver {
    pub finding: Option<String>,
    /// The place in the plan, as a JSON pointer; all places when left out.
    pub place: Option<String>,
    pub reason: Option<String>,
    pub by: Option<String>,
    pub until: Option<Date>,
}

/// An entry of the plan's history.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    pub revision: Option<u32>,
    pub on: Option<Date>,
    /// A role, not a name.
    pub by: Option<String>,
    pub change: Option<String>,
}

impl Plan {
    /// The number of the newest entry of its history; 0 without one.
    pub fn revision(&self) -> u32 {
        self.history.iter().filter_map(|entry| entry.revision).max().unwrap_or(0)
    }

    /// The answer that a team gave to a key question.
    pub fn answer(&self, question: &str) -> Option<&str> {
        let given = self.answers.iter().find(|answer| answer.question.as_deref() == Some(question))?;
        given.text.as_deref()
    }

    /// What the team says of a look-for or a requirement.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.id.as_deref() == Some(id))
    }

    /// The newest day that the plan itself names as past: the day it is looked at, the last reading or revision.
    pub fn looked_at(&self) -> Option<Date> {
        let readings = self.indicators.iter().flat_map(|indicator| &indicator.readings).filter_map(|point| point.on);
        let revised = self.history.iter().filter_map(|entry| entry.on);
        self.as_of.or_else(|| readings.chain(revised).max())
    }
}
