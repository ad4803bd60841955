//! Sums of products of the rows, and the same with the context taken out.

use linfa_linalg::cholesky::SolveC;
use ndarray::{Array1, Array2, Axis};

use super::part::{block, entries};
use super::rows::Rows;

/// The ridge on the context, per row.
const RIDGE: f64 = 1e-3;

/// A column of context that varies less is left out.
pub const LEAST_SPREAD: f64 = 1e-9;

/// Sums of products of all columns over some rows.
#[derive(Clone, Debug)]
pub struct Moments {
    pub products: Array2<f64>,
    pub count: f64,
    pub contexts: usize,
}

/// Sums of products of score, offsets and outcome, with the context taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct Reduced {
    /// Score, offsets, outcome.
    pub products: Array2<f64>,
    pub count: f64,
    /// Context × (score, offsets, outcome): the coefficients that were taken out.
    pub taken: Array2<f64>,
}

impl Moments {
    /// By fold: sums over its rows, in their order.
    pub fn of_folds(rows: &Rows, folds: &[usize], count: usize) -> Vec<Self> {
        (0..count)
            .map(|fold| {
                let of: Vec<usize> = (0..rows.count()).filter(|row| folds[rows.schools[*row]] == fold).collect();
                let part = rows.columns.select(Axis(0), &of);
                Self { products: part.t().dot(&part), count: of.len() as f64, contexts: rows.contexts }
            })
            .collect()
    }

    /// Returns the sum of several; `None` if there are none.
    pub fn sum<'a>(mut parts: impl Iterator<Item = &'a Self>) -> Option<Self> {
        let first = parts.next()?.clone();
        Some(parts.fold(first, |mut sum, part| {
            sum.products += &part.products;
            sum.count += part.count;
            sum
        }))
    }

    /// By column: what scales the context to a standard deviation of 1. A column that does not vary becomes 0.
    pub fn scales(&self) -> Array1<f64> {
        let spread = |at: usize| (self.products[[at, at]] / self.count.max(1.0)).sqrt();
        let scale = |at: usize| if spread(at) > LEAST_SPREAD { 1.0 / spread(at) } else { 0.0 };
        (0..self.products.ncols()).map(|at| if at < self.contexts { scale(at) } else { 1.0 }).collect()
    }

    /// Returns the sums of scaled columns, each row counted `weight` times.
    pub fn scaled(&self, scales: &Array1<f64>, weight: f64) -> Self {
        let scale = |(a, b): (usize, usize)| self.products[[a, b]] * scales[a] * scales[b] * weight;
        let products = Array2::from_shape_fn(self.products.raw_dim(), scale);
        Self { products, count: self.count * weight, contexts: self.contexts }
    }

    /// Takes the context out, by ridge regression of every other column on it.
    pub fn reduced(&self) -> Option<Reduced> {
        let (context, all) = (self.contexts, self.products.ncols());
        let mut own = block(&self.products, 0..context, 0..context).to_owned();
        own.diag_mut().iter_mut().for_each(|one| *one += RIDGE * self.count.max(1.0));
        let with = block(&self.products, 0..context, context..all).to_owned();
        let taken = own.solvec(&with).ok()?;
        let products = &block(&self.products, context..all, context..all) - &with.t().dot(&taken);
        Some(Reduced { products, count: self.count, taken })
    }

    /// Returns the sum of squared errors of coefficients.
    pub fn error(&self, coefficients: &Array1<f64>) -> f64 {
        let outcome = self.products.ncols() - 1;
        let own = block(&self.products, 0..outcome, 0..outcome);
        let with = entries(&self.products.column(outcome), 0..outcome).to_owned();
        let squared = coefficients.dot(&own.dot(coefficients)) - 2.0 * coefficients.dot(&with);
        (squared + self.products[[outcome, outcome]]).max(0.0)
    }

    /// Returns the sum over the rows of the product of two linear functions of their columns.
    pub fn product(&self, one: &Array1<f64>, other: &Array1<f64>) -> f64 {
        one.dot(&self.products.dot(other))
    }
}
