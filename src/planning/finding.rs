//! Findings: what is wrong with a plan, where, why it matters and how to mend it.

use jiff::civil::Date;

use super::plan::Plan;
use crate::catalogue::{GradeId, Severity};

/// What a finding is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// A step of backmapping, by its id.
    Step(&'static str),
    /// An element of a standard, by their ids.
    Element { standard: String, element: String },
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// As `plan.goal_without_need` or `learning_designs.workshops`.
    pub id: String,
    pub against: Against,
    pub severity: Severity,
    /// The place in the plan, as a JSON pointer; empty for the whole.
    pub place: String,
    pub found: String,
    pub why: String,
    pub mend: String,
    pub sources: Vec<String>,
    /// The grade of what the severity rests on; none where the plan contradicts itself.
    pub grade: Option<GradeId>,
    /// What studies found, where it differs from the standard.
    pub differs: Option<String>,
    /// Why it is accepted as it is.
    pub waived: Option<String>,
}

/// A kind of finding that a plan gives by itself.
#[derive(Clone, Copy, Debug)]
pub struct FindingKind {
    pub id: &'static str,
    pub step: &'static str,
    pub severity: Severity,
    pub why: &'static str,
    pub mend: &'static str,
}

impl FindingKind {
    pub(super) fn at(&self, place: impl Into<String>, found: impl Into<String>) -> Finding {
        Finding {
            id: self.id.to_owned(),
            against: Against::Step(self.step),
            severity: self.severity,
            place: place.into(),
            found: found.into(),
            why: self.why.to_owned(),
            mend: self.mend.to_owned(),
            sources: Vec::new(),
            grade: None,
            differs: None,
            waived: None,
        }
    }
}

/// Declares the kinds of findings, and the list of all of them.
macro_rules! kinds {
    ($($name:ident: $step:literal, $severity:ident, $id:literal, $why:literal, $mend:literal;)+) => {
        $(pub(super) const $name: FindingKind = FindingKind {
            id: $id, step: $step, severity: Severity::$severity, why: $why, mend: $mend,
        };)+

        /// Every kind of finding that a plan gives by itself, in the order of the steps.
        pub const FINDING_KINDS: &[FindingKind] = &[$($name),+];
    };
}

