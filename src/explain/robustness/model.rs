//! All that a reading needs, compiled from a profile: worths by row and alternative, and what open answers do to them.

use std::ops::Range;

use crate::answers::{CELLS, LEVELS};
use crate::scoring::{Evaluation, number_variance};

use super::super::AnswerOf as Term;
use super::draws::{Sources, normal};
use super::surface::{asked, is_known, meets, row_points};

/// Alternatives that are scored at a time.
const LANES: usize = 16;

/// A design and where its alternatives stand among those that can run.
#[derive(Clone, Debug)]
pub(super) struct Contestant {
    pub design: usize,
    alternatives: Range<usize>,
    /// The deviation, in points, that its own numbers leave.
    deviation: f32,
}

/// A row whose worth depends on an open answer: by cell, then alternative.
#[derive(Clone, Debug)]
pub(super) struct OpenRow {
    row: usize,
    /// The alternatives that the answer bears on.
    span: Range<usize>,
    /// Cumulative shares of the typical distribution.
    cumulative: [f32; CELLS],
    /// What each cell adds to the row's worth above its mean, for the alternatives of the span.
    cells: Vec<Vec<f32>>,
    /// By cell: the alternatives that could not run, as they require more.
    barred: Vec<Vec<usize>>,
}

/// An interaction with an open factor: by the cells of both, then alternative. A known factor has one cell, at its
/// answer.
#[derive(Clone, Debug)]
pub(super) struct OpenPair {
    row: usize,
    /// Which open rows the two factors are.
    first: Option<usize>,
    second: Option<usize>,
    cells: Vec<Vec<f32>>,
}

/// All that a reading needs, compiled.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub alternatives: Vec<usize>,
    pub designs: Vec<Contestant>,
    /// By row: points of all weight, and the relative half width.
    pub weights: Vec<f32>,
    pub half_widths: Vec<f32>,
    /// By row, then alternative: the worth at the answers, open ones at what is typical.
    pub fixed: Vec<Vec<f32>>,
    /// Rows on which the alternatives differ; the others add the same to all.
    differing: Vec<usize>,
    /// The worths on those rows once more, a few alternatives at a time: so many alternatives' scores stay in registers
    /// while the rows are added up.
    blocks: Vec<[f32; LANES]>,
    pub open: Vec<OpenRow>,
    pairs: Vec<OpenPair>,
}

impl Model {
    pub(super) fn new(evaluation: &Evaluation<'_>, sources: Sources) -> Self {
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
            differing: Vec::new(),
            blocks: Vec::new(),
            open: Vec::new(),
            pairs: Vec::new(),
        };
        model.compile(evaluation, sources);
        model.differ();
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
        let of_design = |design: usize| self.designs.iter().find(|one| one.design == design);
        let span = match of.design {
            Some(design) => of_design(design).map_or(0..0, |one| one.alternatives.clone()),
            None => 0..self.alternatives.len(),
        };
        let worths = |cell: usize| {
            let worth = |alternative: &usize| {
                let points = |cell: usize| evaluation.weighting().points(tables, of.term, cell, *alternative);
                let mean: f64 = (0..CELLS).map(|cell| prior.share(cell) * points(cell)).sum();
                self.worth(row, points(cell) - mean)
            };
            self.alternatives[span.clone()].iter().map(worth).collect()
        };
        let cells = (0..CELLS).map(worths).collect();
        let barred = (0..CELLS).map(|cell| {
            let all = self.alternatives.iter().enumerate();
            all.filter(|(_, alternative)| !meets(evaluation, of, **alternative, cell)).map(|(at, _)| at).collect()
        });
        OpenRow { row, span, cumulative, cells, barred: barred.collect() }
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

    fn differ(&mut self) {
        let differs = |row: &usize| self.fixed[*row].windows(2).any(|two| two[0] != two[1]);
        self.differing = (0..self.fixed.len()).filter(differs).collect();
        self.blocks.clear();
        for start in (0..self.alternatives.len()).step_by(LANES) {
            let worths = self.differing.iter().map(|row| &self.fixed[*row][start..]);
            self.blocks.extend(worths.map(|worths| std::array::from_fn(|at| worths.get(at).copied().unwrap_or(0.0))));
        }
    }

    /// The same without alternatives that another one of their design is never below, whatever is read.
    pub(super) fn without_dominated(mut self) -> Self {
        let mut kept = Vec::new();
        for design in &mut self.designs {
            let all = design.alternatives.clone();
            let from = kept.len();
            for at in all.clone() {
                let beaten = all.clone().any(|other| {
                    other != at && dominates(&self.fixed, &self.open, &self.pairs, other, at)
                        // Of equals the first stays.
                        && (other < at || !dominates(&self.fixed, &self.open, &self.pairs, at, other))
                });
                if !beaten {
                    kept.push(at);
                }
            }
            design.alternatives = from..kept.len();
        }
        let pick = |of: &[f32]| kept.iter().map(|at| of[*at]).collect::<Vec<f32>>();
        self.fixed = self.fixed.iter().map(|worths| pick(worths)).collect();
        for open in &mut self.open {
            let inside: Vec<usize> = kept.iter().copied().filter(|at| open.span.contains(at)).collect();
            let start = open.span.start;
            for cell in &mut open.cells {
                *cell = inside.iter().map(|at| cell[at - start]).collect();
            }
            for barred in &mut open.barred {
                *barred = kept.iter().enumerate().filter(|(_, at)| barred.contains(at)).map(|(new, _)| new).collect();
            }
            let first = kept.iter().position(|at| open.span.contains(at)).unwrap_or(0);
            open.span = first..first + inside.len();
        }
        for pair in &mut self.pairs {
            pair.cells = pair.cells.iter().map(|worths| pick(worths)).collect();
        }
        self.alternatives = kept.iter().map(|at| self.alternatives[*at]).collect();
        self.differ();
        self
    }

