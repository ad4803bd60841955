//! The blocks of every alternative's score for one profile, in floating numbers: potential, readiness and gates (E1).
//!
//! These decide nearly every rounding; where one is in doubt, `exact` takes the long way.

use std::ops::Range;

use crate::answers::{CELLS, LEVELS, Mixture, mean};
use crate::catalogue::{AlternativeIndex, Kind, Side, TermIndex};

use super::alternative::MOST_GATES;
use super::mixtures::{Mixtures, TermMixture};
use super::parts::Of;
use super::tables::Tables;
use super::weighting::{GateShares, Weighting};

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
        let [potential, lost] = sums(tables, weighting, mixtures, 0..count);
        let mut gates = vec![[1.0; MOST_GATES]; count];
        for gate in weighting.gate_shares() {
            gates[gate.alternative][gate.gate] = kept(tables, mixtures, gate);
        }
        Self { potential, lost, gates }
    }

    /// Of some alternatives alone; the blocks of others are empty.
    pub(super) fn of_some(
        tables: &Tables,
        weighting: &Weighting,
        mixtures: &Mixtures,
        alternatives: impl Iterator<Item = AlternativeIndex>,
    ) -> Self {
        let count = tables.alternatives.len();
        let mut blocks =
            Self { potential: vec![0.0; count], lost: vec![0.0; count], gates: vec![[1.0; MOST_GATES]; count] };
        for alternative in alternatives {
            let at = alternative.at();
            [blocks.potential[at], blocks.lost[at]] = sums_of(tables, weighting, mixtures, alternative);
            for gate in weighting.gates_of(alternative) {
                blocks.gates[at][gate.gate] = kept(tables, mixtures, gate);
            }
        }
        blocks
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

/// What a gate leaves at the answer.
fn kept(tables: &Tables, mixtures: &Mixtures, gate: &GateShares) -> f64 {
    mean(or_prior(tables, mixtures, gate.term), |cell| gate.keeps[cell])
}

/// Potential, the program's size included, and what is lost of readiness, for a run of alternatives.
fn sums(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures, of: Range<usize>) -> [Vec<f64>; 2] {
    let mut potential = vec![weighting.potential_constant(); of.len()];
    let mut lost = vec![0.0; of.len()];
    for (term, side) in TermIndex::enumerate(&tables.sides) {
        let sums = if *side == Side::Potential { &mut potential } else { &mut lost };
        add_term(tables, weighting, mixtures.term(term), term, &of, sums);
    }
    for (pair, term) in tables.pair_terms.iter().enumerate() {
        let sums = if term.side == Side::Potential { &mut potential } else { &mut lost };
        let (first, second) =
            (or_prior(tables, mixtures, term.first_term), or_prior(tables, mixtures, term.second_term));
        add_pair(weighting, pair, [first, second], &of, sums);
    }
    let terms = tables.transfer;
    let answers = [terms.outcome, terms.support, terms.complexity].map(|term| or_prior(tables, mixtures, term));
    add_transfer(weighting, answers, &of, &mut potential);
    if let Some(teachers) = mixtures.program_teachers() {
        for (at, potential) in of.zip(&mut potential) {
            *potential *= tables.size_keeps(at.into(), Some(teachers)) as f64 / 1e6;
        }
    }
    [potential, lost]
}

/// The same for one alternative; each sum is added up in the same order, so it is the same to the last bit.
fn sums_of(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures, alternative: AlternativeIndex) -> [f64; 2] {
    let design = tables.alternatives[alternative].design;
    let mut sums = [weighting.potential_constant(), 0.0];
    let mut add = |side: Side, part: f64| sums[usize::from(side == Side::Readiness)] += part;
    for ((term, side), slot) in TermIndex::enumerate(&tables.sides).zip(mixtures.slots()) {
        if *slot < CELLS {
            add(*side, weighting.part(term, *slot, alternative));
            continue;
        }
        match mixtures.get(term, design) {
            None => add(*side, weighting.prior_parts(term)[alternative]),
            Some(answer) => {
                answer.held().for_each(|(cell, share)| add(*side, share * weighting.part(term, cell, alternative)));
            }
        }
    }
    for (pair, term) in tables.pair_terms.iter().enumerate() {
        let ends = [term.first_term, term.second_term].map(|end| or_prior(tables, mixtures, end));
        for (row, share) in ends[0].held() {
            for (column, other) in ends[1].held() {
                add(term.side, share * other * weighting.pair_parts_at(pair, row, column)[alternative]);
            }
        }
    }
    let terms = tables.transfer;
    let answers = [terms.outcome, terms.support, terms.complexity].map(|term| or_prior(tables, mixtures, term));
    add_transfer(weighting, answers, &(alternative.at()..alternative.at() + 1), &mut sums[..1]);
    if let Some(teachers) = mixtures.program_teachers() {
        sums[0] *= tables.size_keeps(alternative, Some(teachers)) as f64 / 1e6;
    }
    sums
}

/// Adds what the terms of a side that have a slot give or take at it, with what they do together; a slot is a cell, or
/// [`CELLS`] where the answer is unknown.
pub(super) fn add_slots(
    tables: &Tables,
    weighting: &Weighting,
    side: Side,
    slot: &dyn Fn(TermIndex) -> Option<usize>,
    sums: &mut [f64],
) {
    let all = 0..sums.len();
    let answer = |term: TermIndex| {
        let cell = slot(term)?;
        Some(if cell < CELLS { Mixture::whole(cell) } else { tables.priors[term].clone() })
    };
    for term in tables.terms_of(side) {
        match slot(term) {
            Some(CELLS) => add_term(tables, weighting, &TermMixture::Unknown, term, &all, sums),
            Some(cell) => add(sums, weighting.parts_at(term, cell), 1.0),
            None => {}
        }
    }
    for (pair, of) in tables.pair_terms.iter().enumerate().filter(|(_, pair)| pair.side == side) {
        if let (Some(first), Some(second)) = (answer(of.first_term), answer(of.second_term)) {
            add_pair(weighting, pair, [&first, &second], &all, sums);
        }
    }
    let terms = tables.transfer;
    if let [Some(outcome), Some(support), Some(complexity)] =
        [terms.outcome, terms.support, terms.complexity].map(answer)
        && side == Side::Potential
    {
        add_transfer(weighting, [&outcome, &support, &complexity], &all, sums);
    }
}

fn add(sums: &mut [f64], parts: &[f64], share: f64) {
    sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += share * part);
}

