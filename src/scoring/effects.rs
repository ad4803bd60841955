//! First-order effects of each source of uncertainty on one alternative's blocks and score; intervals and separation
//! use them.

use crate::answers::{CELLS, Mixture};
use crate::catalogue::Side;

use super::alternative::MOST_GATES;
use super::blocks::Blocks;
use super::parts::Of;
use super::weighting::mean;

/// The variance of an even spread of half-width 1.
const EVEN: f64 = 1.0 / 3.0;

/// A block's variance from weights, importances and the strength of gates.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BlockSpread {
    /// From all weights of potential except the one that spreads it most.
    pub potential: f64,
    /// The weight that spreads potential most; its effect is too large for a linear approximation.
    pub heaviest: Option<Heaviest>,
    pub lost: f64,
    pub gates: [f64; MOST_GATES],
}

/// A weight of potential, as a share of all, and the contribution of its term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heaviest {
    /// By term, then by interaction.
    pub row: usize,
    share: f64,
    part: f64,
    half_width: f64,
}

impl Heaviest {
    /// Potential where the weight is off by a share of its half-width, from -1 to 1, when the term gives `more`.
    pub(super) fn potential(&self, potential: f64, more: f64, size: f64, off: f64) -> f64 {
        let off = self.half_width * off;
        (potential + more + size * off * self.part + off * more) / (1.0 + off * self.share)
    }
}

/// Effects on one alternative.
pub(super) struct Effects<'a> {
    pub of: Of<'a>,
    pub blocks: &'a Blocks,
    pub alternative: usize,
    design: usize,
    pub size: f64,
}

impl<'a> Effects<'a> {
    pub(super) fn new(of: Of<'a>, blocks: &'a Blocks, alternative: usize) -> Self {
        let size = of.tables.size_keeps(alternative, of.mixtures.program_teachers()) as f64 / 1e6;
        Self { of, blocks, alternative, design: of.tables.alternatives[alternative].design, size }
    }

    /// The answer to a term, or a typical one.
    fn mixture(&self, term: usize) -> &Mixture {
        self.of.mixtures.get(term, self.design).unwrap_or(&self.of.tables.priors[term])
    }

