//! Every alternative's score for one profile, rounded.

use crate::catalogue::AlternativeIndex;

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
            floor(blocks.score(alternative), || exact::score(tables, weighting, mixtures, alternative))
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
