//! How robust first place is, as part of a recommendation answer.

use serde_json::value::RawValue;

use super::statement::StatementText;
use crate::advisor::Robustness;
use crate::catalogue::Catalogue;
use crate::sensitivity::Acceptability;
use crate::wire::kit::number::share;
use crate::wire::kit::view::{View, view, views};

view! {
    /// How often each design ranks first in simulations of weights, unanswered factors and numbers (SMAA).
    pub struct RobustnessReport<'a> from (of: &'a Robustness, catalogue: &'a Catalogue) {
        statement: StatementText<'a>,
        samples: usize = of.acceptabilities.draws.samples,
        seed: u32 = of.acceptabilities.draws.seed,
        /// What varied in the simulations.
        sources: Vec<&'a str> = of.acceptabilities.draws.sources.names(),
        /// Feasible designs, in catalog order.
        designs: Vec<Held<'a>> = views(of.acceptabilities.designs.iter().map(|one| (one, catalogue))),
    }

    struct Held<'a> from (one: &Acceptability, catalogue: &'a Catalogue) {
        design: &'a str = &catalogue.designs[one.design].id,
        /// The share of simulations in which it ranks first, 0 to 1.
        #[schema(value_type = f64, minimum = 0, maximum = 1)]
        first: Box<RawValue> = share(one.first()),
        /// The share of simulations in which it ranks among the first three, 0 to 1.
        #[schema(value_type = f64, minimum = 0, maximum = 1)]
        first_three: Box<RawValue> = share(one.first_three()),
        /// The share of simulations of answers and numbers in which it ranks first with its central weights, 0 to 1; null
        /// if it never ranks first.
        confidence_factor as Option<f64>: Option<Box<RawValue>> = one.confidence.map(share),
    }
}
