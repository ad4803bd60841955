//! Parts that answers about a plan share.

use serde_json::value::RawValue;

use crate::advisor::Advisor;
use crate::planning::{Against, Also, Finding, Review};
use crate::wire::answered::provenance::Provenance;
use crate::wire::asked::plan::{PlanRequest, read_plan};
use crate::wire::kit::problem::Problem;
use crate::wire::kit::view::{View, view};

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
        fix: &'a str,
        /// Ids of sources.
        sources: &'a [String],
        /// The evidence grade behind the severity; null if the plan contradicts itself.
        grade: Option<&'a str>,
        /// What studies found, if it differs from the standard.
        differs: Option<&'a str>,
        /// The reason for waiving it; null if it is not waived.
        waived: Option<&'a str>,
        /// Other findings that state the same fact; they are not listed on their own.
        also: Vec<AlsoLine<'a>> = View::view(&finding.also),
    }

    /// A finding that states the same fact as another one.
    #[schema(as = SameFinding)]
    pub(super) struct AlsoLine<'a> from (also: &'a Also) {
        /// The finding's id; a waiver with this id applies too.
        id: &'a str,
        /// The step of backmapping, for findings of the plan check.
        step: Option<&'a str> = step(&also.against),
        /// The standard, for findings of the audit.
        standard: Option<&'a str> = element(&also.against).map(|(standard, _)| standard),
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
pub(super) fn stated(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Returns a number with all its decimals.
pub(super) fn exact(value: f64) -> Box<RawValue> {
    let text = if value.fract() == 0.0 && value.abs() < 1e15 { format!("{}", value as i64) } else { value.to_string() };
    RawValue::from_string(text).expect("finite numbers are JSON")
}

/// Reads and reviews a plan, then builds an answer from the review.
pub(super) fn answer_review(
    advisor: &Advisor,
    body: &[u8],
    tell: impl FnOnce(&Review<'_>, Provenance<'_>) -> Vec<u8>,
) -> Result<Vec<u8>, Problem> {
    let PlanRequest { plan, options } = read_plan(advisor, body)?;
    let ranks = advisor.design_ranks(&plan, &options)?;
    Ok(tell(&advisor.review(&plan, &ranks), advisor.into()))
}
