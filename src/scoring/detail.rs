//! What explains one alternative's score: contributions, costs, potential and readiness in hundredths, and the interval.
//!
//! Contributions and costs are rounded down by running totals in the order of the factors, so that they add up to what is
//! printed.

use std::cell::OnceCell;

use num_rational::BigRational;

use crate::answers::Mixture;
use crate::catalogue::{AlternativeIndex, FactorIndex, Side, TermIndex};

use super::blocks::{Blocks, Replaced, replaced};
use super::effects::block_spread;
use super::exact;
use super::gather::Gather;
use super::interval::{FollowUp, Interval, Unsure, interval};
use super::parts::{Of, Parts};
use super::rounding::{running, total};
use super::shapley::{self, Part, TransferPart};
use super::tables::Tables;
use super::weighting::Weighting;

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

    /// The details of several alternatives, for which the rows of the tables are found once.
    pub(super) fn of_each(
        of: Of<'a>,
        scored: &'a Parts,
        alternatives: impl Iterator<Item = AlternativeIndex>,
    ) -> Vec<Self> {
        let gather = Gather::new(of);
        let detail = |alternative| {
            let parts = gather.parts(alternative);
            let mut weights = Vec::with_capacity(of.tables.row_sides.len());
            weights.extend(parts.terms.iter().map(|(_, part)| part.end));
            weights.extend(parts.pairs.iter().map(|pair| pair.both));
            weights[of.tables.transfer.outcome.at()] += follow_up(&parts);
            let blocks = (scored.blocks.potential[alternative], parts.size);
            let spread = weigh((of.tables, of.weighting), alternative, blocks, &mut weights);
            Self { of, scored, alternative, parts, weights, spread, open: OnceCell::new() }
        };
        alternatives.map(detail).collect()
    }

    /// What a term or, counted on from the terms, an interaction gives or takes.
    pub(super) fn row_part(&self, row: usize) -> f64 {
        let Some((_, part)) = self.parts.terms.get(row) else {
            return self.parts.pairs[row - self.parts.terms.len()].both;
        };
        part.end + if row == self.of.tables.transfer.outcome.at() { follow_up(&self.parts) } else { 0.0 }
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
        let Of { tables, weighting, mixtures } = self.of;
        let (alternative, gates) = (self.alternative, self.scored.blocks.gates[self.alternative]);
        let end = |part: &Part<f64>| part.end;
        interval(&Unsure {
            tables,
            weighting,
            alternative,
            score: self.score(),
            potential: self.scored.blocks.potential[alternative],
            readiness: 1.0 - self.scored.blocks.lost[alternative],
            gates,
            size: self.parts.size,
            follow_up: self.parts.transfer.as_ref().map(|transfer| FollowUp {
                rise: end(&transfer.rise),
                routine: end(&transfer.routine),
                unsupported: end(&transfer.unsupported),
                simplicity: end(&transfer.simplicity),
            }),
            of_weights: block_spread((tables, weighting), alternative, self.spread, gates, |row| self.row_part(row)),
            is_open: &|term| mixtures.of_team(term).is_none(),
            open: self.open(),
        })
    }

    /// The terms that are unanswered for the design, and what each of their cells would change.
    pub(super) fn open(&self) -> &[(TermIndex, Replaced)] {
        self.open.get_or_init(|| {
            let Of { tables, mixtures, .. } = self.of;
            let replaced = |term| replaced(self.of, term, self.alternative);
            let design = tables.alternatives[self.alternative].design;
            mixtures.unknown(design).map(|term| (term, replaced(term))).collect()
        })
    }
}

/// What follow-up adds to potential: it belongs to the outcome and has its weight.
fn follow_up(parts: &shapley::ScoreParts<f64>) -> f64 {
    parts.transfer.as_ref().map_or(0.0, TransferPart::end)
}

/// (E8): makes of what each row gives what its weight does to its block, and adds up the variances.
pub(super) fn weigh(
    (tables, weighting): (&Tables, &Weighting),
    alternative: AlternativeIndex,
    (potential, size): (f64, f64),
    rows: &mut [f64],
) -> WeightSpread {
    let mut spread = WeightSpread::default();
    let spreads = tables.weight_spreads.row(alternative.at()).to_slice().unwrap_or_default();
    let of_rows = weighting.shares().iter().zip(spreads).zip(&tables.row_sides);
    for (row, (effect, ((share, of_weight), side))) in rows.iter_mut().zip(of_rows).enumerate() {
        if *side == Side::Potential {
            *effect = size * *effect - share * potential;
        }
        spread.add(row, *side, *effect * *effect * of_weight);
    }
    spread
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
