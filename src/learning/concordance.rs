//! How often two results are in the order of their predictions, among results of one group.

use std::collections::BTreeMap;

/// Returns the share of pairs within groups in the same order by both numbers; equal ones count half. One half if there
/// is no pair.
pub fn concordance(predicted: &[f64], reached: &[f64], groups: &[usize]) -> f64 {
    let mut of_groups: BTreeMap<usize, Vec<(f64, f64)>> = BTreeMap::new();
    for ((predicted, reached), group) in predicted.iter().zip(reached).zip(groups) {
        of_groups.entry(*group).or_default().push((*predicted, *reached));
    }
    let (right, pairs) = of_groups
        .values_mut()
        .map(|group| concordant(group))
        .fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    if pairs > 0.0 { right / pairs } else { 0.5 }
}

/// Counts pairs in the same order, and all pairs, by a tree of counts over the ranks.
fn concordant(pairs: &mut [(f64, f64)]) -> (f64, f64) {
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut ranks: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    ranks.sort_by(f64::total_cmp);
    ranks.dedup();
    let rank = |value: f64| ranks.partition_point(|other| *other < value);
    let mut tree = vec![0_u64; ranks.len() + 1];
    let (mut right, mut before) = (0.0, 0_usize);
    let mut from = 0;
    while from < pairs.len() {
        let to = from + pairs[from..].iter().take_while(|pair| pair.0 == pairs[from].0).count();
        for pair in &pairs[from..to] {
            let at = rank(pair.1);
            let (lower, upto) = (sum(&tree, at), sum(&tree, at + 1));
            right += lower as f64 + 0.5 * (upto - lower) as f64;
        }
        // Equal predictions count half, whatever was reached.
        let equal = (to - from) as f64;
        right += 0.5 * equal * (equal - 1.0) / 2.0;
        pairs[from..to].iter().for_each(|pair| add(&mut tree, rank(pair.1)));
        before += to - from;
        from = to;
    }
    let count = before as f64;
    (right, count * (count - 1.0) / 2.0)
}

fn add(tree: &mut [u64], rank: usize) {
    let mut at = rank + 1;
    while at < tree.len() {
        tree[at] += 1;
        at += at & at.wrapping_neg();
    }
}

/// The count of ranks below a rank.
fn sum(tree: &[u64], rank: usize) -> u64 {
    let (mut at, mut sum) = (rank, 0);
    while at > 0 {
        sum += tree[at];
        at &= at - 1;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::chance::Chance;

    #[test]
    fn it_counts_what_looking_at_every_pair_counts() {
        let mut chance = Chance(7);
        let mut draw = || (0..80).map(|_| chance.below(12) as f64).collect::<Vec<_>>();
        let (predicted, reached) = (draw(), draw());
        let groups: Vec<usize> = (0..80).map(|at| at % 3).collect();
        let (mut right, mut pairs) = (0.0, 0.0);
        for a in 0..80 {
            for b in (a + 1..80).filter(|b| groups[a] == groups[*b]) {
                let order = (predicted[a] - predicted[b]) * (reached[a] - reached[b]);
                right += if order > 0.0 {
                    1.0
                } else if order < 0.0 {
                    0.0
                } else {
                    0.5
                };
                pairs += 1.0;
            }
        }
        assert!((concordance(&predicted, &reached, &groups) - right / pairs).abs() < 1e-12);
    }
}
