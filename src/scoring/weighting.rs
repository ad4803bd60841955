//! Weights turned into parts: everything that depends on the weights and not on the answers.
//!
//! The catalogue's own weights are compiled once; a request with multipliers compiles its own.

use crate::answers::{CELLS, LEVELS, Mixture, greatest_common_divisor};
use crate::catalogue::Kind;

use super::blend::{RowWeight, pair_parts, subtract, term_parts};
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
    multipliers: Vec<Multiplier>,
    /// Row weights in lowest terms: factors, then pair terms.
    rows: Vec<RowWeight>,
    /// Row weights as shares of all weight.
    shares: Vec<f64>,
    /// Term × cell × alternative, for factors of a single term: what a whole answer adds to the base value.
    whole: Vec<i32>,
    /// Pair term × cells of both × alternative: what two whole answers add to the base value.
    pairs: Vec<i32>,
    /// Row × alternative: the part at the typical distribution.
    prior: Vec<i32>,
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
        let rows: Vec<RowWeight> = weights.iter().map(|own| RowWeight { own: *own, all: total }).collect();
        let (prior, count) = (prior_parts(tables, &rows), tables.alternatives.len());
        Ok(Self {
            multipliers: multipliers.to_vec(),
            shares: weights.iter().map(|weight| *weight as f64 / total as f64).collect(),
            whole: whole_parts(tables, &rows, &prior),
            pairs: whole_pair_parts(tables, &rows, &prior),
            base: (0..count).map(|alternative| prior.iter().skip(alternative).step_by(count).sum()).collect(),
            spread: Spread::new(tables, &weights, total),
            prior,
            rows,
        })
    }

    pub(super) fn row_weight(&self, row: usize) -> RowWeight {
        self.rows[row]
    }

    /// What a whole level or category adds to the base value of every alternative, for a single-term factor.
    pub(super) fn whole_parts(&self, term: usize, cell: usize) -> &[i32] {
        run(&self.whole, self.base.len(), term * CELLS + cell)
    }

    /// What two whole levels, counted from 0, add through an interaction.
    pub(super) fn whole_pair_parts(&self, pair: usize, first: usize, second: usize) -> &[i32] {
        run(&self.pairs, self.base.len(), pair * LEVELS * LEVELS + Tables::pair_cell(first, second))
    }

    pub(super) fn prior_part(&self, row: usize, alternative: usize) -> i32 {
        self.prior[row * self.base.len() + alternative]
    }

    /// The parts of a row at what is typical, by alternative.
    pub(super) fn prior_parts(&self, row: usize) -> &[i32] {
        run(&self.prior, self.base.len(), row)
    }

    /// By alternative: what it scores when nothing is known.
    pub(super) fn bases(&self) -> &[i32] {
        &self.base
    }

    /// The share of all weight that a row carries.
    pub fn share(&self, row: usize) -> f64 {
        self.shares[row]
    }

    /// What the alternative scores when nothing is known.
    pub fn base(&self, alternative: usize) -> i32 {
        self.base[alternative]
    }

    pub(super) fn spread(&self) -> &Spread {
        &self.spread
    }
}

/// (E3): the parts of every row at the typical distributions of its terms, by row and alternative.
fn prior_parts(tables: &Tables, rows: &[RowWeight]) -> Vec<i32> {
    let count = tables.alternatives.len();
    let mut prior = vec![0; tables.rows() * count];
    for (row, parts) in prior.chunks_exact_mut(count).enumerate() {
        let of = |term: usize| &tables.priors[term];
        if row < tables.factors() {
            let terms: Vec<(usize, &Mixture)> = tables.factor_terms[row].clone().map(|term| (term, of(term))).collect();
            term_parts(tables, rows[row], &terms, 0, parts);
        } else {
            let pair = row - tables.factors();
            let term = &tables.pair_terms[pair];
            pair_parts(tables, rows[row], pair, (of(term.first_term), of(term.second_term)), parts);
        }
    }
    prior
}

/// What whole answers add to the prior parts: term × cell × alternative.
fn whole_parts(tables: &Tables, rows: &[RowWeight], prior: &[i32]) -> Vec<i32> {
    let count = tables.alternatives.len();
    let mut whole = vec![0; tables.terms.len() * CELLS * count];
    for (at, parts) in whole.chunks_exact_mut(count).enumerate() {
        let (term, cell) = (at / CELLS, at % CELLS);
        let factor = tables.terms[term].factor;
        if tables.kinds[factor] != Kind::PerResource {
            term_parts(tables, rows[factor], &[(term, &Mixture::whole(cell))], 0, parts);
            subtract(parts, run(prior, count, factor));
        }
    }
    whole
}

/// What two whole answers add to the prior parts of a pair term: pair term × cells of both × alternative.
fn whole_pair_parts(tables: &Tables, rows: &[RowWeight], prior: &[i32]) -> Vec<i32> {
    let (count, cells) = (tables.alternatives.len(), LEVELS * LEVELS);
    let mut whole = vec![0; tables.pair_terms.len() * cells * count];
    for (at, parts) in whole.chunks_exact_mut(count).enumerate() {
        let (pair, cell) = (at / cells, at % cells);
        let row = tables.factors() + pair;
        let both = (&Mixture::whole(cell / LEVELS), &Mixture::whole(cell % LEVELS));
        pair_parts(tables, rows[row], pair, both, parts);
        subtract(parts, run(prior, count, row));
    }
    whole
}

/// One run of a table whose runs are of the same length.
fn run(table: &[i32], length: usize, at: usize) -> &[i32] {
    &table[at * length..(at + 1) * length]
}

impl Weighting {
    /// The points that a term gives at a mixture, for what need not be exact.
    pub fn points(&self, tables: &Tables, term: usize, cell: usize, alternative: usize) -> f64 {
        self.share(tables.terms[term].factor) * f64::from(tables.utilities[[term, cell, alternative]]) * 1e-4
    }

    /// The points that an interaction gives at two levels, counted from 0, for what need not be exact.
    pub fn pair_points(&self, tables: &Tables, pair: usize, levels: (usize, usize), alternative: usize) -> f64 {
        let utility = tables.pair_utility(pair, levels.0, levels.1, alternative);
        self.share(tables.factors() + pair) * f64::from(utility) * 1e-4
    }

    /// How many times its catalogue weight each factor counts.
    pub fn multipliers(&self) -> &[Multiplier] {
        &self.multipliers
    }

    /// The interval of an alternative that scores `score` hundredths.
    pub fn interval(&self, tables: &Tables, mixtures: &Mixtures, alternative: usize, score: i32) -> Interval {
        self.spread.interval(tables, mixtures, alternative, score)
    }
}
