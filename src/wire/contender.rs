//! A design in explanations, with its alternative, rank and score.

use serde::Serialize;

use super::number::Hundredths;
use super::view::{View, ids};
use crate::scoring::{Evaluation, Verdict};

/// A design and the alternative that represents it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Contender<'a> {
    /// The design's id.
    design: &'a str,
    name: &'a str,
    environment: &'a str,
    /// The role in which it scores best, for designs with several roles.
    variant: Option<&'a str>,
    /// Its rank, from 1; null if it is not feasible for this team or is excluded.
    rank: Option<usize>,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
    /// Whether it is feasible for this team. If not, the answer shows its best allowed alternative.
    feasible: bool,
}

impl<'a> Contender<'a> {
    pub(super) fn new(evaluation: &Evaluation<'a>, alternative: usize) -> Self {
        let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
        let of = &tables.alternatives[alternative];
        let design = &catalogue.designs[of.design];
        let ranking = evaluation.ranking();
        Self {
            design: &design.id,
            name: &design.name,
            environment: &catalogue.environments[of.environment].id,
            variant: of.variant.map(|variant| design.variants[variant].id.as_str()),
            rank: ranking.placed.iter().find(|placed| placed.design == of.design).map(|placed| placed.rank),
            score: Hundredths(evaluation.parts.score(alternative)),
            feasible: evaluation.is_open(alternative),
        }
    }
}

ids! {
    /// How clearly a design is ahead. `clear` does not mean proven.
    pub(super) VerdictName of Verdict;
}
