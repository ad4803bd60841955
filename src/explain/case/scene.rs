//! The input of a case: one evaluated profile and the chosen alternative.

use crate::answers::{LEVELS, Mixture};
use crate::catalogue::{AlternativeIndex, Catalogue, Design, DesignIndex, FactorIndex, Kind, Pull, TermIndex};
use crate::explain::evidence::WeakEvidence;
use crate::scoring::{Evaluation, Placed, Ranking, Tables};
use crate::words::in_sentence;

/// A choice with the profile that it is made for.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a, 'e> {
    pub evaluation: &'e Evaluation<'a>,
    pub weak_evidence: &'e WeakEvidence,
    pub ranking: &'e Ranking,
    pub alternative: AlternativeIndex,
}

/// Where the team works, as indices into the catalog's words; `None` is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Here {
    pub country: Option<usize>,
    pub phase: Option<usize>,
    pub subject: Option<usize>,
}

impl<'a> Scene<'a, '_> {
    pub(super) fn catalogue(&self) -> &'a Catalogue {
        self.evaluation.catalogue()
    }

    pub(super) fn tables(&self) -> &'a Tables {
        self.evaluation.tables()
    }

    /// The design's index in the catalog.
    pub fn design_index(&self) -> DesignIndex {
        self.tables().alternatives[self.alternative].design
    }

    pub(super) fn design(&self) -> &'a Design {
        &self.catalogue().designs[self.design_index()]
    }

    /// The design's name inside a sentence.
    pub(super) fn name(&self) -> String {
        in_sentence(&self.design().name)
    }

    pub(super) fn score(&self) -> i32 {
        self.evaluation.parts.score(self.alternative)
    }

    /// The design's place in the ranking, if the chosen alternative is open.
    pub fn placed(&self) -> Option<&Placed> {
        let design = self.design_index();
        let placed = self.ranking.placed.iter().find(|placed| placed.design == design)?;
        self.evaluation.is_open(self.alternative).then_some(placed)
    }

    /// Whether no other choice has a better score: ties count as first.
    pub fn is_first(&self) -> bool {
        let first = self.ranking.placed.first();
        self.placed().is_some() && first.is_some_and(|first| first.score <= self.score())
    }

    /// The answer to a term, as it counts for the design.
    pub(super) fn mixture(&self, term: TermIndex) -> Option<&Mixture> {
        self.evaluation.mixtures.get(term, self.design_index())
    }

    /// The answer's mean level in millionths; `None` when it is unknown or not a level.
    pub(super) fn level(&self, term: TermIndex) -> Option<u64> {
        match self.tables().kinds[self.tables().terms[term].factor] {
            Kind::Level | Kind::PerResource => self.evaluation.mixtures.mean_millionths(term),
            Kind::PerDesign => self.mixture(term).map(mean_millionths),
            Kind::Shares => None,
        }
    }

    /// The level that the chosen alternative needs, if any.
    pub(super) fn need(&self, term: TermIndex) -> Option<f64> {
        let attribute = &self.tables().alternatives[self.alternative].attributes[term];
        attribute.rule.need(&attribute.inputs)
    }

    /// The strength of a pull, 0 to 1, and the level if known; a typical answer replaces an unknown one.
    pub(super) fn pull(&self, pull: &Pull) -> Option<(f64, Option<u64>, TermIndex)> {
        let factor = self.catalogue().factor_index(&pull.factor)?;
        let term = self.tables().first_term(factor);
        let known = self.level(term);
        let level = known.unwrap_or_else(|| mean_millionths(&self.tables().priors[term])) as f64 / 1e6;
        let rise = ((level - 1.0) / 4.0).clamp(0.0, 1.0);
        Some((if pull.toward == 5 { rise } else { 1.0 - rise }, known, term))
    }

    /// Factors with no answer for this design, heaviest first.
    pub(super) fn unanswered(&self) -> Vec<FactorIndex> {
        let tables = self.tables();
        let unknown = |factor: &FactorIndex| tables.terms_of_factor(*factor).all(|term| self.mixture(term).is_none());
        let mut factors: Vec<FactorIndex> = tables.all_factors().filter(unknown).collect();
        let weighting = self.evaluation.weighting();
        factors.sort_by(|a, b| weighting.stake(tables, *b).total_cmp(&weighting.stake(tables, *a)));
        factors
    }
}

fn mean_millionths(mixture: &Mixture) -> u64 {
    let mean: f64 = (0..LEVELS).map(|cell| mixture.share(cell) * (cell + 1) as f64).sum();
    (mean * 1e6).round() as u64
}
