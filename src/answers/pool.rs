//! Pools the answers of several groups; each group counts equally, whatever its size.

use super::mixture::greatest_common_divisor;
use super::{CELLS, Distribution, LEVELS, MAX_COUNT_SUM, Mixture, Rating, Shares};

/// The maximum sum of the counts of an answer.
const MOST: u128 = MAX_COUNT_SUM as u128;

impl Rating {
    /// Pools the ratings of several groups; returns `None` if there are none.
    ///
    /// A single rating, and a level on which all agree, stay unchanged. Otherwise the result is a distribution in
    /// which each group has the same weight: a level is split between its whole neighbors, and counts become shares.
    ///
    /// ```
    /// use backmap_model::answers::{Distribution, Level, Rating};
    /// let level = |level| Rating::Level(Level::new(level).unwrap());
    /// assert_eq!(Rating::pool(&[&level(3.4), &level(3.4)]), Some(level(3.4)));
    /// // Half is level 2; the other half is the team, with a third at 1 and two thirds at 5.
    /// let team = Rating::Distribution(Distribution::new([3.0, 0.0, 0.0, 0.0, 6.0]).unwrap());
    /// let pooled = Rating::Distribution(Distribution::new([1.0, 3.0, 0.0, 0.0, 2.0]).unwrap());
    /// assert_eq!(Rating::pool(&[&level(2.0), &team]), Some(pooled));
    /// ```
    pub fn pool(ratings: &[&Self]) -> Option<Self> {
        if let [one] = ratings {
            return Some((*one).clone());
        }
        let mixtures: Vec<Mixture> = ratings.iter().map(|rating| rating.mixture()).collect();
        let level = ratings.iter().find(|rating| matches!(rating, Self::Level(_)));
        match level {
            Some(level) if mixtures.iter().all(|mixture| *mixture == mixtures[0]) => Some((*level).clone()),
            _ => {
                let counts = pooled(&mixtures)?;
                let levels: [f64; LEVELS] = std::array::from_fn(|cell| counts[cell]);
                Distribution::new(levels).ok().map(Self::Distribution)
            }
        }
    }
}

impl Shares {
    /// Pools the shares of several groups; returns `None` if there are none. A single answer stays unchanged.
    pub fn pool(shares: &[&Self]) -> Option<Self> {
        if let [one] = shares {
            return Some((*one).clone());
        }
        let mixtures: Vec<Mixture> = shares.iter().map(|shares| shares.mixture().clone()).collect();
        Self::new(&pooled(&mixtures)?).ok()
    }
}

/// Returns whole numbers in proportion to the mixtures' mean, with a sum of at most 2^53.
///
/// They are exact if a common multiple of the totals fits. Otherwise (many groups of large, different sizes), each
/// mixture is first rounded to as many parts as fit.
fn pooled(mixtures: &[Mixture]) -> Option<[f64; CELLS]> {
    let most = MOST.checked_div(mixtures.len() as u128)?;
    let common = mixtures.iter().try_fold(1_u128, |common, mixture| {
        let multiple = common / greatest_common_divisor(common, mixture.total());
        multiple.checked_mul(mixture.total()).filter(|common| *common <= most)
    });
    let mut sum = [0_u128; CELLS];
    for mixture in mixtures {
        let parts = match common {
            Some(common) => mixture.shares().map(|share| share * (common / mixture.total())),
            None => rounded(mixture, most),
        };
        sum.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
    }
    let lowest = Mixture::new(sum)?;
    Some(lowest.shares().map(|share| share as f64))
}

/// Splits the mixture into this many parts: rounds down, then gives the rest to the cells that lost most.
fn rounded(mixture: &Mixture, parts: u128) -> [u128; CELLS] {
    let scaled = mixture.shares().map(|share| share * parts);
    let mut rounded = scaled.map(|share| share / mixture.total());
    let left = parts - rounded.iter().sum::<u128>();
    let mut cells: Vec<usize> = (0..CELLS).collect();
    cells.sort_by_key(|cell| std::cmp::Reverse(scaled[*cell] % mixture.total()));
    for cell in cells.into_iter().take(left as usize) {
        rounded[cell] += 1;
    }
    rounded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_unlike_sizes_that_leave_whole_numbers_are_rounded_and_none_is_lost() {
        let primes = [9_999_991.0, 9_999_973.0, 9_999_971.0, 9_999_943.0];
        let team = |size: f64| Rating::Distribution(Distribution::new([1.0, 0.0, 0.0, 0.0, size - 1.0]).unwrap());
        let teams: Vec<Rating> = primes.into_iter().map(team).collect();
        let pooled = Rating::pool(&teams.iter().collect::<Vec<_>>()).unwrap();
        let mean: f64 = primes.iter().map(|size| 1.0 / size).sum::<f64>() / 4.0;
        assert!((pooled.mixture().share(0) - mean).abs() < 1e-15);
        assert_eq!(Rating::pool(&[]), None);
    }
}
