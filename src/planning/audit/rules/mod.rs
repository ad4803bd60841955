//! The rules that derive look-fors from a plan. Each rule is named after the problem that it detects.

mod designs;
mod evaluation;
mod known;
mod links;
mod people;
mod time;

use super::{Shown, Verdict};
use crate::catalogue::AuditRule;
use crate::planning::behind::{Behind, Missing};
use crate::planning::fill_numbers;
use crate::planning::plan::label;
use crate::words::{Named, fill, fill_text, sentence, text};

pub(in crate::planning) use evaluation::{is_closed, is_to_come};
pub(in crate::planning) use known::known;

/// Applies a rule to the plan.
pub(super) fn judge(rule: AuditRule, behind: &Behind<'_, '_>) -> Verdict {
    let judge: fn(&Behind<'_, '_>) -> Verdict = match rule {
        AuditRule::WorkshopsOnly => designs::workshops_only,
        AuditRule::NoFollowUp => designs::no_follow_up,
        AuditRule::OneOffEvent => designs::one_off_event,
        AuditRule::Alone => designs::alone,
        AuditRule::OneSizeForAll => designs::one_size_for_all,
        AuditRule::NoProtocols => designs::no_protocols,
        AuditRule::PassiveDelivery => designs::passive_delivery,
        AuditRule::TechnologyOnlyFollowUp => designs::technology_only_follow_up,
        AuditRule::OutsideConsultantsAlone => people::outside_consultants_alone,
        AuditRule::LeadersAbsent => people::leaders_absent,
        AuditRule::NoCommonPlanning => people::no_common_planning,
        AuditRule::TeachersLead => people::teachers_lead,
        AuditRule::NoNorms => people::no_norms,
        AuditRule::SubjectsLeftOut => people::subjects_left_out,
        AuditRule::FeedbackOnlyAtAppraisal => people::feedback_only_at_appraisal,
        AuditRule::FeedbackLate => people::feedback_late,
        AuditRule::OutsideWorkingDay => time::outside_working_day,
        AuditRule::NoMeetingTime => time::no_meeting_time,
        AuditRule::IrregularMeetings => time::irregular_meetings,
        AuditRule::ShortSupport => time::short_support,
        AuditRule::NoBenchmark => evaluation::no_benchmark,
        AuditRule::LikingOnly => evaluation::liking_only,
        AuditRule::StudentDataAlone => evaluation::student_data_alone,
        AuditRule::HoursAlone => evaluation::hours_alone,
        AuditRule::UseNotMonitored => evaluation::use_not_monitored,
        AuditRule::NoTheoryOfChange => evaluation::no_theory_of_change,
        AuditRule::NoExpectations => evaluation::no_expectations,
        AuditRule::NoAdjustment => evaluation::no_adjustment,
        AuditRule::OutsidersEvaluate => evaluation::outsiders_evaluate,
        AuditRule::OneSourceOfData => links::one_source_of_data,
        AuditRule::SystemDataMissing => links::system_data_missing,
        AuditRule::UnrelatedTopics => links::unrelated_topics,
        AuditRule::NotFromNeeds => links::not_from_needs,
        AuditRule::StandAlone => links::stand_alone,
        AuditRule::NotAllStudents => links::not_all_students,
        AuditRule::BackgroundIgnored => links::background_ignored,
        AuditRule::ExistingPlanIgnored => links::existing_plan_ignored,
        AuditRule::TooManyPriorities => links::too_many_priorities,
        AuditRule::NoResourcesNamed => links::no_resources_named,
        AuditRule::ResourcesNotFollowed => links::resources_not_followed,
        AuditRule::FundingUnnamed => links::funding_unnamed,
    };
    judge(behind)
}

fn met(place: &str, evidence: impl Into<String>) -> Verdict {
    verdict(Shown::Met, place, evidence)
}

fn partly(place: &str, evidence: impl Into<String>) -> Verdict {
    verdict(Shown::Partly, place, evidence)
}

fn contrary(place: &str, evidence: impl Into<String>) -> Verdict {
    verdict(Shown::Contrary, place, evidence)
}

/// Stated by the plan, with what is missing behind the statement.
fn stated(place: &str, evidence: impl AsRef<str>, missing: Missing) -> Verdict {
    let (evidence, missing) = (sentence(evidence.as_ref()), missing.says());
    let slots = [("evidence", &*evidence), ("missing", &missing)];
    verdict(Shown::Stated, place, fill_text("planning.behind.stated", &slots))
}

/// Met if something is behind the statement, else stated.
fn backed(is_backed: bool, place: &str, evidence: impl AsRef<str>, missing: Missing) -> Verdict {
    if is_backed { met(place, evidence.as_ref()) } else { stated(place, evidence, missing) }
}

fn open() -> Verdict {
    verdict(Shown::Open, "", "")
}

fn verdict(shown: Shown, place: &str, evidence: impl Into<String>) -> Verdict {
    Verdict { shown, evidence: evidence.into(), place: place.to_owned() }
}

/// Stated if a text says something, because nothing else in the plan can be behind it; else open.
fn if_stated(behind: &Behind<'_, '_>, text: Option<&String>, place: &str) -> Verdict {
    behind.text(text).map_or_else(open, |text| stated(place, text, Missing::Proof))
}

/// How many of the parts of a plan show something, and of how many of these something is behind it.
#[derive(Clone, Copy, Debug)]
struct Share {
    all: usize,
    shown: usize,
    backed: usize,
}

impl Share {
    /// Counts parts: those that show something, and those of them with something behind it.
    fn of<T>(parts: &[T], is_shown: impl Fn(&T) -> bool, is_backed: impl Fn(&T) -> bool) -> Self {
        let shown: Vec<&T> = parts.iter().filter(|part| is_shown(part)).collect();
        Self { all: parts.len(), shown: shown.len(), backed: shown.iter().filter(|part| is_backed(part)).count() }
    }

    /// Met if every part is backed, partly if some are; stated if none is, contrary if none shows it; open without parts.
    fn all(self, place: &str, template: &str, missing: Missing) -> Verdict {
        match self {
            Self { all: 0, .. } => open(),
            Self { shown: 0, all, .. } => contrary(place, fill_numbers(template, 0, all)),
            Self { backed: 0, shown, all } => stated(place, fill_numbers(template, shown, all), missing),
            Self { backed, all, .. } if backed == all => met(place, fill_numbers(template, backed, all)),
            Self { backed, all, .. } => partly(place, fill_numbers(template, backed, all)),
        }
    }

    /// Met if one part is backed; stated if none is, contrary if none shows it; open without parts. The rule names the
    /// sentences.
    fn some(self, place: &str, rule: &str, missing: Missing) -> Verdict {
        let some = |number| fill_numbers(text(&format!("planning.audit.{rule}.some")), number, self.all);
        match self {
            Self { all: 0, .. } => open(),
            Self { shown: 0, .. } => contrary(place, text(&format!("planning.audit.{rule}.none"))),
            Self { backed: 0, shown, .. } => stated(place, some(shown), missing),
            Self { backed, .. } => met(place, some(backed)),
        }
    }
}

/// Fills the slot `values` with the names of choices.
fn list<T: Named>(template: &str, values: &[T]) -> String {
    let names: Vec<String> = values.iter().map(|value| label(*value)).collect();
    fill(template, &[("values", &names.join(", "))])
}