kinds! {
    DUPLICATE_ID: "plan", Error, "plan.duplicate_id",
        "What follows from what cannot be told when two parts have one id.",
        "Give one of them another id.";
    UNKNOWN_REFERENCE: "plan", Error, "plan.unknown_reference",
        "A part that follows from nothing there is has lost its reason.",
        "Name an id that the plan has, or leave the reference out.";
    WRONG_REFERENCE: "plan", Warning, "plan.wrong_reference",
        "The steps lead from needs to goals, from goals to what educators learn, and from there to designs; a link that jumps hides a step.",
        "Link it to the step before it.";
    CYCLE: "plan", Error, "plan.cycle",
        "Parts that wait for one another can never begin, and reasons that run in a circle are none.",
        "Take one of these links out.";
    DATES_OUT_OF_ORDER: "plan", Error, "plan.dates_out_of_order",
        "What ends before it begins cannot be carried out or judged.",
        "Put the dates in order.";
    REVISIONS_OUT_OF_ORDER: "plan", Warning, "plan.revisions_out_of_order",
        "The history has to show which version came last, since calendars are updated by its number.",
        "Number the entries upwards and put their days in order.";
    NO_NEED: "student_needs", Error, "plan.no_need",
        "Whatever follows has nothing to be held against.",
        "Say what pupils should know and be able to do and do not yet.";
    NEED_WITHOUT_EVIDENCE: "student_needs", Warning, "plan.need_without_evidence",
        "A need that nobody has looked at may be a habit of speech.",
        "Name what shows the need, with its day.";
    NEED_WITHOUT_GOAL: "student_needs", Warning, "plan.need_without_goal",
        "A need that no goal takes up is not being met.",
        "Set a goal for it, or take it out.";
    NO_CHARACTERISTIC: "characteristics", Warning, "plan.no_characteristic",
        "What works elsewhere may fail here for reasons that a plan should know.",
        "Say what is particular to community, district, school and staff, and answer the factors that it sets.";
    UNKNOWN_FACTOR: "characteristics", Warning, "plan.unknown_factor",
        "A remark that sets no factor cannot change the ranking.",
        "Name an id that GET /v1/factors lists.";
    FACTOR_NOT_ANSWERED: "characteristics", Note, "plan.factor_not_answered",
        "The remark speaks of a factor that the profile leaves open, so the ranking takes what is typical.",
        "Answer the factor in the profile.";
    NO_GOAL: "goals", Error, "plan.no_goal",
        "Without a goal there is nothing to plan towards.",
        "Set a goal for pupils and what educators do to reach it.";
    NO_STUDENT_GOAL: "goals", Error, "plan.no_student_goal",
        "Professional learning is for pupils in the end; goals for adults alone cannot show whether it helped them.",
        "Set a goal for pupils.";
    GOAL_WITHOUT_NEED: "goals", Error, "plan.goal_without_need",
        "A goal that meets no need of pupils spends time on something else.",
        "Link it to the need that it meets, or to a goal that does.";
    GOAL_WITHOUT_DATE: "goals", Note, "plan.goal_without_date",
        "A goal without a day is never missed and never met.",
        "Say by when.";
    OUTCOME_WITHOUT_INDICATOR: "goals", Error, "plan.outcome_without_indicator",
        "Nobody can tell whether an outcome without an indicator was reached.",
        "Name what will be looked at, with where it stands now and where it should stand.";
    GOAL_WITHOUT_LEARNING: "educator_needs", Warning, "plan.goal_without_learning",
        "A goal that nobody has to learn anything for is either met already or left to chance.",
        "Say what educators need to learn for it.";
    NO_LEARNING_NEED: "educator_needs", Error, "plan.no_learning_need",
        "A design is chosen for something to be learned.",
        "Say which knowledge, attitudes, skills, aspirations and behaviors educators need.";
    LEARNING_WITHOUT_GOAL: "educator_needs", Error, "plan.learning_without_goal",
        "Learning that serves no goal is a topic and not a need.",
        "Link it to the goal that it serves.";
    KIND_NOT_CONSIDERED: "educator_needs", Note, "plan.kind_not_considered",
        "Knowing how is seldom enough: what people believe, want and do decides whether practice changes.",
        "Say what is needed of this kind, or answer the key question of step 4 with why nothing is.";
    LEARNING_WITHOUT_DESIGN: "study_designs", Warning, "plan.learning_without_design",
        "What no design takes up will not be learned.",
        "Choose a design for it, or link it to one that is chosen.";
    NO_DESIGN: "study_designs", Error, "plan.no_design",
        "A plan for learning has to say how people learn.",
        "Choose a design from the ranking.";
    DESIGN_GONE: "study_designs", Error, "plan.design_gone",
        "Hours, roles and evidence of a design come from the catalogue, and it has no such design.",
        "Choose a design that GET /v1/designs lists.";
    ENVIRONMENT_GONE: "study_designs", Error, "plan.environment_gone",
        "The design is not offered in that environment, so it cannot be scheduled or costed.",
        "Name an environment in which it is offered, or leave it out.";
    DESIGN_WITHOUT_NEED: "study_designs", Error, "plan.design_without_need",
        "A design that no learning need asks for was chosen by habit.",
        "Link it to what educators need to learn.";
    DESIGN_CANNOT_RUN: "study_designs", Error, "plan.design_cannot_run",
        "As the profile stands, what the design needs is not there.",
        "Mend what is missing first, or choose a design that can run.";
    DESIGN_GATE: "study_designs", Warning, "plan.design_gate",
        "A critical need of the design is not met.",
        "Meet it before the start, and name who does in the strategies.";
    DESIGN_NOT_FIRST: "study_designs", Warning, "plan.design_without_reason",
        "Another design suits this profile better in this model; a choice against that may be right, and needs its reason.",
        "Say why it was chosen.";
    NO_PROFILE: "study_designs", Warning, "plan.no_profile",
        "Without a profile the ranking knows nothing of this team.",
        "Answer what is known of the factors.";
    NO_STRATEGY: "plan", Warning, "plan.no_strategy",
        "A design says how people learn and not what is done, by whom and when.",
        "Name the key strategies.";
    STRATEGY_WITHOUT_REASON: "plan", Warning, "plan.strategy_without_reason",
        "What serves no design, need or goal is extra work.",
        "Link it to what it serves.";
    STRATEGY_WITHOUT_ROLE: "plan", Warning, "plan.strategy_without_role",
        "What nobody answers for is not done.",
        "Name the role that answers for it.";
    STRATEGY_WITHOUT_TIME: "plan", Warning, "plan.strategy_without_time",
        "Without days there is no timeline.",
        "Say from when until when.";
    WAITS_FOR_LATER: "plan", Error, "plan.waits_for_later",
        "It begins before what it waits for has begun.",
        "Move one of the two.";
    NO_CALENDAR: "plan", Warning, "plan.no_calendar",
        "Learning that has no time set aside gives way to everything else.",
        "Give the first and last day of the year, holidays, and the times at which the team can meet.";
    UNKNOWN_TIME_ZONE: "plan", Error, "plan.unknown_time_zone",
        "A calendar whose zone nobody knows shows meetings at wrong hours.",
        "Use an IANA name, such as America/Chicago.";
    NO_FREE_SLOT: "plan", Error, "plan.no_free_slot",
        "What has no time in the calendar will not take place.",
        "Add meeting times, raise the limit per week, take less at once, or choose a design with fewer hours.";
    INDICATOR_WITHOUT_LINK: "implement", Warning, "plan.indicator_without_goal",
        "What is measured for no goal costs time and answers no question.",
        "Link it to a goal or a learning need.";
    INDICATOR_WITHOUT_TARGET: "implement", Warning, "plan.indicator_without_target",
        "Without a start and a target nobody can say whether a number is good.",
        "Say where it stands and where it should stand, with days.";
    JUDGED_TOO_EARLY: "implement", Warning, "plan.judged_too_early",
        "While something new is learned, results often fall first; judging them then ends what might have worked.",
        "Look at use until then, and set the day on which pupils' results are judged to the earliest fair date or later.";
    CYCLE_WITHOUT_CHANGE: "implement", Note, "plan.cycle_without_change",
        "A turn that was looked at and changes nothing has not been closed.",
        "Say what changes, or that nothing has to.";
    WAIVER_WITHOUT_REASON: "plan", Warning, "plan.waiver_without_reason",
        "A finding that is set aside without a reason cannot be defended.",
        "Say why it is accepted; until then it stands.";
    WAIVER_UNUSED: "plan", Note, "plan.waiver_unused",
        "It sets aside a finding that is not there, or not there any more.",
        "Take it out, or mend its id.";
    WAIVER_ENDED: "plan", Note, "plan.waiver_ended",
        "Its last day has passed, so the finding stands again.",
        "Mend the finding or give the waiver a new day.";
    UNKNOWN_CHECK: "plan", Warning, "plan.unknown_check",
        "An answer to something that is not asked is not counted.",
        "Use an id that GET /v1/standards or GET /v1/planning lists.";
    UNKNOWN_QUESTION: "plan", Warning, "plan.unknown_question",
        "An answer to a question that no step has is not counted.",
        "Use an id that GET /v1/planning lists, or put the question among your own.";
}

