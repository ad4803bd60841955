//! The distribution of a team's members over the five levels.

use super::{CELLS, LEVELS, MILLION, Mixture, to_millionths};

/// The maximum sum of counts: larger whole numbers are not exact in JSON.
pub const MAX_COUNT_SUM: f64 = 9_007_199_254_740_992.0;

/// The number of members at each level, in millionths. Boxed, so that a profile of whole levels stays small.
///
/// ```
/// use backmap_model::answers::Distribution;
/// let team = Distribution::new([0.0, 1.0, 4.0, 2.0, 1.0]).unwrap();
/// assert_eq!(team.mean_millionths(), 3_375_000);
/// assert!(Distribution::new([0.0; 5]).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution(Box<[u128; LEVELS]>);

/// Why counts are invalid.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DistributionError {
    #[error("invalid count {value} at position {at}: must be 0 or more", at = .at + 1)]
    Negative { at: usize, value: f64 },
    #[error("all counts are 0: count at least one member (six decimals are kept)")]
    Empty,
    #[error("the counts must add up to at most 2^53")]
    TooMany,
}

impl Distribution {
    /// # Errors
    /// If a count is negative or not finite, if all are zero, or if they add up to more than 2^53.
    pub fn new(counts: [f64; LEVELS]) -> Result<Self, DistributionError> {
        if let Some(at) = counts.iter().position(|count| !count.is_finite() || *count < 0.0) {
            return Err(DistributionError::Negative { at, value: counts[at] });
        }
        if counts.iter().any(|count| *count > MAX_COUNT_SUM) {
            return Err(DistributionError::TooMany);
        }
        let millionths = counts.map(to_millionths);
        let sum: u128 = millionths.iter().sum();
        if sum == 0 {
            return Err(DistributionError::Empty);
        }
        if sum > MAX_COUNT_SUM as u128 * u128::from(MILLION) {
            return Err(DistributionError::TooMany);
        }
        Ok(Self(Box::new(millionths)))
    }

    /// Returns the counts in millionths of a member, level 1 first.
    pub fn millionths(&self) -> &[u128; LEVELS] {
        &self.0
    }

    pub fn mixture(&self) -> Mixture {
        let mut shares = [0; CELLS];
        shares[..LEVELS].copy_from_slice(self.0.as_slice());
        Mixture::new(shares).expect("a distribution has at least one member")
    }

    /// Returns the mean level in millionths, rounded down.
    pub fn mean_millionths(&self) -> u64 {
        let members: u128 = self.0.iter().sum();
        let weighted: u128 = (1..).zip(self.0.iter()).map(|(level, count): (u128, _)| level * count).sum();
        // Both are below 2^76, so the product with a million fits in 128 bits.
        (weighted * u128::from(MILLION) / members) as u64
    }
}
