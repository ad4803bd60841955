//! `POST /v1/plans/resources`: hours, people, days of substitute coverage and costs, with ranges and unknowns.

use serde::Serialize;

use super::super::super::provenance::Provenance;
use super::PlanName;
use crate::planning::{self, Resources, Review};

/// The resources that a plan requires.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ResourcesAnswer)]
pub struct ResourcesAnswer<'a> {
    #[serde(flatten)]
    plan: PlanName<'a>,
    /// The number of teachers who take part; null if the plan does not state it.
    teachers: Option<u32>,
    per_teacher: PerTeacher,
    /// Totals for all teachers; null if their number is not stated.
    total: Option<Total>,
    /// One line for each design and each part of the stages, per teacher.
    lines: Vec<ResourceLine<'a>>,
    /// Costs for all teachers at the plan's own prices.
    local: Vec<LocalLine<'a>>,
    currency: Option<&'a str>,
    budget: Option<f64>,
    people: &'a [&'a str],
    things: &'a [&'a str],
    unknown: &'a [String],
    provenance: Provenance<'a>,
}

/// An amount with its range.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
struct AmountRange {
    low: f64,
    typical: f64,
    high: f64,
}

/// For one teacher.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PerTeacher {
    hours: AmountRange,
    cover_days: AmountRange,
    /// US dollars; null if no design has a known cost.
    cost_usd: Option<AmountRange>,
}

/// Over all teachers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Total {
    hours: AmountRange,
    cover_days: AmountRange,
    cost_usd: Option<AmountRange>,
}

/// What one part requires, per teacher.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ResourceLine<'a> {
    what: &'a str,
    hours: AmountRange,
    cover_days: AmountRange,
    cost_usd: Option<AmountRange>,
    cost_unknown: Option<&'a str>,
    rationale: &'a str,
}

/// A cost at the plan's own prices.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct LocalLine<'a> {
    what: &'a str,
    amount: AmountRange,
}

impl From<planning::Range> for AmountRange {
    fn from(range: planning::Range) -> Self {
        Self { low: range.low, typical: range.typical, high: range.high }
    }
}

impl<'a> ResourcesAnswer<'a> {
    pub(super) fn new(review: &'a Review<'a>, provenance: Provenance<'a>) -> Self {
        let resources: &'a Resources<'a> = &review.resources;
        let prices = &review.facts.plan.prices;
        let line = |line: &'a planning::Line<'a>| ResourceLine {
            what: &line.what,
            hours: line.hours.into(),
            cover_days: line.cover_days.into(),
            cost_usd: line.cost_usd.map(AmountRange::from),
            cost_unknown: line.cost_unknown,
            rationale: line.rationale,
        };
        Self {
            plan: PlanName::new(review),
            teachers: resources.teachers,
            per_teacher: PerTeacher {
                hours: resources.hours_per_teacher.into(),
                cover_days: resources.cover_days_per_teacher.into(),
                cost_usd: resources.cost_usd_per_teacher.map(AmountRange::from),
            },
            total: resources.hours.zip(resources.cover_days).map(|(hours, cover)| Total {
                hours: hours.into(),
                cover_days: cover.into(),
                cost_usd: resources.cost_usd.map(AmountRange::from),
            }),
            lines: resources.lines.iter().map(line).collect(),
            local: resources.local.iter().map(|one| LocalLine { what: one.what, amount: one.amount.into() }).collect(),
            currency: prices.currency.as_deref(),
            budget: prices.budget,
            people: &resources.people,
            things: &resources.things,
            unknown: &resources.unknown,
            provenance,
        }
    }
}
