//! Groups rows around centers (k-means), with linfa.
//!
//! What linfa does otherwise than one expects: it counts the members of its last run and not of its best, so members are
//! always counted by their nearest center; its parallel start differs between runs, so the plain one is used; and it
//! keeps the old center as a member of each group, so centers are computed once more from the members.

use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_clustering::{KMeans, KMeansInit};
use ndarray::{Array2, ArrayView2, Axis};

use super::chance::Chance;

/// Iterations of one run; more change nothing that matters.
const ITERATIONS: u64 = 100;
/// A run ends when the centers move less, in points.
const TOLERANCE: f64 = 1e-4;
const FINAL_TOLERANCE: f64 = 1e-9;

/// Returns centers that are best of several random starts; `None` if the rows cannot be grouped so.
pub fn centers(rows: ArrayView2<'_, f64>, count: usize, starts: usize, chance: &mut Chance) -> Option<Array2<f64>> {
    if rows.nrows() < count {
        return None;
    }
    let params = KMeans::params_with_rng(count, chance.generator())
        .n_runs(starts)
        .max_n_iterations(ITERATIONS)
        .tolerance(TOLERANCE)
        .init_method(KMeansInit::KMeansPlusPlus);
    Some(params.fit(&DatasetBase::from(rows)).ok()?.centroids().clone())
}

/// Returns centers that were improved from others on all rows.
pub fn improved(rows: ArrayView2<'_, f64>, from: &Array2<f64>, chance: &mut Chance) -> Option<Array2<f64>> {
    let params = KMeans::params_with_rng(from.nrows(), chance.generator())
        .n_runs(1)
        .max_n_iterations(ITERATIONS)
        .tolerance(FINAL_TOLERANCE)
        .init_method(KMeansInit::Precomputed(from.clone()));
    let found = params.fit(&DatasetBase::from(rows)).ok()?.centroids().clone();
    let of = nearest(rows, &found);
    Some(means(rows, &of, found))
}

/// Returns each row's nearest center; of equally near ones, the first.
pub fn nearest(rows: ArrayView2<'_, f64>, centers: &Array2<f64>) -> Vec<usize> {
    rows.axis_iter(Axis(0))
        .map(|row| {
            let distance = |at: usize| square(row.as_slice().unwrap_or_default(), centers, at);
            (0..centers.nrows()).fold((0, f64::INFINITY), |(best, least), at| {
                let own = distance(at);
                if own < least { (at, own) } else { (best, least) }
            })
        })
        .map(|(best, _)| best)
        .collect()
}

/// The squared distance of a row to a center.
pub fn square(row: &[f64], centers: &Array2<f64>, at: usize) -> f64 {
    row.iter().zip(centers.row(at)).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// Returns the means of each center's rows; one without rows stays.
fn means(rows: ArrayView2<'_, f64>, of: &[usize], centers: Array2<f64>) -> Array2<f64> {
    let mut sums = Array2::zeros(centers.dim());
    let mut counts = vec![0_usize; centers.nrows()];
    for (row, at) in rows.axis_iter(Axis(0)).zip(of) {
        let mut sum = sums.row_mut(*at);
        sum += &row;
        counts[*at] += 1;
    }
    for (at, count) in counts.iter().enumerate() {
        let mut sum = sums.row_mut(at);
        if *count == 0 {
            sum.assign(&centers.row(at));
        } else {
            sum /= *count as f64;
        }
    }
    sums
}
