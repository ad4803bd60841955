//! Designs among which a lot may decide.

use super::Advisor;
use super::advice::{FirstPlace, Options};
use super::recommend::Run;
use crate::catalogue::{Catalogue, DesignIndex, Profile};
use crate::scoring::{Evaluation, Group, Placed, Ranking, Verdict, WeightError, verdict_between};
use crate::words::{fill_text, in_sentence, list};

/// The most designs in a lot, in rank order: the places that a record of a decision shows. A judgment: a lot among
/// more would spread few teams over many designs, and nobody compares more before agreeing to one.
const MOST: usize = 5;

/// A lot that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// The designs, in rank order.
    pub designs: Vec<DesignIndex>,
    /// What the draw depends on, besides the ids of the designs.
    pub seed: String,
    /// Whether the seed was given; otherwise it is the digest of the profile.
    pub is_seed_given: bool,
}

impl Advisor {
    /// Returns the designs among which a lot may decide for a team, in rank order; empty if there is nothing to draw.
    ///
    /// # Errors
    /// When the multipliers leave no factor to weigh.
    pub fn lot(&self, profile: &Profile, options: &Options) -> Result<Vec<DesignIndex>, WeightError> {
        let evaluation = self.evaluate(profile, options)?;
        let ranking = evaluation.ranking();
        let run = Run { advisor: self, profile, evaluation: &evaluation, options };
        let first = run.first_place(&ranking, &evaluation.details(&ranking));
        Ok(lot(&evaluation, &ranking, first.as_ref()))
    }
}

/// Returns the designs among which a lot may decide: feasible designs that can begin now, no two of which the scores
/// separate, from the first place down. Empty where that is one design, where the first place cannot begin now, and
/// where too little is known: there, answers separate them better than a lot.
pub(super) fn lot(evaluation: &Evaluation<'_>, ranking: &Ranking, first: Option<&FirstPlace>) -> Vec<DesignIndex> {
    let is_possible =
        |first: &FirstPlace| first.verdict == Verdict::CannotSeparate && !first.too_little_known && !first.has_to_build;
    if !first.is_some_and(is_possible) {
        return Vec::new();
    }
    let mut drawn: Vec<&Placed> = Vec::new();
    for placed in &ranking.placed {
        let is_alike = |other: &&Placed| {
            verdict_between(evaluation, other.alternative, placed.alternative) == Verdict::CannotSeparate
        };
        let begins = evaluation.group(placed.alternative) == Group::CanBeginNow;
        if drawn.len() < MOST && begins && drawn.iter().all(is_alike) {
            drawn.push(placed);
        }
    }
    if drawn.len() > 1 { drawn.iter().map(|placed| placed.design).collect() } else { Vec::new() }
}

/// Says among which designs a lot may decide, and why that is fair and useful.
pub fn lot_offer(catalogue: &Catalogue, designs: &[DesignIndex]) -> String {
    let names: Vec<String> = designs.iter().map(|at| in_sentence(&catalogue.designs[*at].name)).collect();
    fill_text("explain.decision.lot_possible", &[("names", &list(&names))])
}
