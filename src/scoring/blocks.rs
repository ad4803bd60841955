//! The blocks of every alternative's score for one profile, in floating numbers: potential, readiness and gates (E1).
//!
//! These decide nearly every rounding; where one is in doubt, `exact` takes the long way.

use crate::answers::{CELLS, LEVELS, Mixture, mean};
use crate::catalogue::{AlternativeIndex, Kind, Side, TermIndex};

use super::alternative::MOST_GATES;
use super::mixtures::{Mixtures, TermMixture};
use super::tables::Tables;
use super::weighting::Weighting;

/// The blocks of all alternatives, as shares of 1.
#[derive(Clone, Debug)]
pub struct Blocks {
    /// The program's size included.
    pub potential: Vec<f64>,
    /// What is lost of readiness, gates left out.
    pub lost: Vec<f64>,
    /// By alternative: what each gate leaves; 1 where there is none.
    pub gates: Vec<[f64; MOST_GATES]>,
}

impl Blocks {
    pub fn new(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures) -> Self {
        let count = tables.alternatives.len();
        let mut potential = vec![weighting.potential_constant(); count];
        let mut lost = vec![0.0; count];
        for (term, side) in TermIndex::enumerate(&tables.sides) {
            let sums = if *side == Side::Potential { &mut potential } else { &mut lost };
            add_term(tables, weighting, mixtures, term, sums);
        }
        for (pair, term) in tables.pair_terms.iter().enumerate() {
            let sums = if term.side == Side::Potential { &mut potential } else { &mut lost };
            add_pair(tables, weighting, mixtures, pair, sums);
        }
        add_transfer(tables, weighting, mixtures, &mut potential);
        if let Some(teachers) = mixtures.program_teachers() {
            for (alternative, potential) in tables.all_alternatives().zip(&mut potential) {
                *potential *= tables.size_keeps(alternative, Some(teachers)) as f64 / 1e6;
            }
        }
        let mut gates = vec![[1.0; MOST_GATES]; count];
        for gate in weighting.gate_shares() {
            gates[gate.alternative][gate.gate] = mean(or_prior(tables, mixtures, gate.term), |cell| gate.keeps[cell]);
        }
        Self { potential, lost, gates }
    }

    /// (E1), as a share of 1.
    pub fn score(&self, alternative: AlternativeIndex) -> f64 {
        self.potential[alternative] * self.readiness(alternative)
    }

    /// Readiness with its gates.
    pub fn readiness(&self, alternative: AlternativeIndex) -> f64 {
        (1.0 - self.lost[alternative]) * self.keeps(alternative)
    }

    /// What the gates leave together.
    pub fn keeps(&self, alternative: AlternativeIndex) -> f64 {
        self.gates[alternative].iter().product()
    }
}

/// The answer to a term, or what is typical.
pub(super) fn or_prior<'a>(tables: &'a Tables, mixtures: &'a Mixtures, term: TermIndex) -> &'a Mixture {
    mixtures.of_team(term).unwrap_or(&tables.priors[term])
}

fn add_term(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures, term: TermIndex, sums: &mut [f64]) {
    let add = |sums: &mut [f64], parts: &[f64]| sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
    match mixtures.term(term) {
        TermMixture::Unknown => add(sums, weighting.prior_parts(term)),
        TermMixture::Team { mixture, .. } => match mixture.only_cell() {
            Some(cell) => add(sums, weighting.parts_at(term, cell)),
            None => mixture.held().for_each(|(cell, share)| {
                let parts = weighting.parts_at(term, cell);
                sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += share * part);
            }),
        },
        TermMixture::PerDesign(of_designs) => {
            for (design, alternatives) in tables.design_alternatives.iter().enumerate() {
                match of_designs.get(design).and_then(Option::as_ref) {
                    None => add(&mut sums[alternatives.clone()], &weighting.prior_parts(term)[alternatives.clone()]),
                    Some(mixture) => mixture.held().for_each(|(cell, share)| {
                        let parts = &weighting.parts_at(term, cell)[alternatives.clone()];
                        let sums = &mut sums[alternatives.clone()];
                        sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += share * part);
                    }),
                }
            }
        }
    }
}

fn add_pair(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures, pair: usize, sums: &mut [f64]) {
    let term = &tables.pair_terms[pair];
    let (first, second) = (or_prior(tables, mixtures, term.first_term), or_prior(tables, mixtures, term.second_term));
    for (row, share) in first.held() {
        for (column, other) in second.held() {
            let parts = weighting.pair_parts_at(pair, row, column);
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += share * other * part);
        }
    }
}

/// (E5): what follow-up or simplicity adds, `rise · (1 − unsupported) + routine · unsupported · simplicity`.
fn add_transfer(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures, potential: &mut [f64]) {
    let terms = tables.transfer;
    let unsupported = mean(or_prior(tables, mixtures, terms.support), lack);
    let simple = unsupported * mean(or_prior(tables, mixtures, terms.complexity), lack);
    for (cell, share) in or_prior(tables, mixtures, terms.outcome).held() {
        let (rises, routines) = (weighting.rise_at(cell), weighting.routine_at(cell));
        for (potential, (rise, routine)) in potential.iter_mut().zip(rises.iter().zip(routines)) {
            *potential += share * (rise * (1.0 - unsupported) + routine * simple);
        }
    }
}

