//! What explains one alternative's score: contributions, costs, potential and readiness in hundredths, and the interval.
//!
//! Contributions and costs are rounded down by running totals in the order of the factors, so that they add up to what is
//! printed.

use std::cell::OnceCell;

use num_rational::BigRational;

use crate::answers::{LEVELS, Mixture, mean};
use crate::catalogue::{AlternativeIndex, DesignIndex, FactorIndex, Side, TermIndex};

use super::blocks::{Blocks, Replaced, lack, or_prior};
use super::exact;
use super::interval::{Interval, interval};
use super::mixtures::TermMixture;
use super::parts::{Of, Parts};
use super::rounding::{running, total};
use super::shapley::{self, PairPart, Part, TransferPart};
use super::tables::Tables;

/// One alternative's parts, gathered once for everything that explains its score.
#[derive(Debug)]
pub struct Detail<'a> {
    pub(super) of: Of<'a>,
    pub(super) scored: &'a Parts,
    pub(super) alternative: AlternativeIndex,
    pub(super) parts: shapley::ScoreParts<f64>,
    /// By term and then by interaction: how much its block grows per share of its weight.
    pub(super) weights: Vec<f64>,
    pub(super) spread: WeightSpread,
    open: OnceCell<Vec<(TermIndex, Replaced)>>,
}

/// The variances of the blocks from uncertain weights and importances.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WeightSpread {
    pub potential: f64,
    pub lost: f64,
    /// The weight that spreads potential most, and its variance.
    pub most: (usize, f64),
}

impl WeightSpread {
    fn add(&mut self, row: usize, side: Side, variance: f64) {
        if side == Side::Readiness {
            self.lost += variance;
            return;
        }
        self.potential += variance;
        if variance > self.most.1 {
            self.most = (row, variance);
        }
    }
}

/// Points by factor, in hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributed {
    /// The expected score with no answer known.
    pub base: i32,
    /// By factor: what the answer adds to the base or takes from it.
    pub by_factor: Vec<i32>,
    /// By interaction: what of it comes from it for its two factors.
    pub of_pairs: Vec<[i32; 2]>,
}

impl<'a> Detail<'a> {
    pub fn new(of: Of<'a>, scored: &'a Parts, alternative: AlternativeIndex) -> Self {
        Self::of_each(of, scored, std::iter::once(alternative)).remove(0)
    }

    /// Gathers the parts of several alternatives, term by term, so that each row of a table is read once.
    pub(super) fn of_each(
        of: Of<'a>,
        scored: &'a Parts,
        alternatives: impl Iterator<Item = AlternativeIndex>,
    ) -> Vec<Self> {
        let bare = |alternative| {
            let gather = Gather { of, alternative, design: of.tables.alternatives[alternative].design };
            let weights = Vec::with_capacity(of.tables.row_sides.len());
            let (parts, spread) = (gather.parts(), WeightSpread::default());
            Self { of, scored, alternative, parts, weights, spread, open: OnceCell::new() }
        };
        let mut details: Vec<Self> = alternatives.map(bare).collect();
        for term in of.tables.all_terms() {
            gather_term(of, term, &mut details);
        }
        let mut rows = [const { Vec::new() }; 3];
        for pair in 0..of.tables.pair_terms.len() {
            gather_pair(of, pair, &mut rows, &mut details);
        }
        details.iter_mut().for_each(Self::weigh);
        details
    }

    /// (E8): what each weight does to its block, and the variances from all of them.
    fn weigh(&mut self) {
        let Of { tables, weighting, .. } = self.of;
        let (potential, size) = (self.scored.blocks.potential[self.alternative], self.parts.size);
        let spreads = tables.weight_spreads.row(self.alternative.at()).to_slice().unwrap_or_default();
        let rows = weighting.shares().iter().zip(spreads).zip(&tables.row_sides);
        for (row, ((share, spread), side)) in rows.enumerate() {
            let part = self.row_part(row);
            let effect = if *side == Side::Potential { size * part - share * potential } else { part };
            self.spread.add(row, *side, effect * effect * spread);
            self.weights.push(effect);
        }
    }

    /// What follow-up adds to potential: it belongs to the outcome and has its weight.
    fn follow_up(&self) -> f64 {
        self.parts.transfer.as_ref().map_or(0.0, TransferPart::end)
    }

