//! Whether outcomes follow predictions: means of tenths, and an isotonic curve by linfa.

use linfa::Dataset;
use linfa::traits::{Fit, Predict};
use linfa_linear::IsotonicRegression;
use ndarray::{Array1, Array2};

/// How many groups of equal size there are.
const BINS: usize = 10;

/// Predictions and outcomes of both models.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    pub before: Vec<Bin>,
    pub after: Vec<Bin>,
}

/// The mean of a tenth of the predictions, as shares of the scale above or below what context predicts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    pub predicted: f64,
    pub reached: f64,
    /// The isotonic curve: the closest to the outcomes that never falls.
    pub curve: f64,
    pub count: usize,
}

/// Returns the tenths of predictions.
pub fn bins(predicted: &[f64], reached: &[f64]) -> Vec<Bin> {
    let mut order: Vec<usize> = (0..predicted.len()).collect();
    order.sort_by(|a, b| predicted[*a].total_cmp(&predicted[*b]).then(reached[*a].total_cmp(&reached[*b])));
    let column = |of: &[f64]| -> Vec<f64> { order.iter().map(|at| of[*at]).collect() };
    let (predicted, reached) = (column(predicted), column(reached));
    let curve = isotonic(&predicted, &reached).unwrap_or_else(|| reached.clone());
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
    let count = predicted.len();
    (0..BINS)
        .map(|bin| bin * count / BINS..(bin + 1) * count / BINS)
        .filter(|range| !range.is_empty())
        .map(|range| Bin {
            predicted: mean(&predicted[range.clone()]),
            reached: mean(&reached[range.clone()]),
            curve: mean(&curve[range.clone()]),
            count: range.len(),
        })
        .collect()
}

fn isotonic(predicted: &[f64], reached: &[f64]) -> Option<Vec<f64>> {
    // linfa's regression needs two different predictions.
    if predicted.first() == predicted.last() {
        return None;
    }
    let columns = Array2::from_shape_vec((predicted.len(), 1), predicted.to_vec()).ok()?;
    let dataset = Dataset::new(columns.clone(), Array1::from_vec(reached.to_vec()));
    let fitted = IsotonicRegression::new().fit(&dataset).ok()?;
    let curve: Array1<f64> = fitted.predict(&columns);
    curve.iter().all(|one| one.is_finite()).then(|| curve.to_vec())
}