fn add_term(
    tables: &Tables,
    weighting: &Weighting,
    answer: &TermMixture,
    term: TermIndex,
    of: &Range<usize>,
    sums: &mut [f64],
) {
    match answer {
        TermMixture::Unknown => add(sums, &weighting.prior_parts(term)[of.clone()], 1.0),
        TermMixture::Team { mixture, .. } => {
            let held = mixture.held();
            held.for_each(|(cell, share)| add(sums, &weighting.parts_at(term, cell)[of.clone()], share));
        }
        TermMixture::PerDesign(of_designs) => {
            for (design, alternatives) in tables.design_alternatives.iter().enumerate() {
                let here = alternatives.start.max(of.start)..alternatives.end.min(of.end);
                if here.is_empty() {
                    continue;
                }
                let sums = &mut sums[here.start - of.start..here.end - of.start];
                match of_designs.get(design).and_then(Option::as_ref) {
                    None => add(sums, &weighting.prior_parts(term)[here], 1.0),
                    Some(mixture) => {
                        let at = |cell: usize| &weighting.parts_at(term, cell)[here.clone()];
                        mixture.held().for_each(|(cell, share)| add(sums, at(cell), share));
                    }
                }
            }
        }
    }
}

fn add_pair(weighting: &Weighting, pair: usize, [first, second]: [&Mixture; 2], of: &Range<usize>, sums: &mut [f64]) {
    for (row, share) in first.held() {
        for (column, other) in second.held() {
            add(sums, &weighting.pair_parts_at(pair, row, column)[of.clone()], share * other);
        }
    }
}

/// (E5): what follow-up or simplicity adds, `rise · (1 − unsupported) + routine · unsupported · simplicity`.
pub(super) fn add_transfer(
    weighting: &Weighting,
    [outcome, support, complexity]: [impl std::borrow::Borrow<Mixture>; 3],
    of: &Range<usize>,
    potential: &mut [f64],
) {
    let unsupported = mean(support.borrow(), lack);
    let simple = unsupported * mean(complexity.borrow(), lack);
    for (cell, share) in outcome.borrow().held() {
        let (rises, routines) = (&weighting.rise_at(cell)[of.clone()], &weighting.routine_at(cell)[of.clone()]);
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

/// What every cell of a term would change for one alternative.
pub fn replaced(of: Of<'_>, term: TermIndex, alternative: AlternativeIndex) -> Replaced {
    let Of { tables, weighting, mixtures } = of;
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

impl Blocks {
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
