//! Findings: what is wrong with a plan, where, why it matters, and how to fix it.

use jiff::civil::Date;

use super::plan::Plan;
use crate::catalogue::{GradeId, Severity};

/// What a finding refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// A step of backmapping, by id.
    Step(&'static str),
    /// An element of a standard, by the ids of both.
    Element { standard: String, element: String },
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// For example `plan.goal_without_need` or `learning_designs.workshops`.
    pub id: String,
    pub against: Against,
    pub severity: Severity,
    /// JSON pointer into the plan; empty for the whole plan.
    pub place: String,
    pub found: String,
    pub why: String,
    pub mend: String,
    pub sources: Vec<String>,
    /// The evidence grade behind the severity; none where the plan contradicts itself.
    pub grade: Option<GradeId>,
    /// What studies found, if it differs from the standard.
    pub differs: Option<String>,
    /// The reason for accepting the finding.
    pub waived: Option<String>,
}

/// A kind of finding that follows from the plan alone.
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

/// Declares the kinds of findings and the list of all kinds.
macro_rules! kinds {
    ($($name:ident: $step:literal, $severity:ident, $id:literal, $why:literal, $mend:literal;)+) => {
        $(pub(super) const $name: FindingKind = FindingKind {
            id: $id, step: $step, severity: Severity::$severity, why: $why, mend: $mend,
        };)+

        /// Every kind of finding that follows from the plan alone, in step order.
        pub const FINDING_KINDS: &[FindingKind] = &[$($name),+];
    };
}

