//! Exact parts: the floor of a ratio of integers, however large.

use num_bigint::BigUint;

use crate::answers::{Mixture, greatest_common_divisor};

/// A mixture's utility as an exact ratio: `numerator / denominator` millionths.
#[derive(Clone, Debug)]
pub(super) enum Ratio {
    Small { numerator: u128, denominator: u128 },
    Large { numerator: BigUint, denominator: BigUint },
}

impl Ratio {
    pub(super) const ZERO: Self = Self::Small { numerator: 0, denominator: 1 };

    /// `Σ share · utility / total` over the cells of a mixture.
    pub(super) fn expectation(mixture: &Mixture, utility: impl Fn(usize) -> u32) -> Self {
        let shares = mixture.shares().iter().enumerate().filter(|(_, share)| **share > 0);
        // Shares stay below 2^74 and utilities below 2^20, so the sum of six products fits.
        let numerator = shares.map(|(cell, share)| share * u128::from(utility(cell))).sum();
        Self::Small { numerator, denominator: mixture.total() }
    }

    /// `Σ p · q · utility / (total · total)` over two independent mixtures.
    pub(super) fn joint_expectation(first: &Mixture, second: &Mixture, utility: impl Fn(usize, usize) -> u32) -> Self {
        let cells = || first.shares().iter().enumerate().filter(|(_, share)| **share > 0);
        let inner = |row: usize| match Self::expectation(second, |column| utility(row, column)) {
            Self::Small { numerator, .. } => numerator,
            Self::Large { .. } => unreachable!("an expectation over one mixture is small"),
        };
        let small = first.total().checked_mul(second.total()).and_then(|denominator| {
            let products = cells().map(|(row, share)| share.checked_mul(inner(row)));
            let numerator = products.sum::<Option<u128>>()?;
            Some(Self::Small { numerator, denominator })
        });
        small.unwrap_or_else(|| Self::Large {
            numerator: cells().map(|(row, share)| BigUint::from(*share) * inner(row)).sum(),
            denominator: BigUint::from(first.total()) * second.total(),
        })
    }

    pub(super) fn plus(self, other: Self) -> Self {
        if let (Self::Small { numerator: a, denominator: b }, Self::Small { numerator: c, denominator: d }) =
            (&self, &other)
            && let Some(sum) = small_sum((*a, *b), (*c, *d))
        {
            return sum;
        }
        let ((a, b), (c, d)) = (self.large(), other.large());
        Self::Large { numerator: a * &d + c * &b, denominator: b * d }
    }

    /// `⌊10000 · weight · u / total⌋` hundredths for a utility of `u = self / 1 000 000`.
    pub(super) fn part(&self, weight: u128, total: u128) -> i32 {
        match self {
            Self::Small { numerator, denominator } => small_part(*numerator, *denominator, weight, total),
            Self::Large { .. } => None,
        }
        .unwrap_or_else(|| self.large_part(weight, total))
    }

    fn large_part(&self, weight: u128, total: u128) -> i32 {
        let (numerator, denominator) = self.clone().large();
        let part = numerator * weight / (denominator * total * 100_u32);
        i32::try_from(part).expect("a part is at most 10 000 hundredths")
    }

    fn large(self) -> (BigUint, BigUint) {
        match self {
            Self::Small { numerator, denominator } => (numerator.into(), denominator.into()),
            Self::Large { numerator, denominator } => (numerator, denominator),
        }
    }
}

fn small_sum((a, b): (u128, u128), (c, d): (u128, u128)) -> Option<Ratio> {
    let divisor = greatest_common_divisor(b, d);
    let (left, right) = (d / divisor, b / divisor);
    let numerator = a.checked_mul(left)?.checked_add(c.checked_mul(right)?)?;
    Some(Ratio::Small { numerator, denominator: b.checked_mul(left)? })
}

/// The factor 10000 of hundredths and the millionths of the utility leave a hundred below.
fn small_part(numerator: u128, denominator: u128, weight: u128, total: u128) -> Option<i32> {
    let above = numerator.checked_mul(weight)?;
    let below = denominator.checked_mul(total)?.checked_mul(100)?;
    let part = match (u64::try_from(above), u64::try_from(below)) {
        (Ok(above), Ok(below)) => u128::from(above / below),
        _ => above / below,
    };
    Some(i32::try_from(part).expect("a part is at most 10 000 hundredths"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixture(shares: [u128; 6]) -> Mixture {
        Mixture::new(shares).unwrap()
    }

    #[test]
    fn a_part_is_the_floor_of_the_exact_ratio() {
        // A third of the weight at a utility of 0.5: 1666.66… hundredths.
        let half = Ratio::expectation(&mixture([1, 0, 0, 0, 0, 0]), |_| 500_000);
        assert_eq!(half.part(1, 3), 1666);
        assert_eq!(half.large_part(1, 3), 1666);
    }

    #[test]
    fn the_largest_counts_take_the_long_way_and_agree_with_the_short_one() {
        let huge = mixture([(1 << 73) - 1, 1, 1 << 72, 3, 5, 0]);
        let ratio = Ratio::expectation(&huge, |cell| 100_000 * cell as u32)
            .plus(Ratio::expectation(&mixture([(1 << 73) - 3, 2, 1, 0, 0, 0]), |cell| 7 * cell as u32))
            .plus(Ratio::expectation(&mixture([3, (1 << 73) - 7, 1, 0, 0, 0]), |cell| 11 * cell as u32));
        assert!(matches!(ratio, Ratio::Large { .. }));
        assert!(ratio.part(u128::from(u64::MAX), u128::from(u64::MAX)) > 0);
        let near = mixture([1 << 20, 0, 1 << 19, 0, 0, 0]);
        let short = Ratio::expectation(&near, |cell| 333_333 * cell as u32);
        assert_eq!(short.part(7, 9), short.large_part(7, 9));
    }
}
