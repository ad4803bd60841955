//! Prediction strength (Tibshirani and Walther 2005): whether two halves of the teams agree on who belongs together.

use ndarray::{Array2, ArrayView2, Axis};

use super::chance::Chance;
use super::fit::{centers, nearest};

/// How often the teams are split into halves.
pub const SPLITS: usize = 4;

/// Random starts of each grouping.
const STARTS: usize = 3;

/// A split of the teams into halves, and the chance for each half.
#[derive(Clone, Debug)]
pub struct Split {
    order: Vec<usize>,
    of_halves: [Chance; 2],
}

/// Draws the splits of so many teams.
pub fn splits(teams: usize, chance: &mut Chance) -> Vec<Split> {
    let one = |_| {
        let order = chance.order(teams);
        Split { order, of_halves: [chance.for_one(), chance.for_one()] }
    };
    (0..SPLITS).map(one).collect()
}

/// Returns the prediction strength of a number of groups, 0 to 1: the mean over splits, in both directions, of the least
/// share of pairs of one group that the other half's centers keep together.
pub fn strength(of_splits: &[f64]) -> f64 {
    of_splits.iter().sum::<f64>() / SPLITS as f64
}

/// Returns the strength by one split.
pub fn of_split(rows: ArrayView2<'_, f64>, groups: usize, split: Split) -> f64 {
    let (first, second) = split.order.split_at(split.order.len() / 2);
    let (first, second) = (rows.select(Axis(0), first), rows.select(Axis(0), second));
    let fitted = |half: &Array2<f64>, mut chance: Chance| centers(half.view(), groups, STARTS, &mut chance);
    let [of_first, of_second] = split.of_halves;
    let (Some(of_first), Some(of_second)) = (fitted(&first, of_first), fitted(&second, of_second)) else {
        return 0.0;
    };
    (kept_together(&first, &of_first, &of_second) + kept_together(&second, &of_second, &of_first)) / 2.0
}

/// Of the group that is kept together least: the share of its pairs that the other centers keep together.
fn kept_together(rows: &Array2<f64>, own: &Array2<f64>, other: &Array2<f64>) -> f64 {
    let groups = own.nrows();
    let mut counts = vec![vec![0_u64; groups]; groups];
    for (own, other) in nearest(rows.view(), own).into_iter().zip(nearest(rows.view(), other)) {
        counts[own][other] += 1;
    }
    let pairs = |count: u64| (count * count.saturating_sub(1)) as f64;
    let share = |of: &Vec<u64>| match of.iter().sum::<u64>() {
        // A group of one cannot be kept together.
        0 | 1 => 0.0,
        size => of.iter().map(|count| pairs(*count)).sum::<f64>() / pairs(size),
    };
    counts.iter().map(share).fold(1.0, f64::min)
}