    /// The change in the score when potential, the loss of readiness, or a gate changes by 1.
    fn rates(&self) -> (f64, f64, [f64; MOST_GATES]) {
        let gates = self.blocks.gates[self.alternative];
        let keeps: f64 = gates.iter().product();
        let (potential, readiness) =
            (self.blocks.potential[self.alternative], 1.0 - self.blocks.lost[self.alternative]);
        let others = |at: usize| {
            gates.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, gate)| gate).product::<f64>()
        };
        (readiness * keeps, -potential * keeps, std::array::from_fn(|at| potential * readiness * others(at)))
    }

    /// By term and then by interaction: its part of its block. Follow-up belongs to the outcome and has its weight.
    fn parts(&self) -> impl Iterator<Item = (Side, f64, f64)> {
        let Of { tables, weighting, mixtures } = self.of;
        let of_term = move |term: usize| {
            let mut part = mean(self.mixture(term), |cell| weighting.parts_at(term, cell)[self.alternative]);
            if term == tables.transfer.outcome {
                part += self.follow_up();
            }
            (tables.sides[term], weighting.share(term), part)
        };
        let of_pair = move |pair: usize| {
            let term = &tables.pair_terms[pair];
            let first = super::blocks::or_prior(tables, mixtures, term.first_term);
            let second = super::blocks::or_prior(tables, mixtures, term.second_term);
            let part =
                mean(first, |row| mean(second, |column| weighting.pair_parts_at(pair, row, column)[self.alternative]));
            (term.side, weighting.pair_share(pair), part)
        };
        (0..tables.terms.len()).map(of_term).chain((0..tables.pair_terms.len()).map(of_pair))
    }

    /// The addition of follow-up to potential, as a share of its side's weight.
    fn follow_up(&self) -> f64 {
        self.of.transfer(self.alternative).map_or(0.0, |transfer| transfer.end())
    }

    /// (E9): by term and then by interaction, the change in the score, in points, per share of its weight.
    pub(super) fn of_weights(&self) -> Vec<f64> {
        let (of_potential, of_lost, _) = self.rates();
        let potential = self.blocks.potential[self.alternative];
        let effect = |(side, share, part): (Side, f64, f64)| match side {
            Side::Potential => of_potential * (self.size * part - share * potential) * 100.0,
            Side::Readiness => of_lost * part * 100.0,
        };
        self.parts().map(effect).collect()
    }

    /// (E8): the variances of the blocks.
    pub(super) fn block_spread(&self) -> BlockSpread {
        let tables = self.of.tables;
        let potential = self.blocks.potential[self.alternative];
        let (mut spread, mut most) = (BlockSpread::default(), 0.0);
        for (at, (side, share, part)) in self.parts().enumerate() {
            let width = tables.half_widths[at] * tables.half_widths[at] * EVEN;
            match side {
                Side::Potential => {
                    let effect = self.size * part - share * potential;
                    let variance = width * effect * effect;
                    spread.potential += variance;
                    if variance > most {
                        most = variance;
                        let half_width = tables.half_widths[at];
                        spread.heaviest = Some(Heaviest { row: at, share, part, half_width });
                    }
                }
                Side::Readiness => {
                    spread.lost += part * part * self.importance_spread(at);
                }
            }
        }
        spread.potential -= most;
        for (at, variance) in spread.gates.iter_mut().enumerate() {
            *variance = self.gate_variance(at, self.blocks.gates[self.alternative][at]);
        }
        spread
    }

    /// The variance of a term's or an interaction's weight times its importance, as a share of the square of it; both
    /// are spread independently.
    pub(super) fn importance_spread(&self, row: usize) -> f64 {
        let tables = self.of.tables;
        let of_importance =
            tables.importance_half_widths.get((row, self.alternative)).map_or(0.0, |width| width * width);
        let of_weight = tables.half_widths[row] * tables.half_widths[row];
        (1.0 + of_weight * EVEN) * (1.0 + of_importance * EVEN) - 1.0
    }

    /// The variance of a gate: its loss is spread evenly, but never so far that less than nothing would be left.
    pub(super) fn gate_variance(&self, gate: usize, keeps: f64) -> f64 {
        let widths = &self.of.tables.gate_half_widths[self.alternative];
        widths.get(gate).map_or(0.0, |width| {
            let spread = (width * (1.0 - keeps)).min(keeps);
            spread * spread * EVEN
        })
    }

    /// (E9): the variance, in squared points, from the alternative's own numbers: its worths and needs, its importances
    /// and its gates.
    pub(super) fn of_numbers(&self) -> f64 {
        let Of { tables, weighting, .. } = self.of;
        let (of_potential, of_lost, of_gates) = self.rates();
        let mut variance = 0.0;
        for term in 0..tables.terms.len() {
            let width = mean(self.mixture(term), |cell| tables.number_half_widths[[term, cell, self.alternative]]);
            let share = weighting.share(term);
            variance += match tables.sides[term] {
                Side::Potential => (of_potential * self.size * share * width).powi(2),
                Side::Readiness => {
                    let importance = f64::from(tables.importances[[term, self.alternative]]);
                    let lost = mean(self.mixture(term), |cell| weighting.parts_at(term, cell)[self.alternative]);
                    let of_importance = tables.importance_half_widths[[term, self.alternative]];
                    (of_lost * share * importance * width).powi(2) + (of_lost * lost * of_importance).powi(2)
                }
            } * EVEN;
        }
        for (at, rate) in of_gates.iter().enumerate() {
            variance += rate * rate * self.gate_variance(at, self.blocks.gates[self.alternative][at]);
        }
        variance * 1e4
    }

    /// The change in the score, in points, to first order, at each cell of a term relative to its mean.
    pub(super) fn of_cells(&self, term: usize) -> [f64; CELLS] {
        let Of { tables, weighting, mixtures } = self.of;
        let (of_potential, of_lost, of_gates) = self.rates();
        let replaced = self.blocks.replaced(tables, weighting, mixtures, term, self.alternative);
        let gates = self.blocks.gates[self.alternative];
        std::array::from_fn(|cell| {
            let of_gate = |at: usize| replaced.gates[at].map_or(0.0, |cells| of_gates[at] * (cells[cell] - gates[at]));
            let blocks = of_potential * replaced.potential[cell] + of_lost * replaced.lost[cell];
            (blocks + (0..MOST_GATES).map(of_gate).sum::<f64>()) * 100.0
        })
    }
}
