//! How a team's members spread over the five levels.

use super::{CELLS, LEVELS, MILLION, Mixture, to_millionths};

/// Counts that add up to more than this cannot be told apart by the numbers of JSON.
pub const MAX_COUNT_SUM: f64 = 9_007_199_254_740_992.0;

/// The members at each level, in millionths of a member; kept apart, so that a profile of whole levels stays small.
///
/// ```
/// use backmap::answers::Distribution;
/// let team = Distribution::new([0.0, 1.0, 4.0, 2.0, 1.0]).unwrap();
/// assert_eq!(team.mean_millionths(), 3_375_000);
/// assert!(Distribution::new([0.0; 5]).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution(Box<[u128; LEVELS]>);

/// Why five numbers are not the counts of a team.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DistributionError {
    #[error("count {at} is {value}: a count is 0 or more", at = .at + 1)]
    Negative { at: usize, value: f64 },
    #[error("the counts add up to nothing: at least one member has to be counted (six decimals are kept)")]
    Empty,
    #[error("the counts add up to more than 2^53")]
    TooMany,
}

impl Distribution {
    /// # Errors
    /// When a count is negative or not finite, when all are zero, or when they add up to more than 2^53.
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

    /// The counts in millionths of a member, level 1 first.
    pub fn millionths(&self) -> &[u128; LEVELS] {
        &self.0
    }

    pub fn mixture(&self) -> Mixture {
        let mut shares = [0; CELLS];
        shares[..LEVELS].copy_from_slice(self.0.as_slice());
        Mixture::new(shares).expect("a distribution counts somebody")
    }

    /// The mean level in millionths, rounded down.
    pub fn mean_millionths(&self) -> u64 {
        let members: u128 = self.0.iter().sum();
        let weighted: u128 = (1..).zip(self.0.iter()).map(|(level, count): (u128, _)| level * count).sum();
        // Both stay below 2^76, so the product with a million fits into 128 bits.
        (weighted * u128::from(MILLION) / members) as u64
    }
}
