//! The slope of outcomes on the score, and the offsets given it (L3, L4, L5).

use ndarray::{Array1, Array2};

use super::moments::Reduced;
use super::part::{block, entries};
use super::rows::Rows;
use super::solve::{Bounded, inverse};

/// What is known of the offsets before any outcome.
#[derive(Clone, Debug)]
pub struct Prior {
    /// By design: the standard deviation of its offset, from the grades of its values.
    pub spreads: Array1<f64>,
    /// The bounds of this promotion.
    pub low: Array1<f64>,
    pub high: Array1<f64>,
}

/// A fitted model.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The change of the outcome for a score higher by 1 (100 points), before any offset.
    pub slope: f64,
    /// The variance of what is left.
    pub variance: f64,
    pub offsets: Array1<f64>,
    /// Of every column except the outcome.
    pub coefficients: Array1<f64>,
    /// The products of the offsets' columns, with context and score taken out.
    pub products: Array2<f64>,
}

/// Fits with prior variances times `width`; 0 leaves every offset at 0. `None` if the score does not vary, or outcomes do
/// not rise with it.
pub fn fit(reduced: &Reduced, prior: &Prior, width: f64) -> Option<Fitted> {
    let all = &reduced.products;
    let outcome = all.ncols() - 1;
    let of_score = all[[0, 0]];
    if of_score <= 1e-12 * reduced.count.max(1.0) {
        return None;
    }
    let slope = all[[0, outcome]] / of_score;
    let degrees = (reduced.count - reduced.taken.nrows() as f64 - 2.0).max(1.0);
    let variance = ((all[[outcome, outcome]] - slope * all[[0, outcome]]) / degrees).max(1e-12);
    let with_score = entries(&all.column(0), 1..outcome).to_owned();
    let outer = Array2::from_shape_fn((outcome - 1, outcome - 1), |(a, b)| with_score[a] * with_score[b] / of_score);
    let products = &block(all, 1..outcome, 1..outcome) - &outer;
    let with = &entries(&all.column(outcome), 1..outcome) - &(&with_score * slope);
    let offsets = if width > 0.0 && slope > 0.0 {
        let problem = Bounded {
            products: &products * (slope * slope),
            with: &with * slope,
            penalty: prior.spreads.mapv(|spread| variance / (width * spread * spread)),
            low: prior.low.clone(),
            high: prior.high.clone(),
        };
        problem.solve()?
    } else {
        Array1::zeros(outcome - 1)
    };
    let of_score = slope - slope * with_score.dot(&offsets) / of_score;
    let of_columns: Array1<f64> = std::iter::once(of_score).chain(offsets.iter().map(|one| one * slope)).collect();
    let of_context =
        &reduced.taken.column(outcome) - &block(&reduced.taken, 0..reduced.taken.nrows(), 0..outcome).dot(&of_columns);
    let coefficients = of_context.iter().chain(&of_columns).copied().collect();
    Some(Fitted { slope, variance, offsets, coefficients, products })
}

impl Fitted {
    /// By design: the standard deviation of what is known of its offset now (L5).
    pub fn spreads(&self, prior: &Prior, width: f64) -> Option<Array1<f64>> {
        let mut precision = &self.products * (self.slope * self.slope / self.variance);
        let of_prior = prior.spreads.mapv(|spread| 1.0 / (width * spread * spread));
        precision.diag_mut().iter_mut().zip(&of_prior).for_each(|(one, more)| *one += more);
        Some(inverse(&precision)?.diag().mapv(f64::sqrt))
    }
}

/// The standard error of the slope, with schools and not records as what is independent.
pub fn slope_error(rows: &Rows, reduced: &Reduced, slope: f64) -> f64 {
    let outcome = reduced.products.ncols() - 1;
    let mut by_school = vec![0.0; rows.school_names.len()];
    for (row, school) in rows.columns.outer_iter().zip(&rows.schools) {
        let context = entries(&row, 0..rows.contexts);
        let without = |at: usize| row[rows.contexts + at] - context.dot(&reduced.taken.column(at));
        let score = without(0);
        by_school[*school] += score * (without(outcome) - slope * score);
    }
    let schools = by_school.len() as f64;
    let squares: f64 = by_school.iter().map(|one| one * one).sum();
    (squares * schools / (schools - 1.0).max(1.0)).sqrt() / reduced.products[[0, 0]].max(1e-300)
}
