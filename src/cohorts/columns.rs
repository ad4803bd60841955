//! The answers that teams are compared by, each scaled to points of fit score.
//!
//! For a team about which nothing else is known, let `e(c, d)` be the change of design d's score, in points, when an
//! answer moves from what is typical to cell c, minus the mean of that change over the designs: what is left moves
//! designs against each other. The effect of a level is the root of its mean square over designs and typical answers,
//! per standard deviation of the typical answers; that of a category is the same root for the whole category.

use crate::answers::{CELLS, Mixture};
use crate::catalogue::{AlternativeIndex, Catalogue, DesignIndex, Kind, TermIndex};
use crate::scoring::{Blocks, Evaluation, Mixtures, TermMixture, replaced};
use crate::words::{fill_text, in_sentence};

/// A number that a team's answers give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    pub term: TermIndex,
    pub part: Part,
    /// How far one level, or the whole of a category, moves designs against each other, in points of score.
    pub effect: f64,
}

/// What of an answer the number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The mean level, 1 to 5.
    Level,
    /// The share of a category, 0 to 1.
    Category(usize),
    /// The mean level for one design, 1 to 5.
    Design(DesignIndex),
}

impl Column {
    /// Returns the number of a team; `None` if it is unknown.
    pub fn of(&self, mixtures: &Mixtures) -> Option<f64> {
        match self.part {
            Part::Level => team(mixtures, self.term).map(mean_level),
            Part::Category(category) => team(mixtures, self.term).map(|mixture| mixture.share(category)),
            Part::Design(design) => mixtures.get(self.term, design).map(mean_level),
        }
    }

    /// Returns the name, for use in a sentence.
    pub fn name(&self, catalogue: &Catalogue, evaluation: &Evaluation<'_>) -> String {
        let term = &evaluation.tables().terms[self.term];
        let name = in_sentence(term.short_name(&catalogue.factors));
        match self.part {
            Part::Level => name,
            Part::Category(category) => {
                let category = &catalogue.factors[term.factor].categories[category];
                fill_text("cohorts.column.category", &[("factor", &name), ("category", &in_sentence(&category.name))])
            }
            Part::Design(design) => {
                let design = in_sentence(&catalogue.designs[design].name);
                fill_text("cohorts.column.design", &[("design", &design)])
            }
        }
    }

    /// Returns the path, such as `time_available` or `outcome_type.mastery`.
    pub fn path(&self, evaluation: &Evaluation<'_>) -> String {
        let (catalogue, term) = (evaluation.catalogue(), &evaluation.tables().terms[self.term]);
        match self.part {
            Part::Level => term.path.clone(),
            Part::Category(category) => {
                format!("{}.{}", term.path, catalogue.factors[term.factor].categories[category].id)
            }
            Part::Design(design) => format!("{}.{}", term.path, catalogue.designs[design].id),
        }
    }
}

fn team(mixtures: &Mixtures, term: TermIndex) -> Option<&Mixture> {
    match mixtures.term(term) {
        TermMixture::Team { mixture, .. } => Some(mixture),
        TermMixture::Unknown | TermMixture::PerDesign(_) => None,
    }
}

fn mean_level(mixture: &Mixture) -> f64 {
    mixture.held().map(|(cell, share)| share * (cell + 1) as f64).sum()
}

/// The least effect that counts, in points.
const LEAST_EFFECT: f64 = 1e-6;

/// Returns every column with an effect, in the catalog's order.
pub fn columns(typical: &Evaluation<'_>) -> Vec<Column> {
    let tables = typical.tables();
    let effects = Effects::new(typical);
    let mut columns = Vec::new();
    for term in tables.all_terms() {
        let mut add = |part: Part, effect: f64| columns.push(Column { term, part, effect });
        match tables.kinds[tables.terms[term].factor] {
            Kind::Level | Kind::PerResource => add(Part::Level, effects.of_level(term, None)),
            Kind::PerDesign => {
                for design in tables.all_designs() {
                    add(Part::Design(design), effects.of_level(term, Some(design)));
                }
            }
            Kind::Shares => {
                let moves = effects.moves(term, None);
                for (category, of) in moves.iter().enumerate() {
                    add(Part::Category(category), mean_square(of).sqrt());
                }
            }
        }
    }
    columns.retain(|column| column.effect > LEAST_EFFECT);
    columns
}

/// What answers change for a team about which nothing is known.
struct Effects<'w, 'a> {
    typical: &'w Evaluation<'a>,
    blocks: Blocks,
    /// The alternative of each design that is ranked.
    alternatives: Vec<AlternativeIndex>,
}

impl<'w, 'a> Effects<'w, 'a> {
    fn new(typical: &'w Evaluation<'a>) -> Self {
        let designs = typical.tables().all_designs().filter(|design| typical.field.considered[*design]);
        Self {
            typical,
            blocks: Blocks::new(typical.tables(), typical.weighting(), &typical.mixtures),
            alternatives: designs.filter_map(|design| typical.representative(design)).collect(),
        }
    }

    /// By cell and design: `e(c, d)`.
    fn moves(&self, term: TermIndex, only: Option<DesignIndex>) -> Vec<Vec<f64>> {
        let tables = self.typical.tables();
        let mut moves = vec![vec![0.0; self.alternatives.len()]; tables.cells(term).min(CELLS)];
        for (design, alternative) in self.alternatives.iter().enumerate() {
            if only.is_some_and(|only| tables.alternatives[*alternative].design != only) {
                continue;
            }
            let replaced = replaced(self.typical.of(), term, *alternative);
            let score = |mixture: &Mixture| 100.0 * self.blocks.score_with(&replaced, mixture, *alternative);
            let now = score(&tables.priors[term]);
            moves.iter_mut().enumerate().for_each(|(cell, of)| of[design] = score(&Mixture::whole(cell)) - now);
        }
        for of in &mut moves {
            let mean = of.iter().sum::<f64>() / of.len().max(1) as f64;
            of.iter_mut().for_each(|one| *one -= mean);
        }
        moves
    }

    /// The effect of one level.
    fn of_level(&self, term: TermIndex, only: Option<DesignIndex>) -> f64 {
        let prior = &self.typical.tables().terms[term].prior;
        let mean: f64 = prior.iter().enumerate().map(|(cell, share)| share * cell as f64).sum();
        let square = |cell: usize| (cell as f64 - mean) * (cell as f64 - mean);
        let spread: f64 = prior.iter().enumerate().map(|(cell, share)| share * square(cell)).sum();
        let moves = self.moves(term, only);
        let effect: f64 = moves.iter().zip(prior).map(|(of, share)| share * mean_square(of)).sum();
        if spread > 0.0 { (effect / spread).sqrt() } else { 0.0 }
    }
}

fn mean_square(of: &[f64]) -> f64 {
    of.iter().map(|one| one * one).sum::<f64>() / of.len().max(1) as f64
}
