//! Shares over named categories, such as outcome types.

use super::{CELLS, MAX_COUNT_SUM, Mixture, to_millionths};

/// Shares of up to six categories, in millionths; they need not add up to one. Boxed, so that a profile stays small.
///
/// ```
/// use backmap_model::answers::Shares;
/// assert!(Shares::new(&[5.0, 1.0]).is_ok());
/// assert!(Shares::new(&[0.0, 0.0]).is_err());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Shares(Box<Held>);

#[derive(Clone, Debug, PartialEq)]
struct Held {
    millionths: [u128; CELLS],
    mixture: Mixture,
}

/// Why shares are invalid.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SharesError {
    #[error("invalid share {value}: must be 0 or more")]
    Negative { at: usize, value: f64 },
    #[error("all shares are 0: at least one must be above 0 (six decimals are kept)")]
    Empty,
    #[error("the shares must add up to at most 2^53")]
    TooMany,
}

impl Shares {
    /// Reads at most [`CELLS`] values, in the order of the factor's categories.
    ///
    /// # Errors
    /// If a share is negative or not finite, if all are zero, or if they add up to more than 2^53.
    pub fn new(values: &[f64]) -> Result<Self, SharesError> {
        if let Some(at) = values.iter().position(|value| !value.is_finite() || *value < 0.0) {
            return Err(SharesError::Negative { at, value: values[at] });
        }
        if values.iter().sum::<f64>() > MAX_COUNT_SUM {
            return Err(SharesError::TooMany);
        }
        let mut millionths = [0; CELLS];
        for (cell, value) in millionths.iter_mut().zip(values) {
            *cell = to_millionths(*value);
        }
        let mixture = Mixture::new(millionths).ok_or(SharesError::Empty)?;
        Ok(Self(Box::new(Held { millionths, mixture })))
    }

    /// Returns a full share for one category.
    pub fn only(category: usize) -> Self {
        let mut values = [0.0; CELLS];
        values[category] = 1.0;
        Self::new(&values).expect("one share is above zero")
    }

    pub fn millionths(&self) -> &[u128; CELLS] {
        &self.0.millionths
    }

    pub fn mixture(&self) -> &Mixture {
        &self.0.mixture
    }
}
