//! Rank acceptabilities, central weights, confidence factors and pairwise winning indices.

use crate::scoring::Evaluation;

use super::draws::{Draws, Sources};
use super::model::Model;
use super::readings::Readings;
use super::tally::Tally;

/// What the readings say of all designs that can run.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptabilities {
    pub draws: Draws,
    /// In the order of the catalogue.
    pub designs: Vec<Acceptability>,
    /// By two designs, in the same order: the share of readings in which the first scores more; ties count half.
    pub winning: Vec<Vec<f64>>,
}

/// What the readings say of one design.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptability {
    pub design: usize,
    /// The share of readings in which it has each rank, the first first; ties are split.
    pub ranks: Vec<f64>,
    /// The mean share of all weight that each row (factors, then interactions) has in the readings in which the design
    /// ranks first; `None` when there are none.
    pub central_weights: Option<Vec<f64>>,
    /// The share of readings of answers and numbers in which it ranks first under its central weights.
    pub confidence: Option<f64>,
}

impl Acceptability {
    pub fn first(&self) -> f64 {
        self.ranks.first().copied().unwrap_or(0.0)
    }

    pub fn first_three(&self) -> f64 {
        self.ranks.iter().take(3).sum()
    }
}

/// Draws readings and counts ranks, wins and central weights.
pub fn acceptability(evaluation: &Evaluation<'_>, draws: Draws) -> Acceptabilities {
    let model = Model::new(evaluation, draws.sources).without_dominated();
    let readings = Readings::draw(&model, draws);
    acceptabilities(&model, &readings, draws)
}

/// The same, with a confidence factor for each design that is ever first.
pub fn acceptability_with_confidence(evaluation: &Evaluation<'_>, draws: Draws) -> Acceptabilities {
    let model = Model::new(evaluation, draws.sources).without_dominated();
    let readings = Readings::draw(&model, draws);
    let mut found = acceptabilities(&model, &readings, draws);
    for (place, one) in found.designs.iter_mut().enumerate() {
        one.confidence = one.central_weights.as_ref().map(|central| confidence(&model, &readings, place, central));
    }
    found
}

fn acceptabilities(model: &Model, readings: &Readings, draws: Draws) -> Acceptabilities {
    let count = model.designs.len();
    let mut tally = Tally::new(count, model.weights.len());
    let (mut scores, mut standing) = (vec![0.0; model.alternatives.len()], vec![0.0; count]);
    for sample in 0..readings.samples {
        let weights = readings.weights(sample);
        let total: f32 = weights.iter().sum();
        model.score(weights, readings.cells(sample), &mut scores);
        model.stand(&scores, readings.errors(sample), total, &mut standing);
        tally.count(&standing, weights, total);
    }
    let samples = readings.samples as f64;
    let design = |place: usize| {
        let ranks: Vec<f64> = tally.ranks(place).map(|times| times / samples).collect();
        let central = (ranks[0] > 0.0).then(|| tally.weights(place).map(|sum| sum / (ranks[0] * samples)).collect());
        Acceptability { design: model.designs[place].design, central_weights: central, confidence: None, ranks }
    };
    let winning = |place: usize| tally.wins(place).map(|wins| wins / samples).collect();
    Acceptabilities { draws, designs: (0..count).map(design).collect(), winning: (0..count).map(winning).collect() }
}

/// How often a design is first under these shares of weight; ties are split.
fn confidence(model: &Model, readings: &Readings, place: usize, central: &[f64]) -> f64 {
    let weights: Vec<f32> = central.iter().map(|share| (*share * 100.0) as f32).collect();
    let total: f32 = weights.iter().sum();
    let mut base = vec![0.0; model.alternatives.len()];
    model.score_fixed(&weights, &mut base);
    let (mut scores, mut standing) = (base.clone(), vec![0.0; model.designs.len()]);
    let mut first = 0.0;
    for sample in 0..readings.samples {
        scores.copy_from_slice(&base);
        model.add_open(&weights, readings.cells(sample), &mut scores);
        model.stand(&scores, readings.errors(sample), total, &mut standing);
        let own = standing[place];
        if standing.iter().all(|other| *other <= own) {
            first += 1.0 / standing.iter().filter(|other| **other == own).count() as f64;
        }
    }
    first / readings.samples as f64
}

/// What every alternative that can run is worth on every row, for those who want to check with tools of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    pub alternatives: Vec<usize>,
    /// By row: the share of all weight in points, and how far it may lie from that, as a share of it.
    pub weights: Vec<(f64, f64)>,
    /// By alternative, then row: from 0 to 1.
    pub worths: Vec<Vec<f64>>,
}

/// The matrix of a profile as things stand, open answers at what is typical.
pub fn matrix(evaluation: &Evaluation<'_>) -> Matrix {
    let sources = Sources { weights: true, answers: false, numbers: false };
    let model = Model::new(evaluation, sources);
    let worth = |row: usize, at: usize| f64::from(model.fixed[row][at]);
    let worths = (0..model.alternatives.len()).map(|at| (0..model.fixed.len()).map(|row| worth(row, at)).collect());
    Matrix {
        weights: model
            .weights
            .iter()
            .zip(&model.half_widths)
            .map(|(weight, half)| (f64::from(*weight), f64::from(*half)))
            .collect(),
        worths: worths.collect(),
        alternatives: model.alternatives.clone(),
    }
}