    /// What a term or, counted on from the terms, an interaction gives or takes.
    pub(super) fn row_part(&self, row: usize) -> f64 {
        let Some((_, part)) = self.parts.terms.get(row) else {
            return self.parts.pairs[row - self.parts.terms.len()].both;
        };
        part.end + if row == self.of.tables.transfer.outcome.at() { self.follow_up() } else { 0.0 }
    }

    pub fn alternative(&self) -> AlternativeIndex {
        self.alternative
    }

    pub fn of(&self) -> Of<'a> {
        self.of
    }

    pub fn blocks(&self) -> &'a Blocks {
        &self.scored.blocks
    }

    fn exact(&self) -> shapley::ScoreParts<BigRational> {
        let Of { tables, weighting, mixtures } = self.of;
        exact::parts(tables, weighting, mixtures, self.alternative)
    }

    pub fn score(&self) -> i32 {
        self.scored.score(self.alternative)
    }

    /// What the design could achieve for the outcome wanted, in hundredths.
    pub fn potential(&self) -> i32 {
        if self.is_ready() {
            return self.score();
        }
        total(self.scored.blocks.potential[self.alternative], || self.exact().potential())
    }

    /// The share of it that can be had here, gates included, in hundredths.
    pub fn readiness(&self) -> i32 {
        if self.is_ready() {
            return 10_000;
        }
        total(self.scored.blocks.readiness(self.alternative), || self.exact().readiness_with_gates())
    }

    /// Whether nothing of the potential is lost.
    fn is_ready(&self) -> bool {
        let blocks = &self.scored.blocks;
        blocks.lost[self.alternative] == 0.0 && blocks.gates[self.alternative].iter().all(|keeps| *keeps == 1.0)
    }

    /// (E4): what every answer adds to the expected score or takes from it.
    pub fn contributions(&self) -> Contributed {
        let factors = self.of.tables.factors();
        let found = self.parts.contributions(factors);
        let base = if found.by_factor.iter().all(|change| *change == 0.0) {
            self.score()
        } else {
            total(found.base, || self.exact().base())
        };
        let long = || {
            let exact = self.exact().contributions(factors);
            (exact.base, exact.by_factor)
        };
        let by_factor = running([base, self.score()], found.base, &found.by_factor, long);
        let rounded = |share: f64| (share * 1e4).round() as i32;
        Contributed { base, by_factor, of_pairs: found.of_pairs.iter().map(|shares| shares.map(rounded)).collect() }
    }

    /// (E4) against all needs met: what each factor takes of the potential; together, potential less score.
    pub fn costs(&self) -> Vec<i32> {
        let factors = self.of.tables.factors();
        let bears = |factor: FactorIndex| self.of.tables.bears_cost(factor, self.alternative);
        let mut changes = self.parts.costs(factors, bears);
        changes.iter_mut().for_each(|cost| *cost = -*cost);
        let long = || {
            let parts = self.exact();
            let costs = parts.costs(factors, bears);
            (parts.potential(), costs.into_iter().map(|cost| -cost).collect())
        };
        let ends = [self.potential(), self.score()];
        let mut costs = running(ends, self.scored.blocks.potential[self.alternative], &changes, long);
        costs.iter_mut().for_each(|change| *change = -*change);
        costs
    }

    /// What each factor gives of potential less what it costs; together, the score.
    pub fn points(&self) -> Vec<i32> {
        self.potential_points().into_iter().zip(self.costs()).map(|(points, cost)| points - cost).collect()
    }

    /// What each factor gives of potential at the answers, in hundredths: follow-up to the factor of support, an
    /// interaction in halves.
    fn potential_points(&self) -> Vec<i32> {
        let points = points_of_potential(self.of.tables, &self.parts);
        let long = || (exact::zero(), points_of_potential(self.of.tables, &self.exact()));
        running([0, self.potential()], 0.0, &points, long)
    }

    /// The answer that counts for a term, if known.
    pub fn answer(&self, term: TermIndex) -> Option<&Mixture> {
        self.of.mixtures.get(term, self.of.tables.alternatives[self.alternative].design)
    }

    /// Of a factor's answered terms, the one that moves the score most in the direction of the factor's contribution; the
    /// first of equals.
    pub fn leading_term(&self, factor: FactorIndex, contribution: i32) -> Option<TermIndex> {
        let mut terms = self.of.tables.terms_of_factor(factor);
        let is_known = |term: &TermIndex| self.answer(*term).is_some();
        if terms.len() == 1 {
            return terms.next().filter(is_known);
        }
        let mut most: Option<(f64, TermIndex)> = None;
        for term in terms.filter(is_known) {
            let moved = if contribution < 0 { -self.gain(term) } else { self.gain(term) };
            if most.is_none_or(|(most, _)| moved.total_cmp(&most).is_gt()) {
                most = Some((moved, term));
            }
        }
        most.map(|(_, term)| term)
    }

    /// How much better the answer to a term is than a typical one, in shares of its block.
    fn gain(&self, term: TermIndex) -> f64 {
        let (side, part) = &self.parts.terms[term];
        let gain = part.end - part.start;
        let of_gate = self.gate(term).map_or(0.0, |gate| gate.end - gate.start);
        of_gate + if *side == Side::Potential { gain } else { -gain }
    }

    /// How much the answer to a term takes away, in shares of its block.
    pub fn taken(&self, term: TermIndex) -> f64 {
        let (side, part) = &self.parts.terms[term];
        let of_gate = self.gate(term).map_or(0.0, |gate| 1.0 - gate.end);
        of_gate + if *side == Side::Readiness { part.end } else { 0.0 }
    }

    fn gate(&self, term: TermIndex) -> Option<&Part<f64>> {
        let gates = &self.of.tables.alternatives[self.alternative].gates;
        gates.iter().zip(&self.parts.gates).find(|(gate, _)| gate.term == term).map(|(_, part)| part)
    }

    /// By term: its side, and what it gives or takes.
    pub fn terms(&self) -> &[(Side, Part<f64>)] {
        &self.parts.terms
    }

    /// How far the score may lie from what is printed.
    pub fn interval(&self) -> Interval {
        interval(self)
    }

    /// The terms that are unanswered for the design, and what each of their cells would change.
    pub(super) fn open(&self) -> &[(TermIndex, Replaced)] {
        self.open.get_or_init(|| {
            let Of { tables, weighting, mixtures } = self.of;
            let replaced = |term| self.scored.blocks.replaced(tables, weighting, mixtures, term, self.alternative);
            let design = tables.alternatives[self.alternative].design;
            mixtures.unknown(design).map(|term| (term, replaced(term))).collect()
        })
    }
}

