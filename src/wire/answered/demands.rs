//! What a design requires of a teacher.

use crate::catalogue::{Amount, Dosage, Environment};
use crate::planning::Cost;
use crate::wire::kit::view::{View, view};

view! {
    /// What a design requires of one teacher in one school year.
    pub struct Demands<'a> from (dosage: &'a Dosage, environment: &Environment, cost: &'a Cost) {
        hours: Range<'a> = View::view((&dosage.hours, 1.0)),
        weeks: Range<'a> = View::view((&dosage.weeks, 1.0)),
        /// The number of people who learn together.
        group_size: Range<'a> = View::view((&dosage.group_size, 1.0)),
        /// Hours of paid substitute coverage in this environment.
        cover_hours: Range<'a> = View::view((&dosage.cover_hours, environment.cover_share.value)),
        /// What it costs for one teacher in US dollars: published, or reckoned from rates.
        cost: DesignCost<'a> = View::view(cost),
        /// The published figure, to which limits apply; null if there is none.
        cost_usd_per_teacher: Option<Range<'a>> =
            dosage.cost_usd_per_teacher.as_ref().map(|cost| View::view((cost, 1.0))),
        /// What is unknown about these numbers.
        unknown: Vec<&'a str> = dosage.cost_unknown.iter().map(String::as_str).collect(),
    }

    /// The cost for one teacher in US dollars.
    struct DesignCost<'a> from (cost: &'a Cost) {
        /// `published` or `reckoned` from rates.
        kind as String: &'static str = cost.kind.id(),
        low: f64 = cost.amount().low,
        typical: f64 = cost.amount().typical,
        high: f64 = cost.amount().high,
        grade: &'a str,
    }

    /// A range with its typical value and evidence grade.
    struct Range<'a> from (amount: &'a Amount, times: f64) {
        low: f64 = amount.low * times,
        typical: f64 = amount.typical * times,
        high: f64 = amount.high * times,
        grade: &'a str,
    }
}