kinds! {
    DUPLICATE_ID: "plan", Error, "plan.duplicate_id",
        "Two parts share this id, so links to it are ambiguous.",
        "Give one of them another id.";
    UNKNOWN_REFERENCE: "plan", Error, "plan.unknown_reference",
        "A link to a part that is not in the plan gives no reason for this part.",
        "Link to an id in the plan, or remove the link.";
    WRONG_REFERENCE: "plan", Warning, "plan.wrong_reference",
        "Each step builds on the one before it: needs, goals, learning needs, designs. This link skips a step.",
        "Link it to the step before it.";
    CYCLE: "plan", Error, "plan.cycle",
        "Parts that wait for each other can never begin, and circular reasons explain nothing.",
        "Remove one of these links.";
    DATES_OUT_OF_ORDER: "plan", Error, "plan.dates_out_of_order",
        "Nobody can carry out or judge something that ends before it begins.",
        "Put the dates in order.";
    REVISIONS_OUT_OF_ORDER: "plan", Warning, "plan.revisions_out_of_order",
        "Calendars use the version number to decide which version is the latest.",
        "Number the versions in ascending order and put their dates in order.";
    NO_NEED: "student_needs", Error, "plan.no_need",
        "Every later step depends on what students need.",
        "Describe what students should know and be able to do, but do not yet.";
    NEED_WITHOUT_EVIDENCE: "student_needs", Warning, "plan.need_without_evidence",
        "Without evidence, a need may be only an impression.",
        "Name the evidence for the need and its date.";
    NEED_WITHOUT_GOAL: "student_needs", Warning, "plan.need_without_goal",
        "A need without a goal will not be met.",
        "Set a goal for it, or remove the need.";
    NO_CHARACTERISTIC: "characteristics", Warning, "plan.no_characteristic",
        "What works elsewhere may fail here because local conditions differ.",
        "Describe what is particular to your community, district, school, and staff. Then answer the related factors.";
    UNKNOWN_FACTOR: "characteristics", Warning, "plan.unknown_factor",
        "A note that is not linked to a known factor cannot change the ranking.",
        "Use an id that GET /v1/factors lists.";
    FACTOR_NOT_ANSWERED: "characteristics", Note, "plan.factor_not_answered",
        "The note refers to a factor that is unanswered in the profile, so the ranking uses the typical answer.",
        "Answer the factor in the profile.";
    NO_GOAL: "goals", Error, "plan.no_goal",
        "Without a goal there is nothing to plan toward.",
        "Set a goal for students, and goals for what educators do to reach it.";
    NO_STUDENT_GOAL: "goals", Error, "plan.no_student_goal",
        "Professional learning is meant to help students. Goals for adults alone cannot show whether it did.",
        "Set a goal for students.";
    GOAL_WITHOUT_NEED: "goals", Error, "plan.goal_without_need",
        "A goal that meets no student need takes time away from those needs.",
        "Link it to the need that it meets, or to a goal that meets one.";
    GOAL_WITHOUT_DATE: "goals", Note, "plan.goal_without_date",
        "Without a date, nobody can check whether the goal was met on time.",
        "Add the date by which the goal should be met.";
    OUTCOME_WITHOUT_INDICATOR: "goals", Error, "plan.outcome_without_indicator",
        "Without an indicator, nobody can check whether the goal was reached.",
        "Name what you will measure, where it is now, and where it should be.";
    GOAL_WITHOUT_LEARNING: "educator_needs", Warning, "plan.goal_without_learning",
        "If nobody has to learn anything for a goal, it is either met already or left to chance.",
        "Describe what educators need to learn to reach it.";
    NO_LEARNING_NEED: "educator_needs", Error, "plan.no_learning_need",
        "A design can only be chosen for something that educators need to learn.",
        "Describe the knowledge, attitudes, skills, aspirations, and behaviors that educators need.";
    LEARNING_WITHOUT_GOAL: "educator_needs", Error, "plan.learning_without_goal",
        "Learning that serves no goal is a topic, not a need.",
        "Link it to the goal that it serves.";
    KIND_NOT_CONSIDERED: "educator_needs", Note, "plan.kind_not_considered",
        "Skills alone are seldom enough. What people believe, want, and do decides whether practice changes.",
        "Add a learning need of this kind, or answer the key question of step 4 to explain why none is needed.";
    LEARNING_WITHOUT_DESIGN: "study_designs", Warning, "plan.learning_without_design",
        "Educators will not learn this unless a design addresses it.",
        "Choose a design for it, or link it to a chosen design.";
    NO_DESIGN: "study_designs", Error, "plan.no_design",
        "A plan for professional learning must describe how people learn.",
        "Choose a design from the ranking.";
    DESIGN_GONE: "study_designs", Error, "plan.design_gone",
        "The hours, roles, and evidence of a design come from the catalog, which does not contain this one.",
        "Choose a design that GET /v1/designs lists.";
    ENVIRONMENT_GONE: "study_designs", Error, "plan.environment_gone",
        "The design is not offered in that environment, so it cannot be scheduled or costed.",
        "Choose an environment in which the design is offered, or leave the environment empty.";
    DESIGN_WITHOUT_NEED: "study_designs", Error, "plan.design_without_need",
        "A design that meets no learning need was probably chosen out of habit.",
        "Link it to what educators need to learn.";
    DESIGN_CANNOT_RUN: "study_designs", Error, "plan.design_cannot_run",
        "The profile does not meet this design's requirements.",
        "Fix what is missing first, or choose a design that is feasible.";
    DESIGN_GATE: "study_designs", Warning, "plan.design_gate",
        "This design has a critical need that the team does not meet.",
        "Meet the need before the design begins, and add a strategy that names who is responsible.";
    DESIGN_NOT_FIRST: "study_designs", Warning, "plan.design_without_reason",
        "Another design ranks first for this profile. This choice may still be right, but it needs a reason.",
        "Explain why the design was chosen.";
    NO_PROFILE: "study_designs", Warning, "plan.no_profile",
        "Without a profile, the ranking knows nothing about this team.",
        "Answer the factors that you know.";
    NO_STRATEGY: "plan", Warning, "plan.no_strategy",
        "A design describes how people learn, but not what is done, by which role, and when.",
        "Add the key strategies.";
    STRATEGY_WITHOUT_REASON: "plan", Warning, "plan.strategy_without_reason",
        "A strategy that serves no design, need, or goal is extra work.",
        "Link it to the part of the plan that it serves.";
    STRATEGY_WITHOUT_ROLE: "plan", Warning, "plan.strategy_without_role",
        "Work without an owner does not get done.",
        "Name the role that is responsible for it.";
    STRATEGY_WITHOUT_TIME: "plan", Warning, "plan.strategy_without_time",
        "Without dates there is no timeline.",
        "Add start and end dates.";
    WAITS_FOR_LATER: "plan", Error, "plan.waits_for_later",
        "The strategy begins before the one that it depends on.",
        "Move one of the two.";
    NO_CALENDAR: "plan", Warning, "plan.no_calendar",
        "Learning without protected time gives way to everything else.",
        "Add the first and last day of the year, holidays, and the times at which the team can meet.";
    UNKNOWN_TIME_ZONE: "plan", Error, "plan.unknown_time_zone",
        "With an unknown time zone, calendars show meetings at the wrong hours.",
        "Use an IANA name, such as America/Chicago.";
    NO_FREE_SLOT: "plan", Error, "plan.no_free_slot",
        "A session without time in the calendar will not take place.",
        "Add meeting times, raise the weekly limit, plan less at once, or choose a design with fewer hours.";
    INDICATOR_WITHOUT_LINK: "implement", Warning, "plan.indicator_without_goal",
        "Measuring something that serves no goal takes time and answers no question.",
        "Link it to a goal or a learning need.";
    INDICATOR_WITHOUT_TARGET: "implement", Warning, "plan.indicator_without_target",
        "Without a baseline and a target, nobody can judge whether a number is good.",
        "Add the baseline and the target, with their dates.";
    JUDGED_TOO_EARLY: "implement", Warning, "plan.judged_too_early",
        "Results often fall while people learn something new. Judging too early can end a design that works.",
        "Judge student results on the earliest fair date or later. Until then, look at whether the practice is used.";
    CYCLE_WITHOUT_CHANGE: "implement", Note, "plan.cycle_without_change",
        "A cycle that was reviewed but led to no decision is not complete.",
        "Describe what changes, or state that nothing has to change.";
    WAIVER_WITHOUT_REASON: "plan", Warning, "plan.waiver_without_reason",
        "An accepted finding without a reason cannot be defended.",
        "Explain why you accept it. Until then, the finding still counts.";
    WAIVER_UNUSED: "plan", Note, "plan.waiver_unused",
        "The waiver accepts a finding that does not exist, or no longer exists.",
        "Remove the waiver, or correct its finding id.";
    WAIVER_ENDED: "plan", Note, "plan.waiver_ended",
        "Its last day has passed, so the finding counts again.",
        "Fix the finding, or give the waiver a new last day.";
    UNKNOWN_CHECK: "plan", Warning, "plan.unknown_check",
        "An answer to an unknown question is not counted.",
        "Use an id that GET /v1/standards or GET /v1/planning lists.";
    UNKNOWN_QUESTION: "plan", Warning, "plan.unknown_question",
        "An answer to a question that is not part of any step is not counted.",
        "Use an id that GET /v1/planning lists, or add the question to your own questions.";
}

