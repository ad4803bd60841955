//! The parts of every alternative's score for one profile: stored once, and the score is their sum.

use std::ops::Range;

use crate::answers::Mixture;
use crate::catalogue::Kind;

use super::blend::{pair_parts, subtract, term_parts};
use super::mixtures::{Mixtures, TermMixture};
use super::tables::Tables;
use super::weighting::Weighting;

/// Contributions and scores of all alternatives, in hundredths of a point.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Row × alternative: the part at the answer less the part at the typical distribution.
    contributions: Vec<i32>,
    scores: Vec<i32>,
}

impl Parts {
    pub fn new(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures) -> Self {
        let count = tables.alternatives.len();
        let mut contributions = vec![0; tables.rows() * count];
        let mut scores = weighting.bases().to_vec();
        let builder = Builder { tables, weighting, mixtures };
        for (index, row) in contributions.chunks_exact_mut(count).enumerate() {
            if builder.row(index, row) {
                add(&mut scores, row);
            }
        }
        Self { contributions, scores }
    }

    /// By alternative: what some rows add to the base value, without making all of them.
    pub fn of_rows(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures, rows: &[usize]) -> Vec<i32> {
        let builder = Builder { tables, weighting, mixtures };
        let mut sums = vec![0; tables.alternatives.len()];
        let mut contributions = vec![0; sums.len()];
        for row in rows {
            contributions.fill(0);
            if builder.row(*row, &mut contributions) {
                add(&mut sums, &contributions);
            }
        }
        sums
    }

    pub fn score(&self, alternative: usize) -> i32 {
        self.scores[alternative]
    }

    /// The points that a row gives an alternative at the answers, in hundredths.
    pub fn points(&self, weighting: &Weighting, row: usize, alternative: usize) -> i32 {
        weighting.prior_part(row, alternative) + self.row(row, alternative)
    }

    /// What one row adds to or takes from the base value: a factor without its interactions, or an interaction.
    pub fn row(&self, row: usize, alternative: usize) -> i32 {
        self.contributions[row * self.scores.len() + alternative]
    }

    /// How an interaction's part is split: between its two factors, the odd hundredth to the first. Where only one of
    /// the two is known, all of it is that one's doing.
    pub fn pair_split(&self, tables: &Tables, mixtures: &Mixtures, pair: usize, alternative: usize) -> (i32, i32) {
        let part = self.row(tables.factors() + pair, alternative);
        let design = tables.alternatives[alternative].design;
        let term = &tables.pair_terms[pair];
        match (mixtures.is_known(term.first_term, design), mixtures.is_known(term.second_term, design)) {
            (true, false) => (part, 0),
            (false, true) => (0, part),
            _ => (part - part / 2, part / 2),
        }
    }

    /// What each factor gives at what is typical, its shares of interactions included; they add up to the base value.
    pub fn typical(tables: &Tables, weighting: &Weighting, alternative: usize) -> Vec<i32> {
        let mut all: Vec<i32> = (0..tables.factors()).map(|factor| weighting.prior_part(factor, alternative)).collect();
        for (pair, term) in tables.pair_terms.iter().enumerate() {
            let part = weighting.prior_part(tables.factors() + pair, alternative);
            all[term.first_factor] += part - part / 2;
            all[term.second_factor] += part / 2;
        }
        all
    }

    /// What each factor adds to or takes from the base value, its shares of interactions included.
    pub fn contributions(&self, tables: &Tables, mixtures: &Mixtures, alternative: usize) -> Vec<i32> {
        let mut all: Vec<i32> = (0..tables.factors()).map(|factor| self.row(factor, alternative)).collect();
        for (pair, term) in tables.pair_terms.iter().enumerate() {
            let (first, second) = self.pair_split(tables, mixtures, pair, alternative);
            all[term.first_factor] += first;
            all[term.second_factor] += second;
        }
        all
    }
}

struct Builder<'a> {
    tables: &'a Tables,
    weighting: &'a Weighting,
    mixtures: &'a Mixtures,
}

impl Builder<'_> {
    /// Writes what a row adds to the base values over zeros; `false` where it adds nothing as nothing is known.
    fn row(&self, index: usize, row: &mut [i32]) -> bool {
        match self.tables.kinds.get(index) {
            Some(Kind::PerResource) => self.several_terms(index, row),
            Some(_) => self.single_term(index, row),
            None => self.pair_term(index, row),
        }
    }

    fn single_term(&self, factor: usize, row: &mut [i32]) -> bool {
        let term = self.tables.factor_terms[factor].start;
        match self.mixtures.term(term) {
            TermMixture::Unknown => return false,
            TermMixture::Team { mixture, .. } => self.run(factor, term, mixture, 0..row.len(), row),
            TermMixture::PerDesign(mixtures) => {
                for (mixture, alternatives) in mixtures.iter().zip(&self.tables.design_alternatives) {
                    if let Some(mixture) = mixture {
                        self.run(factor, term, mixture, alternatives.clone(), row);
                    }
                }
            }
        }
        true
    }

    /// A single-term factor at one answer, for some of the alternatives.
    fn run(&self, factor: usize, term: usize, mixture: &Mixture, alternatives: Range<usize>, row: &mut [i32]) {
        let row = &mut row[alternatives.clone()];
        if let Some(cell) = mixture.only_cell() {
            row.copy_from_slice(&self.weighting.whole_parts(term, cell)[alternatives]);
        } else {
            let weight = self.weighting.row_weight(factor);
            term_parts(self.tables, weight, &[(term, mixture)], alternatives.start, row);
            subtract(row, &self.weighting.prior_parts(factor)[alternatives]);
        }
    }

    /// Kinds of resources that are unknown stand at their typical distributions.
    fn several_terms(&self, factor: usize, row: &mut [i32]) -> bool {
        let terms = self.tables.factor_terms[factor].clone();
        if terms.clone().all(|term| self.mixtures.of_team(term).is_none()) {
            return false;
        }
        let terms: Vec<(usize, &Mixture)> = terms.map(|term| (term, self.or_prior(term))).collect();
        term_parts(self.tables, self.weighting.row_weight(factor), &terms, 0, row);
        subtract(row, self.weighting.prior_parts(factor));
        true
    }

    fn pair_term(&self, index: usize, row: &mut [i32]) -> bool {
        let pair = index - self.tables.factors();
        let term = &self.tables.pair_terms[pair];
        if [term.first_term, term.second_term].into_iter().all(|term| self.mixtures.of_team(term).is_none()) {
            return false;
        }
        let (first, second) = (self.or_prior(term.first_term), self.or_prior(term.second_term));
        if let (Some(first), Some(second)) = (first.only_cell(), second.only_cell()) {
            row.copy_from_slice(self.weighting.whole_pair_parts(pair, first, second));
        } else {
            pair_parts(self.tables, self.weighting.row_weight(index), pair, (first, second), row);
            subtract(row, self.weighting.prior_parts(index));
        }
        true
    }

    fn or_prior(&self, term: usize) -> &Mixture {
        self.mixtures.of_team(term).unwrap_or(&self.tables.priors[term])
    }
}

fn add(sums: &mut [i32], row: &[i32]) {
    sums.iter_mut().zip(row).for_each(|(sum, contribution)| *sum += contribution);
}

impl Parts {
    /// The whole part of an interaction, not only what it adds to the base value.
    pub fn pair_part(&self, tables: &Tables, weighting: &Weighting, pair: usize, alternative: usize) -> i32 {
        let row = tables.factors() + pair;
        weighting.prior_part(row, alternative) + self.row(row, alternative)
    }
}
