//! Whether outcomes follow predictions: means of tenths, and an isotonic curve.

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
    let curve = isotonic(&reached);
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

/// Pools neighbors that fall until none does. linfa's regression returned one mean for outcomes that plainly rise.
fn isotonic(reached: &[f64]) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for one in reached {
        let mut pool = (*one, 1);
        while let Some((sum, count)) = pools.last().copied() {
            if sum / (count as f64) < pool.0 / pool.1 as f64 {
                break;
            }
            pool = (pool.0 + sum, pool.1 + count);
            pools.pop();
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f64, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_never_falls_and_follows_what_rises() {
        assert_eq!(isotonic(&[1.0, 3.0, 2.0, 4.0]), [1.0, 2.5, 2.5, 4.0]);
        assert_eq!(isotonic(&[3.0, 2.0, 1.0]), [2.0; 3]);
        assert_eq!(isotonic(&[-2.0, 0.0, 5.0]), [-2.0, 0.0, 5.0]);
    }
}
