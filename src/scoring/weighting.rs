//! Weights turned into shares of a score: everything that depends on the weights and not on the answers.
//!
//! The catalogue's own weights are compiled once; a request with multipliers compiles its own.

use crate::answers::{CELLS, LEVELS, MILLION, greatest_common_divisor};
use crate::catalogue::{AlternativeIndex, FactorIndex, Side, TermIndex};
use crate::words::text;

use super::alternative::Transfer;
use super::tables::Tables;

/// How many times its catalogue weight a factor counts, in millionths.
pub type Multiplier = u64;

/// The highest importance.
pub const MOST_IMPORTANCE: u8 = 3;

/// Why multipliers cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", text("scoring.weights_all_zero"))]
pub struct WeightError;

/// What every answer gives and takes under one set of weights, as shares of 1.
#[derive(Clone, Debug)]
pub struct Weighting {
    multipliers: Vec<Multiplier>,
    /// Whole numbers in lowest terms: what each term and then each interaction weighs.
    pub(super) terms: Vec<u128>,
    pub(super) pairs: Vec<u128>,
    /// What follow-up and then a simple routine weigh: the outcome's weight, at the lesser multiplier of the factors that
    /// they depend on, so that each of these at zero changes nothing.
    pub(super) transfer: [u128; 2],
    /// What the side of potential weighs in all; 0 where none of it counts.
    pub(super) potential: u128,
    /// (E3): the one denominator of readiness; 0 where none of it counts.
    pub(super) most: u128,
    /// By term and then by interaction: the share of its side that it weighs.
    shares: Vec<f64>,
    count: usize,
    /// Term × cell × alternative: the share of potential that a whole answer gives, or of readiness that it takes.
    parts: Vec<f64>,
    /// Term × alternative: the same at the typical distribution.
    prior: Vec<f64>,
    /// Pair term × cells of both × alternative, likewise.
    pair_parts: Vec<f64>,
    /// Pair term × alternative: both factors typical. Pair term × cell × alternative: only the first or the second known.
    pair_prior: Vec<f64>,
    pair_first: Vec<f64>,
    pair_second: Vec<f64>,
    /// Category × alternative: the share of potential that follow-up adds at most, and what of it a routine of the
    /// lowest complexity has without.
    rise: Vec<f64>,
    routine: Vec<f64>,
    /// By alternative and gate: what is left at each level, in millionths.
    gates: Vec<Vec<[u32; LEVELS]>>,
    /// The same for all gates in one run, as shares of 1.
    gate_shares: Vec<GateShares>,
}

/// What a gate leaves.
#[derive(Clone, Debug)]
pub(super) struct GateShares {
    pub alternative: AlternativeIndex,
    /// Its index among the alternative's gates.
    pub gate: usize,
    pub term: TermIndex,
    /// By cell, as shares of 1.
    pub keeps: [f64; CELLS],
}

impl Weighting {
    /// The catalogue's own weights.
    ///
    /// # Errors
    /// When all of them are zero, which a checked catalogue excludes.
    pub fn of_catalogue(tables: &Tables) -> Result<Self, WeightError> {
        Self::new(tables, &vec![MILLION; tables.factors()])
    }

