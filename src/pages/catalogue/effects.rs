//! The points that an answer to a factor can add or take away, by design, with everything else typical.

use crate::advisor::Advisor;
use crate::answers::Mixture;
use crate::catalogue::{AlternativeIndex, DesignIndex, FactorIndex, TermIndex};
use crate::scoring::{Blocks, Mixtures, Of, replaced};

/// The difference between the worst and the best answer for a design.
#[derive(Clone, Copy, Debug)]
pub struct Effect {
    pub design: DesignIndex,
    /// The difference in points.
    pub points: f64,
}

/// Returns every design by how much the factor moves it, largest first, in its best environment for a typical team.
pub fn effects(advisor: &Advisor, factor: FactorIndex) -> Vec<Effect> {
    let (tables, weighting) = (advisor.tables(), advisor.weighting());
    let unknown = Mixtures::nothing_known(tables);
    let blocks = Blocks::new(tables, weighting, &unknown);
    let of_term = |term: TermIndex, alternative: AlternativeIndex| {
        let replaced = replaced(Of { tables, weighting, mixtures: &unknown }, term, alternative);
        let score = |cell: usize| blocks.score_with(&replaced, &Mixture::whole(cell), alternative) * 100.0;
        let scores = (0..tables.cells(term)).map(score);
        let (low, high) = scores.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        high - low
    };
    let of_design = |design: DesignIndex| {
        let best = tables.alternatives_of(design).max_by(|a, b| blocks.score(*a).total_cmp(&blocks.score(*b)))?;
        let points = tables.terms_of_factor(factor).map(|term| of_term(term, best)).sum();
        Some(Effect { design, points })
    };
    let mut all: Vec<Effect> = tables.all_designs().filter_map(of_design).collect();
    all.sort_by(|a, b| b.points.total_cmp(&a.points).then(a.design.cmp(&b.design)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn designs_are_listed_by_how_far_the_factor_moves_them() {
        let advisor = Advisor::embedded();
        for factor in advisor.tables().all_factors() {
            let all = effects(&advisor, factor);
            assert_eq!(all.len(), advisor.catalogue().designs.len());
            assert!(all.iter().all(|one| (0.0..=100.0).contains(&one.points)), "{factor:?}");
            assert!(all.is_sorted_by(|a, b| a.points >= b.points));
        }
    }
}
