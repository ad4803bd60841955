//! The words of a profile: levels, distributions and shares, each valid once made.
//!
//! Everything here is an exact integer in millionths, so that scores can be exact too. What a factor is called, and
//! which answers it takes, is the catalogue's business.

mod distribution;
mod level;
mod mixture;
mod pool;
mod shares;

pub use distribution::{Distribution, DistributionError, MAX_COUNT_SUM};
pub use level::{LEVELS, Level, LevelError};
pub(crate) use mixture::greatest_common_divisor;
pub use mixture::{CELLS, Mixture};
pub use shares::{Shares, SharesError};

/// One unit in millionths.
pub const MILLION: u64 = 1_000_000;

/// An answer wherever a level may stand: one level, or how a team's members spread over the levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rating {
    Level(Level),
    Distribution(Distribution),
}

impl Rating {
    /// The shares of the five levels that the rating is scored as.
    pub fn mixture(&self) -> Mixture {
        match self {
            Self::Level(level) => level.mixture(),
            Self::Distribution(distribution) => distribution.mixture(),
        }
    }

    /// The level, or the mean of the members' levels, in millionths rounded down.
    pub fn mean_millionths(&self) -> u64 {
        match self {
            Self::Level(level) => level.millionths(),
            Self::Distribution(distribution) => distribution.mean_millionths(),
        }
    }
}

/// A decimal of at most six places as an integer of millionths; the rest is rounded.
///
/// The whole part is taken apart first, so that every whole number up to 2^53 stays exact.
pub(crate) fn to_millionths(value: f64) -> u128 {
    let whole = value.trunc();
    whole as u128 * u128::from(MILLION) + ((value - whole) * 1e6).round() as u128
}