    /// The catalogue's weights times a multiplier for each factor. An interaction counts by the lesser of its two
    /// factors', so that a factor at zero changes nothing. Gates are raised to the multiplier over the middle one, so
    /// that scaling all alike changes nothing either.
    ///
    /// # Errors
    /// When nothing is left to weigh.
    pub fn new(tables: &Tables, multipliers: &[Multiplier]) -> Result<Self, WeightError> {
        if multipliers.iter().all(|multiplier| *multiplier == 0) {
            return Err(WeightError);
        }
        let of_pair = |at: usize| {
            let pair = &tables.pair_terms[at];
            multipliers[pair.first_factor].min(multipliers[pair.second_factor])
        };
        let times = |multiplier: u64, weight: u64| u128::from(multiplier) * u128::from(weight);
        let all_terms = tables.all_terms();
        let terms: Vec<u128> =
            all_terms.clone().map(|at| times(multipliers[tables.terms[at].factor], tables.weights[at])).collect();
        let pairs: Vec<u128> =
            (0..tables.pair_terms.len()).map(|at| times(of_pair(at), tables.pair_weights[at])).collect();
        let transfer = transfer_weights(tables, multipliers);
        let most = most_readiness(tables, &|term| multipliers[tables.terms[term].factor], &of_pair);
        let divisor =
            terms.iter().chain(&pairs).chain(&transfer).chain([&most]).copied().fold(0, greatest_common_divisor);
        if divisor == 0 {
            return Err(WeightError);
        }
        let lowest = |weights: Vec<u128>| weights.into_iter().map(|weight| weight / divisor).collect::<Vec<u128>>();
        let (terms, pairs) = (lowest(terms), lowest(pairs));
        let of_potential = tables.terms_of(Side::Potential).map(|term| terms[term]).sum::<u128>();
        let pairs_of_potential = tables.pair_terms.iter().zip(&pairs).filter(|(pair, _)| pair.side == Side::Potential);
        let mut weighting = Self {
            multipliers: multipliers.to_vec(),
            transfer: transfer.map(|weight| weight / divisor),
            potential: of_potential + pairs_of_potential.map(|(_, weight)| weight).sum::<u128>(),
            most: most / divisor,
            shares: Vec::new(),
            count: tables.alternatives.len(),
            parts: Vec::new(),
            prior: Vec::new(),
            pair_parts: Vec::new(),
            pair_prior: Vec::new(),
            pair_first: Vec::new(),
            pair_second: Vec::new(),
            rise: Vec::new(),
            routine: Vec::new(),
            gates: gates(tables, multipliers),
            gate_shares: Vec::new(),
            terms,
            pairs,
        };
        weighting.compile(tables);
        Ok(weighting)
    }

    fn compile(&mut self, tables: &Tables) {
        let count = self.count;
        let share = |weight: u128, all: u128| if all == 0 { 0.0 } else { weight as f64 / all as f64 };
        let of_side =
            |side: Side, weight: u128| share(weight, if side == Side::Potential { self.potential } else { self.most });
        let terms = tables.sides.iter().zip(&self.terms).map(|(side, weight)| of_side(*side, *weight));
        let pairs = tables.pair_terms.iter().zip(&self.pairs).map(|(pair, weight)| of_side(pair.side, *weight));
        self.shares = terms.chain(pairs).collect();
        self.parts = vec![0.0; tables.terms.len() * CELLS * count];
        self.prior = vec![0.0; tables.terms.len() * count];
        for term in 0..tables.terms.len() {
            let prior = &tables.priors[term];
            let of_potential = tables.sides[term] == Side::Potential;
            let weight = self.shares[term];
            for cell in 0..tables.cells(term.into()) {
                let from = (term * CELLS + cell) * count;
                for alternative in 0..count {
                    let utility = tables.utilities[[term, cell, alternative]];
                    let part = if of_potential {
                        weight * f64::from(utility)
                    } else {
                        weight * f64::from(tables.importances[[term, alternative]]) * f64::from(1_000_000 - utility)
                    };
                    self.parts[from + alternative] = part / 1e6;
                    self.prior[term * count + alternative] += prior.share(cell) * part / 1e6;
                }
            }
        }
        self.pair_parts = vec![0.0; tables.pair_terms.len() * LEVELS * LEVELS * count];
        for (at, parts) in self.pair_parts.chunks_exact_mut(count).enumerate() {
            let (pair, cell) = (at / (LEVELS * LEVELS), at % (LEVELS * LEVELS));
            for (alternative, part) in parts.iter_mut().enumerate() {
                let utility = tables.pair_utilities[[pair, cell, alternative]];
                *part = match tables.pair_terms[pair].side {
                    Side::Potential => self.shares[self.terms.len() + pair] * f64::from(utility),
                    Side::Readiness => self.shares[self.terms.len() + pair] * f64::from(1_000_000 - utility),
                } / 1e6;
            }
        }
        self.compile_typical_pairs(tables);
        let of_alternative = |alternative: AlternativeIndex| {
            let gates = tables.alternatives[alternative].gates.iter().zip(&self.gates[alternative]).enumerate();
            gates.map(move |(gate, (of, keeps))| GateShares {
                alternative,
                gate,
                term: of.term,
                keeps: std::array::from_fn(|cell| f64::from(keeps[cell.min(LEVELS - 1)]) / 1e6),
            })
        };
        self.gate_shares = tables.all_alternatives().flat_map(of_alternative).collect();
        let [rise, routine] = self.transfer.map(|weight| share(weight, self.potential));
        let of_transfer = |weight: f64, of: fn(&Transfer) -> &[u32; CELLS]| -> Vec<f64> {
            let at = |at: usize| {
                let transfer = tables.alternatives[at % count].transfer.as_ref();
                transfer.map_or(0.0, |transfer| weight * f64::from(of(transfer)[at / count]) / 1e6)
            };
            (0..CELLS * count).map(at).collect()
        };
        self.rise = of_transfer(rise, |transfer| &transfer.rise);
        self.routine = of_transfer(routine, |transfer| &transfer.routine);
    }