    /// Scores of one reading, times the sum of its weights, less what is the same for all.
    pub(super) fn score(&self, weights: &[f32], cells: &[u8], scores: &mut [f32]) {
        self.score_fixed(weights, scores);
        self.add_open(weights, cells, scores);
    }

    /// The part that no open answer alters.
    pub(super) fn score_fixed(&self, weights: &[f32], scores: &mut [f32]) {
        scores.fill(0.0);
        let blocks = self.blocks.chunks_exact(self.differing.len().max(1));
        for (scores, block) in scores.chunks_mut(LANES).zip(blocks) {
            let mut sums = [0.0; LANES];
            for (row, worths) in self.differing.iter().zip(block) {
                let weight = weights[*row];
                sums.iter_mut().zip(worths).for_each(|(sum, worth)| *sum += weight * worth);
            }
            scores.copy_from_slice(&sums[..scores.len()]);
        }
    }

    /// What open answers add at the cells that were drawn.
    pub(super) fn add_open(&self, weights: &[f32], cells: &[u8], scores: &mut [f32]) {
        for (open, cell) in self.open.iter().zip(cells) {
            add(&mut scores[open.span.clone()], weights[open.row], &open.cells[usize::from(*cell)]);
        }
        for pair in &self.pairs {
            let cell = |open: Option<usize>| open.map_or(0, |at| usize::from(cells[at]));
            add(scores, weights[pair.row], &pair.cells[cell(pair.first) * LEVELS + cell(pair.second)]);
        }
        for (open, cell) in self.open.iter().zip(cells) {
            for barred in &open.barred[usize::from(*cell)] {
                scores[*barred] = f32::NEG_INFINITY;
            }
        }
    }

    /// The best score of every design, off by the error that its numbers were drawn to have.
    pub(super) fn stand(&self, scores: &[f32], errors: &[f32], total: f32, standing: &mut [f32]) {
        // Deviations are in points of a total of 100. Scores are never NaN, so a plain comparison finds the best.
        let scale = total / 100.0;
        let larger = |best: f32, score: &f32| if *score > best { *score } else { best };
        for ((standing, design), error) in standing.iter_mut().zip(&self.designs).zip(errors) {
            let best = scores[design.alternatives.clone()].iter().fold(f32::NEG_INFINITY, larger);
            *standing = best + design.deviation * error * scale;
        }
    }

    /// How many coordinates a point needs: weights, then open answers, then errors of numbers.
    pub(super) fn coordinates(&self) -> usize {
        let errors = if self.designs.iter().any(|design| design.deviation > 0.0) { self.designs.len() } else { 0 };
        self.weights.len() + self.open.len() + errors
    }

    /// A point of the unit cube as a reading.
    pub(super) fn read(&self, point: &[f32], weights: &mut [f32], cells: &mut [u8], errors: &mut [f32]) {
        let (of_weights, rest) = point.split_at(self.weights.len());
        let (of_answers, of_numbers) = rest.split_at(self.open.len());
        let spread = self.weights.iter().zip(&self.half_widths).zip(of_weights);
        for (weight, ((mean, half), even)) in weights.iter_mut().zip(spread) {
            *weight = mean * (1.0 + half * (2.0 * even - 1.0));
        }
        for ((cell, open), even) in cells.iter_mut().zip(&self.open).zip(of_answers) {
            *cell = open.cumulative.iter().position(|up_to| even < up_to).unwrap_or(0) as u8;
        }
        for (error, even) in errors.iter_mut().zip(of_numbers) {
            *error = normal(*even);
        }
    }
}

fn add(scores: &mut [f32], weight: f32, worths: &[f32]) {
    for (score, worth) in scores.iter_mut().zip(worths) {
        *score += weight * worth;
    }
}

/// Whether one alternative of a design is never below another one, on any row at any cell.
fn dominates(fixed: &[Vec<f32>], open: &[OpenRow], pairs: &[OpenPair], one: usize, other: usize) -> bool {
    let above = |worths: &[f32], start: usize| worths[one - start] >= worths[other - start];
    let open_above = |open: &OpenRow| {
        let spans = open.span.contains(&one) && open.span.contains(&other);
        let barred = |at: usize| move |barred: &Vec<usize>| barred.contains(&at);
        let runs = open.barred.iter().all(|cell| !barred(one)(cell) || barred(other)(cell));
        (!spans || open.cells.iter().all(|worths| above(worths, open.span.start))) && runs
    };
    fixed.iter().all(|worths| above(worths, 0))
        && open.iter().all(open_above)
        && pairs.iter().all(|pair| pair.cells.iter().all(|worths| above(worths, 0)))
}
