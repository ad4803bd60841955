//! Measures how much comparisons contradict each other, and which one contradicts the rest most.

use super::matrix::Matrix;
use super::pairwise::{Judgement, pairs};

/// The maximum ratio of consistent comparisons, in millionths (Saaty 1977).
pub const INCONSISTENT_ABOVE: u64 = 100_000;

/// The consistency index of random comparisons for 1 factor, 2, and so on (Saaty 1980).
const RANDOM_INDICES: [f64; 15] =
    [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/// Logarithmic distances that differ by less are equal except for rounding.
const NOISE: f64 = 1e-9;

/// The consistency of comparisons.
#[derive(Clone, Debug, PartialEq)]
pub struct Consistency {
    /// 0 for no contradictions, about 1 for random comparisons; in millionths.
    pub ratio: u64,
    /// The comparison that contradicts the rest most; `None` if the ratio is 0.
    pub reconsider: Option<Reconsider>,
}

/// A comparison and the value that all others imply.
#[derive(Clone, Debug, PartialEq)]
pub struct Reconsider {
    pub judged: Judgement,
    pub implied: Judgement,
    /// The consistency ratio with the implied value, in millionths.
    pub ratio_if_changed: u64,
    /// The number of other comparisons that are equally far from their implied value.
    pub equally_far: usize,
}

impl Consistency {
    /// Returns whether the comparisons contradict each other too much to be used.
    pub fn is_inconsistent(&self) -> bool {
        self.ratio > INCONSISTENT_ABOVE
    }
}

pub(super) fn consistency(factors: &[usize], matrix: &Matrix) -> Consistency {
    let ratio = ratio(matrix.size(), matrix.principal().value);
    Consistency { ratio, reconsider: (ratio > 0).then(|| reconsider(factors, matrix)).flatten() }
}

/// Computes (E15): `((λ - n) / (n - 1)) / RI(n)`, in millionths.
fn ratio(size: usize, eigenvalue: f64) -> u64 {
    let index = (eigenvalue - size as f64) / (size as f64 - 1.0);
    let random = RANDOM_INDICES[size - 1];
    if random > 0.0 { (index.max(0.0) / random * 1e6).round() as u64 } else { 0 }
}

/// Returns the pair whose judgment is farthest, as a ratio, from the implied value; of equal ones, the first.
fn reconsider(factors: &[usize], matrix: &Matrix) -> Option<Reconsider> {
    let found: Vec<Implied> = pairs(matrix.size()).map(|pair| implied(matrix, pair)).collect();
    let farthest = found.iter().map(|one| one.distance).fold(0.0, f64::max);
    let mut equal = found.into_iter().filter(|one| one.distance >= farthest - NOISE);
    let first = equal.next()?;
    let (row, column) = first.pair;
    let judgement = |times: f64| {
        let (more, less) = (factors[row], factors[column]);
        if times >= 1.0 {
            Judgement { more, less, times }
        } else {
            Judgement { more: less, less: more, times: 1.0 / times }
        }
    };
    Some(Reconsider {
        // The user gave the entry that is at least 1.
        judged: match matrix.get(column, row) {
            times if times > 1.0 => Judgement { more: factors[column], less: factors[row], times },
            _ => judgement(matrix.get(row, column)),
        },
        implied: judgement(first.times),
        ratio_if_changed: first.ratio,
        equally_far: equal.count(),
    })
}

/// Returns the value that all other comparisons imply for a pair.
struct Implied {
    pair: (usize, usize),
    times: f64,
    ratio: u64,
    distance: f64,
}

/// Computes the eigenvector without the pair: its entries are 0 and the diagonal of both factors is 2 (Harker 1987).
/// This equals the eigenvector of the matrix in which the pair has the implied value, with the same eigenvalue.
fn implied(matrix: &Matrix, pair: (usize, usize)) -> Implied {
    let (row, column) = pair;
    let mut without = matrix.clone();
    without.set(row, column, 0.0);
    without.set(column, row, 0.0);
    without.set(row, row, 2.0);
    without.set(column, column, 2.0);
    let principal = without.principal();
    let times = principal.vector[row] / principal.vector[column];
    let distance = (libm::log(times) - libm::log(matrix.get(row, column))).abs();
    Implied { pair, times, ratio: ratio(matrix.size(), principal.value), distance }
}
