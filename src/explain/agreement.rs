//! How far two rankings agree: Kendall's tau-b.

use crate::catalogue::DesignIndex;
use crate::scoring::Ranking;

/// Kendall's tau-b of two rankings over the designs that are in both: 1 for the same order, -1 for the opposite one,
/// with ties allowed for. `None` where fewer than two designs are in both, or all of them are tied in one.
///
/// ```text
/// τ_b = (C - D) / √((n₀ - n₁)(n₀ - n₂))                                              (E17)
/// ```
///
/// `C` pairs are in the same order in both and `D` in opposite orders; of all `n₀` pairs, `n₁` are tied in the one and
/// `n₂` in the other.
pub fn tau_b(one: &Ranking, other: &Ranking) -> Option<f64> {
    let score = |ranking: &Ranking, design: DesignIndex| {
        ranking.placed.iter().find(|placed| placed.design == design).map(|placed| placed.score)
    };
    let both = one.placed.iter().filter_map(|placed| Some((placed.score, score(other, placed.design)?)));
    let both: Vec<(i32, i32)> = both.collect();
    let (mut balance, mut untied, mut untied_other) = (0_i64, 0_i64, 0_i64);
    for (at, (a, b)) in both.iter().enumerate() {
        for (c, d) in &both[at + 1..] {
            let (first, second) = (i64::from((a - c).signum()), i64::from((b - d).signum()));
            balance += first * second;
            untied += first.abs();
            untied_other += second.abs();
        }
    }
    (untied > 0 && untied_other > 0).then(|| balance as f64 / ((untied * untied_other) as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::Placed;

    fn ranking(scores: &[i32]) -> Ranking {
        let placed = scores.iter().enumerate();
        let placed = placed.map(|(design, score)| Placed {
            rank: 0,
            design: design.into(),
            alternative: 0.into(),
            score: *score,
        });
        Ranking { placed: placed.collect(), not_feasible: Vec::new() }
    }

    #[test]
    fn tau_is_one_for_the_same_order_and_allows_for_ties() {
        let tau = |one: &[i32], other: &[i32]| tau_b(&ranking(one), &ranking(other));
        assert_eq!(tau(&[4, 3, 2, 1], &[40, 30, 20, 10]), Some(1.0));
        assert_eq!(tau(&[4, 3, 2, 1], &[1, 2, 3, 4]), Some(-1.0));
        assert_eq!(tau(&[3, 3, 1], &[9, 9, 2]), Some(1.0));
        // Six pairs: one tied in each, four in the same order, none opposite: 4 / √(5 · 5).
        assert_eq!(tau(&[4, 3, 3, 1], &[4, 4, 3, 1]), Some(0.8));
        assert_eq!(tau(&[1, 1], &[1, 2]), None);
        assert_eq!(tau(&[1], &[1]), None);
    }
}
