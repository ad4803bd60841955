//! What a team could take: each design alone and every bundle that is worth more than its designs, on one scale.

use super::candidate::{Candidate, candidates};
use super::marks::Marks;
use super::search::{Budget, Search, Sums};
use super::worth::Worth;
use crate::catalogue::{AlternativeIndex, DesignIndex};
use crate::scoring::Evaluation;

/// One or several designs, with their score by (E10) in hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignSet {
    /// In the catalog's order.
    pub designs: Vec<(DesignIndex, AlternativeIndex)>,
    pub score: i32,
}

/// Returns every feasible design alone, then every set of up to `max_designs` that fits the limits, has no idle design
/// and is worth more than each of its designs alone. A design alone is scored as a set of one, so that all compare.
pub fn design_sets(evaluation: &Evaluation<'_>, marks: &Marks, max_designs: usize) -> Vec<DesignSet> {
    let candidates = candidates(evaluation, marks);
    let worth = Worth::new(evaluation.catalogue().model.bundle.coverage_weight, marks.all().len());
    let budget = Budget::new(&evaluation.field.limits);
    let form = |one: &Candidate| (one.design, one.alternative);
    let alone = |one: &Candidate| {
        let score = Sums::of([one]).score(&worth) as i32;
        DesignSet { designs: vec![form(one)], score }
    };
    let singles = candidates.iter().map(alone);
    let search = Search::new(&candidates, worth, budget, max_designs.clamp(1, super::MOST_DESIGNS));
    let several = search.above_their_parts().map(|found| DesignSet {
        designs: found.places().map(|place| form(&candidates[place])).collect(),
        score: found.score(),
    });
    singles.chain(several).collect()
}
