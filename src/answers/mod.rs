//! The values of a profile: levels, distributions and shares, each checked on construction.
//!
//! All values are exact integers in millionths, so that scores can be exact too. The catalog defines the factors and
//! the kinds of answers.

mod distribution;
mod level;
mod mixture;
mod pool;
mod shares;

pub use distribution::{Distribution, DistributionError, MAX_COUNT_SUM};
pub use level::{LEVELS, Level, LevelError};
pub use mixture::greatest_common_divisor;
pub use mixture::mean;
pub use mixture::{CELLS, Mixture};
pub use shares::{Shares, SharesError};

/// One unit in millionths.
pub const MILLION: u64 = 1_000_000;

/// An answer to a level factor: one level, or the distribution of a team's members over the levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rating {
    Level(Level),
    Distribution(Distribution),
}

impl Rating {
    /// Returns the shares of the five levels used for scoring.
    pub fn mixture(&self) -> Mixture {
        match self {
            Self::Level(level) => level.mixture(),
            Self::Distribution(distribution) => distribution.mixture(),
        }
    }

    /// Returns the level or the mean of the members' levels, in millionths, rounded down.
    pub fn mean_millionths(&self) -> u64 {
        match self {
            Self::Level(level) => level.millionths(),
            Self::Distribution(distribution) => distribution.mean_millionths(),
        }
    }
}

/// Converts a decimal to an integer of millionths; further decimals are rounded.
///
/// The whole part is converted separately, so that every whole number up to 2^53 stays exact.
pub fn to_millionths(value: f64) -> u128 {
    let whole = value.trunc();
    whole as u128 * u128::from(MILLION) + ((value - whole) * 1e6).round() as u128
}
