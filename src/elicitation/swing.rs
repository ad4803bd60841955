//! Swing weights: points for the importance of moving each factor from its worst level to its best.

use super::ElicitationError;
use super::shares::{Share, proportional};

/// Points per factor, in millionths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swing(Vec<(usize, u64)>);

impl Swing {
    /// # Errors
    /// If there are fewer than two factors or duplicates, or if all points are 0.
    pub fn new(points: Vec<(usize, u64)>) -> Result<Self, ElicitationError> {
        for (at, (factor, _)) in points.iter().enumerate() {
            if points[..at].iter().any(|(other, _)| other == factor) {
                return Err(ElicitationError::Repeated { factor: *factor });
            }
        }
        if points.len() < 2 {
            return Err(ElicitationError::TooFew);
        }
        if points.iter().all(|(_, points)| *points == 0) {
            return Err(ElicitationError::NothingCounts);
        }
        Ok(Self(points))
    }

    /// Returns the points per factor, in millionths.
    pub fn points(&self) -> &[(usize, u64)] {
        &self.0
    }

    /// Computes (E13): a factor's points divided by all points.
    ///
    /// ```
    /// use backmap_model::elicitation::Swing;
    /// let shares = Swing::new(vec![(4, 100_000_000), (7, 60_000_000), (9, 40_000_000)]).unwrap().shares();
    /// let shares: Vec<u64> = shares.iter().map(|one| one.share).collect();
    /// assert_eq!(shares, [500_000, 300_000, 200_000]);
    /// ```
    pub fn shares(&self) -> Vec<Share> {
        proportional(self.0.iter().map(|(factor, points)| (*factor, u128::from(*points))).collect())
    }
}
