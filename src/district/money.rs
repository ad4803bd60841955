//! Dollars in whole cents, so that sums do not depend on the order of the teams.

use crate::catalogue::{Catalogue, DesignIndex, EnvironmentIndex};
use crate::planning::design_cost;

/// US dollars in whole cents, at the catalog's rates for a school year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dollars {
    pub low: i64,
    pub typical: i64,
    pub high: i64,
}

impl Dollars {
    /// Adds another amount.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_add(other.low),
            typical: self.typical.saturating_add(other.typical),
            high: self.high.saturating_add(other.high),
        }
    }

    /// Returns the mean of a sum of so many amounts; nothing if there are none.
    #[must_use]
    pub fn over(self, count: usize) -> Self {
        let count = i64::try_from(count).unwrap_or(i64::MAX).max(1);
        Self { low: self.low / count, typical: self.typical / count, high: self.high / count }
    }
}

/// Returns what a design in an environment costs for one teacher in a school year at the catalog's rates.
pub fn cents_each(catalogue: &Catalogue, design: DesignIndex, environment: EnvironmentIndex) -> Dollars {
    let cost = design_cost(catalogue, &catalogue.designs[design], &catalogue.environments[environment]).amount();
    let cents = |dollars: f64| (dollars * 100.0).round() as i64;
    Dollars { low: cents(cost.low), typical: cents(cost.typical), high: cents(cost.high) }
}

/// Returns an amount for so many teachers.
pub fn times(each: Dollars, size: u32) -> Dollars {
    let size = i64::from(size);
    Dollars {
        low: each.low.saturating_mul(size),
        typical: each.typical.saturating_mul(size),
        high: each.high.saturating_mul(size),
    }
}
