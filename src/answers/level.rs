//! A level from 1 to 5, whole or fractional.

use super::{CELLS, MILLION, Mixture, to_millionths};

/// The number of whole levels.
pub const LEVELS: usize = 5;

/// A level from 1 to 5 in millionths.
///
/// ```
/// use backmap_model::answers::Level;
/// assert_eq!(Level::new(3.4).unwrap().millionths(), 3_400_000);
/// assert!(Level::new(5.0001).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level(u64);

/// Why a level is invalid.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("invalid level {0}: must be between 1 and 5")]
pub struct LevelError(pub f64);

impl Level {
    /// # Errors
    /// If the number is not finite or not between 1 and 5.
    pub fn new(value: f64) -> Result<Self, LevelError> {
        if value.is_finite() && (1.0..=5.0).contains(&value) {
            Ok(Self(to_millionths(value) as u64))
        } else {
            Err(LevelError(value))
        }
    }

    pub fn millionths(self) -> u64 {
        self.0
    }

    /// Returns the index of the whole level, counted from 0, or `None` if it is fractional.
    pub fn whole(self) -> Option<usize> {
        self.0.is_multiple_of(MILLION).then(|| (self.0 / MILLION) as usize - 1)
    }

    /// Splits a fraction such as 3.4 between its neighbors: six tenths of level 3 and four tenths of level 4.
    pub fn mixture(self) -> Mixture {
        if let Some(cell) = self.whole() {
            return Mixture::whole(cell);
        }
        let below = ((self.0 / MILLION) as usize - 1).min(LEVELS - 2);
        let above_share = u128::from(self.0 - (below as u64 + 1) * MILLION);
        let mut shares = [0; CELLS];
        shares[below] = u128::from(MILLION) - above_share;
        shares[below + 1] = above_share;
        Mixture::new(shares).expect("the two shares add up to a million")
    }
}
