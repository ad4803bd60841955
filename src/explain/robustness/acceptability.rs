//! Rank acceptabilities, central weights, confidence factors and pairwise winning indices.

use crate::answers::{CELLS, LEVELS};
use crate::scoring::{Evaluation, number_variance};

use super::super::AnswerOf as Term;
use super::draws::{Draws, Sources, normal, point};
use super::surface::{asked, is_known, meets, row_points};

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
    Model::new(evaluation, draws.sources).acceptabilities(draws)
}

/// The same, with a confidence factor for each design that is ever first: each takes draws of its own.
pub fn acceptability_with_confidence(evaluation: &Evaluation<'_>, draws: Draws) -> Acceptabilities {
    let model = Model::new(evaluation, draws.sources);
    let mut found = model.acceptabilities(draws);
    for (place, one) in found.designs.iter_mut().enumerate() {
        one.confidence = one.central_weights.as_ref().map(|central| model.confidence(place, central, draws));
    }
    found
}

impl Model {
    fn acceptabilities(&self, draws: Draws) -> Acceptabilities {
        let tally = self.run(draws, None);
        let (samples, count, rows) = (draws.samples as f64, self.designs.len(), self.weights.len());
        let design = |place: usize| {
            let ranks: Vec<f64> =
                tally.ranks[place * count..(place + 1) * count].iter().map(|times| times / samples).collect();
            let sums = &tally.weights[place * rows..(place + 1) * rows];
            let central = (ranks[0] > 0.0).then(|| sums.iter().map(|sum| sum / (ranks[0] * samples)).collect());
            Acceptability { design: self.designs[place].design, central_weights: central, confidence: None, ranks }
        };
        let winning = |place: usize| {
            let halves = &tally.wins[place * count..(place + 1) * count];
            halves.iter().map(|halves| f64::from(*halves) / 2.0 / samples).collect()
        };
        Acceptabilities { draws, designs: (0..count).map(design).collect(), winning: (0..count).map(winning).collect() }
    }

    /// How often a design is first under these weights.
    fn confidence(&self, place: usize, central: &[f64], draws: Draws) -> f64 {
        let weights = central.iter().map(|share| (*share * 100.0) as f32).collect();
        let fixed = Self { weights, half_widths: vec![0.0; central.len()], ..self.clone() };
        // With nothing else uncertain one reading says it all.
        let varies = draws.sources.answers || draws.sources.numbers;
        let draws = Draws { samples: if varies { draws.samples } else { 1 }, ..draws };
        fixed.run(draws, Some(place)).ranks[place * self.designs.len()] / draws.samples as f64
    }
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
    let worths = (0..model.alternatives.len()).map(|at| model.fixed.iter().map(|row| f64::from(row[at])).collect());
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

/// A design and where its alternatives stand among those that can run.
#[derive(Clone, Debug)]
struct Contestant {
    design: usize,
    alternatives: std::ops::Range<usize>,
    /// The deviation, in points, that its own numbers leave.
    deviation: f32,
}

/// A row whose worth depends on an open answer: by cell, then alternative.
#[derive(Clone, Debug)]
struct OpenRow {
    row: usize,
    /// Cumulative shares of the typical distribution.
    cumulative: [f32; CELLS],
    /// What each cell adds to the row's worth above its mean.
    cells: Vec<Vec<f32>>,
    /// By cell: the alternatives that could not run, as they require more.
    barred: Vec<Vec<usize>>,
}

/// An interaction with an open factor: by the cells of both, then alternative. A known factor has one cell, at its
/// answer.
#[derive(Clone, Debug)]
struct OpenPair {
    row: usize,
    /// Which open rows the two factors are.
    first: Option<usize>,
    second: Option<usize>,
    cells: Vec<Vec<f32>>,
}

/// All that a reading needs, compiled.
#[derive(Clone, Debug)]
struct Model {
    alternatives: Vec<usize>,
    designs: Vec<Contestant>,
    /// By row: points of all weight, and the relative half width.
    weights: Vec<f32>,
    half_widths: Vec<f32>,
    /// By row, then alternative: the worth at the answers, open ones at what is typical.
    fixed: Vec<Vec<f32>>,
    open: Vec<OpenRow>,
    pairs: Vec<OpenPair>,
}

/// What was counted.
struct Tally {
    /// Design × rank.
    ranks: Vec<f64>,
    /// Design × design, in halves.
    wins: Vec<u32>,
    /// Design × row: sums of shares of weight over the readings in which the design is first.
    weights: Vec<f64>,
}

impl Model {
    fn new(evaluation: &Evaluation<'_>, sources: Sources) -> Self {
        let tables = evaluation.tables();
        let mut alternatives = Vec::new();
        let mut designs = Vec::new();
        for (design, all) in tables.design_alternatives.iter().enumerate() {
            if !evaluation.field.considered[design] {
                continue;
            }
            let from = alternatives.len();
            alternatives.extend(all.clone().filter(|alternative| evaluation.is_open(*alternative)));
            if alternatives.len() > from {
                let standing = evaluation.standing(design).unwrap_or(alternatives[from]);
                let variance = if sources.numbers { number_variance(evaluation, standing) } else { 0.0 };
                let deviation = variance.sqrt() as f32;
                designs.push(Contestant { design, alternatives: from..alternatives.len(), deviation });
            }
        }
        let weighting = evaluation.weighting();
        let weights: Vec<f32> = (0..tables.rows()).map(|row| (weighting.share(row) * 100.0) as f32).collect();
        let half = |row: usize| if sources.weights { tables.half_widths[row] as f32 } else { 0.0 };
        let half_widths = (0..tables.rows()).map(half).collect();
        let mut model = Self {
            alternatives,
            designs,
            weights,
            half_widths,
            fixed: vec![Vec::new(); tables.rows()],
            open: Vec::new(),
            pairs: Vec::new(),
        };
        model.compile(evaluation, sources);
        model
    }

