//! The quick way to exact parts: one row for many alternatives at once, in floating numbers that stay whole.
//!
//! As long as everything is a whole number below 2^53, sums and products of floating numbers are exact, and so is a
//! quotient rounded down: `n / d` that is no whole number lies at least `1 / d` below the next one, and would have to lie
//! within half a step of floating numbers there, less than `1 / d` as `n` is below 2^53, to be rounded up to it. Where
//! numbers grow larger, [`Ratio`] takes the long way.

use crate::answers::{Mixture, greatest_common_divisor};

use super::exact::Ratio;
use super::tables::Tables;

/// Up to this, the total of a blend's shares times all weight leaves numerators below 2^53: utilities stay below 2^20.
const MOST: u128 = 1 << 33;

/// Alternatives that are summed at a time.
const RUN: usize = 32;

/// What a row weighs, and what all rows weigh together.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowWeight {
    pub own: u128,
    pub all: u128,
}

/// The parts, in hundredths, of a row with one term or with several that are floored together, each at a mixture, for a
/// run of alternatives that begins at `from`.
pub(super) fn term_parts(
    tables: &Tables,
    weight: RowWeight,
    terms: &[(usize, &Mixture)],
    from: usize,
    parts: &mut [i32],
) {
    if Blend::of_terms(tables, terms).is_some_and(|blend| blend.parts(weight, from, parts)) {
        return;
    }
    for (alternative, part) in (from..).zip(parts) {
        let of_term = |(term, mixture): &(usize, &Mixture)| {
            Ratio::expectation(mixture, |cell| tables.utilities[[*term, cell, alternative]])
        };
        *part = terms.iter().map(of_term).fold(Ratio::ZERO, Ratio::plus).part(weight.own, weight.all);
    }
}

/// The parts of a pair term at two mixtures, for all alternatives.
pub(super) fn pair_parts(
    tables: &Tables,
    weight: RowWeight,
    pair: usize,
    (first, second): (&Mixture, &Mixture),
    parts: &mut [i32],
) {
    if Blend::of_pair(tables, pair, first, second).is_some_and(|blend| blend.parts(weight, 0, parts)) {
        return;
    }
    for (alternative, part) in parts.iter_mut().enumerate() {
        let utility = |row, column| tables.pair_utility(pair, row, column, alternative);
        *part = Ratio::joint_expectation(first, second, utility).part(weight.own, weight.all);
    }
}

/// From parts to what they add to the prior ones.
pub(super) fn subtract(parts: &mut [i32], prior: &[i32]) {
    parts.iter_mut().zip(prior).for_each(|(part, prior)| *part -= prior);
}

/// Utilities of all alternatives at several cells, each with a whole share of the total.
struct Blend<'a> {
    cells: Vec<(f64, &'a [u32])>,
    total: u128,
}

impl<'a> Blend<'a> {
    /// `None` where the shares have no common total that is small enough.
    fn of_terms(tables: &'a Tables, terms: &[(usize, &Mixture)]) -> Option<Self> {
        let total = terms.iter().try_fold(1, |total, (_, mixture)| multiple(total, mixture.total()))?;
        let mut cells = Vec::with_capacity(terms.len());
        for (term, mixture) in terms {
            let times = total / mixture.total();
            cells.extend(held(mixture).map(|(cell, share)| ((share * times) as f64, tables.utilities_at(*term, cell))));
        }
        Some(Self { cells, total })
    }

    fn of_pair(tables: &'a Tables, pair: usize, first: &Mixture, second: &Mixture) -> Option<Self> {
        let total = first.total().checked_mul(second.total()).filter(|total| *total <= MOST)?;
        let mut cells = Vec::with_capacity(1);
        for (row, share) in held(first) {
            let both =
                |(column, other): (usize, u128)| ((share * other) as f64, tables.pair_utilities_at(pair, row, column));
            cells.extend(held(second).map(both));
        }
        Some(Self { cells, total })
    }

    /// Writes `⌊10000 · weight · utility / all weight⌋`; `false`, with nothing written, where numbers grow too large.
    fn parts(&self, weight: RowWeight, from: usize, parts: &mut [i32]) -> bool {
        let Some(total) = self.total.checked_mul(weight.all).filter(|total| *total <= MOST) else { return false };
        // The factor 10000 of hundredths and the millionths of the utility leave a hundred below.
        let (own, below) = (weight.own as f64, (total * 100) as f64);
        let mut sums = [0.0; RUN];
        for (run, parts) in parts.chunks_mut(RUN).enumerate() {
            let (start, sums) = (from + run * RUN, &mut sums[..parts.len()]);
            sums.fill(0.0);
            for (share, utilities) in &self.cells {
                for (sum, utility) in sums.iter_mut().zip(&utilities[start..]) {
                    *sum += share * f64::from(*utility);
                }
            }
            for (part, sum) in parts.iter_mut().zip(sums) {
                *part = (*sum * own / below) as i32;
            }
        }
        true
    }
}

/// The cells that hold something.
fn held(mixture: &Mixture) -> impl Iterator<Item = (usize, u128)> {
    mixture.shares().iter().copied().enumerate().filter(|(_, share)| *share > 0)
}

/// The least common multiple of two totals, unless it is too large.
fn multiple(one: u128, other: u128) -> Option<u128> {
    (one / greatest_common_divisor(one, other)).checked_mul(other).filter(|total| *total <= MOST)
}

#[cfg(test)]
mod tests {
    /// Quotients just below a whole number are where rounding would show.
    #[test]
    fn a_quotient_of_whole_floating_numbers_is_rounded_down_exactly() {
        for below in [3_u64, 7, 1145 * 100, (1 << 33) * 100 - 1] {
            for whole in [1, 2, 9_999, ((1 << 53) - 1) / below] {
                for above in [whole * below - 1, whole * below, (whole * below + 1).min((1 << 53) - 1)] {
                    let quotient = above as f64 / below as f64;
                    assert_eq!(quotient as u64, above / below, "{above} / {below}");
                }
            }
        }
    }
}
