//! Rank acceptabilities, central weights, confidence factors and pairwise winning indices.

use crate::catalogue::{AlternativeIndex, DesignIndex, Side};
use crate::scoring::Evaluation;

use super::draws::Draws;
use super::lanes::Sums;
use super::model::Model;
use super::readings::Readings;
use super::rows;
use super::tally::Tally;

/// Simulation results for all feasible designs.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptabilities {
    pub draws: Draws,
    /// In the order of the catalog.
    pub designs: Vec<Acceptability>,
    /// By pair of designs, in the same order: the share of simulations in which the first scores more; ties count half.
    pub winning: Vec<Vec<f64>>,
}

/// Simulation results for one design.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptability {
    pub design: DesignIndex,
    /// The share of simulations in which it has each rank, best rank first; ties are split.
    pub ranks: Vec<f64>,
    /// By row (factors, then interactions): the mean share of its side's weight, of the weights of potential or of the
    /// denominator of readiness, over the simulations in which the design ranks first; `None` when there are none.
    pub central_weights: Option<Vec<f64>>,
    /// The share of simulations of answers and numbers in which it ranks first under its central weights.
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

/// Runs simulations and counts ranks, wins and central weights.
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
    let mut sums = Sums::new(model.alternatives.len());
    let (mut scores, mut best) = (vec![0.0; model.alternatives.len()], vec![0.0; count]);
    for sample in 0..readings.samples {
        let weights = readings.weights(sample);
        model.score(weights, readings.cells(sample), &mut sums, &mut scores);
        model.best(&scores, readings.errors(sample), &mut best);
        tally.count(&best, weights);
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

/// How often a design ranks first under these weights; ties are split.
fn confidence(model: &Model, readings: &Readings, place: usize, central: &[f64]) -> f64 {
    let weights: Vec<f32> = central.iter().map(|share| *share as f32).collect();
    let mut fixed = Sums::new(model.alternatives.len());
    model.sum_fixed(&weights, &mut fixed);
    let mut sums = fixed.clone();
    let (mut scores, mut best) = (vec![0.0; model.alternatives.len()], vec![0.0; model.designs.len()]);
    let mut first = 0.0;
    for sample in 0..readings.samples {
        let cells = readings.cells(sample);
        sums.copy_from(&fixed);
        model.add_open(&weights, cells, &mut sums);
        model.multiply(cells, &sums, &mut scores);
        model.best(&scores, readings.errors(sample), &mut best);
        let own = best[place];
        if best.iter().all(|other| *other <= own) {
            first += 1.0 / best.iter().filter(|other| **other == own).count() as f64;
        }
    }
    first / readings.samples as f64
}

/// The numbers behind a profile's scores, for checking with other tools: (E1) is
/// `Σ weight · value / Σ weight` over the rows of potential, times `1 − Σ weight · value / denominator` over those of
/// readiness, times `keeps`.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// By row: factors, then interactions.
    pub weights: Vec<RowWeight>,
    /// The divisor of the sum over the rows of readiness; 0 where none of them has weight.
    pub denominator: f64,
    pub alternatives: Vec<AlternativeIndex>,
    /// By alternative, then row: the worth of a row of potential, 0 to 1, or the importance of a row of readiness times
    /// its missing share, 0 to 3.
    pub values: Vec<Vec<f64>>,
    /// By alternative: the share left by the program's size and the gates, 0 to 1.
    pub keeps: Vec<f64>,
}

/// The weight of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowWeight {
    pub side: Side,
    /// The catalog's weight times its multiplier.
    pub weight: f64,
    /// How far the weight may deviate from that, as a share of it.
    pub half_width: f64,
}

/// The matrix of a profile at its answers, with typical ones for unanswered factors, over the feasible alternatives.
pub fn matrix(evaluation: &Evaluation<'_>) -> Matrix {
    let tables = evaluation.tables();
    let alternatives: Vec<AlternativeIndex> = tables
        .all_alternatives()
        .filter(|at| evaluation.field.considered[tables.alternatives[*at].design] && evaluation.is_open(*at))
        .collect();
    let count = rows::count(tables);
    let by_row: Vec<Vec<f64>> =
        (0..count).map(|row| rows::values(evaluation, row, &alternatives, &|_, _| true)).collect();
    let weight = |row: usize| RowWeight {
        side: rows::side(tables, row),
        weight: rows::weight(tables, row) * rows::multiplier(evaluation, row),
        half_width: rows::half_width(tables, row),
    };
    let keeps = |alternative: &AlternativeIndex| {
        rows::size(evaluation, *alternative) * evaluation.parts.blocks.keeps(*alternative)
    };
    Matrix {
        weights: (0..count).map(weight).collect(),
        denominator: rows::denominator(evaluation),
        values: (0..alternatives.len()).map(|at| by_row.iter().map(|values| values[at]).collect()).collect(),
        keeps: alternatives.iter().map(keeps).collect(),
        alternatives,
    }
}
