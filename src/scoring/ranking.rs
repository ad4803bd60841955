//! The order of designs; the best feasible, allowed alternative represents each design.

use crate::catalogue::{AlternativeIndex, DesignIndex};

use super::parts::Parts;
use super::tables::Tables;

/// A design in the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    pub rank: usize,
    pub design: DesignIndex,
    pub alternative: AlternativeIndex,
    /// In hundredths of a point.
    pub score: i32,
}

/// The designs in order, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    pub placed: Vec<Placed>,
    /// Designs without a feasible allowed alternative, in the catalog's order.
    pub not_feasible: Vec<DesignIndex>,
}

/// Ranks the designs for which `considered` is true, over the alternatives for which `open` is true. Equal scores share
/// a rank and follow `name_order`; among a design's equal alternatives, the first one represents it.
pub fn rank(
    tables: &Tables,
    parts: &Parts,
    name_order: &[usize],
    considered: impl Fn(DesignIndex) -> bool,
    open: impl Fn(AlternativeIndex) -> bool,
) -> Ranking {
    let mut ranking = Ranking::default();
    for design in tables.all_designs() {
        if !considered(design) {
            continue;
        }
        let feasible = tables.alternatives_of(design).filter(|alternative| open(*alternative));
        // `min_by_key` keeps the first of equals, `max_by_key` would keep the last.
        match feasible.min_by_key(|alternative| -parts.score(*alternative)) {
            Some(alternative) => {
                let score = parts.score(alternative);
                ranking.placed.push(Placed { rank: 0, design, alternative, score });
            }
            None => ranking.not_feasible.push(design),
        }
    }
    ranking.placed.sort_unstable_by_key(|placed| (-placed.score, name_order[placed.design]));
    let mut previous = None;
    for (at, placed) in ranking.placed.iter_mut().enumerate() {
        let rank = match previous {
            Some((score, rank)) if score == placed.score => rank,
            _ => at + 1,
        };
        placed.rank = rank;
        previous = Some((placed.score, rank));
    }
    ranking
}
