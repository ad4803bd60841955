//! `POST /v1/plans/resources`: hours, people, days of cover and money, with ranges and what is unknown.

use serde::Serialize;

use super::super::super::provenance::Provenance;
use super::PlanName;
use crate::planning::{self, Resources, Review};

/// What a plan takes.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ResourcesAnswer)]
pub struct ResourcesAnswer<'a> {
    #[serde(flatten)]
    plan: PlanName<'a>,
    /// How many teachers learn; null while it is not said.
    teachers: Option<u32>,
    per_teacher: PerTeacher,
    /// Over all teachers; null while their number is not said.
    total: Option<Total>,
    /// One line a design and part of the stages, for one teacher.
    lines: Vec<ResourceLine<'a>>,
    /// At the plan's own prices, over all teachers.
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
    /// Null where no design has a cost.
    cost_usd: Option<AmountRange>,
}

/// Over all teachers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Total {
    hours: AmountRange,
    cover_days: AmountRange,
    cost_usd: Option<AmountRange>,
}

/// What one part takes for one teacher.
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
