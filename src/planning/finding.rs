//! Findings: what is wrong with a plan, where, why it matters, and how to fix it.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::facts::Facts;
use crate::catalogue::{GradeId, Severity};
use crate::words::{fill_text, text};

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
    pub fix: String,
    pub sources: Vec<String>,
    /// The evidence grade behind the severity; none where the plan contradicts itself.
    pub grade: Option<GradeId>,
    /// What studies found, if it differs from the standard.
    pub differs: Option<String>,
    /// The reason for accepting the finding.
    pub waived: Option<String>,
    /// Other findings that state the same fact, in plan order; they are not listed on their own.
    pub also: Vec<Also>,
}

/// A finding that states the same fact as another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    pub id: String,
    pub against: Against,
}

/// A kind of finding that follows from the plan alone.
#[derive(Clone, Copy, Debug)]
pub struct FindingKind {
    pub id: &'static str,
    pub step: &'static str,
    pub severity: Severity,
}

impl FindingKind {
    /// Why it matters.
    pub fn why(&self) -> String {
        text(&format!("planning.finding.{}.why", self.id)).to_owned()
    }

    /// What to do.
    pub fn fix(&self) -> String {
        text(&format!("planning.finding.{}.fix", self.id)).to_owned()
    }

    /// Returns a finding with the only sentence of its kind.
    pub(super) fn at(&self, place: impl Into<String>, slots: &[(&str, &str)]) -> Finding {
        self.form("found", place, slots)
    }

    /// Returns a finding with one of the sentences of its kind.
    pub(super) fn form(&self, form: &str, place: impl Into<String>, slots: &[(&str, &str)]) -> Finding {
        self.saying(place, fill_text(&format!("planning.finding.{}.{form}", self.id), slots))
    }

    /// Returns a finding with a sentence from elsewhere.
    pub(super) fn saying(&self, place: impl Into<String>, found: impl Into<String>) -> Finding {
        Finding {
            id: self.id.to_owned(),
            against: Against::Step(self.step),
            severity: self.severity,
            place: place.into(),
            found: found.into(),
            why: self.why(),
            fix: self.fix(),
            sources: Vec::new(),
            grade: None,
            differs: None,
            waived: None,
            also: Vec::new(),
        }
    }
}

impl Finding {
    /// Whether an id is this finding's, or that of one with the same fact.
    pub fn has_id(&self, id: &str) -> bool {
        self.id == id || self.also.iter().any(|one| one.id == id)
    }
}

/// Declares the kinds of findings and the list of all kinds.
macro_rules! kinds {
    ($($name:ident: $step:literal, $severity:ident, $id:literal;)+) => {
        $(pub(super) const $name: FindingKind = FindingKind {
            id: $id, step: $step, severity: Severity::$severity,
        };)+

        /// Every kind of finding that follows from the plan alone, in step order.
        pub const FINDING_KINDS: &[FindingKind] = &[$($name),+];
    };
}

