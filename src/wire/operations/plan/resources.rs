//! `POST /v1/plans/resources`: hours, people, days of substitute coverage and costs, with ranges and unknowns.

use super::parts::PlanName;
use crate::planning::{Line, LocalCost, Range, Resources, Review};
use crate::wire::answered::provenance::Provenance;
use crate::wire::kit::view::{View, view};

fn total(resources: &Resources<'_>) -> Option<Total> {
    Some(View::view((resources, View::view(&resources.hours?), View::view(&resources.cover_days?))))
}

view! {
    /// The resources that a plan requires.
    #[schema(as = ResourcesAnswer)]
    pub struct ResourcesAnswer<'a> from (review: &'a Review<'a>, provenance: Provenance<'a>) {
        #[serde(flatten)]
        plan: PlanName<'a> = View::view(review),
        /// The number of teachers who take part; null if the plan does not state it.
        teachers: Option<u32> = review.resources.teachers,
        per_teacher: PerTeacher = View::view(&review.resources),
        /// Totals for all teachers; null if their number is not stated.
        total: Option<Total> = total(&review.resources),
        /// One line for each design and each part of the stages, per teacher.
        lines: Vec<ResourceLine<'a>> = View::view(&review.resources.lines),
        /// Costs for all teachers at the plan's own prices.
        local: Vec<LocalLine<'a>> = View::view(&review.resources.local),
        currency: Option<&'a str> = review.facts.plan.prices.currency.as_deref(),
        budget: Option<f64> = review.facts.plan.prices.budget,
        people: &'a [&'a str] = &review.resources.people,
        things: &'a [&'a str] = &review.resources.things,
        unknown: &'a [String] = &review.resources.unknown,
        provenance: Provenance<'a> = provenance,
    }

    /// An amount with its range.
    struct AmountRange from (range: &Range) { low: f64, typical: f64, high: f64 }

    /// For one teacher.
    struct PerTeacher from (resources: &Resources<'_>) {
        hours: AmountRange = View::view(&resources.hours_per_teacher),
        cover_days: AmountRange = View::view(&resources.cover_days_per_teacher),
        /// US dollars; null if no design has a known cost.
        cost_usd: Option<AmountRange> = View::view(&resources.cost_usd_per_teacher),
    }

    /// Over all teachers.
    struct Total from (resources: &Resources<'_>, hours_of_all: AmountRange, days_of_all: AmountRange) {
        hours: AmountRange = hours_of_all,
        cover_days: AmountRange = days_of_all,
        cost_usd: Option<AmountRange>,
    }

    /// What one part requires, per teacher.
    struct ResourceLine<'a> from (line: &'a Line<'a>) {
        what: &'a str,
        hours: AmountRange,
        cover_days: AmountRange,
        cost_usd: Option<AmountRange>,
        cost_unknown: Option<&'a str>,
        rationale: &'a str,
    }

    /// A cost at the plan's own prices.
    struct LocalLine<'a> from (cost: &'a LocalCost) { what: &'a str, amount: AmountRange }
}