    /// Sums up interactions over the typical distribution of one factor or both.
    fn compile_typical_pairs(&mut self, tables: &Tables) {
        let count = self.count;
        self.pair_prior = vec![0.0; tables.pair_terms.len() * count];
        self.pair_first = vec![0.0; tables.pair_terms.len() * LEVELS * count];
        self.pair_second = self.pair_first.clone();
        for (at, parts) in self.pair_parts.chunks_exact(count).enumerate() {
            let (pair, first, second) = (at / (LEVELS * LEVELS), at / LEVELS % LEVELS, at % LEVELS);
            let term = &tables.pair_terms[pair];
            let of_first = tables.priors[term.first_term].share(first);
            let of_second = tables.priors[term.second_term].share(second);
            for (alternative, part) in parts.iter().enumerate() {
                self.pair_prior[pair * count + alternative] += of_first * of_second * part;
                self.pair_first[(pair * LEVELS + first) * count + alternative] += of_second * part;
                self.pair_second[(pair * LEVELS + second) * count + alternative] += of_first * part;
            }
        }
    }

    /// What a whole level or category gives or takes, by alternative.
    pub(super) fn parts_at(&self, term: TermIndex, cell: usize) -> &[f64] {
        run(&self.parts, self.count, term.at() * CELLS + cell)
    }

    /// The share of 1 that a whole level or category gives of potential or takes of readiness, for one alternative.
    pub fn part(&self, term: TermIndex, cell: usize, alternative: AlternativeIndex) -> f64 {
        self.parts_at(term, cell)[alternative]
    }

    /// What the typical distribution gives or takes, by alternative.
    pub(super) fn prior_parts(&self, term: TermIndex) -> &[f64] {
        run(&self.prior, self.count, term.at())
    }

    /// What two whole levels, counted from 0, give or take through an interaction, by alternative.
    pub(super) fn pair_parts_at(&self, pair: usize, first: usize, second: usize) -> &[f64] {
        run(&self.pair_parts, self.count, pair * LEVELS * LEVELS + Tables::pair_cell(first, second))
    }

    /// What an interaction gives or takes where both factors are typical, by alternative.
    pub(super) fn pair_prior(&self, pair: usize) -> &[f64] {
        run(&self.pair_prior, self.count, pair)
    }

    /// The same where only the first factor is at a level.
    pub(super) fn pair_first_at(&self, pair: usize, first: usize) -> &[f64] {
        run(&self.pair_first, self.count, pair * LEVELS + first)
    }

    /// The same where only the second factor is at a level.
    pub(super) fn pair_second_at(&self, pair: usize, second: usize) -> &[f64] {
        run(&self.pair_second, self.count, pair * LEVELS + second)
    }

    /// What follow-up adds at most for a category, by alternative.
    pub(super) fn rise_at(&self, cell: usize) -> &[f64] {
        run(&self.rise, self.count, cell)
    }

    /// What a routine of the lowest complexity has of it without follow-up, by alternative.
    pub(super) fn routine_at(&self, cell: usize) -> &[f64] {
        run(&self.routine, self.count, cell)
    }

    /// What a gate leaves at each level, in millionths.
    pub fn gate_keeps(&self, alternative: AlternativeIndex, gate: usize) -> &[u32; LEVELS] {
        &self.gates[alternative][gate]
    }

    /// All gates, by alternative.
    pub(super) fn gate_shares(&self) -> &[GateShares] {
        &self.gate_shares
    }

    /// The gates of one alternative.
    pub(super) fn gates_of(&self, alternative: AlternativeIndex) -> &[GateShares] {
        let first = self.gate_shares.partition_point(|gate| gate.alternative < alternative);
        let count = self.gates[alternative].len();
        &self.gate_shares[first..first + count]
    }

    /// Potential that no factor bears on.
    pub(super) fn potential_constant(&self) -> f64 {
        f64::from(u8::from(self.potential == 0))
    }

    /// The share of its side that a term weighs: of potential, or of the one denominator of readiness.
    pub fn share(&self, term: TermIndex) -> f64 {
        self.shares[term]
    }

    /// By term and then by interaction: the share of its side that it weighs.
    pub(super) fn shares(&self) -> &[f64] {
        &self.shares
    }

