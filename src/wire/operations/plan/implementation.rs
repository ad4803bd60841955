//! `POST /v1/plans/implementation`: the requirements of implementation, and how far the plan meets them.

use super::parts::{PlanName, stated};
use crate::catalogue::RequirementPart;
use crate::planning::{Chosen, DesignRank, RequirementState, Review, State};
use crate::wire::answered::provenance::Provenance;
use crate::wire::kit::view::{View, view, views};
use crate::words::text;

fn expectations<'a>(review: &'a Review<'a>) -> Vec<Expectation<'a>> {
    views(review.facts.chosen.iter().filter_map(|chosen| Some((chosen.ranked?, chosen))))
}

view! {
    /// The requirements of implementation, met and missing.
    #[schema(as = ImplementationAnswer)]
    pub struct ImplementationAnswer<'a> from (review: &'a Review<'a>, provenance: Provenance<'a>) {
        #[serde(flatten)]
        plan: PlanName<'a> = View::view(review),
        requirements: Vec<RequirementLine<'a>> = View::view(&review.implementation),
        /// The dip and the time until results can be judged, for each chosen design.
        expectations: Vec<Expectation<'a>> = expectations(review),
        /// The earliest fair day to judge all chosen designs by results.
        #[schema(value_type = Option<String>, format = Date)]
        fair_date: Option<String> = View::view(&review.facts.fair_date()),
        /// The rule for stopping.
        stop_rule: &'static str = text("planning.stop.rule"),
        provenance: Provenance<'a> = provenance,
    }

    /// A requirement.
    struct RequirementLine<'a> from (one: &'a RequirementState<'a>) {
        /// The id to use in `checks`, such as `implementation.time`.
        id: String = format!("implementation.{}", one.requirement.id),
        /// Its number in the source.
        item: &'a str = &one.requirement.item,
        name: &'a str = &one.requirement.name,
        what: &'a str = &one.requirement.what,
        question: &'a str = &one.requirement.question,
        #[serde(flatten)]
        state: StateLine<'a>,
        fix: &'a str = one.state.fix.unwrap_or(&one.requirement.fix),
        parts: Vec<PartLine<'a>> = views(one.parts.iter().map(|(part, state)| (*part, state))),
    }

    /// A part of a requirement.
    struct PartLine<'a> from (part: &'a RequirementPart, state: &'a State) {
        /// The id to use in `checks`, such as `implementation.differentiation`.
        id: String = format!("implementation.{}", part.id),
        question: &'a str,
        #[serde(flatten)]
        state: StateLine<'a> = View::view(state),
        fix: &'a str,
    }

    /// How far a requirement is met.
    struct StateLine<'a> from (state: &'a State) {
        /// `met`, `stated` if nothing is behind the statement, `partly`, `missing`, or `open` if plan and profile do not show it and the team has not answered.
        state: &'a str = state.met.id(),
        /// The evidence for it, or what is missing.
        because: Option<&'a str> = stated(&state.because),
        /// `plan` if plan or profile show it, `team` if the team answered it.
        by: &'static str = if state.said { "team" } else { "plan" },
    }

    /// What to expect from one design.
    struct Expectation<'a> from (ranked: &'a DesignRank, chosen: &'a Chosen<'a>) {
        design: &'a str = &chosen.design.id,
        dip: &'a str,
        fairness: String = chosen.fairness().unwrap_or_default(),
        fair_weeks: u32 = chosen.fair_weeks().unwrap_or_default(),
        look_at: &'a [String],
    }
}
