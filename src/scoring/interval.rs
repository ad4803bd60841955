//! How far a score may lie from what is printed: the central 90 % under what is unknown.
//!
//! Two independent sources (docs/model.md, E7): the spread of the typical distributions of unknown answers, and the
//! spread of the weights, taken at the typical values, so that knowing more always narrows. Both come from tables
//! made with the weights; one answer costs a sum over its unknown terms. The one term that spreads an alternative most
//! is mostly far from normal, so while it is unknown its cells are kept apart and only the rest is taken as normal.

use ndarray::{Array2, Array3};

use crate::answers::CELLS;

use super::mixtures::Mixtures;
use super::tables::Tables;

/// The 95 % point of the standard normal distribution.
const Z: f64 = 1.644_853_626_951_472_2;

/// The Cornish-Fisher shift of both ends: `(z² − 1) / 6` of the third cumulant over the variance.
const SKEW_SHIFT: f64 = (Z * Z - 1.0) / 6.0;

/// The share of scores beyond each end.
const TAIL: f64 = 0.05;

/// Halvings of a range of at most a hundred points down to a thousandth of a point.
const HALVINGS: usize = 17;

/// Both ends in hundredths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub low: i32,
    pub high: i32,
}

/// Variances and what they come from, in points.
#[derive(Clone, Debug)]
pub(super) struct Spread {
    /// Term × cell × alternative: the points at a cell, the mean effect of pair terms included.
    effects: Array3<f64>,
    /// Term × alternative: the variance and third central moment of the effects under the prior.
    variance: Array2<f64>,
    third: Array2<f64>,
    /// Pair × alternative: the variance that neither factor explains alone.
    pair_remainder: Array2<f64>,
    /// By alternative: the term with the largest variance.
    widest: Vec<usize>,
    /// By alternative: the variance that the weights give at the typical answers.
    weight_variance: Vec<f64>,
    /// By alternative: how far the mean score over the weights lies above the score at the mean weights.
    weight_shift: Vec<f64>,
}

