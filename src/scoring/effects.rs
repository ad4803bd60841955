//! First-order effects of each source of uncertainty on one alternative's blocks and score; intervals and separation
//! use them.

use crate::answers::CELLS;
use crate::catalogue::{AlternativeIndex, Side};

use super::alternative::MOST_GATES;
use super::blocks::Replaced;
use super::detail::{Detail, WeightSpread};
use super::parts::Of;
use super::tables::Tables;
use super::weighting::Weighting;

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
    pub detail: &'a Detail<'a>,
    pub potential: f64,
    readiness: f64,
    pub gates: [f64; MOST_GATES],
    /// The change in the score when potential or the loss of readiness changes by 1.
    of_potential: f64,
    of_lost: f64,
}

impl<'a> Effects<'a> {
    pub(super) fn new(detail: &'a Detail<'a>) -> Self {
        let blocks = &detail.scored.blocks;
        let (potential, lost) = (blocks.potential[detail.alternative], blocks.lost[detail.alternative]);
        let (readiness, keeps) = (1.0 - lost, blocks.keeps(detail.alternative));
        let gates = blocks.gates[detail.alternative];
        Self { detail, potential, readiness, gates, of_potential: readiness * keeps, of_lost: -potential * keeps }
    }

    /// The change in the score when what a gate leaves changes by 1.
    fn of_gate(&self, gate: usize) -> f64 {
        let others = self.gates.iter().enumerate().filter(|(other, _)| *other != gate);
        self.potential * self.readiness * others.map(|(_, keeps)| keeps).product::<f64>()
    }

    /// (E9): by term and then by interaction, the change in the score, in points, per share of its weight.
    pub(super) fn of_weights(&self) -> Vec<f64> {
        let rates = [self.of_potential * 100.0, self.of_lost * 100.0];
        let effects = self.detail.weights.iter().zip(&self.detail.of.tables.row_sides);
        effects.map(|(effect, side)| rates[usize::from(*side == Side::Readiness)] * effect).collect()
    }

    /// (E9): the variance, in squared points, from the alternative's own numbers, where those of its terms have these
    /// variances of potential and of what is lost.
    fn of_numbers(&self, [potential, lost]: [f64; 2]) -> f64 {
        let of_potential = self.of_potential * self.detail.parts.size;
        let mut variance = of_potential * of_potential * potential + self.of_lost * self.of_lost * lost;
        for (at, keeps) in self.gates.iter().enumerate() {
            let rate = self.of_gate(at);
            variance += rate * rate * gate_variance(self.detail.of.tables, self.detail.alternative, at, *keeps);
        }
        variance * 1e4
    }

    /// The change in the score, in points, to first order, at each cell of an unanswered term relative to its mean.
    pub(super) fn of_cells(&self, replaced: &Replaced) -> [f64; CELLS] {
        let of_gates: [f64; MOST_GATES] = std::array::from_fn(|at| self.of_gate(at));
        std::array::from_fn(|cell| {
            let of_gate =
                |at: usize| replaced.gates[at].map_or(0.0, |cells| of_gates[at] * (cells[cell] - self.gates[at]));
            let blocks = self.of_potential * replaced.potential[cell] + self.of_lost * replaced.lost[cell];
            (blocks + (0..MOST_GATES).map(of_gate).sum::<f64>()) * 100.0
        })
    }
}

/// (E8): the variances of the blocks; `part` has what a row gives.
pub(super) fn block_spread(
    (tables, weighting): (&Tables, &Weighting),
    alternative: AlternativeIndex,
    WeightSpread { potential, lost, most: (row, variance) }: WeightSpread,
    keeps: [f64; MOST_GATES],
    part: impl Fn(usize) -> f64,
) -> BlockSpread {
    let heaviest = (variance > 0.0).then(|| {
        let (share, half_width) = (weighting.shares()[row], tables.half_widths[row]);
        Heaviest { row, share, part: part(row), half_width }
    });
    let gates = std::array::from_fn(|at| gate_variance(tables, alternative, at, keeps[at]));
    BlockSpread { potential: potential - variance, heaviest, lost, gates }
}

/// The variance of a gate: its loss is spread evenly, but never so far that less than nothing would be left.
pub(super) fn gate_variance(tables: &Tables, alternative: AlternativeIndex, gate: usize, keeps: f64) -> f64 {
    tables.gate_half_widths[alternative].get(gate).map_or(0.0, |width| {
        let spread = (width * (1.0 - keeps)).min(keeps);
        spread * spread * EVEN
    })
}

/// (E9): the variances, in squared points, from the alternatives' own numbers: their worths and needs, their importances
/// and their gates.
pub(super) fn of_numbers(details: &[Detail<'_>]) -> Vec<f64> {
    let Some(Of { tables, weighting, mixtures }) = details.first().map(|detail| detail.of) else { return Vec::new() };
    let mut blocks = vec![[0.0; 2]; details.len()];
    for (term, share) in tables.all_terms().zip(weighting.shares()) {
        let side = usize::from(tables.sides[term] == Side::Readiness);
        let spreads = tables.number_spreads(term, mixtures.slots()[term]);
        let of_details = blocks.iter_mut().zip(details);
        match spreads {
            Some(row) => {
                of_details.for_each(|(sums, detail)| sums[side] += row[detail.alternative] * share * share * EVEN)
            }
            None => of_details.for_each(|(sums, detail)| {
                let answer = detail.answer(term).unwrap_or(&tables.priors[term]);
                sums[side] += tables.number_spread(term, detail.alternative, answer) * share * share * EVEN;
            }),
        }
    }
    details.iter().zip(blocks).map(|(detail, blocks)| Effects::new(detail).of_numbers(blocks)).collect()
}