kinds! {
    DUPLICATE_ID: "plan", Error, "plan.duplicate_id";
    UNKNOWN_REFERENCE: "plan", Error, "plan.unknown_reference";
    WRONG_REFERENCE: "plan", Warning, "plan.wrong_reference";
    CYCLE: "plan", Error, "plan.cycle";
    DATES_OUT_OF_ORDER: "plan", Error, "plan.dates_out_of_order";
    REVISIONS_OUT_OF_ORDER: "plan", Warning, "plan.revisions_out_of_order";
    NO_NEED: "student_needs", Error, "plan.no_need";
    NEED_WITHOUT_EVIDENCE: "student_needs", Warning, "plan.need_without_evidence";
    NEED_WITHOUT_GOAL: "student_needs", Warning, "plan.need_without_goal";
    NO_CHARACTERISTIC: "characteristics", Warning, "plan.no_characteristic";
    UNKNOWN_FACTOR: "characteristics", Warning, "plan.unknown_factor";
    FACTOR_NOT_ANSWERED: "characteristics", Note, "plan.factor_not_answered";
    NO_GOAL: "goals", Error, "plan.no_goal";
    NO_STUDENT_GOAL: "goals", Error, "plan.no_student_goal";
    GOAL_WITHOUT_NEED: "goals", Error, "plan.goal_without_need";
    GOAL_WITHOUT_DATE: "goals", Note, "plan.goal_without_date";
    OUTCOME_WITHOUT_INDICATOR: "goals", Error, "plan.outcome_without_indicator";
    GOAL_WITHOUT_LEARNING: "educator_needs", Warning, "plan.goal_without_learning";
    NO_LEARNING_NEED: "educator_needs", Error, "plan.no_learning_need";
    LEARNING_WITHOUT_GOAL: "educator_needs", Error, "plan.learning_without_goal";
    KIND_NOT_CONSIDERED: "educator_needs", Note, "plan.kind_not_considered";
    LEARNING_WITHOUT_DESIGN: "study_designs", Warning, "plan.learning_without_design";
    NO_DESIGN: "study_designs", Error, "plan.no_design";
    DESIGN_GONE: "study_designs", Error, "plan.design_gone";
    ENVIRONMENT_GONE: "study_designs", Error, "plan.environment_gone";
    DESIGN_WITHOUT_NEED: "study_designs", Error, "plan.design_without_need";
    DESIGN_CANNOT_RUN: "study_designs", Error, "plan.design_cannot_run";
    DESIGN_GATE: "study_designs", Warning, "plan.design_gate";
    DESIGN_NOT_FIRST: "study_designs", Warning, "plan.design_without_reason";
    NO_PROFILE: "study_designs", Warning, "plan.no_profile";
    NO_STRATEGY: "plan", Warning, "plan.no_strategy";
    STRATEGY_WITHOUT_REASON: "plan", Warning, "plan.strategy_without_reason";
    STRATEGY_WITHOUT_ROLE: "plan", Warning, "plan.strategy_without_role";
    STRATEGY_WITHOUT_TIME: "plan", Warning, "plan.strategy_without_time";
    WAITS_FOR_LATER: "plan", Error, "plan.waits_for_later";
    EXPERT_WITHOUT_EXIT: "plan", Warning, "plan.expert_without_exit";
    NO_CALENDAR: "plan", Warning, "plan.no_calendar";
    UNKNOWN_TIME_ZONE: "plan", Error, "plan.unknown_time_zone";
    NO_FREE_SLOT: "plan", Error, "plan.no_free_slot";
    NO_LONG_BREAK: "plan", Warning, "plan.no_long_break";
    RHYTHM_BROKEN: "plan", Warning, "plan.rhythm_broken";
    OVER_BUDGET: "plan", Warning, "plan.over_budget";
    TOO_FEW_COACHES: "plan", Warning, "plan.too_few_coaches";
    NO_INDICATOR: "implement", Warning, "plan.no_indicator";
    INDICATOR_WITHOUT_LINK: "implement", Warning, "plan.indicator_without_goal";
    INDICATOR_WITHOUT_TARGET: "implement", Warning, "plan.indicator_without_target";
    JUDGED_TOO_EARLY: "implement", Warning, "plan.judged_too_early";
    CYCLE_WITHOUT_CHANGE: "implement", Note, "plan.cycle_without_change";
    WAIVER_WITHOUT_REASON: "plan", Warning, "plan.waiver_without_reason";
    WAIVER_UNUSED: "plan", Note, "plan.waiver_unused";
    WAIVER_ENDED: "plan", Note, "plan.waiver_ended";
    UNKNOWN_CHECK: "plan", Warning, "plan.unknown_check";
    UNKNOWN_QUESTION: "plan", Warning, "plan.unknown_question";
}

/// Marks waived findings, and adds findings about waivers that have no effect.
pub(super) fn waive(facts: &Facts<'_>, findings: &mut Vec<Finding>, report_unused: bool) {
    let plan = facts.plan;
    let mut about_waivers = Vec::new();
    for (at, waiver) in plan.waivers.iter().enumerate() {
        let place = format!("/waivers/{at}");
        let Some(id) = waiver.finding.as_deref() else { continue };
        let Some(reason) = waiver.reason.as_deref() else {
            about_waivers.push(WAIVER_WITHOUT_REASON.at(place, &[("what", &to_do_of(facts, id))]));
            continue;
        };
        let meant = |finding: &&mut Finding| {
            finding.has_id(id) && waiver.place.as_ref().is_none_or(|place| *place == finding.place)
        };
        let mut used = false;
        if is_over(waiver.until, plan.looked_at()) {
            about_waivers.push(WAIVER_ENDED.at(place, &[("what", &to_do_of(facts, id))]));
            continue;
        }
        for finding in findings.iter_mut().filter(meant) {
            finding.waived = Some(reason.to_owned());
            used = true;
        }
        if !used && report_unused {
            about_waivers.push(WAIVER_UNUSED.at(place, &[("what", &to_do_of(facts, id))]));
        }
    }
    findings.extend(about_waivers);
}

/// What a finding asks to do, by the finding's id, or the id itself if it is unknown.
fn to_do_of(facts: &Facts<'_>, id: &str) -> String {
    let kind = || FINDING_KINDS.iter().find(|kind| kind.id == id).map(FindingKind::fix);
    let look_for = || {
        let (standard, own) = id.split_once('.')?;
        let standard = facts.catalogue.standards.iter().find(|one| one.id == standard)?;
        let mut all = standard.elements.iter().flat_map(|element| &element.look_fors);
        all.find(|one| one.id == own).map(|one| one.fix.clone())
    };
    let said = kind().or_else(look_for).unwrap_or_else(|| id.to_owned());
    said.trim_end_matches('.').to_owned()
}

fn is_over(until: Option<Date>, today: Option<Date>) -> bool {
    until.zip(today).is_some_and(|(until, today)| until < today)
}

/// Sorts by severity, most serious first, then in plan order.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(weight);
}

/// Sorts findings of several lists, most serious first, then in the order of the lists.
pub(super) fn sort_by_severity(findings: &mut [&Finding]) {
    findings.sort_by_key(|finding| weight(finding));
}

/// Accepted findings come after the others of their severity.
fn weight(finding: &Finding) -> (Reverse<Severity>, bool) {
    (Reverse(finding.severity), finding.waived.is_some())
}
