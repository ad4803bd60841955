//! How far comparisons contradict each other, and which of them the rest speak against most.

use super::matrix::Matrix;
use super::pairwise::{Judgement, pairs};

/// Above this ratio, in millionths, comparisons are called inconsistent (Saaty 1977).
pub const INCONSISTENT_ABOVE: u64 = 100_000;

/// What the consistency index of random comparisons comes to, for 1 factor, 2, and so on (Saaty 1980).
const RANDOM_INDICES: [f64; 15] =
    [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/// Distances of logarithms that differ by less are equal but for rounding.
const NOISE: f64 = 1e-9;

/// How far comparisons agree with each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Consistency {
    /// 0 where nothing contradicts anything, about 1 where comparisons were made by chance; in millionths.
    pub ratio: u64,
    /// The comparison that the rest speak against most; `None` where the ratio is 0.
    pub reconsider: Option<Reconsider>,
}

/// A comparison and what all others imply in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Reconsider {
    pub judged: Judgement,
    pub implied: Judgement,
    /// The ratio if it were changed to what is implied, in millionths.
    pub ratio_if_changed: u64,
    /// How many other comparisons are as far from what their rest imply.
    pub equally_far: usize,
}

impl Consistency {
    /// Whether the comparisons contradict each other too much to be used as they are.
    pub fn is_inconsistent(&self) -> bool {
        self.ratio > INCONSISTENT_ABOVE
    }
}

pub(super) fn consistency(factors: &[usize], matrix: &Matrix) -> Consistency {
    let ratio = ratio(matrix.size(), matrix.principal().value);
    Consistency { ratio, reconsider: (ratio > 0).then(|| reconsider(factors, matrix)).flatten() }
}

/// (E15): `((λ - n) / (n - 1)) / RI(n)`, in millionths.
fn ratio(size: usize, eigenvalue: f64) -> u64 {
    let index = (eigenvalue - size as f64) / (size as f64 - 1.0);
    let random = RANDOM_INDICES[size - 1];
    if random > 0.0 { (index.max(0.0) / random * 1e6).round() as u64 } else { 0 }
}

/// The pair whose judgement lies farthest, as a ratio, from what the rest imply; the first of equally far ones.
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
        // The entry on the side of 1 and above is the one that was given.
        judged: match matrix.get(column, row) {
            times if times > 1.0 => Judgement { more: factors[column], less: factors[row], times },
            _ => judgement(matrix.get(row, column)),
        },
        implied: judgement(first.times),
        ratio_if_changed: first.ratio,
        equally_far: equal.count(),
    })
}

/// What all other comparisons say of a pair.
struct Implied {
    pair: (usize, usize),
    times: f64,
    ratio: u64,
    distance: f64,
}

/// The eigenvector without the pair: its entries are 0 and the diagonal of both factors is 2 (Harker 1987). That is the
/// eigenvector of the matrix in which the pair holds just what the vector implies, with the same eigenvalue.
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
