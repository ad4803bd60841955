//! The long way: one alternative's parts in exact rationals, however large the numbers of the answers are.
//!
//! It decides the few roundings that floating numbers leave in doubt, and is what tests hold the quick way to.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

use crate::answers::{CELLS, LEVELS, MILLION, Mixture};
use crate::catalogue::{AlternativeIndex, Side, TermIndex};

use super::alternative::Gate;
use super::mixtures::Mixtures;
use super::shapley::{PairPart, Part, ScoreParts, TransferPart};
use super::tables::Tables;
use super::weighting::Weighting;

fn ratio(above: u128, below: u128) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

pub(super) fn zero() -> BigRational {
    BigRational::zero()
}

/// A share of 1 in hundredths of a point, rounded down.
pub(super) fn floor(share: &BigRational) -> i32 {
    let hundredths = (share * BigInt::from(10_000)).floor().to_integer();
    hundredths.to_i32().expect("a score is at most 10 000 hundredths")
}

/// The same with the slack that running totals have: a hundred-millionth of a hundredth.
pub(super) fn total(share: &BigRational) -> i32 {
    floor(&(share + ratio(1, 1_000_000_000_000)))
}

/// (E1): one alternative's score in hundredths of a point, rounded down. Fractions are not reduced on the way, which would
/// take most of the time.
pub fn score(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures, alternative: AlternativeIndex) -> i32 {
    let of = Exact { tables, weighting, mixtures, alternative };
    let size = tables.size_keeps(alternative, mixtures.program_teachers());
    let ready = of.side(Side::Readiness).rest();
    let product = of.side(Side::Potential).times(&ready).times(&Fraction::new(size.into(), MILLION.into()));
    let gates = tables.alternatives[alternative].gates.iter().enumerate();
    let Fraction { above, below } = gates.fold(product, |product, (at, gate)| {
        let keeps = weighting.gate_keeps(alternative, at);
        product.times(&weighed(1, of.answer(gate.term), |cell| keeps[cell.min(LEVELS - 1)].into(), MILLION.into()))
    });
    let hundredths = (above * BigInt::from(10_000)).div_floor(&below);
    hundredths.to_i32().expect("a score is at most 10 000 hundredths")
}

/// A fraction that is not reduced; what is below is above 0.
#[derive(Clone)]
struct Fraction {
    above: BigInt,
    below: BigInt,
}

impl Fraction {
    fn new(above: u128, below: u128) -> Self {
        Self { above: above.into(), below: below.into() }
    }

    fn plus(self, other: Self) -> Self {
        if self.below == other.below {
            return Self { above: self.above + other.above, below: self.below };
        }
        Self { above: self.above * &other.below + other.above * &self.below, below: self.below * other.below }
    }

    fn times(&self, other: &Self) -> Self {
        Self { above: &self.above * &other.above, below: &self.below * &other.below }
    }

    /// What is left of 1.
    fn rest(&self) -> Self {
        Self { above: &self.below - &self.above, below: self.below.clone() }
    }
}

/// `weight · Σ share · value / all` over the cells of a mixture.
fn weighed(weight: u128, mixture: &Mixture, value: impl Fn(usize) -> u128, all: u128) -> Fraction {
    if let Some(cell) = mixture.only_cell() {
        return Fraction { above: BigInt::from(weight) * BigInt::from(value(cell)), below: all.into() };
    }
    let held = mixture.shares().iter().enumerate().filter(|(_, share)| **share > 0);
    let sum: BigInt = held.map(|(cell, share)| BigInt::from(*share) * BigInt::from(value(cell))).sum();
    Fraction { above: sum * BigInt::from(weight), below: BigInt::from(mixture.total()) * BigInt::from(all) }
}

/// The parts of one alternative at what is typical and at the answers.
pub fn parts(
    tables: &Tables,
    weighting: &Weighting,
    mixtures: &Mixtures,
    alternative: AlternativeIndex,
) -> ScoreParts<BigRational> {
    let of = Exact { tables, weighting, mixtures, alternative };
    let part = |term: TermIndex| of.part(term, |mixture| of.term(term, mixture));
    ScoreParts {
        size: ratio(tables.size_keeps(alternative, mixtures.program_teachers()).into(), MILLION.into()),
        potential_constant: ratio(u128::from(weighting.potential == 0), 1),
        terms: TermIndex::enumerate(&tables.sides).map(|(term, side)| (*side, part(term))).collect(),
        pairs: (0..tables.pair_terms.len()).map(|pair| of.pair(pair)).collect(),
        transfer: of.transfer(),
        gates: of.gates(),
    }
}

