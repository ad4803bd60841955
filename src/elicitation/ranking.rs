//! An order of importance, converted to shares by rank-order centroids.

use super::ElicitationError;
use super::shares::{Share, proportional};

/// The maximum number of factors in an order; the common multiple of their ranks fits an integer.
pub const MOST_RANKED: usize = 32;

/// An order of factors, most important first; factors in one group are tied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking(Vec<Vec<usize>>);

impl Ranking {
    /// # Errors
    /// If there are fewer than two factors or more than [`MOST_RANKED`], an empty group, or a duplicate factor.
    pub fn new(groups: Vec<Vec<usize>>) -> Result<Self, ElicitationError> {
        let mut seen: Vec<usize> = Vec::new();
        for &factor in groups.iter().flatten() {
            if seen.contains(&factor) {
                return Err(ElicitationError::Repeated { factor });
            }
            seen.push(factor);
        }
        if groups.iter().any(Vec::is_empty) {
            return Err(ElicitationError::EmptyTie);
        }
        if seen.len() < 2 {
            return Err(ElicitationError::TooFew);
        }
        if seen.len() > MOST_RANKED {
            return Err(ElicitationError::TooMany { most: MOST_RANKED });
        }
        Ok(Self(groups))
    }

    /// Returns the groups, most important first.
    pub fn groups(&self) -> &[Vec<usize>] {
        &self.0
    }

    /// Computes (E12): the factor with rank `k` of `n` has the share `(1/k + 1/(k+1) + ... + 1/n) / n`, the center
    /// of all shares that fit the order. Tied factors have the mean share of their ranks.
    ///
    /// The arithmetic is exact, over a common multiple of 1 to `n`.
    ///
    /// ```
    /// use backmap_model::elicitation::Ranking;
    /// let shares = Ranking::new(vec![vec![0], vec![1], vec![2], vec![3]]).unwrap().shares();
    /// let shares: Vec<u64> = shares.iter().map(|one| one.share).collect();
    /// assert_eq!(shares, [520_834, 270_833, 145_833, 62_500]);
    /// ```
    pub fn shares(&self) -> Vec<Share> {
        let all = self.0.iter().map(Vec::len).sum::<usize>() as u128;
        let common = (1..=all).fold(1, least_common_multiple);
        let place = |k: u128| (k..=all).map(|i| common / i).sum::<u128>();
        let (mut parts, mut before) = (Vec::new(), 0_u128);
        for group in &self.0 {
            let size = group.len() as u128;
            let sum: u128 = (before + 1..=before + size).map(place).sum();
            // A group's size divides the common multiple, so the mean is a whole number of parts.
            let mean = sum * (common / size);
            parts.extend(group.iter().map(|factor| (*factor, mean)));
            before += size;
        }
        proportional(parts)
    }
}

fn least_common_multiple(a: u128, b: u128) -> u128 {
    a / crate::answers::greatest_common_divisor(a, b) * b
}