/// Adds what a term gives or takes, at what is typical and at the answer, to the parts of alternatives.
fn gather_term(of: Of<'_>, term: TermIndex, details: &mut [Detail<'_>]) {
    let Of { tables, weighting, mixtures } = of;
    let (side, factor, typical) = (tables.sides[term], tables.term_factors[term], weighting.prior_parts(term));
    let add = |detail: &mut Detail<'_>, end: f64| {
        detail.parts.terms.push((side, Part { factor, start: typical[detail.alternative], end }));
    };
    match mixtures.term(term) {
        TermMixture::Unknown => details.iter_mut().for_each(|detail| add(detail, typical[detail.alternative])),
        TermMixture::Team { mixture, .. } => match mixture.only_cell() {
            Some(cell) => {
                let row = weighting.parts_at(term, cell);
                details.iter_mut().for_each(|detail| add(detail, row[detail.alternative]));
            }
            None => {
                details.iter_mut().for_each(|detail| add(detail, 0.0));
                for (cell, share) in mixture.held() {
                    let row = weighting.parts_at(term, cell);
                    for detail in details.iter_mut() {
                        detail.parts.terms[term].1.end += share * row[detail.alternative];
                    }
                }
            }
        },
        TermMixture::PerDesign(_) => {
            for detail in details {
                let alternative = detail.alternative;
                let answer = mixtures.get(term, tables.alternatives[alternative].design);
                let at = |mixture| mean(mixture, |cell| weighting.part(term, cell, alternative));
                add(detail, answer.map_or(typical[alternative], at));
            }
        }
    }
}

/// A row of a table for each cell of an answer, with the cell's share.
type Rows<'a> = Vec<(f64, &'a [f64])>;

