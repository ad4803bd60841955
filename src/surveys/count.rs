//! Turns one person's cells into levels, and people into counts.
//!
//! All values are in millionths, so that a factor's counts add up exactly to the number of people who answered it.

use std::collections::BTreeMap;

use super::measure::{LOWEST, reversed};
use super::target::Target;
use crate::answers::{CELLS, LEVELS, MILLION};
use crate::catalogue::{Catalogue, Kind};

/// One answered item of one person.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub target: Target,
    /// The aspect that was asked, for items with several.
    pub part: Option<usize>,
    /// In millionths.
    pub level: u64,
    /// Whether the scale is reversed.
    pub reversed: bool,
}

/// The number of items for a target, by the part that they ask about.
pub(super) type ItemCounts = BTreeMap<Target, BTreeMap<Option<usize>, usize>>;

/// The number of people who answered, and the millionths of them at each level or category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub people: usize,
    pub millionths: [u128; CELLS],
}

/// A team's answers by target; shares are counted for the whole factor.
pub(super) type Counts = BTreeMap<Target, Counted>;

/// Returns one level per target: the mean of its items if at least half are answered, or the lowest mean of its
/// parts if all are answered.
pub(super) fn levels(asked: &ItemCounts, points: &[Point]) -> BTreeMap<Target, u64> {
    let mut sums: BTreeMap<(Target, Option<usize>), (u64, u64)> = BTreeMap::new();
    for point in points {
        let level = if point.reversed { reversed(point.level) } else { point.level };
        let (sum, answered) = sums.entry((point.target, point.part)).or_default();
        *sum += level;
        *answered += 1;
    }
    let mean = |target: Target, part: Option<usize>, items: usize| {
        let (sum, answered) = sums.get(&(target, part))?;
        (answered * 2 >= items as u64).then(|| (sum + answered / 2) / answered)
    };
    let level = |(target, parts): (&Target, &BTreeMap<Option<usize>, usize>)| {
        let means: Option<Vec<u64>> = parts.iter().map(|(part, items)| mean(*target, *part, *items)).collect();
        Some((*target, means?.into_iter().min()?))
    };
    asked.iter().filter_map(level).collect()
}

/// Counts one person. A level between two whole ones is split between their counts. Willingness to join several forms
/// becomes shares that add up to one person.
pub(super) fn add(catalogue: &Catalogue, asked: &ItemCounts, counts: &mut Counts, levels: &BTreeMap<Target, u64>) {
    let mut weights: BTreeMap<Target, [u64; CELLS]> = BTreeMap::new();
    for (target, level) in levels {
        if catalogue.factors[target.factor].kind == Kind::Shares {
            let weights = weights.entry(target.cell(catalogue)).or_default();
            weights[target.part.unwrap_or(0).min(CELLS - 1)] = level - LOWEST;
        } else {
            let counted = counts.entry(*target).or_default();
            let below = ((level / MILLION) as usize).clamp(1, LEVELS - 1);
            let above = u128::from(level - below as u64 * MILLION);
            counted.people += 1;
            counted.millionths[below - 1] += u128::from(MILLION) - above;
            counted.millionths[below] += above;
        }
    }
    for (target, weights) in weights {
        let of_factor = |one: &&Target| one.factor == target.factor;
        let (asked, answered) = (asked.keys().filter(of_factor).count(), levels.keys().filter(of_factor).count());
        if let Some(shares) = shares(&weights).filter(|_| answered * 2 >= asked) {
            let counted = counts.entry(target).or_default();
            counted.people += 1;
            counted.millionths.iter_mut().zip(shares).for_each(|(sum, share)| *sum += u128::from(share));
        }
    }
}

/// Converts weights to shares of a million: rounds down, then gives the rest to those that lost most, earlier ones
/// first.
fn shares(weights: &[u64; CELLS]) -> Option<[u64; CELLS]> {
    let sum: u64 = weights.iter().sum();
    if sum == 0 {
        return None;
    }
    let exact = weights.map(|weight| u128::from(weight) * u128::from(MILLION));
    let mut shares = exact.map(|share| (share / u128::from(sum)) as u64);
    let left = MILLION - shares.iter().sum::<u64>();
    let mut cells: Vec<usize> = (0..CELLS).collect();
    cells.sort_by_key(|cell| std::cmp::Reverse(exact[*cell] % u128::from(sum)));
    cells.iter().take(left as usize).for_each(|cell| shares[*cell] += 1);
    Some(shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first() -> Target {
        Target { factor: 0.into(), part: None }
    }

    fn point(part: Option<usize>, tenths: u64, reversed: bool) -> Point {
        Point { target: first(), part, level: tenths * MILLION / 10, reversed }
    }

    #[test]
    fn a_level_is_the_mean_of_its_items_when_half_are_answered() {
        let asked: ItemCounts = [(first(), [(None, 3)].into())].into();
        let level = |points: &[Point]| levels(&asked, points).get(&first()).copied();
        assert_eq!(level(&[point(None, 50, false), point(None, 50, true), point(None, 30, false)]), Some(3 * MILLION));
        assert_eq!(level(&[point(None, 20, false), point(None, 40, true)]), Some(2 * MILLION), "two of three");
        assert_eq!(level(&[point(None, 20, false)]), None, "one of three");
    }

    #[test]
    fn the_lower_part_counts_when_both_are_answered() {
        let asked: ItemCounts = [(first(), [(Some(0), 1), (Some(1), 2)].into())].into();
        let level = |points: &[Point]| levels(&asked, points).get(&first()).copied();
        let (explain, use_of_it) = (point(Some(0), 50, false), point(Some(1), 20, false));
        assert_eq!(level(&[explain.clone(), use_of_it.clone(), point(Some(1), 20, true)]), Some(3 * MILLION));
        assert_eq!(level(&[explain.clone(), use_of_it]), Some(2 * MILLION));
        assert_eq!(level(&[explain]), None, "the other part may be lower");
    }

    #[test]
    fn shares_of_one_person_add_up_to_one() {
        assert_eq!(shares(&[1, 1, 1, 0, 0, 0]).map(|shares| shares.iter().sum()), Some(MILLION));
        assert_eq!(shares(&[4, 0, 1, 0, 0, 0]), Some([800_000, 0, 200_000, 0, 0, 0]));
        assert_eq!(shares(&[0; CELLS]), None, "someone willing to join nothing shows no preference");
    }
}
