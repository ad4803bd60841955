//! `POST /v1/plans/resources`: hours, people, days of substitute coverage and costs, with ranges and unknowns.

use super::parts::PlanName;
use crate::catalogue::{Amount, Catalogue, Leader};
use crate::planning::{
    Budget, Coaches, Cost, CostPart, LedTime, Line, Otherwise, Pricing, Range, Review, Spending, Sum, YearCost,
};
use crate::wire::answered::provenance::Provenance;
use crate::wire::kit::view::{View, view, views};

fn rates<'a>(review: &Review<'a>) -> Vec<RateLine<'a>> {
    let catalogue: &'a Catalogue = review.facts.catalogue;
    let pricing = Pricing::new(&review.facts.plan.prices, catalogue);
    let line = |(id, rate): (&'static str, &'a Amount)| RateLine::view((id, rate, pricing.own(id)));
    catalogue.rates.all().into_iter().map(line).collect()
}

view! {
    /// The resources that a plan requires.
    #[schema(as = ResourcesAnswer)]
    pub struct ResourcesAnswer<'a> from (review: &'a Review<'a>, provenance: Provenance<'a>) {
        #[serde(flatten)]
        plan: PlanName<'a> = View::view(review),
        /// The number of teachers who take part; null if the plan does not state it.
        teachers: Option<u32> = review.resources.teachers,
        per_teacher: Needed = View::view(&review.resources.per_teacher),
        /// Totals for all teachers; null if their number is not stated.
        total: Option<Needed> = review.resources.total.as_ref().map(View::view),
        /// Cash for each student whom these teachers teach; null unless the plan states both numbers.
        cash_per_student: Option<AmountRange> = review.resources.cash_per_student.as_ref().map(View::view),
        /// Cash for all teachers by what it is spent on.
        spending: Vec<SpendingLine> = views(&review.resources.spending),
        /// Cash for all teachers by fiscal year, July 1 to June 30, from the dates of the sessions.
        years: Vec<YearLine<'a>> = views(&review.resources.years),
        /// Full-time coaches that the plan needs; null if no chosen design is led by a coach.
        coaches: Option<CoachesNeeded> = review.resources.coaches.as_ref().map(View::view),
        /// One line for each design and each part of the stages, per teacher.
        lines: Vec<ResourceLine<'a>> = views(&review.resources.lines),
        /// The currency of all amounts of money; US dollars if null.
        currency: Option<&'a str> = review.facts.plan.prices.currency.as_deref(),
        /// The plan's budget beside its cost; null without a budget.
        budget: Option<BudgetState> = review.resources.budget.as_ref().map(View::view),
        /// At most three other uses of the same money.
        otherwise: Vec<OtherUse<'a>> = views(&review.resources.otherwise),
        /// The rates behind reckoned costs. A plan replaces them in `prices`.
        rates: Vec<RateLine<'a>> = rates(review),
        people: &'a [&'a str] = &review.resources.people,
        things: &'a [&'a str] = &review.resources.things,
        unknown: &'a [String] = &review.resources.unknown,
        provenance: Provenance<'a> = provenance,
    }

    /// An amount with its range.
    struct AmountRange from (range: &Range) { low: f64, typical: f64, high: f64 }

    /// What is needed, for one teacher or for all.
    struct Needed from (sum: &Sum) {
        hours: AmountRange,
        cover_days: AmountRange,
        /// Money that the plan adds to the budget.
        cash: AmountRange,
        /// Hours in the working day, which are already paid.
        paid_hours: AmountRange,
        /// What those hours are worth; not part of the cash.
        paid_worth: AmountRange,
    }

    /// Cash for one purpose.
    struct SpendingLine from (line: &(Spending, Range)) {
        /// `whole` (a figure for a whole design), `leader`, `substitutes`, `fees` or `outside_hours`.
        what as String: &'static str = line.0.id(),
        amount: AmountRange = View::view(&line.1),
    }

    /// Cash in one fiscal year.
    struct YearLine<'a> from (year: &'a YearCost) {
        name: &'a str,
        from: String = year.from.to_string(),
        until: String = year.until.to_string(),
        cash: AmountRange,
    }

    /// Coaches needed, in full-time equivalents.
    struct CoachesNeeded from (coaches: &Coaches) {
        needed: AmountRange,
        teachers: u32,
        teachers_per_coach: AmountRange,
        /// The number that the plan states.
        named: Option<u32> = coaches.named,
    }

    /// What one part requires, per teacher.
    struct ResourceLine<'a> from (line: &'a Line<'a>) {
        what: &'a str,
        hours: AmountRange = View::view(&line.needs.hours),
        cover_days: AmountRange = View::view(&line.needs.cover_days),
        /// The part of the hours that is in the working day.
        paid_hours: AmountRange = View::view(&line.needs.paid_hours),
        /// The paid leader's time; null if members lead.
        led: Option<LeaderTime> = line.led.as_ref().map(View::view),
        cost: LineCost<'a>,
        /// The basis of the hours.
        rationale: &'a str,
    }

    /// The time of a paid leader for one teacher.
    struct LeaderTime from (led: &LedTime) {
        by as String: Leader = led.by,
        /// With preparation.
        hours: AmountRange,
        /// The share of a full-time position.
        full_time: AmountRange,
    }

    /// Cash for one teacher.
    struct LineCost<'a> from (cost: &'a Cost) {
        /// `published` or `reckoned` from rates.
        kind as String: &'static str = cost.kind.id(),
        amount: AmountRange = View::view(&cost.amount()),
        grade: &'a str,
        rationale: &'a str,
        parts: Vec<CostPartLine<'a>> = views(&cost.parts),
    }

    /// A part of a cost.
    struct CostPartLine<'a> from (part: &'a CostPart) {
        what as String: &'static str = part.what.id(),
        amount: AmountRange,
        /// The reckoning in words.
        how: &'a str,
    }

    /// The budget beside the cost for all teachers.
    struct BudgetState from (budget: &Budget) {
        amount: f64,
        /// What the plan costs more than the budget; negative if money is left.
        gap: AmountRange,
        /// How many teachers the budget pays for at the typical cost.
        pays_for: Option<u32> = budget.pays_for,
    }

    /// Another use of the same money.
    struct OtherUse<'a> from (other: &'a Otherwise<'a>) {
        text: &'a str,
        /// The cheaper design; null for another number of teachers.
        design: Option<&'a str> = other.design,
        per_teacher: Option<AmountRange> = other.per_teacher.as_ref().map(View::view),
    }

    /// A rate with its basis.
    struct RateLine<'a> from (id: &'static str, rate: &'a Amount, price: Option<f64>) {
        id: &'static str = id,
        low: f64 = rate.low,
        typical: f64 = rate.typical,
        high: f64 = rate.high,
        grade: &'a str = View::view(&rate.grade),
        rationale: &'a str = &rate.rationale,
        /// The plan's own price, which counts before the rate.
        own: Option<f64> = price,
    }
}