impl Spread {
    pub(super) fn new(tables: &Tables, weights: &[u128], total: u128) -> Self {
        let scale: Vec<f64> = weights.iter().map(|weight| *weight as f64 / total as f64 * 1e-4).collect();
        let (effects, pair_remainder) = effects(tables, &scale);
        let moment = |power: i32| {
            Array2::from_shape_fn((tables.terms.len(), tables.alternatives.len()), |(term, alternative)| {
                moment(tables, term, power, |cell| effects[[term, cell, alternative]])
            })
        };
        let (variance, third) = (moment(2), moment(3));
        let (weight_variance, weight_shift) = weight_moments(tables, &scale).into_iter().unzip();
        let widest = variance.columns().into_iter().map(|column| {
            let terms = column.iter().enumerate().rev();
            terms.max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(term, _)| term)
        });
        Self { widest: widest.collect(), variance, third, pair_remainder, weight_variance, weight_shift, effects }
    }

    /// The interval of an alternative that scores `score` hundredths.
    pub(super) fn interval(&self, tables: &Tables, mixtures: &Mixtures, alternative: usize, score: i32) -> Interval {
        let design = tables.alternatives[alternative].design;
        let widest = self.widest[alternative];
        let (mut variance, mut third) = (self.weight_variance[alternative], 0.0);
        for term in mixtures.unknown(design).filter(|term| *term != widest) {
            variance += self.variance[[term, alternative]];
            third += self.third[[term, alternative]];
        }
        variance += self.pair_variance(tables, mixtures, alternative);
        let deviation = variance.sqrt();
        let (low, high) = if mixtures.is_known(widest, design) {
            (-Z * deviation, Z * deviation)
        } else {
            self.ends_over_cells(tables, alternative, deviation)
        };
        let skew = if variance > 0.0 { SKEW_SHIFT * third / variance } else { 0.0 };
        let shift = self.weight_shift[alternative] + skew;
        let low = ((shift + low) * 100.0).floor() as i32;
        let high = ((shift + high) * 100.0).ceil() as i32;
        Interval { low: (score + low.min(0)).clamp(0, score), high: (score + high.max(0)).clamp(score, 10_000) }
    }

    /// Both ends when the widest term is unknown and the rest is normal. A little noise can pull an end in from a rare
    /// cell; so that knowing more always narrows, the ends without that noise are counted as well.
    fn ends_over_cells(&self, tables: &Tables, alternative: usize, deviation: f64) -> (f64, f64) {
        let term = self.widest[alternative];
        let prior = &tables.priors[term];
        let effect = |cell: usize| self.effects[[term, cell, alternative]];
        let mean: f64 = (0..CELLS).map(|cell| prior.share(cell) * effect(cell)).sum();
        let cells: [(f64, f64); CELLS] = std::array::from_fn(|cell| (prior.share(cell), effect(cell) - mean));
        let least = self.weight_variance[alternative].sqrt();
        let low = quantile(&cells, deviation, TAIL).min(quantile(&cells, least, TAIL));
        let high = quantile(&cells, deviation, 1.0 - TAIL).max(quantile(&cells, least, 1.0 - TAIL));
        (low, high)
    }

    /// What pair terms leave open as long as one of their factors is unknown.
    fn pair_variance(&self, tables: &Tables, mixtures: &Mixtures, alternative: usize) -> f64 {
        let design = tables.alternatives[alternative].design;
        let pairs = tables.pair_terms.iter().enumerate();
        let open = pairs.filter(|(_, pair)| {
            !mixtures.is_known(pair.first_term, design) || !mixtures.is_known(pair.second_term, design)
        });
        open.map(|(pair, _)| self.pair_remainder[[pair, alternative]]).sum()
    }

    /// The variance of the difference of two alternatives' scores under what is unknown.
    pub(super) fn unknown_difference_variance(&self, tables: &Tables, mixtures: &Mixtures, a: usize, b: usize) -> f64 {
        let (design_a, design_b) = (tables.alternatives[a].design, tables.alternatives[b].design);
        let mut variance = 0.0;
        for &term in mixtures.open() {
            let kind = tables.kinds[tables.terms[term].factor];
            if kind == crate::catalogue::Kind::PerDesign && design_a != design_b {
                for (alternative, design) in [(a, design_a), (b, design_b)] {
                    if !mixtures.is_known(term, design) {
                        variance += self.variance[[term, alternative]];
                    }
                }
            } else if !mixtures.is_known(term, design_a) {
                variance +=
                    moment(tables, term, 2, |cell| self.effects[[term, cell, a]] - self.effects[[term, cell, b]]);
            }
        }
        let pairs = self.pair_variance(tables, mixtures, a).sqrt() - self.pair_variance(tables, mixtures, b).sqrt();
        variance + pairs * pairs
    }
}

/// The point below which a share of a mixture of normal distributions lies, one around each cell with the same
/// deviation. The answer lies where it would if all cells were the first or the last, so halving finds it.
fn quantile(cells: &[(f64, f64); CELLS], deviation: f64, share: f64) -> f64 {
    let used = || cells.iter().filter(|(weight, _)| *weight > 0.0).map(|(_, centre)| *centre);
    let reach = if share < 0.5 { -Z } else { Z } * deviation;
    let mut low = used().fold(f64::INFINITY, f64::min) + reach;
    let mut high = used().fold(f64::NEG_INFINITY, f64::max) + reach;
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        let below: f64 = cells.iter().map(|(weight, centre)| weight * normal(middle - centre, deviation)).sum();
        if below < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low + high) / 2.0
}

/// The share of a normal distribution around 0 that lies below a point. `libm` gives the same digits on every machine.
fn normal(point: f64, deviation: f64) -> f64 {
    if deviation > 0.0 {
        0.5 * libm::erfc(-point / (deviation * std::f64::consts::SQRT_2))
    } else {
        f64::from(u8::from(point >= 0.0))
    }
}

/// A central moment under the prior of a term.
fn moment(tables: &Tables, term: usize, power: i32, effect: impl Fn(usize) -> f64) -> f64 {
    let prior = &tables.priors[term];
    let mean: f64 = (0..CELLS).map(|cell| prior.share(cell) * effect(cell)).sum();
    (0..CELLS).map(|cell| prior.share(cell) * (effect(cell) - mean).powi(power)).sum()
}