/// `Σ share · value / all` over the cells of a mixture.
fn expectation(mixture: &Mixture, value: impl Fn(usize) -> u128, all: u128) -> BigRational {
    if all == 0 {
        return zero();
    }
    let held = mixture.shares().iter().enumerate().filter(|(_, share)| **share > 0);
    let sum: BigInt = held.map(|(cell, share)| BigInt::from(*share) * BigInt::from(value(cell))).sum();
    BigRational::new(sum, BigInt::from(mixture.total()) * BigInt::from(all))
}

struct Exact<'a> {
    tables: &'a Tables,
    weighting: &'a Weighting,
    mixtures: &'a Mixtures,
    alternative: AlternativeIndex,
}

impl Exact<'_> {
    /// The sum of a side at the answers, as a share of 1.
    fn side(&self, side: Side) -> Fraction {
        let Self { tables, weighting, alternative, .. } = *self;
        let all = if side == Side::Potential { weighting.potential } else { weighting.most };
        if all == 0 {
            return Fraction::new(u128::from(side == Side::Potential), 1);
        }
        let mut sum = Fraction::new(0, MILLION.into());
        for term in tables.terms_of(side).filter(|term| weighting.terms[*term] > 0) {
            let utility = |cell: usize| u128::from(tables.utilities[[term.at(), cell, alternative.at()]]);
            let lost = |cell: usize| u128::from(MILLION) - utility(cell);
            let importance = u128::from(tables.importances[[term.at(), alternative.at()]]);
            let (answer, weight) = (self.answer(term), weighting.terms[term]);
            let of_term = match side {
                Side::Potential => weighed(weight, answer, utility, MILLION.into()),
                Side::Readiness if importance == 0 => continue,
                Side::Readiness => weighed(weight * importance, answer, lost, MILLION.into()),
            };
            sum = sum.plus(of_term);
        }
        for (pair, term) in tables.pair_terms.iter().enumerate().filter(|(_, pair)| pair.side == side) {
            let second = self.answer(term.second_term);
            for (row, share) in self.answer(term.first_term).shares().iter().enumerate().filter(|(_, one)| **one > 0) {
                let worth = |column: usize| {
                    let utility = u128::from(tables.pair_utility(pair, row, column, alternative));
                    if side == Side::Potential { utility } else { u128::from(MILLION) - utility }
                };
                let of_row = weighed(weighting.pairs[pair], second, worth, MILLION.into());
                let total = self.answer(term.first_term).total();
                sum = sum.plus(if total == 1 { of_row } else { of_row.times(&Fraction::new(*share, total)) });
            }
        }
        if side == Side::Potential {
            sum = self.follow_up().into_iter().fold(sum, Fraction::plus);
        }
        sum.times(&Fraction::new(1, all))
    }

    /// (E5): what follow-up or simplicity adds, by weight.
    fn follow_up(&self) -> Option<Fraction> {
        let terms = self.tables.transfer;
        let transfer = self.tables.alternatives[self.alternative].transfer.as_ref()?;
        let lack = |term: TermIndex| {
            let below_top = |cell: usize| (LEVELS - 1).saturating_sub(cell) as u128;
            weighed(1, self.answer(term), below_top, (LEVELS - 1) as u128)
        };
        let of_outcome = |weight: u128, values: &[u32; CELLS]| {
            weighed(weight, self.answer(terms.outcome), |cell| values[cell].into(), MILLION.into())
        };
        let ([rise, routine], unsupported) = (self.weighting.transfer, lack(terms.support));
        let routine = of_outcome(routine, &transfer.routine).times(&unsupported).times(&lack(terms.complexity));
        Some(of_outcome(rise, &transfer.rise).times(&unsupported.rest()).plus(routine))
    }

    fn gates(&self) -> Vec<Part<BigRational>> {
        let gates = self.tables.alternatives[self.alternative].gates.iter().enumerate();
        let of = |(at, gate): (usize, &Gate)| {
            let keeps = self.weighting.gate_keeps(self.alternative, at);
            self.part(gate.term, |mixture| {
                expectation(mixture, |cell| keeps[cell.min(LEVELS - 1)].into(), MILLION.into())
            })
        };
        gates.map(of).collect()
    }

    fn answer(&self, term: TermIndex) -> &Mixture {
        let design = self.tables.alternatives[self.alternative].design;
        self.mixtures.get(term, design).unwrap_or(&self.tables.priors[term])
    }

    fn part(&self, term: TermIndex, of: impl Fn(&Mixture) -> BigRational) -> Part<BigRational> {
        Part {
            factor: self.tables.terms[term].factor,
            start: of(&self.tables.priors[term]),
            end: of(self.answer(term)),
        }
    }

    /// Weights are scaled by a million utilities, so that all stays whole until the one division.
    fn term(&self, term: TermIndex, mixture: &Mixture) -> BigRational {
        let utility = |cell: usize| u128::from(self.tables.utilities[[term.at(), cell, self.alternative.at()]]);
        // What counts for nothing is not worth the long way.
        if self.weighting.terms[term] == 0 {
            return zero();
        }
        let weight = ratio(self.weighting.terms[term], 1);
        if self.tables.sides[term] == Side::Potential {
            return self.share(weight * expectation(mixture, utility, MILLION.into()), Side::Potential);
        }
        let importance = u128::from(self.tables.importances[[term.at(), self.alternative.at()]]);
        if importance == 0 {
            return zero();
        }
        let lost = |cell: usize| importance * (u128::from(MILLION) - utility(cell));
        self.share(weight * expectation(mixture, lost, MILLION.into()), Side::Readiness)
    }

    fn share(&self, weighed: BigRational, side: Side) -> BigRational {
        let all = if side == Side::Potential { self.weighting.potential } else { self.weighting.most };
        if all == 0 { zero() } else { weighed / BigInt::from(all) }
    }

    fn pair(&self, pair: usize) -> PairPart<BigRational> {
        let term = &self.tables.pair_terms[pair];
        let at = |first: &Mixture, second: &Mixture| {
            let mut sum = zero();
            if self.weighting.pairs[pair] == 0 {
                return sum;
            }
            for (row, column) in (0..LEVELS).flat_map(|row| (0..LEVELS).map(move |column| (row, column))) {
                let (one, other) = (first.shares()[row], second.shares()[column]);
                if one > 0 && other > 0 {
                    let utility = u128::from(self.tables.pair_utility(pair, row, column, self.alternative));
                    let worth = if term.side == Side::Potential { utility } else { u128::from(MILLION) - utility };
                    sum += ratio(one, first.total()) * ratio(other, second.total()) * ratio(worth, MILLION.into());
                }
            }
            self.share(sum * ratio(self.weighting.pairs[pair], 1), term.side)
        };
        let priors = [&self.tables.priors[term.first_term], &self.tables.priors[term.second_term]];
        let ends = [self.answer(term.first_term), self.answer(term.second_term)];
        PairPart {
            side: term.side,
            factors: [term.first_factor, term.second_factor],
            neither: at(priors[0], priors[1]),
            first: at(ends[0], priors[1]),
            second: at(priors[0], ends[1]),
            both: at(ends[0], ends[1]),
        }
    }

    fn transfer(&self) -> Option<TransferPart<BigRational>> {
        let terms = self.tables.transfer;
        let transfer = self.tables.alternatives[self.alternative].transfer.as_ref()?;
        let lack = |mixture: &Mixture| {
            expectation(mixture, |cell| (LEVELS - 1).saturating_sub(cell) as u128, (LEVELS - 1) as u128)
        };
        let [rise, routine] = self.weighting.transfer;
        let of_outcome = |weight: u128, values: &[u32; CELLS], mixture: &Mixture| {
            let weighed = ratio(weight, 1) * expectation(mixture, |cell| values[cell].into(), MILLION.into());
            self.share(weighed, Side::Potential)
        };
        Some(TransferPart {
            rise: self.part(terms.outcome, |mixture| of_outcome(rise, &transfer.rise, mixture)),
            routine: self.part(terms.outcome, |mixture| of_outcome(routine, &transfer.routine, mixture)),
            unsupported: self.part(terms.support, lack),
            simplicity: self.part(terms.complexity, lack),
        })
    }
}