    /// Worths by row.
    fn compile(&mut self, evaluation: &Evaluation<'_>, sources: Sources) {
        let tables = evaluation.tables();
        for row in 0..tables.rows() {
            let points = self.alternatives.iter().map(|alternative| row_points(evaluation, row, *alternative));
            self.fixed[row] = points.map(|points| self.worth(row, points)).collect();
        }
        if !sources.answers {
            return;
        }
        let open: Vec<Term> = asked(evaluation).into_iter().filter(|of| !is_known(evaluation, *of)).collect();
        self.open = open.iter().map(|of| self.open_row(evaluation, *of)).collect();
        for pair in 0..tables.pair_terms.len() {
            let of = &tables.pair_terms[pair];
            let place = |term: usize| open.iter().position(|open| open.term == term);
            let (first, second) = (place(of.first_term), place(of.second_term));
            if first.is_some() || second.is_some() {
                self.pairs.push(self.open_pair(evaluation, pair, first, second));
                self.fixed[tables.factors() + pair].fill(0.0);
            }
        }
    }

    fn worth(&self, row: usize, points: f64) -> f32 {
        if self.weights[row] > 0.0 { (points / f64::from(self.weights[row])) as f32 } else { 0.0 }
    }

    fn open_row(&self, evaluation: &Evaluation<'_>, of: Term) -> OpenRow {
        let tables = evaluation.tables();
        let row = tables.terms[of.term].factor;
        let prior = &tables.priors[of.term];
        let mut sum = 0.0;
        let cumulative = std::array::from_fn(|cell| {
            sum += prior.share(cell);
            sum as f32
        });
        let mut cells = vec![vec![0.0; self.alternatives.len()]; CELLS];
        for (at, alternative) in self.alternatives.iter().enumerate() {
            if of.design.is_some_and(|design| tables.alternatives[*alternative].design != design) {
                continue;
            }
            let points = |cell: usize| evaluation.weighting().points(tables, of.term, cell, *alternative);
            let mean: f64 = (0..CELLS).map(|cell| prior.share(cell) * points(cell)).sum();
            for (cell, worths) in cells.iter_mut().enumerate() {
                worths[at] = self.worth(row, points(cell) - mean);
            }
        }
        let barred = (0..CELLS).map(|cell| {
            let all = self.alternatives.iter().enumerate();
            all.filter(|(_, alternative)| !meets(evaluation, of, **alternative, cell)).map(|(at, _)| at).collect()
        });
        OpenRow { row, cumulative, cells, barred: barred.collect() }
    }

    fn open_pair(
        &self,
        evaluation: &Evaluation<'_>,
        pair: usize,
        first: Option<usize>,
        second: Option<usize>,
    ) -> OpenPair {
        let (tables, weighting) = (evaluation.tables(), evaluation.weighting());
        let (of, row) = (&tables.pair_terms[pair], tables.factors() + pair);
        // The shares of a factor's levels when it is drawn at a cell; a known one has its own.
        let shares = |term: usize, open: Option<usize>, design: usize, cell: usize, level: usize| match open {
            Some(_) => f64::from(u8::from(level == cell)),
            None => evaluation.mixtures.get(term, design).map_or(0.0, |mixture| mixture.share(level)),
        };
        let worth = |alternative: usize, at: (usize, usize)| {
            let design = tables.alternatives[alternative].design;
            let mut points = 0.0;
            for (level, other) in (0..LEVELS).flat_map(|level| (0..LEVELS).map(move |other| (level, other))) {
                let share = shares(of.first_term, first, design, at.0, level)
                    * shares(of.second_term, second, design, at.1, other);
                points += share * weighting.pair_points(tables, pair, (level, other), alternative);
            }
            self.worth(row, points)
        };
        let cells = (0..LEVELS * LEVELS).map(|cell| {
            let at = (cell / LEVELS, cell % LEVELS);
            self.alternatives.iter().map(|alternative| worth(*alternative, at)).collect()
        });
        OpenPair { row, first, second, cells: cells.collect() }
    }

