//! How many points an answer to a factor can give or take, design by design, read from the look-up tables.

use crate::advisor::Advisor;

/// What lies between the answers that suit a design least and best.
#[derive(Clone, Copy, Debug)]
pub struct Effect {
    pub design: usize,
    /// Points between the two.
    pub points: f64,
}

/// Every design by how far the factor moves it, most first; each in the setting that stands best when nothing is known.
pub fn effects(advisor: &Advisor, factor: usize) -> Vec<Effect> {
    let (tables, weighting) = (advisor.tables(), advisor.weighting());
    let of_term = |term: usize, alternative: usize| {
        let points = (0..tables.cells(term)).map(|cell| weighting.points(tables, term, cell, alternative));
        let (low, high) = points.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        high - low
    };
    let of_design = |design: usize| {
        let best = tables.design_alternatives[design].clone().max_by_key(|at| weighting.base(*at))?;
        let points = tables.factor_terms[factor].clone().map(|term| of_term(term, best)).sum();
        Some(Effect { design, points })
    };
    let mut all: Vec<Effect> = (0..tables.design_alternatives.len()).filter_map(of_design).collect();
    all.sort_by(|a, b| b.points.total_cmp(&a.points).then(a.design.cmp(&b.design)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_factor_moves_a_design_by_more_than_its_share_of_the_weight() {
        let advisor = Advisor::embedded();
        for factor in 0..advisor.catalogue().factors.len() {
            let all = effects(&advisor, factor);
            assert_eq!(all.len(), advisor.catalogue().designs.len());
            let most = advisor.weighting().share(factor) * 100.0;
            assert!(all.iter().all(|one| (0.0..=most + 1e-9).contains(&one.points)), "{factor}");
            assert!(all.is_sorted_by(|a, b| a.points >= b.points));
        }
    }
}