/// How far a level, counted from 0, lies below the top: from 1 down to 0.
pub(super) fn lack(cell: usize) -> f64 {
    (LEVELS - 1).saturating_sub(cell) as f64 / (LEVELS - 1) as f64
}

/// What one term gives or takes of each block at every cell, for one alternative, with all that it takes part in: the
/// other factors of an interaction or a transfer at the team's answers. A cell replaces what the block has of the term.
#[derive(Clone, Copy, Debug)]
pub struct Replaced {
    /// By cell: the change of potential and of what is lost, against the term's answer now.
    pub potential: [f64; CELLS],
    pub lost: [f64; CELLS],
    /// By gate and cell: what is left of the gate instead; `None` where the gate has another term.
    pub gates: [Option<[f64; CELLS]>; MOST_GATES],
}

impl Blocks {
    /// What every cell of a term would change for one alternative.
    pub fn replaced(
        &self,
        tables: &Tables,
        weighting: &Weighting,
        mixtures: &Mixtures,
        term: TermIndex,
        alternative: AlternativeIndex,
    ) -> Replaced {
        let design = tables.alternatives[alternative].design;
        let now = mixtures.get(term, design).unwrap_or(&tables.priors[term]);
        let mut potential = [0.0; CELLS];
        let mut lost = [0.0; CELLS];
        let cells = tables.cells(term);
        let mut add = |side: Side, at: &dyn Fn(usize) -> f64| {
            let sums = if side == Side::Potential { &mut potential } else { &mut lost };
            sums.iter_mut().enumerate().take(cells).for_each(|(cell, sum)| *sum += at(cell));
        };
        add(tables.sides[term], &|cell| weighting.part(term, cell, alternative));
        for (pair, of) in tables.pair_terms.iter().enumerate() {
            let part = |row: usize, column: usize| weighting.pair_parts_at(pair, row, column)[alternative];
            if term == of.first_term {
                let other = or_prior(tables, mixtures, of.second_term);
                add(of.side, &|cell| mean(other, |column| part(cell, column)));
            } else if term == of.second_term {
                let other = or_prior(tables, mixtures, of.first_term);
                add(of.side, &|cell| mean(other, |row| part(row, cell)));
            }
        }
        let terms = tables.transfer;
        let takes_part = [terms.outcome, terms.support, terms.complexity].contains(&term);
        if takes_part && tables.alternatives[alternative].transfer.is_some() {
            add(Side::Potential, &|cell| transfer_at(tables, weighting, mixtures, term, cell, alternative));
        }
        let size = tables.size_keeps(alternative, mixtures.program_teachers()) as f64 / 1e6;
        let against = |cells_of: [f64; CELLS], scale: f64| {
            let current = mean(now, |cell| cells_of[cell]);
            std::array::from_fn(|cell| if cell < cells { (cells_of[cell] - current) * scale } else { 0.0 })
        };
        let mut gates = [None; MOST_GATES];
        for (at, gate) in tables.alternatives[alternative].gates.iter().enumerate() {
            if gate.term == term {
                let keeps = weighting.gate_keeps(alternative, at);
                gates[at] = Some(std::array::from_fn(|cell| f64::from(keeps[cell.min(LEVELS - 1)]) / 1e6));
            }
        }
        Replaced { potential: against(potential, size), lost: against(lost, 1.0), gates }
    }

    /// The score, as a share of 1, with another mixture for the term that was replaced.
    pub fn score_with(&self, replaced: &Replaced, mixture: &Mixture, alternative: AlternativeIndex) -> f64 {
        let potential = self.potential[alternative] + mean(mixture, |cell| replaced.potential[cell]);
        let lost = self.lost[alternative] + mean(mixture, |cell| replaced.lost[cell]);
        let gates = self.gates[alternative].iter().zip(&replaced.gates);
        let keeps: f64 =
            gates.map(|(now, cells)| cells.map_or(*now, |cells| mean(mixture, |cell| cells[cell]))).product();
        potential * (1.0 - lost) * keeps
    }
}

/// What a transfer adds to potential when one of its terms is at a cell and the others are at the team's answers.
fn transfer_at(
    tables: &Tables,
    weighting: &Weighting,
    mixtures: &Mixtures,
    term: TermIndex,
    cell: usize,
    alternative: AlternativeIndex,
) -> f64 {
    let terms = tables.transfer;
    let at = |of: TermIndex, value: &dyn Fn(usize) -> f64| {
        if of == term { value(cell) } else { mean(or_prior(tables, mixtures, of), value) }
    };
    let rise = at(terms.outcome, &|cell| weighting.rise_at(cell)[alternative]);
    let routine = at(terms.outcome, &|cell| weighting.routine_at(cell)[alternative]);
    let unsupported = at(terms.support, &lack);
    rise * (1.0 - unsupported) + routine * unsupported * at(terms.complexity, &lack)
}

/// Whether a term is answered for each design by itself.
pub fn is_per_design(tables: &Tables, term: TermIndex) -> bool {
    tables.kinds[tables.terms[term].factor] == Kind::PerDesign
}
