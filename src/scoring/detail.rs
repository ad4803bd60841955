//! What explains one alternative's score: contributions, costs, potential and readiness in hundredths, and the interval.
//!
//! Contributions and costs are rounded down by running totals in the order of the factors, so that they add up to what is
//! printed.

use std::cell::OnceCell;

use num_rational::BigRational;

use crate::answers::{CELLS, LEVELS, Mixture, mean};
use crate::catalogue::{AlternativeIndex, DesignIndex, FactorIndex, Side, TermIndex};

use super::blocks::{Blocks, Replaced, lack, or_prior};
use super::exact;
use super::interval::{Interval, interval};
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
    /// By term and then by interaction: its side, and how much its block grows per share of its weight.
    pub(super) weights: Vec<(Side, f64)>,
    open: OnceCell<Vec<(TermIndex, Replaced)>>,
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
        let gather = Gather { of, alternative, design: of.tables.alternatives[alternative].design };
        let parts = gather.parts();
        let mut detail = Self { of, scored, alternative, parts, weights: Vec::new(), open: OnceCell::new() };
        detail.weights = detail.weight_effects();
        detail
    }

    fn weight_effects(&self) -> Vec<(Side, f64)> {
        let shapley::ScoreParts { terms, pairs, size, .. } = &self.parts;
        let potential = self.scored.blocks.potential[self.alternative];
        let mut effects = Vec::with_capacity(terms.len() + pairs.len());
        let (of_terms, of_pairs) = self.of.weighting.shares().split_at(terms.len());
        let effect = |side: Side, share: f64, part: f64| {
            (side, if side == Side::Potential { size * part - share * potential } else { part })
        };
        effects.extend(terms.iter().zip(of_terms).map(|((side, part), share)| effect(*side, *share, part.end)));
        effects.extend(pairs.iter().zip(of_pairs).map(|(pair, share)| effect(pair.side, *share, pair.both)));
        effects[self.of.tables.transfer.outcome].1 += size * self.follow_up();
        effects
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
        let known = terms.filter(is_known);
        let moved = |term: TermIndex| if contribution < 0 { -self.gain(term) } else { self.gain(term) };
        known.rev().max_by(|a, b| moved(*a).total_cmp(&moved(*b)))
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

/// The gathering of one alternative's parts, at what is typical and at the answers.
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
            terms: self.terms(),
            pairs: (0..tables.pair_terms.len()).map(|pair| self.pair(pair)).collect(),
            transfer: self.transfer(),
            gates: gates.map(|(at, gate)| self.gate(at, gate.term)).collect(),
        }
    }

    fn terms(&self) -> Vec<(Side, Part<f64>)> {
        let Of { tables, weighting, mixtures } = self.of;
        let belong = tables.sides.iter().zip(&tables.term_factors);
        let part = |(term, (cells, (side, factor))): (TermIndex, (&[f64; CELLS + 1], (&Side, &FactorIndex)))| {
            let start = cells[CELLS];
            let answer = || mixtures.get(term, self.design);
            let spread = || answer().map_or(start, |mixture| mean(mixture, |cell| cells[cell]));
            let end = cells.get(mixtures.slots()[term]).copied().unwrap_or_else(spread);
            (*side, Part { factor: *factor, start, end })
        };
        tables.all_terms().zip(weighting.column(self.alternative).zip(belong)).map(part).collect()
    }

    fn gate(&self, gate: usize, term: TermIndex) -> Part<f64> {
        let Of { tables, weighting, mixtures } = self.of;
        let keeps = weighting.gate_keeps(self.alternative, gate);
        let left = |mixture: &Mixture| mean(mixture, |cell| f64::from(keeps[cell.min(LEVELS - 1)]) / 1e6);
        let start = left(&tables.priors[term]);
        Part { factor: tables.terms[term].factor, start, end: mixtures.get(term, self.design).map_or(start, left) }
    }

    fn pair(&self, pair: usize) -> PairPart<f64> {
        let Of { tables, weighting, mixtures } = self.of;
        let (term, at) = (&tables.pair_terms[pair], self.alternative);
        let neither = weighting.pair_prior(pair)[at];
        let ends = [mixtures.of_team(term.first_term), mixtures.of_team(term.second_term)];
        let first = ends[0].map_or(neither, |first| mean(first, |level| weighting.pair_first_at(pair, level)[at]));
        let second = ends[1].map_or(neither, |second| mean(second, |level| weighting.pair_second_at(pair, level)[at]));
        let both = match ends {
            [Some(one), Some(two)] => {
                mean(one, |row| mean(two, |column| weighting.pair_parts_at(pair, row, column)[at]))
            }
            [Some(_), None] => first,
            [None, _] => second,
        };
        PairPart { side: term.side, factors: [term.first_factor, term.second_factor], neither, first, second, both }
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
