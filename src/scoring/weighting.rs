//! Weights turned into parts: everything that depends on the weights and not on the answers.
//!
//! The catalogue's own weights are compiled once; a request with multipliers compiles its own.

use ndarray::{Array2, Array3};

use crate::answers::{CELLS, greatest_common_divisor};
use crate::catalogue::Kind;

use super::exact::Ratio;
use super::interval::{Interval, Spread};
use super::mixtures::Mixtures;
use super::tables::Tables;

/// How many times its catalogue weight a factor counts, in millionths.
pub type Multiplier = u64;

/// Why multipliers cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these weights leave every factor at zero: at least one has to count")]
pub struct WeightError;

/// Parts under one set of weights, in hundredths of a point.
#[derive(Clone, Debug)]
pub struct Weighting {
    /// Row weights in lowest terms: factors, then pair terms.
    weights: Vec<u128>,
    total: u128,
    /// Term × cell × alternative, for factors of a single term.
    whole: Array3<i32>,
    /// Row × alternative: the part at the typical distribution.
    prior: Array2<i32>,
    /// The sum of the prior parts, by alternative.
    base: Vec<i32>,
    spread: Spread,
}

impl Weighting {
    /// The catalogue's own weights.
    ///
    /// # Errors
    /// When all of them are zero, which a checked catalogue excludes.
    pub fn of_catalogue(tables: &Tables) -> Result<Self, WeightError> {
        Self::new(tables, &vec![crate::answers::MILLION; tables.factors()])
    }

    /// The catalogue's weights times a multiplier for each factor. A pair term counts by the lesser of its two
    /// factors', so that a factor at zero changes nothing and scaling all alike changes nothing either.
    ///
    /// # Errors
    /// When nothing is left to weigh.
    pub fn new(tables: &Tables, multipliers: &[Multiplier]) -> Result<Self, WeightError> {
        let pairs = tables.pair_terms.iter();
        let lesser = pairs.map(|pair| multipliers[pair.first_factor].min(multipliers[pair.second_factor]));
        let all = multipliers.iter().copied().chain(lesser);
        let weights: Vec<u128> =
            all.zip(&tables.weights).map(|(times, weight)| u128::from(times) * u128::from(*weight)).collect();
        let divisor = weights.iter().copied().fold(0, greatest_common_divisor);
        if divisor == 0 {
            return Err(WeightError);
        }
        let weights: Vec<u128> = weights.into_iter().map(|weight| weight / divisor).collect();
        let total = weights.iter().sum();
        let prior = prior_parts(tables, &weights, total);
        Ok(Self {
            whole: whole_parts(tables, &weights, total),
            base: prior.columns().into_iter().map(|parts| parts.sum()).collect(),
            spread: Spread::new(tables, &weights, total),
            prior,
            weights,
            total,
        })
    }

    /// The part of a row at a utility.
    pub(super) fn part(&self, row: usize, utility: &Ratio) -> i32 {
        utility.part(self.weights[row], self.total)
    }

    /// The part of a single-term factor at a whole level or category.
    pub(super) fn whole_part(&self, term: usize, cell: usize, alternative: usize) -> i32 {
        self.whole[[term, cell, alternative]]
    }

    pub(super) fn prior_part(&self, row: usize, alternative: usize) -> i32 {
        self.prior[[row, alternative]]
    }

    /// The share of all weight that a row carries.
    pub fn share(&self, row: usize) -> f64 {
        self.weights[row] as f64 / self.total as f64
    }

    /// What the alternative scores when nothing is known.
    pub fn base(&self, alternative: usize) -> i32 {
        self.base[alternative]
    }

    pub(super) fn spread(&self) -> &Spread {
        &self.spread
    }
}

fn whole_parts(tables: &Tables, weights: &[u128], total: u128) -> Array3<i32> {
    let shape = tables.utilities.raw_dim();
    Array3::from_shape_fn(shape, |(term, cell, alternative)| {
        let factor = tables.terms[term].factor;
        if tables.kinds[factor] == Kind::PerResource || cell >= CELLS {
            return 0;
        }
        let utility = Ratio::Small { numerator: tables.utilities[[term, cell, alternative]].into(), denominator: 1 };
        utility.part(weights[factor], total)
    })
}

fn prior_parts(tables: &Tables, weights: &[u128], total: u128) -> Array2<i32> {
    Array2::from_shape_fn((tables.rows(), tables.alternatives.len()), |(row, alternative)| {
        prior_utility(tables, row, alternative).part(weights[row], total)
    })
}

/// (E3): the utility of a row at the typical distributions of its terms.
fn prior_utility(tables: &Tables, row: usize, alternative: usize) -> Ratio {
    if row < tables.factors() {
        let of_term =
            |term: usize| Ratio::expectation(&tables.priors[term], |cell| tables.utilities[[term, cell, alternative]]);
        tables.factor_terms[row].clone().map(of_term).fold(Ratio::ZERO, Ratio::plus)
    } else {
        let pair = row - tables.factors();
        let term = &tables.pair_terms[pair];
        let (first, second) = (&tables.priors[term.first_term], &tables.priors[term.second_term]);
        Ratio::joint_expectation(first, second, |row, column| tables.pair_utility(pair, row, column, alternative))
    }
}

impl Weighting {
    /// The points that a term gives at a mixture, for what need not be exact.
    pub fn points(&self, tables: &Tables, term: usize, cell: usize, alternative: usize) -> f64 {
        let weight = self.weights[tables.terms[term].factor] as f64 / self.total as f64;
        weight * f64::from(tables.utilities[[term, cell, alternative]]) * 1e-4
    }

    /// The interval of an alternative that scores `score` hundredths.
    pub fn interval(&self, tables: &Tables, mixtures: &Mixtures, alternative: usize, score: i32) -> Interval {
        self.spread.interval(tables, mixtures, alternative, score)
    }
}