/// Marks waived findings, and adds findings about waivers that have no effect.
pub(super) fn waive(plan: &Plan, findings: &mut Vec<Finding>, tells_unused: bool) {
    let mut told = Vec::new();
    for (at, waiver) in plan.waivers.iter().enumerate() {
        let place = format!("/waivers/{at}");
        let Some(id) = waiver.finding.as_deref() else { continue };
        let Some(reason) = waiver.reason.as_deref() else {
            told.push(WAIVER_WITHOUT_REASON.at(place, format!("The waiver for {id} gives no reason.")));
            continue;
        };
        let meant = |finding: &&mut Finding| {
            finding.id == id && waiver.place.as_ref().is_none_or(|place| *place == finding.place)
        };
        let mut used = false;
        if ended(waiver.until, plan.looked_at()) {
            told.push(WAIVER_ENDED.at(place, format!("The waiver for {id} has ended.")));
            continue;
        }
        for finding in findings.iter_mut().filter(meant) {
            finding.waived = Some(reason.to_owned());
            used = true;
        }
        if !used && tells_unused {
            told.push(WAIVER_UNUSED.at(place, format!("The waiver for {id} matches no finding.")));
        }
    }
    findings.extend(told);
}

fn ended(until: Option<Date>, today: Option<Date>) -> bool {
    until.zip(today).is_some_and(|(until, today)| until < today)
}

/// Sorts by severity, most serious first, then in plan order.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (b.severity, a.waived.is_some()).cmp(&(a.severity, b.waived.is_some())));
}
