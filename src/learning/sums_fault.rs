//! What cannot be in sums of a district, so that a made-up file moves a pool by no more than its weight.

use linfa_linalg::cholesky::Cholesky;
use ndarray::Array2;

use super::sums::{Sums, contexts, least, sums_columns};
use crate::scoring::Evaluation;

/// The most that a product of columns can be for one row: answers are from 1 to 5.
const MOST_SQUARE: f64 = 16.0;
/// The most that the square of a centered share of a scale can be on average.
const MOST_VARIANCE: f64 = 0.25;
/// How far rounding may move a matrix that has no negative eigenvalue, as a share of its diagonal.
const ROUNDING: f64 = 1e-9;

/// What cannot be in sums of a district.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumsFault {
    /// Another number of columns than the catalog has.
    Columns { found: usize, expected: usize },
    /// Another number of designs than the catalog has.
    Designs { found: usize, expected: usize },
    /// The results of the designs are not all results, or there are more schools or lots than results.
    Counts,
    /// Fewer results than a district may send.
    TooFew { least: usize },
    /// A square that is larger than the results can make.
    TooLarge { column: usize },
    /// No rows have these products.
    NotSums,
}

impl Sums {
    /// Returns what cannot be in sums of records of this catalog.
    pub fn fault(&self, typical: &Evaluation<'_>) -> Option<SumsFault> {
        let (expected, designs) = (sums_columns(typical).len(), typical.tables().all_designs().len());
        let found = self.products.ncols();
        if self.designs.len() != designs {
            return Some(SumsFault::Designs { found: self.designs.len(), expected: designs });
        }
        if found != expected || self.products.nrows() != expected {
            return Some(SumsFault::Columns { found, expected });
        }
        let all = self.designs.iter().fold(0_usize, |sum, one| sum.saturating_add(*one));
        if all != self.results || self.schools > all || self.by_lot > all || self.schools == 0 {
            return Some(SumsFault::Counts);
        }
        if all < least(typical) {
            return Some(SumsFault::TooFew { least: least(typical) });
        }
        let contexts = contexts(typical);
        let most = |column: usize| match column {
            _ if column + 1 == expected => MOST_VARIANCE,
            _ if column + 1 < contexts => MOST_SQUARE / 4.0,
            // Scores and shares of choices are from 0 to 1, so what is centered on them is from -1 to 1.
            _ => 1.0,
        };
        let limit = |column: usize| most(column) * all as f64 * (1.0 + ROUNDING);
        if let Some(column) = (0..expected).find(|at| !(0.0..=limit(*at)).contains(&self.products[[*at, *at]])) {
            return Some(SumsFault::TooLarge { column });
        }
        (!is_product(&self.products)).then_some(SumsFault::NotSums)
    }
}

/// Whether a matrix is the product of some rows with themselves: it is symmetric and has no negative eigenvalue.
fn is_product(matrix: &Array2<f64>) -> bool {
    let diagonal: Vec<f64> = matrix.diag().to_vec();
    let is_symmetric = matrix.indexed_iter().all(|((a, b), one)| one.is_finite() && *one == matrix[[b, a]]);
    // A column of zeros has no products.
    let is_empty = |at: usize| diagonal[at] <= 0.0;
    let has_none = |((a, b), one): ((usize, usize), &f64)| *one == 0.0 || !(is_empty(a) || is_empty(b));
    let scale = |at: usize| if is_empty(at) { 1.0 } else { 1.0 / diagonal[at].sqrt() };
    let mut scaled = Array2::from_shape_fn(matrix.raw_dim(), |(a, b)| matrix[[a, b]] * scale(a) * scale(b));
    scaled.diag_mut().iter_mut().for_each(|one| *one = one.max(0.0) + ROUNDING);
    for at in (0..diagonal.len()).filter(|at| is_empty(*at)) {
        scaled[[at, at]] = 1.0;
    }
    is_symmetric && matrix.indexed_iter().all(has_none) && scaled.cholesky().is_ok()
}
