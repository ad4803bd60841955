//! The parts of every alternative's score for one profile: stored once, and the score is their sum.

use ndarray::Array2;

use crate::catalogue::Kind;

use super::exact::Ratio;
use super::mixtures::{Mixtures, TermMixture};
use super::tables::Tables;
use super::weighting::Weighting;

/// Contributions and scores of all alternatives, in hundredths of a point.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Row × alternative: the part at the answer less the part at the typical distribution.
    contributions: Array2<i32>,
    scores: Vec<i32>,
}

impl Parts {
    pub fn new(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures) -> Self {
        let mut contributions = Array2::zeros((tables.rows(), tables.alternatives.len()));
        let builder = Builder { tables, weighting, mixtures };
        for (index, mut row) in contributions.rows_mut().into_iter().enumerate() {
            builder.row(index, row.as_slice_mut().expect("rows of a standard array are contiguous"));
        }
        let scores = contributions.columns().into_iter().enumerate();
        let scores = scores.map(|(alternative, parts)| weighting.base(alternative) + parts.sum()).collect();
        Self { contributions, scores }
    }

    /// By alternative: what some rows add to the base value, without making all of them.
    pub fn of_rows(tables: &Tables, weighting: &Weighting, mixtures: &Mixtures, rows: &[usize]) -> Vec<i32> {
        let builder = Builder { tables, weighting, mixtures };
        let mut sums = vec![0; tables.alternatives.len()];
        for row in rows {
            let mut contributions = vec![0; sums.len()];
            builder.row(*row, &mut contributions);
            sums.iter_mut().zip(contributions).for_each(|(sum, contribution)| *sum += contribution);
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
        self.contributions[[row, alternative]]
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
    fn row(&self, index: usize, row: &mut [i32]) {
        let factors = self.tables.factors();
        match self.tables.kinds.get(index) {
            Some(Kind::PerResource) => self.several_terms(index, row),
            Some(_) => self.single_term(index, row),
            None => self.pair_term(index - factors, row),
        }
    }

    fn single_term(&self, factor: usize, row: &mut [i32]) {
        let term = self.tables.factor_terms[factor].start;
        if matches!(self.mixtures.term(term), TermMixture::Unknown) {
            return;
        }
        for (alternative, contribution) in row.iter_mut().enumerate() {
            let design = self.tables.alternatives[alternative].design;
            let Some(mixture) = self.mixtures.get(term, design) else { continue };
            let part = match mixture.only_cell() {
                Some(cell) => self.weighting.whole_part(term, cell, alternative),
                None => {
                    let utility = |cell| self.tables.utilities[[term, cell, alternative]];
                    self.weighting.part(factor, &Ratio::expectation(mixture, utility))
                }
            };
            *contribution = part - self.weighting.prior_part(factor, alternative);
        }
    }

    /// Kinds of resources that are unknown stand at their typical distributions.
    fn several_terms(&self, factor: usize, row: &mut [i32]) {
        let terms = self.tables.factor_terms[factor].clone();
        if terms.clone().all(|term| matches!(self.mixtures.term(term), TermMixture::Unknown)) {
            return;
        }
        for (alternative, contribution) in row.iter_mut().enumerate() {
            let design = self.tables.alternatives[alternative].design;
            let of_term = |term: usize| {
                let mixture = self.mixtures.get(term, design).unwrap_or(&self.tables.priors[term]);
                Ratio::expectation(mixture, |cell| self.tables.utilities[[term, cell, alternative]])
            };
            let utility = terms.clone().map(of_term).fold(Ratio::ZERO, Ratio::plus);
            *contribution = self.weighting.part(factor, &utility) - self.weighting.prior_part(factor, alternative);
        }
    }

    fn pair_term(&self, pair: usize, row: &mut [i32]) {
        let term = &self.tables.pair_terms[pair];
        let index = self.tables.factors() + pair;
        for (alternative, contribution) in row.iter_mut().enumerate() {
            let design = self.tables.alternatives[alternative].design;
            let first = self.mixtures.get(term.first_term, design);
            let second = self.mixtures.get(term.second_term, design);
            if first.is_none() && second.is_none() {
                return;
            }
            let first = first.unwrap_or(&self.tables.priors[term.first_term]);
            let second = second.unwrap_or(&self.tables.priors[term.second_term]);
            let utility = |row, column| self.tables.pair_utility(pair, row, column, alternative);
            let part = self.weighting.part(index, &Ratio::joint_expectation(first, second, utility));
            *contribution = part - self.weighting.prior_part(index, alternative);
        }
    }
}

impl Parts {
    /// The whole part of an interaction, not only what it adds to the base value.
    pub fn pair_part(&self, tables: &Tables, weighting: &Weighting, pair: usize, alternative: usize) -> i32 {
        let row = tables.factors() + pair;
        weighting.prior_part(row, alternative) + self.row(row, alternative)
    }
}
