//! The common form of every answer for scoring: shares of a few cells, as exact integers.

use std::fmt;
use std::sync::Arc;

/// The maximum number of cells of an answer: six categories, or five levels and an empty sixth cell.
pub const CELLS: usize = 6;

/// Shares over cells in lowest terms: cell `i` has `shares[i] / total`.
///
/// ```
/// use backmap_model::answers::Mixture;
/// let half = Mixture::new([500_000, 500_000, 0, 0, 0, 0]).unwrap();
/// assert_eq!((half.shares()[0], half.total()), (1, 2));
/// ```
#[derive(Clone)]
pub struct Mixture(Kept);

/// Shared mixtures for whole answers, which are the most common.
#[derive(Clone)]
enum Kept {
    Whole(&'static Shape),
    Spread(Arc<Shape>),
}

#[derive(Debug, PartialEq)]
struct Shape {
    shares: [u128; CELLS],
    total: u128,
    /// The shares as numbers between 0 and 1, precomputed.
    portions: [f64; CELLS],
    /// The only non-empty cell, if there is one.
    only: Option<usize>,
}

impl Mixture {
    /// Returns `None` if all shares are zero.
    pub fn new(shares: [u128; CELLS]) -> Option<Self> {
        let divisor = shares.iter().copied().fold(0, greatest_common_divisor);
        (divisor > 0).then(|| {
            let shares = shares.map(|share| divided(share, divisor));
            let total = shares.iter().sum();
            match shares.iter().position(|&share| share == total) {
                Some(cell) => Self::whole(cell),
                None => {
                    let portions = shares.map(|share| portion(share, total));
                    Self(Kept::Spread(Arc::new(Shape { shares, total, portions, only: None })))
                }
            }
        })
    }

    /// Returns a mixture with everything in one cell.
    pub fn whole(cell: usize) -> Self {
        Self(Kept::Whole(&WHOLE[cell]))
    }

    fn shape(&self) -> &Shape {
        match &self.0 {
            Kept::Whole(shape) => shape,
            Kept::Spread(shape) => shape,
        }
    }

    pub fn shares(&self) -> &[u128; CELLS] {
        &self.shape().shares
    }

    pub fn total(&self) -> u128 {
        self.shape().total
    }

    /// Returns the only non-empty cell, if there is one.
    pub fn only_cell(&self) -> Option<usize> {
        self.shape().only
    }

    /// Returns the non-empty cells with their shares as numbers between 0 and 1.
    pub fn held(&self) -> impl Iterator<Item = (usize, f64)> {
        let shape = self.shape();
        let cells = shape.only.map_or(0..CELLS, |cell| cell..cell + 1);
        cells.map(|cell| (cell, shape.portions[cell])).filter(|(_, share)| *share > 0.0)
    }

    /// Returns the share of a cell as an inexact number between 0 and 1.
    pub fn share(&self, cell: usize) -> f64 {
        self.shape().portions[cell]
    }
}

impl PartialEq for Mixture {
    fn eq(&self, other: &Self) -> bool {
        self.shape() == other.shape()
    }
}

impl fmt::Debug for Mixture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shape().fmt(f)
    }
}

static WHOLE: [Shape; CELLS] = {
    const NONE: Shape = Shape { shares: [0; CELLS], total: 1, portions: [0.0; CELLS], only: None };
    let mut whole = [NONE; CELLS];
    let mut cell = 0;
    while cell < CELLS {
        whole[cell].shares[cell] = 1;
        whole[cell].portions[cell] = 1.0;
        whole[cell].only = Some(cell);
        cell += 1;
    }
    whole
};

/// The mean of what cells give, over a mixture.
pub fn mean(mixture: &Mixture, of: impl Fn(usize) -> f64) -> f64 {
    match mixture.only_cell() {
        Some(cell) => of(cell),
        None => mixture.held().map(|(cell, share)| share * of(cell)).sum(),
    }
}

/// Returns the greatest common divisor; 0 only if both are 0.
pub fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        // Most numbers are small, and dividing small ones is several times faster.
        if let (Some(mut small), Some(mut smaller)) = (small(a), small(b)) {
            while smaller != 0 {
                (small, smaller) = (smaller, small % smaller);
            }
            return small.into();
        }
        (a, b) = (b, a % b);
    }
    a
}

fn divided(share: u128, divisor: u128) -> u128 {
    match (small(share), small(divisor)) {
        (Some(share), Some(divisor)) => (share / divisor).into(),
        _ => share / divisor,
    }
}

fn portion(share: u128, total: u128) -> f64 {
    match (small(share), small(total)) {
        (Some(share), Some(total)) => share as f64 / total as f64,
        _ => share as f64 / total as f64,
    }
}

fn small(number: u128) -> Option<u64> {
    u64::try_from(number).ok()
}
