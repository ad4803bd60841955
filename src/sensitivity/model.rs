//! The compiled input of a simulation: values by row and alternative, gates, and the effect of unanswered factors on
//! them.

use crate::catalogue::{AlternativeIndex, Side, TermIndex};
use crate::scoring::Evaluation;

use super::contestants::{Contestant, contestants};
use super::draws::{Sources, normal};
use super::lanes::{Lanes, Sums};
use super::open::{OpenJoint, OpenTerm, kept};
use super::rows;

/// The weight of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weight {
    /// The share of its side: of the weights of potential, or of the denominator of readiness.
    share: f32,
    half_width: f32,
}

/// The compiled input of a simulation.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub alternatives: Vec<AlternativeIndex>,
    pub designs: Vec<Contestant>,
    /// By row.
    pub weights: Vec<Weight>,
    pub sides: Vec<Side>,
    /// By row, then alternative: the value at the answers, without what depends on unanswered factors.
    pub fixed: Vec<Vec<f32>>,
    /// By alternative: the share left by size and the gates, without gates on unanswered factors.
    pub kept: Vec<f32>,
    pub open: Vec<OpenTerm>,
    pub joints: Vec<OpenJoint>,
    lanes: Lanes,
}

impl Model {
    pub(super) fn new(evaluation: &Evaluation<'_>, sources: Sources) -> Self {
        let tables = evaluation.tables();
        let (alternatives, designs) = contestants(evaluation, sources);
        let count = rows::count(tables);
        let weight = |row: usize| Weight {
            share: rows::share(evaluation, row) as f32,
            half_width: if sources.weights { rows::half_width(tables, row) as f32 } else { 0.0 },
        };
        let open = if sources.answers { OpenTerm::all(evaluation, &alternatives, &designs) } else { Vec::new() };
        let closed = |term: TermIndex, alternative: AlternativeIndex| {
            !sources.answers || evaluation.mixtures.is_known(term, tables.alternatives[alternative].design)
        };
        let fixed = |row: usize| -> Vec<f32> {
            let values = rows::values(evaluation, row, &alternatives, &closed);
            values.into_iter().map(|value| value as f32).collect()
        };
        let mut model = Self {
            weights: (0..count).map(weight).collect(),
            sides: (0..count).map(|row| rows::side(tables, row)).collect(),
            fixed: (0..count).map(fixed).collect(),
            kept: alternatives.iter().map(|alternative| kept(evaluation, *alternative, &open)).collect(),
            joints: OpenJoint::all(evaluation, &alternatives, &open),
            open,
            lanes: Lanes::default(),
            alternatives,
            designs,
        };
        model.compile();
        model
    }

    /// Prepares the values for summing.
    pub(super) fn compile(&mut self) {
        // Where no row of potential has weight, every design has full potential.
        let constant = if self.potential(|weight| weight.share) > 0.0 { 0.0 } else { 1.0 };
        self.lanes = Lanes::new(&self.sides, &self.fixed, constant);
    }

    /// A sum over the rows of potential.
    fn potential(&self, of: impl Fn(&Weight) -> f32) -> f32 {
        self.weights
            .iter()
            .zip(&self.sides)
            .filter(|(_, side)| **side == Side::Potential)
            .map(|(weight, _)| of(weight))
            .sum()
    }

    /// Computes the scores of one simulation, as shares of 1.
    pub(super) fn score(&self, weights: &[f32], cells: &[u8], sums: &mut Sums, scores: &mut [f32]) {
        self.lanes.sum(weights, sums);
        self.add_open(weights, cells, sums);
        self.multiply(cells, sums, scores);
    }

    /// Computes the sums that no unanswered factor changes.
    pub(super) fn sum_fixed(&self, weights: &[f32], sums: &mut Sums) {
        self.lanes.sum(weights, sums);
    }

    /// Adds the effect of unanswered factors at the drawn cells.
    pub(super) fn add_open(&self, weights: &[f32], cells: &[u8], sums: &mut Sums) {
        for (open, cell) in self.open.iter().zip(cells) {
            let sums = &mut sums.of(open.side)[open.span.clone()];
            add(sums, weights[open.row], &open.cells[usize::from(*cell)]);
        }
        for joint in &self.joints {
            add(sums.of(joint.side), weights[joint.row], joint.at(cells));
        }
    }

    /// (E1): potential times readiness times gates. Drawn weights may add up to a loss above 1.
    pub(super) fn multiply(&self, cells: &[u8], sums: &Sums, scores: &mut [f32]) {
        let blocks = sums.potential.iter().zip(&sums.lost).zip(&self.kept);
        for (score, ((potential, lost), kept)) in scores.iter_mut().zip(blocks) {
            *score = potential * (1.0 - lost).max(0.0) * kept;
        }
        for (open, cell) in self.open.iter().zip(cells) {
            for (gated, keeps) in &open.gates {
                scores[*gated] *= keeps[usize::from(*cell)];
            }
        }
        for (open, cell) in self.open.iter().zip(cells) {
            for barred in &open.barred[usize::from(*cell)] {
                scores[*barred] = f32::NEG_INFINITY;
            }
        }
    }

    /// (E22): computes the best score of every design, shifted by the drawn error of its numbers.
    pub(super) fn best(&self, scores: &[f32], errors: &[f32], best: &mut [f32]) {
        // Scores are never NaN, so a plain comparison finds the best.
        let larger = |best: f32, score: &f32| if *score > best { *score } else { best };
        for ((best, design), error) in best.iter_mut().zip(&self.designs).zip(errors) {
            let score = scores[design.alternatives.clone()].iter().fold(f32::NEG_INFINITY, larger);
            *best = score + design.deviation * error;
        }
    }

    /// The number of coordinates of a point: weights, then unanswered factors, then errors of numbers.
    pub(super) fn coordinates(&self) -> usize {
        let errors = if self.designs.iter().any(|design| design.deviation > 0.0) { self.designs.len() } else { 0 };
        self.weights.len() + self.open.len() + errors
    }

    /// Converts a point of the unit cube into one draw. The weights of potential are shares of their sum; the
    /// denominator of readiness stays.
    pub(super) fn read(&self, point: &[f32], weights: &mut [f32], cells: &mut [u8], errors: &mut [f32]) {
        let (of_weights, rest) = point.split_at(self.weights.len());
        let (of_answers, of_numbers) = rest.split_at(self.open.len());
        let mut potential = 0.0;
        for (((drawn, side), weight), even) in weights.iter_mut().zip(&self.sides).zip(&self.weights).zip(of_weights) {
            *drawn = weight.share * (1.0 + weight.half_width * (2.0 * even - 1.0));
            potential += if *side == Side::Potential { *drawn } else { 0.0 };
        }
        let scale = if potential > 0.0 { 1.0 / potential } else { 1.0 };
        for (drawn, side) in weights.iter_mut().zip(&self.sides) {
            *drawn *= if *side == Side::Potential { scale } else { 1.0 };
        }
        for ((cell, open), even) in cells.iter_mut().zip(&self.open).zip(of_answers) {
            *cell = open.cumulative.iter().position(|up_to| even < up_to).unwrap_or(0) as u8;
        }
        for (error, even) in errors.iter_mut().zip(of_numbers) {
            *error = normal(*even);
        }
    }
}

fn add(sums: &mut [f32], weight: f32, values: &[f32]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += weight * value;
    }
}
