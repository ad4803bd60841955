//! How much an answer is expected to settle the first place, over simulations of all unanswered factors together.

use crate::answers::CELLS;
use crate::catalogue::DesignIndex;
use crate::scoring::{AnswerOf, Evaluation};

use super::draws::{Draws, Sources};
use super::lanes::Sums;
use super::model::Model;
use super::readings::Readings;

/// Which designs rank first in simulations of the unanswered factors.
pub(super) struct Firsts {
    /// The designs that take part.
    designs: Vec<DesignIndex>,
    samples: f64,
    /// By design: the number of simulations in which it ranks first; ties are split.
    all: Vec<f64>,
    /// By unanswered factor.
    by_answer: Vec<ByAnswer>,
}

/// The same, split by the answer to one factor.
struct ByAnswer {
    of: AnswerOf,
    /// By cell: the number of simulations with it, and those in which each design ranks first.
    cells: Vec<(f64, Vec<f64>)>,
}

impl Firsts {
    /// Draws all unanswered factors; weights and numbers stay.
    pub(super) fn draw(evaluation: &Evaluation<'_>, draws: Draws) -> Self {
        let draws = Draws { sources: Sources { weights: false, answers: true, numbers: false }, ..draws };
        let model = Model::new(evaluation, draws.sources).without_dominated();
        let readings = Readings::draw(&model, draws);
        let count = model.designs.len();
        let by_answer = |of: AnswerOf| ByAnswer { of, cells: vec![(0.0, vec![0.0; count]); CELLS] };
        let mut firsts = Self {
            designs: model.designs.iter().map(|design| design.design).collect(),
            samples: draws.samples as f64,
            all: vec![0.0; count],
            by_answer: model.open.iter().map(|open| by_answer(open.of)).collect(),
        };
        firsts.count(&model, &readings);
        firsts
    }

    fn count(&mut self, model: &Model, readings: &Readings) {
        if readings.samples == 0 || model.designs.is_empty() {
            return;
        }
        // Every simulation has the same weights, so what no unanswered factor changes is summed once.
        let weights = readings.weights(0);
        let mut fixed = Sums::new(model.alternatives.len());
        model.sum_fixed(weights, &mut fixed);
        let mut sums = fixed.clone();
        let (mut scores, mut best) = (vec![0.0; model.alternatives.len()], vec![0.0; model.designs.len()]);
        for sample in 0..readings.samples {
            let cells = readings.cells(sample);
            sums.copy_from(&fixed);
            model.add_open(weights, cells, &mut sums);
            model.multiply(cells, &sums, &mut scores);
            model.best(&scores, readings.errors(sample), &mut best);
            self.add(cells, &best);
        }
    }

    fn add(&mut self, cells: &[u8], best: &[f32]) {
        let most = best.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let is_first = |place: &usize| best[*place] == most && most > f32::NEG_INFINITY;
        let share = 1.0 / (0..best.len()).filter(is_first).count().max(1) as f64;
        for (by_answer, cell) in self.by_answer.iter_mut().zip(cells) {
            by_answer.cells[usize::from(*cell)].0 += 1.0;
        }
        for place in (0..best.len()).filter(is_first) {
            self.all[place] += share;
            for (by_answer, cell) in self.by_answer.iter_mut().zip(cells) {
                by_answer.cells[usize::from(*cell)].1[place] += share;
            }
        }
    }

    /// The share of simulations in which a design ranks first.
    pub(super) fn share(&self, design: DesignIndex) -> Option<f64> {
        let place = self.designs.iter().position(|of| *of == design)?;
        Some(self.all[place] / self.samples)
    }

    /// (E29): how much more likely two simulations are to agree on the first place once an answer is known.
    pub(super) fn gain(&self, of: AnswerOf) -> f64 {
        let Some(by_answer) = self.by_answer.iter().find(|by_answer| by_answer.of == of) else { return 0.0 };
        let cells = by_answer.cells.iter().filter(|(times, _)| *times > 0.0);
        let after: f64 = cells.map(|(times, firsts)| times / self.samples * agreement(firsts, *times)).sum();
        (after - agreement(&self.all, self.samples)).max(0.0)
    }
}

/// The chance that two of these simulations have the same design in first place.
fn agreement(firsts: &[f64], times: f64) -> f64 {
    firsts.iter().map(|first| (first / times).powi(2)).sum()
}
