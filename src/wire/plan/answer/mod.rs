//! Answers about a plan, as JSON.

mod audit;
mod check;
mod implementation;
mod progress;
mod resources;
mod sarif;
mod schedule;

use serde_json::value::RawValue;

use super::super::provenance::Provenance;
use super::super::view::{View, view};
use super::{PlanRequest, read_plan};
use crate::advisor::Advisor;
use crate::planning::{Against, Finding, Review};
use crate::wire::number::to_json;
use crate::wire::{Problem, Rendered};

pub use audit::AuditAnswer;
pub use check::PlanCheckAnswer;
pub use implementation::ImplementationAnswer;
pub use progress::ProgressAnswer;
pub use resources::ResourcesAnswer;
pub use sarif::audit_sarif;
pub use schedule::ScheduleAnswer;

view! {
    /// A finding about a plan.
    #[schema(as = Finding)]
    pub(super) struct FindingLine<'a> from (finding: &'a Finding) {
        /// The finding's id, such as `plan.goal_without_need` or `learning_designs.practice_and_feedback`.
        id: &'a str,
        /// `error`, `warning` or `note`.
        severity: &'a str,
        /// The step of backmapping, for findings of the plan check.
        step: Option<&'a str> = step(&finding.against),
        /// The standard, for findings of the audit.
        standard: Option<&'a str> = element(&finding.against).map(|(standard, _)| standard),
        element: Option<&'a str> = element(&finding.against).map(|(_, element)| element),
        /// The place in the plan, as a JSON pointer; empty for the whole plan.
        place: &'a str,
        found: &'a str,
        why: &'a str,
        mend: &'a str,
        /// Ids of sources.
        sources: &'a [String],
        /// The evidence grade behind the severity; null if the plan contradicts itself.
        grade: Option<&'a str>,
        /// What studies found, if it differs from the standard.
        differs: Option<&'a str>,
        /// The reason for waiving it; null if it is not waived.
        waived: Option<&'a str>,
    }

    /// The plan's id, title and version.
    pub(super) struct PlanName<'a> from (review: &'a Review<'a>) {
        /// The plan's id, as sent.
        plan_id: Option<&'a str> = review.facts.plan.id.as_deref(),
        title: Option<&'a str> = review.facts.plan.title.as_deref(),
        /// The number of the newest entry in its history; 0 without one.
        revision: u32 = review.facts.plan.revision(),
        /// The day of review: as set in the plan, or the newest date of its readings and revisions.
        #[schema(value_type = Option<String>, format = Date)]
        as_of: Option<String> = View::view(&review.facts.plan.looked_at()),
    }
}

fn step(against: &Against) -> Option<&str> {
    match against {
        Against::Step(step) => Some(step),
        Against::Element { .. } => None,
    }
}

/// Returns the standard and its element.
fn element(against: &Against) -> Option<(&str, &str)> {
    match against {
        Against::Step(_) => None,
        Against::Element { standard, element } => Some((standard, element)),
    }
}

/// Returns a text that is not empty.
fn stated(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Returns a number with all its decimals.
fn exact(value: f64) -> Box<RawValue> {
    let text = if value.fract() == 0.0 && value.abs() < 1e15 { format!("{}", value as i64) } else { value.to_string() };
    RawValue::from_string(text).expect("finite numbers are JSON")
}

/// Reads and reviews a plan, then builds an answer from the review.
fn told(
    advisor: &Advisor,
    body: &[u8],
    tell: impl FnOnce(&Review<'_>, Provenance<'_>) -> Vec<u8>,
) -> Result<Vec<u8>, Problem> {
    let PlanRequest { plan, options } = read_plan(advisor, body)?;
    let standings = advisor.standings(&plan, &options)?;
    Ok(tell(&advisor.review(&plan, &standings), advisor.into()))
}

/// Declares the operations: each reads a plan and answers one question about it.
macro_rules! operations {
    ($($(#[$about:meta])* $name:ident, $answer:ident;)+) => { $(
        $(#[$about])*
        ///
        /// # Errors
        /// If the body is malformed or has invalid fields.
        pub fn $name(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
            told(advisor, body, |review, provenance| to_json(&$answer::view((review, provenance))))
        }
    )+ };
}

operations! {
    /// Answers `POST /v1/plans/check`.
    plan_check, PlanCheckAnswer;
    /// Answers `POST /v1/plans/schedule`.
    plan_schedule, ScheduleAnswer;
    /// Answers `POST /v1/plans/implementation`.
    plan_implementation, ImplementationAnswer;
    /// Answers `POST /v1/plans/progress`.
    plan_progress, ProgressAnswer;
    /// Answers `POST /v1/plans/resources`.
    plan_resources, ResourcesAnswer;
    /// Answers `POST /v1/audits`.
    audit, AuditAnswer;
}