    fn dimensions(&self) -> usize {
        self.weights.len() + self.open.len() + self.designs.len()
    }

    /// Draws all readings. With `only`, no more than the ranks are counted.
    fn run(&self, draws: Draws, only: Option<usize>) -> Tally {
        let (count, rows) = (self.designs.len(), self.weights.len());
        let mut tally =
            Tally { ranks: vec![0.0; count * count], wins: vec![0; count * count], weights: vec![0.0; count * rows] };
        let mut coordinates = vec![0.0; self.dimensions()];
        let mut scores = vec![0.0; self.alternatives.len()];
        let mut weights = self.weights.clone();
        let mut standing = vec![0.0; count];
        for sample in 0..draws.samples {
            point(sample, draws.seed, &mut coordinates);
            let (of_weights, rest) = coordinates.split_at(rows);
            let (of_answers, of_numbers) = rest.split_at(self.open.len());
            for (((weight, mean), half), even) in
                weights.iter_mut().zip(&self.weights).zip(&self.half_widths).zip(of_weights)
            {
                *weight = mean * (1.0 + half * (2.0 * even - 1.0));
            }
            self.score(&weights, of_answers, &mut scores);
            let total: f32 = weights.iter().sum();
            for ((score, design), even) in standing.iter_mut().zip(&self.designs).zip(of_numbers) {
                let best = scores[design.alternatives.clone()].iter().copied().fold(f32::NEG_INFINITY, f32::max);
                // The deviation is in points of a total of 100.
                *score = best + design.deviation * normal(*even) * total / 100.0;
            }
            match only {
                None => tally.count(&standing, &weights, total),
                Some(place) => tally.count_one(&standing, place),
            }
        }
        tally
    }

    /// Scores of one reading, times the sum of its weights.
    fn score(&self, weights: &[f32], of_answers: &[f32], scores: &mut [f32]) {
        scores.fill(0.0);
        for (weight, worths) in weights.iter().zip(&self.fixed) {
            for (score, worth) in scores.iter_mut().zip(worths) {
                *score += weight * worth;
            }
        }
        let add = |scores: &mut [f32], weight: f32, worths: &[f32]| {
            for (score, worth) in scores.iter_mut().zip(worths) {
                *score += weight * worth;
            }
        };
        for (open, even) in self.open.iter().zip(of_answers) {
            add(scores, weights[open.row], &open.cells[open.cell(*even)]);
        }
        for pair in &self.pairs {
            let cell = |open: Option<usize>| open.map_or(0, |at| self.open[at].cell(of_answers[at]));
            add(scores, weights[pair.row], &pair.cells[cell(pair.first) * LEVELS + cell(pair.second)]);
        }
        for (open, even) in self.open.iter().zip(of_answers) {
            open.barred[open.cell(*even)].iter().for_each(|barred| scores[*barred] = f32::NEG_INFINITY);
        }
    }
}

impl OpenRow {
    /// The cell that an even number from 0 to 1 falls into.
    fn cell(&self, even: f32) -> usize {
        self.cumulative.iter().position(|up_to| even < *up_to).unwrap_or(0)
    }
}

impl Tally {
    fn count(&mut self, standing: &[f32], weights: &[f32], total: f32) {
        let count = standing.len();
        for (place, own) in standing.iter().enumerate() {
            let (mut ahead, mut level) = (0_u32, 0_u32);
            let wins = &mut self.wins[place * count..(place + 1) * count];
            for (other, halves) in standing.iter().zip(wins) {
                let (more, same) = (u32::from(other < own), u32::from(other == own));
                *halves += 2 * more + same;
                ahead += 1 - more - same;
                level += same;
            }
            let share = 1.0 / f64::from(level);
            for rank in ahead..ahead + level {
                self.ranks[place * count + rank as usize] += share;
            }
            if ahead == 0 {
                let sums = &mut self.weights[place * weights.len()..(place + 1) * weights.len()];
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += share * f64::from(weight / total);
                }
            }
        }
    }

    /// Only whether one design is first.
    fn count_one(&mut self, standing: &[f32], place: usize) {
        let own = standing[place];
        if standing.iter().all(|other| *other <= own) {
            let level = standing.iter().filter(|other| **other == own).count();
            self.ranks[place * standing.len()] += 1.0 / level as f64;
        }
    }
}