    /// The share of its side that an interaction weighs.
    pub fn pair_share(&self, pair: usize) -> f64 {
        self.shares[self.terms.len() + pair]
    }

    /// What is at stake in a factor, as a share of 1: its share of potential, or the most that it can take of readiness.
    pub fn stake(&self, tables: &Tables, factor: FactorIndex) -> f64 {
        let of = |term: TermIndex| {
            let most = if tables.sides[term] == Side::Potential { 1.0 } else { f64::from(MOST_IMPORTANCE) };
            self.share(term) * most
        };
        tables.terms_of_factor(factor).map(of).sum()
    }

    /// How much of the outcome's weight follow-up and then a simple routine have, 0 to 1.
    pub fn transfer_shares(&self, tables: &Tables) -> [f64; 2] {
        let outcome = self.terms[tables.transfer.outcome];
        self.transfer.map(|weight| if outcome == 0 { 0.0 } else { weight as f64 / outcome as f64 })
    }

    /// How many times its catalogue weight each factor counts.
    pub fn multipliers(&self) -> &[Multiplier] {
        &self.multipliers
    }
}

/// What follow-up and then a simple routine weigh.
fn transfer_weights(tables: &Tables, multipliers: &[Multiplier]) -> [u128; 2] {
    let terms = tables.transfer;
    let of = |term: TermIndex| multipliers[tables.terms[term].factor];
    let supported = of(terms.outcome).min(of(terms.support));
    [supported, supported.min(of(terms.complexity))]
        .map(|multiplier| u128::from(multiplier) * u128::from(tables.weights[terms.outcome]))
}

/// (E3): the largest sum of importances times weights that a design could have under these multipliers: filled up in
/// the order of the multipliers, each term up to the highest importance, all terms up to the catalogue's largest sum.
fn most_readiness(
    tables: &Tables,
    of_term: &dyn Fn(TermIndex) -> Multiplier,
    of_pair: &dyn Fn(usize) -> Multiplier,
) -> u128 {
    let terms = tables
        .terms_of(Side::Readiness)
        .map(|term| (of_term(term), u128::from(tables.weights[term]) * u128::from(MOST_IMPORTANCE)));
    let pairs = tables.pair_terms.iter().enumerate().filter(|(_, pair)| pair.side == Side::Readiness);
    let pairs = pairs.map(|(pair, _)| (of_pair(pair), u128::from(tables.pair_weights[pair])));
    let mut all: Vec<(Multiplier, u128)> = terms.chain(pairs).collect();
    all.sort_by_key(|(multiplier, _)| std::cmp::Reverse(*multiplier));
    let mut left = u128::from(tables.most_readiness);
    let mut most = 0;
    for (multiplier, capacity) in all {
        let taken = capacity.min(left);
        most += taken * u128::from(multiplier);
        left -= taken;
    }
    most
}

/// (E6): gates under multipliers: what is left, to the power of the factor's multiplier over the middle one of those
/// that count on its side. `libm` gives the same digits on every machine.
fn gates(tables: &Tables, multipliers: &[Multiplier]) -> Vec<Vec<[u32; LEVELS]>> {
    let middles = [Side::Potential, Side::Readiness].map(|side| middle(tables, multipliers, side));
    let of = |gate: &super::alternative::Gate| {
        let middle = middles[usize::from(tables.sides[gate.term] == Side::Readiness)];
        let power = multipliers[tables.terms[gate.term].factor] as f64 / middle as f64;
        let raised = |keeps: u32| (libm::pow(f64::from(keeps) / 1e6, power) * 1e6).round() as u32;
        if power == 1.0 { gate.keeps } else { gate.keeps.map(raised) }
    };
    tables.alternatives.iter().map(|alternative| alternative.gates.iter().map(of).collect()).collect()
}

/// The middle multiplier of those that are not 0 among the factors of a side; 1 where all are.
pub fn middle(tables: &Tables, multipliers: &[Multiplier], side: Side) -> Multiplier {
    let factors = tables.factor_terms.iter().zip(multipliers);
    let on_side = factors.filter(|(terms, multiplier)| tables.sides[terms.start] == side && **multiplier > 0);
    let mut counting: Vec<Multiplier> = on_side.map(|(_, multiplier)| *multiplier).collect();
    counting.sort_unstable();
    counting.get(counting.len() / 2).copied().unwrap_or(1)
}

/// One run of a table whose runs are of the same length.
fn run(table: &[f64], length: usize, at: usize) -> &[f64] {
    &table[at * length..(at + 1) * length]
}
