//! How robust first place is, as part of a recommendation answer.

use serde::Serialize;
use serde_json::value::RawValue;

use super::draws::source_names;
use super::number::share;
use super::statement::Told;
use crate::advisor::Robustness;
use crate::catalogue::Catalogue;

/// How often each design ranks first in simulations of weights, unanswered factors and numbers (SMAA).
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct RobustnessReport<'a> {
    statement: Told<'a>,
    samples: usize,
    seed: u32,
    /// What varied in the simulations.
    sources: Vec<&'a str>,
    /// Feasible designs, in catalog order.
    designs: Vec<Held<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Held<'a> {
    design: &'a str,
    /// The share of simulations in which it ranks first, 0 to 1.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    first: Box<RawValue>,
    /// The share of simulations in which it ranks among the first three, 0 to 1.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    first_three: Box<RawValue>,
    /// The share of simulations of answers and numbers in which it ranks first with its central weights, 0 to 1; null
    /// if it never ranks first.
    #[schema(value_type = Option<f64>)]
    confidence_factor: Option<Box<RawValue>>,
}

impl<'a> RobustnessReport<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, of: &'a Robustness) -> Self {
        let found = &of.acceptabilities;
        let held = found.designs.iter().map(|one| Held {
            design: &catalogue.designs[one.design].id,
            first: share(one.first()),
            first_three: share(one.first_three()),
            confidence_factor: one.confidence.map(share),
        });
        Self {
            statement: (&of.statement).into(),
            samples: found.draws.samples,
            seed: found.draws.seed,
            sources: source_names(found.draws.sources),
            designs: held.collect(),
        }
    }
}
