//! Rounding down to hundredths of a point.
//!
//! A floating number decides unless it lies so near a whole hundredth that its error could; then an exact one does.

use num_rational::BigRational;

use super::exact;

/// More than the error that a floating score in hundredths can have: some hundred roundings of a sixteenth digit, and
/// ten thousand hundredths.
const DOUBT: f64 = 1e-9;

/// A total that is at most this far below a whole hundredth counts as that hundredth. Totals are often whole, where the
/// floating number may fall on either side; a boundary a little below is one that hardly any total comes near.
const SLACK: f64 = 1e-8;

/// A share of 1 in hundredths of a point, rounded down; `long` has the answer that floating numbers leave in doubt.
pub(super) fn floor(share: f64, long: impl FnOnce() -> i32) -> i32 {
    decided(share * 1e4).unwrap_or_else(long)
}

/// A share of 1 in hundredths of a point, rounded down with a little slack.
pub(super) fn total(share: f64, long: impl FnOnce() -> BigRational) -> i32 {
    decided(share * 1e4 + SLACK).unwrap_or_else(|| exact::total(&long()))
}

/// Added to a number, this leaves no room for decimals, and the lowest bits are the nearest whole number.
const NO_DECIMALS: f64 = 1.5 * (1_u64 << 52) as f64;

/// A number rounded down, unless a floating number cannot decide it.
fn decided(hundredths: f64) -> Option<i32> {
    let nearest = hundredths + NO_DECIMALS;
    let above = hundredths - (nearest - NO_DECIMALS);
    (above.abs() > DOUBT).then(|| nearest.to_bits() as i32 - i32::from(above < 0.0))
}

/// Changes from a start, rounded by running totals. The first and the last total are known in hundredths; `long` has
/// start and changes in exact numbers.
pub(super) fn running(
    [first, last]: [i32; 2],
    start: f64,
    changes: &[f64],
    long: impl FnOnce() -> (BigRational, Vec<BigRational>),
) -> Vec<i32> {
    let mut rounded = vec![0; changes.len()];
    let Some(end) = changes.iter().rposition(|change| *change != 0.0) else { return rounded };
    let (mut total, mut at) = (start, first);
    for (change, rounded) in changes[..end].iter().zip(&mut rounded) {
        if *change == 0.0 {
            continue;
        }
        total += change;
        let Some(next) = decided(total * 1e4 + SLACK) else { return exact_running([first, last], end, long()) };
        *rounded = next - at;
        at = next;
    }
    rounded[end] = last - at;
    rounded
}

fn exact_running([first, last]: [i32; 2], end: usize, (start, changes): (BigRational, Vec<BigRational>)) -> Vec<i32> {
    let (mut total, mut at) = (start, first);
    let rounded = changes.iter().enumerate().map(|(index, change)| {
        total += change;
        let next = if index >= end { last } else { exact::total(&total) };
        next - std::mem::replace(&mut at, next)
    });
    rounded.collect()
}