/// Adds what an interaction gives or takes to the parts of alternatives. The rows for the first factor's answer, the
/// second's and both are buffers.
fn gather_pair<'a>(of: Of<'a>, pair: usize, rows: &mut [Rows<'a>; 3], details: &mut [Detail<'a>]) {
    let Of { tables, weighting, mixtures } = of;
    let (term, neither) = (&tables.pair_terms[pair], weighting.pair_prior(pair));
    let ends = [mixtures.of_team(term.first_term), mixtures.of_team(term.second_term)];
    rows.iter_mut().for_each(Vec::clear);
    let [first, second, both] = rows;
    match ends[0] {
        Some(one) => first.extend(one.held().map(|(level, share)| (share, weighting.pair_first_at(pair, level)))),
        None => first.push((1.0, neither)),
    }
    match ends[1] {
        Some(two) => second.extend(two.held().map(|(level, share)| (share, weighting.pair_second_at(pair, level)))),
        None => second.push((1.0, neither)),
    }
    match ends {
        [Some(one), Some(two)] => {
            let of_row = |(row, share)| {
                two.held().map(move |(column, of)| (share * of, weighting.pair_parts_at(pair, row, column)))
            };
            both.extend(one.held().flat_map(of_row));
        }
        [Some(_), None] => both.extend_from_slice(first),
        [None, _] => both.extend_from_slice(second),
    }
    for detail in details {
        let alternative = detail.alternative;
        let mean = |rows: &[(f64, &[f64])]| rows.iter().map(|(share, row)| share * row[alternative]).sum();
        detail.parts.pairs.push(PairPart {
            side: term.side,
            factors: [term.first_factor, term.second_factor],
            neither: neither[alternative],
            first: mean(first),
            second: mean(second),
            both: mean(both),
        });
    }
}

/// The gathering of one alternative's other parts, at what is typical and at the answers.
struct Gather<'a> {
    of: Of<'a>,
    alternative: AlternativeIndex,
    design: DesignIndex,
}

impl Gather<'_> {
    fn parts(&self) -> shapley::ScoreParts<f64> {
        let Of { tables, weighting, mixtures } = self.of;
        let gates = tables.alternatives[self.alternative].gates.iter().enumerate();
        shapley::ScoreParts {
            size: tables.size_keeps(self.alternative, mixtures.program_teachers()) as f64 / 1e6,
            potential_constant: weighting.potential_constant(),
            terms: Vec::with_capacity(tables.terms.len()),
            pairs: Vec::with_capacity(tables.pair_terms.len()),
            transfer: self.transfer(),
            gates: gates.map(|(at, gate)| self.gate(at, gate.term)).collect(),
        }
    }

    fn gate(&self, gate: usize, term: TermIndex) -> Part<f64> {
        let Of { tables, weighting, mixtures } = self.of;
        let keeps = weighting.gate_keeps(self.alternative, gate);
        let left = |mixture: &Mixture| mean(mixture, |cell| f64::from(keeps[cell.min(LEVELS - 1)]) / 1e6);
        let start = left(&tables.priors[term]);
        Part { factor: tables.terms[term].factor, start, end: mixtures.get(term, self.design).map_or(start, left) }
    }

    fn transfer(&self) -> Option<TransferPart<f64>> {
        let Of { tables, weighting, mixtures } = self.of;
        let terms = tables.transfer;
        tables.alternatives[self.alternative].transfer.as_ref()?;
        let part = |term: TermIndex, of: &dyn Fn(usize) -> f64| Part {
            factor: tables.terms[term].factor,
            start: mean(&tables.priors[term], of),
            end: mean(or_prior(tables, mixtures, term), of),
        };
        Some(TransferPart {
            rise: part(terms.outcome, &|cell| weighting.rise_at(cell)[self.alternative]),
            routine: part(terms.outcome, &|cell| weighting.routine_at(cell)[self.alternative]),
            unsupported: part(terms.support, &lack),
            simplicity: part(terms.complexity, &lack),
        })
    }
}

fn points_of_potential<N: shapley::Number>(tables: &Tables, parts: &shapley::ScoreParts<N>) -> Vec<N> {
    let mut points = vec![N::zero(); tables.factors()];
    let mut add = |factor: FactorIndex, share: N| points[factor] = points[factor].clone() + share * parts.size.clone();
    for (_, part) in parts.terms.iter().filter(|(side, _)| *side == Side::Potential) {
        add(part.factor, part.end.clone());
    }
    for pair in parts.pairs.iter().filter(|pair| pair.side == Side::Potential) {
        let half = pair.both.clone() / N::from_usize(2).expect("two is a number");
        pair.factors.into_iter().for_each(|factor| add(factor, half.clone()));
    }
    if let Some(transfer) = &parts.transfer {
        add(transfer.unsupported.factor, transfer.end());
    }
    // Where nothing of potential is weighed, all of it belongs to the outcome.
    add(tables.terms[tables.transfer.outcome].factor, parts.potential_constant.clone());
    points
}