/// Sets aside what the plan waives, and tells of waivers that do nothing.
pub(super) fn waive(plan: &Plan, findings: &mut Vec<Finding>, tells_unused: bool) {
    let mut told = Vec::new();
    for (at, waiver) in plan.waivers.iter().enumerate() {
        let place = format!("/waivers/{at}");
        let Some(id) = waiver.finding.as_deref() else { continue };
        let Some(reason) = waiver.reason.as_deref() else {
            told.push(WAIVER_WITHOUT_REASON.at(place, format!("The waiver of {id} gives no reason.")));
            continue;
        };
        let meant = |finding: &&mut Finding| {
            finding.id == id && waiver.place.as_ref().is_none_or(|place| *place == finding.place)
        };
        let mut used = false;
        if ended(waiver.until, plan.looked_at()) {
            told.push(WAIVER_ENDED.at(place, format!("The waiver of {id} has ended.")));
            continue;
        }
        for finding in findings.iter_mut().filter(meant) {
            finding.waived = Some(reason.to_owned());
            used = true;
        }
        if !used && tells_unused {
            told.push(WAIVER_UNUSED.at(place, format!("Nothing was found that the waiver of {id} could set aside.")));
        }
    }
    findings.extend(told);
}

fn ended(until: Option<Date>, today: Option<Date>) -> bool {
    until.zip(today).is_some_and(|(until, today)| until < today)
}

/// The heaviest first, then in the order of the plan.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (b.severity, a.waived.is_some()).cmp(&(a.severity, b.waived.is_some())));
}
