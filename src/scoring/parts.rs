//! Every alternative's score for one profile, rounded.

use crate::catalogue::{AlternativeIndex, FactorIndex, Side, TermIndex};
use crate::words::named;

use super::blocks::Blocks;
use super::exact;
use super::mixtures::Mixtures;
use super::rounding::floor;
use super::tables::Tables;
use super::weighting::Weighting;

/// The scores of all alternatives, in hundredths of a point, and the blocks that they are made of.
#[derive(Clone, Debug)]
pub struct Parts {
    pub blocks: Blocks,
    scores: Vec<i32>,
}

impl Parts {
    pub fn new(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures) -> Self {
        let blocks = Blocks::new(tables, weighting, mixtures);
        let score = |alternative: AlternativeIndex| {
            floor(blocks.score(alternative), || exact::parts(tables, weighting, mixtures, alternative).score())
        };
        Self { scores: tables.all_alternatives().map(score).collect(), blocks }
    }

    /// Of one alternative alone, in hundredths.
    pub fn score(&self, alternative: AlternativeIndex) -> i32 {
        self.scores[alternative]
    }
}

/// What scores are computed from.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    pub tables: &'a Tables,
    pub weighting: &'a Weighting,
    pub mixtures: &'a Mixtures,
}

impl Tables {
    /// Whether a factor has a cost for an alternative: whether it is on the side of readiness there, or a gate.
    pub fn bears_cost(&self, factor: FactorIndex, alternative: AlternativeIndex) -> bool {
        self.block(factor, alternative) != Block::Potential
    }

    /// The block that a factor is named under for an alternative.
    pub fn block(&self, factor: FactorIndex, alternative: AlternativeIndex) -> Block {
        self.blocks[[alternative.at(), factor.at()]]
    }

    /// Computes it, for the table.
    pub(super) fn named_block(&self, factor: FactorIndex, alternative: AlternativeIndex) -> Block {
        let of = &self.alternatives[alternative];
        let terms = &self.factor_terms[factor];
        if of.gates.iter().any(|gate| terms.contains(&gate.term.at())) {
            Block::Gate
        } else if self.sides[terms.start] == Side::Potential || self.is_transfer(terms.start.into(), alternative) {
            Block::Potential
        } else {
            Block::Readiness
        }
    }

    /// Whether a term counts as follow-up in what an alternative can achieve, and not in readiness.
    fn is_transfer(&self, term: TermIndex, alternative: AlternativeIndex) -> bool {
        let has_transfer = self.alternatives[alternative].transfer.is_some();
        has_transfer && term == self.transfer.support && self.importances[[term.at(), alternative.at()]] == 0
    }
}

named! {
    /// What of a score a factor bears on, for one alternative.
    Block { Potential = "potential", Readiness = "readiness", Gate = "gate" }
}
