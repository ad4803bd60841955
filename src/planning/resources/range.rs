//! An amount with its range.

use crate::catalogue::Amount;

/// An amount with its range.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    pub low: f64,
    pub typical: f64,
    pub high: f64,
}

impl Range {
    /// A range of a single value.
    pub fn exactly(value: f64) -> Self {
        Self { low: value, typical: value, high: value }
    }

    pub fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, typical: self.typical * factor, high: self.high * factor }
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, typical: self.typical + other.typical, high: self.high + other.high }
    }

    /// Multiplies low with low and high with high.
    #[must_use]
    pub fn times_range(self, other: Self) -> Self {
        Self { low: self.low * other.low, typical: self.typical * other.typical, high: self.high * other.high }
    }

    /// Divides by another range, so that the least is divided by the most.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        Self { low: self.low / other.high, typical: self.typical / other.typical, high: self.high / other.low }
    }
}

impl From<&Amount> for Range {
    fn from(amount: &Amount) -> Self {
        Self { low: amount.low, typical: amount.typical, high: amount.high }
    }
}
