//! The unrounded score as it depends on one answer, by alternative.

use crate::answers::{CELLS, Mixture};
use crate::catalogue::Kind;
use crate::scoring::Evaluation;

use super::super::AnswerOf as Term;

/// Unrounded scores, and what each answer adds to them.
pub(super) struct Surface<'a> {
    pub evaluation: &'a Evaluation<'a>,
    /// Points by alternative, as things stand.
    pub scores: Vec<f64>,
}

impl<'a> Surface<'a> {
    pub(super) fn new(evaluation: &'a Evaluation<'a>) -> Self {
        let tables = evaluation.tables();
        let score = |alternative: usize| -> f64 {
            (0..tables.rows()).map(|row| row_points(evaluation, row, alternative)).sum()
        };
        Self { scores: (0..tables.alternatives.len()).map(score).collect(), evaluation }
    }

    /// Whether an answer bears on an alternative at all.
    pub(super) fn concerns(&self, of: Term, alternative: usize) -> bool {
        of.design.is_none_or(|design| self.evaluation.tables().alternatives[alternative].design == design)
    }

    /// The points of a term at each cell, with the interactions it takes part in at the other factor's answer.
    pub(super) fn cells(&self, term: usize, alternative: usize) -> [f64; CELLS] {
        let evaluation = self.evaluation;
        let (tables, weighting) = (evaluation.tables(), evaluation.weighting());
        let design = tables.alternatives[alternative].design;
        let mut cells = [0.0; CELLS];
        for (cell, points) in cells.iter_mut().enumerate().take(tables.cells(term)) {
            *points = weighting.points(tables, term, cell, alternative);
            for (pair, of) in tables.pair_terms.iter().enumerate() {
                let other = match term {
                    term if term == of.first_term => of.second_term,
                    term if term == of.second_term => of.first_term,
                    _ => continue,
                };
                let mixture = evaluation.mixtures.get(other, design).unwrap_or(&tables.priors[other]);
                let at = |level: usize| if term == of.first_term { (cell, level) } else { (level, cell) };
                *points += (0..tables.cells(other))
                    .map(|level| mixture.share(level) * weighting.pair_points(tables, pair, at(level), alternative))
                    .sum::<f64>();
            }
        }
        cells
    }

    /// What the score would be with another mixture for a term.
    pub(super) fn score_with(&self, term: usize, mixture: &Mixture, alternative: usize, cells: &[f64; CELLS]) -> f64 {
        let design = self.evaluation.tables().alternatives[alternative].design;
        let now = self.evaluation.mixtures.get(term, design).unwrap_or(&self.evaluation.tables().priors[term]);
        let points = |mixture: &Mixture| -> f64 { (0..CELLS).map(|cell| mixture.share(cell) * cells[cell]).sum() };
        self.scores[alternative] + points(mixture) - points(now)
    }
}

/// The points of a row at the answers, open ones at what is typical.
pub(super) fn row_points(evaluation: &Evaluation<'_>, row: usize, alternative: usize) -> f64 {
    let (tables, weighting) = (evaluation.tables(), evaluation.weighting());
    let design = tables.alternatives[alternative].design;
    let mixture = |term: usize| evaluation.mixtures.get(term, design).unwrap_or(&tables.priors[term]);
    if row < tables.factors() {
        let of_term = |term: usize| -> f64 {
            let points = |cell| mixture(term).share(cell) * weighting.points(tables, term, cell, alternative);
            (0..tables.cells(term)).map(points).sum()
        };
        return tables.factor_terms[row].clone().map(of_term).sum();
    }
    let pair = row - tables.factors();
    let of = &tables.pair_terms[pair];
    let (first, second) = (mixture(of.first_term), mixture(of.second_term));
    let mut points = 0.0;
    for level in 0..tables.cells(of.first_term) {
        for other in 0..tables.cells(of.second_term) {
            let at = weighting.pair_points(tables, pair, (level, other), alternative);
            points += first.share(level) * second.share(other) * at;
        }
    }
    points
}

/// Everything that is answered by itself: terms, and of a factor answered for each design one for each design ranked.
pub(super) fn asked(evaluation: &Evaluation<'_>) -> Vec<Term> {
    let tables = evaluation.tables();
    let designs = || (0..evaluation.catalogue().designs.len()).filter(|design| evaluation.field.considered[*design]);
    let of_term = |term: usize| -> Vec<Term> {
        match tables.kinds[tables.terms[term].factor] {
            Kind::PerDesign => designs().map(|design| Term { term, design: Some(design) }).collect(),
            Kind::Level | Kind::Shares | Kind::PerResource => vec![Term { term, design: None }],
        }
    };
    (0..tables.terms.len()).flat_map(of_term).collect()
}

/// Whether something asked is known.
pub(super) fn is_known(evaluation: &Evaluation<'_>, of: Term) -> bool {
    evaluation.mixtures.is_known(of.term, of.design.unwrap_or(0))
}

/// Whether an alternative meets what it requires of the answer.
pub(super) fn meets(evaluation: &Evaluation<'_>, of: Term, alternative: usize, cell: usize) -> bool {
    let tables = evaluation.tables();
    let by_level = tables.kinds[tables.terms[of.term].factor] != Kind::Shares && of.design.is_none();
    let mean = (cell as u64 + 1) * crate::answers::MILLION;
    let requirements = &tables.alternatives[alternative].requirements;
    !by_level || requirements.iter().all(|(term, least, _)| *term != of.term || mean >= *least)
}
