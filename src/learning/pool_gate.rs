//! Whether a candidate predicts outcomes of districts that it did not see better, from sums alone (L8, L9).

use ndarray::Array1;

use super::chance::hash;
use super::fit::{Fitted, Prior, fit};
use super::folds::width;
use super::gate::error_share;
use super::moments::{Moments, Reduced};
use crate::outcomes::t_quantile;

/// The most folds of districts.
const MOST_FOLDS: usize = 10;

/// The current model and the candidate on districts that each fit did not see.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PoolComparison {
    /// The fall of the mean squared error, as a share of it, and its lower bound of 95 %.
    pub error_fall: f64,
    pub error_fall_low: f64,
    /// The correlation of predicted and reached results, now and with the candidate.
    pub correlation: [f64; 2],
}

/// The standard error of the slope, with districts as what is independent (L8).
pub fn slope_error(moments: &[Moments], reduced: &Reduced, slope: f64) -> f64 {
    let contexts = reduced.taken.nrows();
    let outcome = reduced.products.ncols() - 1;
    let residual = |column: usize| -> Array1<f64> {
        let rest = (0..=outcome).map(|at| if at == column { 1.0 } else { 0.0 });
        (0..contexts).map(|at| -reduced.taken[[at, column]]).chain(rest).collect()
    };
    let score = residual(0);
    let left = residual(outcome) - &score * slope;
    let of_districts: Vec<f64> = moments.iter().map(|of| of.product(&score, &left)).collect();
    clustered(&of_districts) / reduced.products[[0, 0]].max(1e-300)
}

/// The standard error of a sum of independent parts whose mean is 0.
fn clustered(parts: &[f64]) -> f64 {
    let count = parts.len() as f64;
    (parts.iter().map(|one| one * one).sum::<f64>() * count / (count - 1.0).max(1.0)).sqrt()
}

/// By district: its fold, in the order of a hash of its name.
pub fn folds(districts: &[&str]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..districts.len()).collect();
    order.sort_by_key(|at| (hash(districts[*at]), *at));
    let mut folds = vec![0; order.len()];
    order.into_iter().enumerate().for_each(|(at, district)| folds[district] = at % MOST_FOLDS);
    folds
}

pub fn of_folds(moments: &[Moments], folds: &[usize]) -> Vec<Moments> {
    let of = |fold: usize| Moments::sum(moments.iter().zip(folds).filter(|one| *one.1 == fold).map(|one| one.0));
    (0..MOST_FOLDS).filter_map(of).collect()
}

/// Predicts each district by fits of the other folds, which choose their own width (L9).
pub fn compare(
    moments: &[Moments],
    folds: &[usize],
    of_folds: &[Moments],
    prior: &Prior,
    look: usize,
) -> Option<PoolComparison> {
    // By district: the squared error of both models, and products of predicted and reached.
    let mut errors = vec![[0.0; 2]; moments.len()];
    let (mut with, mut predicted, mut reached) = ([0.0; 2], [0.0; 2], 0.0);
    for fold in 0..of_folds.len() {
        let others: Vec<&Moments> =
            of_folds.iter().enumerate().filter(|(at, _)| *at != fold).map(|(_, one)| one).collect();
        let reduced = Moments::sum(others.iter().copied())?.reduced()?;
        let plain = fit(&reduced, prior, 0.0)?;
        let moved = fit(&reduced, prior, width(&others, prior))?;
        let contexts = reduced.taken.nrows();
        let outcome = without_context(&plain, contexts);
        let added = [&plain, &moved].map(|of| only_added(of, contexts));
        for (at, of) in moments.iter().enumerate().filter(|(at, _)| folds[*at] == fold) {
            reached += of.product(&outcome, &outcome);
            for which in 0..2 {
                let missed = &outcome - &added[which];
                errors[at][which] = of.product(&missed, &missed).max(0.0);
                with[which] += of.product(&added[which], &outcome);
                predicted[which] += of.product(&added[which], &added[which]);
            }
        }
    }
    let all: f64 = errors.iter().map(|one| one[0]).sum();
    let fall = errors.iter().map(|one| one[0] - one[1]).sum::<f64>() / all.max(1e-300);
    let parts: Vec<f64> = errors.iter().map(|one| one[0] - one[1] - fall * one[0]).collect();
    let quantile = t_quantile(1.0 - error_share(look), parts.len() as f64 - 1.0);
    let correlation = [0, 1].map(|which| with[which] / (predicted[which] * reached).sqrt().max(1e-300));
    Some(PoolComparison {
        error_fall: fall,
        error_fall_low: fall - quantile * clustered(&parts) / all.max(1e-300),
        correlation,
    })
}

/// The outcome without what context predicts, as a function of all columns.
fn without_context(of: &Fitted, contexts: usize) -> Array1<f64> {
    let rest = of.coefficients.len() - contexts;
    let context = of.coefficients.iter().take(contexts).map(|one| -one);
    context.chain((0..rest).map(|_| 0.0)).chain(std::iter::once(1.0)).collect()
}

/// What score and offsets add to the prediction, as a function of all columns.
fn only_added(of: &Fitted, contexts: usize) -> Array1<f64> {
    let rest = of.coefficients.iter().skip(contexts).copied();
    (0..contexts).map(|_| 0.0).chain(rest).chain(std::iter::once(0.0)).collect()
}
