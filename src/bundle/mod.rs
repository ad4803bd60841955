//! Bundles: designs combined in one learning experience, worth more than their parts where they cover more together.
//!
//! This module contains the coverage criteria, a bundle's score (E10), the search through all sets that fit the limits,
//! the order in time, the total demands of a bundle, and its flags, what a team could take at all (`options.rs`), and
//! the sentences about them (`tell.rs`). It deliberately leaves the scores of the designs to `scoring/`.

mod builder;
mod candidate;
mod demands;
mod flags;
mod marks;
mod member;
mod options;
mod order;
mod pool;
mod search;
mod tell;
mod worth;

use crate::scoring::Evaluation;

use builder::Builder;
use candidate::candidates;
use pool::Pool;
use search::{Budget, Search};
use worth::Worth;

pub use builder::Bundle;
pub use demands::{Amounts, BundleDemands};
pub use flags::{Flag, Partner};
pub use marks::{Covered, Mark, MarkKind, Marks};
pub use member::Member;
pub use options::{DesignSet, design_sets};
pub use order::{OrderRule, Turn};
pub use tell::{ExplainedBundle, explain_bundle, tell_about, tell_notes};

/// The maximum number of designs in a bundle.
pub const MOST_DESIGNS: usize = 5;

/// The default maximum number of designs in a bundle.
pub const DEFAULT_DESIGNS: usize = 3;

/// The default number of bundles.
pub const DEFAULT_BUNDLES: usize = 5;

/// The number of bundles to return, and their maximum size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// 1 to [`MOST_DESIGNS`]; other values are clamped to that.
    pub max_designs: usize,
    pub top: usize,
}

/// The best bundles, best first.
#[derive(Clone, Debug)]
pub struct Bundles {
    pub bundles: Vec<Bundle>,
    /// The number of sets of designs that fit the limits, all of which were compared.
    pub compared: usize,
}

/// Finds the best bundles of the feasible designs, by exact search through all sets.
///
/// The first is the best; each further one is the best that shares at most half of its designs with every one before.
pub fn bundles(evaluation: &Evaluation<'_>, marks: &Marks, ask: Ask) -> Bundles {
    let candidates = candidates(evaluation, marks);
    let worth = Worth::new(evaluation.catalogue().model.bundle.coverage_weight, marks.all().len());
    let budget = Budget::new(&evaluation.field.limits);
    let search = Search::new(&candidates, worth, budget, ask.max_designs.clamp(1, MOST_DESIGNS));
    let compared = search.compared();
    let builder = Builder { pool: Pool { evaluation, candidates: &candidates, worth, budget }, marks };
    let bundles = search.best(ask.top).into_iter().map(|found| builder.bundle(found)).collect();
    Bundles { bundles, compared }
}