/// The points of every term at every cell, with the mean effect of the pair terms that it takes part in; and the
/// variance of what is left of each pair term.
fn effects(tables: &Tables, scale: &[f64]) -> (Array3<f64>, Array2<f64>) {
    let mut effects = Array3::from_shape_fn(tables.utilities.raw_dim(), |(term, cell, alternative)| {
        scale[tables.terms[term].factor] * f64::from(tables.utilities[[term, cell, alternative]])
    });
    let mut remainder = Array2::zeros((tables.pair_terms.len(), tables.alternatives.len()));
    for (pair, term) in tables.pair_terms.iter().enumerate() {
        let (first, second) = (&tables.priors[term.first_term], &tables.priors[term.second_term]);
        let (rows, columns) = (tables.cells(term.first_term), tables.cells(term.second_term));
        for alternative in 0..tables.alternatives.len() {
            let points = |row: usize, column: usize| {
                scale[tables.factors() + pair] * f64::from(tables.pair_utility(pair, row, column, alternative))
            };
            let by_row: Vec<f64> = (0..rows)
                .map(|row| (0..columns).map(|column| second.share(column) * points(row, column)).sum())
                .collect();
            let by_column: Vec<f64> =
                (0..columns).map(|column| (0..rows).map(|row| first.share(row) * points(row, column)).sum()).collect();
            let mean: f64 = by_row.iter().enumerate().map(|(row, points)| first.share(row) * points).sum();
            for (row, points) in by_row.iter().enumerate() {
                effects[[term.first_term, row, alternative]] += points;
            }
            for (column, points) in by_column.iter().enumerate() {
                effects[[term.second_term, column, alternative]] += points;
            }
            for (row, at_row) in by_row.iter().enumerate() {
                for (column, at_column) in by_column.iter().enumerate() {
                    let left = points(row, column) - at_row - at_column + mean;
                    remainder[[pair, alternative]] += first.share(row) * second.share(column) * left * left;
                }
            }
        }
    }
    (effects, remainder)
}

/// (E8): a weight `w` with relative half width `h` is spread evenly over `w (1 ± h)`, a standard deviation of
/// `w h / √3`, and moves the score by `100 (ū − s̄) / W` for each unit. Since the sum of the weights moves as well, the
/// mean of the scores is off by `Σ 100 (s̄ − ū) (w h / √3)² / W²`. By alternative: the variance, and that shift.
fn weight_moments(tables: &Tables, scale: &[f64]) -> Vec<(f64, f64)> {
    let of = |alternative: usize| {
        let means: Vec<f64> = (0..tables.rows()).map(|row| prior_mean(tables, row, alternative)).collect();
        let score: f64 = means.iter().zip(scale).map(|(mean, scale)| mean * scale).sum();
        let effect = |(row, mean): (usize, &f64)| {
            let deviation = tables.half_widths[row] / 3.0_f64.sqrt() * scale[row];
            let effect = deviation * (mean - score * 1e4);
            (effect * effect, -effect * deviation * 1e4)
        };
        let effects = means.iter().enumerate().map(effect);
        effects.fold((0.0, 0.0), |sum, effect| (sum.0 + effect.0, sum.1 + effect.1))
    };
    (0..tables.alternatives.len()).map(of).collect()
}

/// The mean utility of a row under the priors, in millionths.
fn prior_mean(tables: &Tables, row: usize, alternative: usize) -> f64 {
    if row < tables.factors() {
        let of_term = |term: usize| {
            let share = |cell| tables.priors[term].share(cell) * f64::from(tables.utilities[[term, cell, alternative]]);
            (0..CELLS).map(share).sum::<f64>()
        };
        return tables.factor_terms[row].clone().map(of_term).sum();
    }
    let pair = row - tables.factors();
    let term = &tables.pair_terms[pair];
    let (first, second) = (&tables.priors[term.first_term], &tables.priors[term.second_term]);
    let cells = (0..tables.cells(term.first_term))
        .flat_map(|row| (0..tables.cells(term.second_term)).map(move |column| (row, column)));
    cells
        .map(|(row, column)| {
            first.share(row) * second.share(column) * f64::from(tables.pair_utility(pair, row, column, alternative))
        })
        .sum()
}
