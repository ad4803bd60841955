//! Gathers the parts of alternatives from the rows of the tables that a profile's answers select.

use crate::answers::{Mixture, mean};
use crate::catalogue::{AlternativeIndex, DesignIndex, FactorIndex, Side, TermIndex};

use super::blocks::{lack, or_prior};
use super::mixtures::TermMixture;
use super::parts::Of;
use super::shapley::{PairPart, Part, ScoreParts, TransferPart};

/// A row of a table for each cell of an answer, with the cell's share.
type Rows<'a> = Vec<(f64, &'a [f64])>;

/// What a profile's answers select, for all alternatives.
pub(super) struct Gather<'a> {
    of: Of<'a>,
    /// By term: its row at what is typical and at the answer.
    terms: Vec<(&'a [f64], Selected<'a>)>,
    /// By interaction: its row at what is typical, and those for the first factor's answer, the second's and both.
    pairs: Vec<(&'a [f64], [Rows<'a>; 3])>,
    /// How much support is missing, and how far complexity is below its maximum.
    unsupported: Part<f64>,
    simplicity: Part<f64>,
}

/// The rows at an answer.
enum Selected<'a> {
    One(&'a [f64]),
    Spread(Rows<'a>),
    /// It is answered for each design.
    Each(TermIndex),
}

impl<'a> Gather<'a> {
    pub(super) fn new(of: Of<'a>) -> Self {
        let Of { tables, weighting, mixtures } = of;
        let lacking = |term: TermIndex| Part {
            factor: tables.terms[term].factor,
            start: mean(&tables.priors[term], lack),
            end: mean(or_prior(tables, mixtures, term), lack),
        };
        Self {
            of,
            terms: tables.all_terms().map(|term| (weighting.prior_parts(term), selected(of, term))).collect(),
            pairs: (0..tables.pair_terms.len())
                .map(|pair| (weighting.pair_prior(pair), selected_pair(of, pair)))
                .collect(),
            unsupported: lacking(tables.transfer.support),
            simplicity: lacking(tables.transfer.complexity),
        }
    }

    /// The parts of one alternative's score.
    pub(super) fn parts(&self, alternative: AlternativeIndex) -> ScoreParts<f64> {
        let Of { tables, weighting, mixtures } = self.of;
        let design = tables.alternatives[alternative].design;
        let at = alternative.at();
        let rows = self.terms.iter().zip(&tables.sides).zip(&tables.term_factors);
        let term = |(((typical, answer), side), factor): ((&(&[f64], Selected<'_>), &Side), &FactorIndex)| {
            let start = typical[at];
            let end = match answer {
                Selected::One(row) => row[at],
                Selected::Spread(rows) => rows.iter().fold(0.0, |sum, (share, row)| sum + share * row[at]),
                Selected::Each(term) => self.own_answer(*term, alternative, design).unwrap_or(start),
            };
            (*side, Part { factor: *factor, start, end })
        };
        let pairs = self.pairs.iter().zip(&tables.pair_terms).map(|((neither, rows), pair)| {
            let [first, second, both] =
                rows.each_ref().map(|rows| rows.iter().map(|(share, row)| share * row[at]).sum());
            let factors = [pair.first_factor, pair.second_factor];
            PairPart { side: pair.side, factors, neither: neither[at], first, second, both }
        });
        let gates = weighting.gates_of(alternative).iter().map(|gate| {
            let keeps = |answer: &Mixture| mean(answer, |cell| gate.keeps[cell]);
            let start = keeps(&tables.priors[gate.term]);
            let end = mixtures.get(gate.term, design).map_or(start, keeps);
            Part { factor: tables.term_factors[gate.term], start, end }
        });
        ScoreParts {
            size: tables.size_keeps(alternative, mixtures.program_teachers()) as f64 / 1e6,
            potential_constant: weighting.potential_constant(),
            terms: rows.map(term).collect(),
            pairs: pairs.collect(),
            transfer: self.transfer(alternative),
            gates: gates.collect(),
        }
    }

    /// What the answer for a design gives or takes, if there is one.
    fn own_answer(&self, term: TermIndex, alternative: AlternativeIndex, design: DesignIndex) -> Option<f64> {
        let answer = self.of.mixtures.get(term, design)?;
        Some(mean(answer, |cell| self.of.weighting.part(term, cell, alternative)))
    }

    fn transfer(&self, alternative: AlternativeIndex) -> Option<TransferPart<f64>> {
        let Of { tables, weighting, mixtures } = self.of;
        tables.alternatives[alternative].transfer.as_ref()?;
        let outcome = tables.transfer.outcome;
        let part = |row: &dyn Fn(usize) -> &'a [f64]| Part {
            factor: tables.terms[outcome].factor,
            start: mean(&tables.priors[outcome], |cell| row(cell)[alternative]),
            end: mean(or_prior(tables, mixtures, outcome), |cell| row(cell)[alternative]),
        };
        Some(TransferPart {
            rise: part(&|cell| weighting.rise_at(cell)),
            routine: part(&|cell| weighting.routine_at(cell)),
            unsupported: self.unsupported.clone(),
            simplicity: self.simplicity.clone(),
        })
    }
}

fn selected(of: Of<'_>, term: TermIndex) -> Selected<'_> {
    let Of { weighting, mixtures, .. } = of;
    match mixtures.term(term) {
        TermMixture::Unknown => Selected::One(weighting.prior_parts(term)),
        TermMixture::Team { mixture, .. } => match mixture.only_cell() {
            Some(cell) => Selected::One(weighting.parts_at(term, cell)),
            None => {
                Selected::Spread(mixture.held().map(|(cell, share)| (share, weighting.parts_at(term, cell))).collect())
            }
        },
        TermMixture::PerDesign(_) => Selected::Each(term),
    }
}

fn selected_pair(of: Of<'_>, pair: usize) -> [Rows<'_>; 3] {
    let Of { tables, weighting, mixtures } = of;
    let (term, neither) = (&tables.pair_terms[pair], || vec![(1.0, weighting.pair_prior(pair))]);
    let ends = [mixtures.of_team(term.first_term), mixtures.of_team(term.second_term)];
    let first = ends[0].map_or_else(neither, |one| {
        one.held().map(|(level, share)| (share, weighting.pair_first_at(pair, level))).collect()
    });
    let second = ends[1].map_or_else(neither, |two| {
        two.held().map(|(level, share)| (share, weighting.pair_second_at(pair, level))).collect()
    });
    let both = match ends {
        [Some(one), Some(two)] => {
            let of_row = |(row, share)| {
                two.held().map(move |(column, of)| (share * of, weighting.pair_parts_at(pair, row, column)))
            };
            one.held().flat_map(of_row).collect()
        }
        [Some(_), None] => first.clone(),
        [None, _] => second.clone(),
    };
    [first, second, both]
}
