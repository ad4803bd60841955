//! `POST /v1/plans/implementation`: the requirements of implementation, and how far the plan meets them.

use serde::Serialize;

use super::super::super::provenance::Provenance;
use super::PlanName;
use crate::planning::{RequirementState, Review, State};

/// The requirements of implementation, met and missing.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImplementationAnswer)]
pub struct ImplementationAnswer<'a> {
    #[serde(flatten)]
    plan: PlanName<'a>,
    requirements: Vec<RequirementLine<'a>>,
    /// The dip and the time until results can be judged, for each chosen design.
    expectations: Vec<Expectation<'a>>,
    /// The earliest fair day to judge all chosen designs by results.
    #[schema(value_type = Option<String>, format = Date)]
    fair_date: Option<String>,
    /// The rule for stopping.
    stop_rule: &'static str,
    provenance: Provenance<'a>,
}

/// A requirement.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct RequirementLine<'a> {
    /// The id to use in `checks`, such as `implementation.time`.
    id: String,
    /// Its number in the source.
    item: &'a str,
    name: &'a str,
    what: &'a str,
    question: &'a str,
    #[serde(flatten)]
    state: StateLine<'a>,
    mend: &'a str,
    parts: Vec<PartLine<'a>>,
}

/// A part of a requirement.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PartLine<'a> {
    /// The id to use in `checks`, such as `implementation.differentiation`.
    id: String,
    question: &'a str,
    #[serde(flatten)]
    state: StateLine<'a>,
    mend: &'a str,
}

/// How far a requirement is met.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StateLine<'a> {
    /// `met`, `partly`, `missing`, or `open` if plan and profile do not show it and the team has not answered.
    state: &'a str,
    /// The evidence for it, or what is missing.
    because: Option<&'a str>,
    /// `plan` if plan or profile show it, `team` if the team answered it.
    by: &'static str,
}

/// What to expect from one design.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Expectation<'a> {
    design: &'a str,
    dip: &'a str,
    fairness: &'a str,
    fair_weeks: u32,
    look_at: &'a [String],
}

impl<'a> ImplementationAnswer<'a> {
    pub(super) fn new(review: &'a Review<'a>, provenance: Provenance<'a>) -> Self {
        let standing = review.facts.chosen.iter().filter_map(|chosen| Some((chosen, chosen.standing?)));
        let expectation =
            |(chosen, standing): (&'a crate::planning::Chosen<'a>, &'a crate::planning::Standing)| Expectation {
                design: &chosen.design.id,
                dip: &standing.dip,
                fairness: &standing.fairness,
                fair_weeks: standing.fair_weeks,
                look_at: &standing.look_at,
            };
        Self {
            plan: PlanName::new(review),
            requirements: review.implementation.iter().map(RequirementLine::new).collect(),
            expectations: standing.map(expectation).collect(),
            fair_date: review.facts.fair_date().map(|date| date.to_string()),
            stop_rule: crate::words::text("planning.stop.rule"),
            provenance,
        }
    }
}

impl<'a> RequirementLine<'a> {
    fn new(one: &'a RequirementState<'a>) -> Self {
        let requirement = one.requirement;
        let part = |(part, state): &'a (&'a crate::catalogue::RequirementPart, State)| PartLine {
            id: format!("implementation.{}", part.id),
            question: &part.question,
            state: state.into(),
            mend: &part.mend,
        };
        Self {
            id: format!("implementation.{}", requirement.id),
            item: &requirement.item,
            name: &requirement.name,
            what: &requirement.what,
            question: &requirement.question,
            state: (&one.state).into(),
            mend: &requirement.mend,
            parts: one.parts.iter().map(part).collect(),
        }
    }
}

impl<'a> From<&'a State> for StateLine<'a> {
    fn from(state: &'a State) -> Self {
        Self {
            state: state.met.id(),
            because: Some(state.because.as_str()).filter(|because| !because.is_empty()),
            by: if state.said { "team" } else { "plan" },
        }
    }
}
