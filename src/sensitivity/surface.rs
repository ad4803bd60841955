//! The unrounded score as a function of one answer, by alternative.

use crate::answers::Mixture;
use crate::catalogue::{AlternativeIndex, Kind, TermIndex};
use crate::scoring::{self, AnswerOf, Evaluation, Replaced};

/// Printed scores are rounded down to hundredths of a point: unrounded scores, as shares of 1, that are further apart
/// than this can neither tie nor change places in print. A small margin covers floating-point error.
pub(super) const BAND: f64 = 1e-4 + 1e-9;

/// All scores under any answer to one question.
pub(super) struct Surface<'a> {
    evaluation: &'a Evaluation<'a>,
    /// By alternative; `None` where the answer does not affect it.
    replaced: Vec<Option<Replaced>>,
}

impl<'a> Surface<'a> {
    pub(super) fn new(evaluation: &'a Evaluation<'a>, of: AnswerOf) -> Self {
        let tables = evaluation.tables();
        let replaced = |alternative: AlternativeIndex| {
            let concerned = of.design.is_none_or(|design| tables.alternatives[alternative].design == design);
            concerned.then(|| scoring::replaced(evaluation.of(), of.term, alternative))
        };
        Self { replaced: tables.all_alternatives().map(replaced).collect(), evaluation }
    }

    /// Whether the answer moves an alternative's score.
    pub(super) fn moves(&self, alternative: AlternativeIndex) -> bool {
        self.replaced[alternative].as_ref().is_some_and(|of| {
            of.potential.iter().chain(&of.lost).any(|change| *change != 0.0) || of.gates.iter().any(Option::is_some)
        })
    }

    /// The unrounded score, as a share of 1, with another mixture for the answer.
    pub(super) fn score(&self, mixture: &Mixture, alternative: AlternativeIndex) -> f64 {
        let blocks = &self.evaluation.parts.blocks;
        match &self.replaced[alternative] {
            Some(replaced) => blocks.score_with(replaced, mixture, alternative),
            None => blocks.score(alternative),
        }
    }
}

/// Everything that is answered separately: terms, and for a factor answered for each design, one per ranked design.
pub(super) fn separate_answers(evaluation: &Evaluation<'_>) -> Vec<AnswerOf> {
    let tables = evaluation.tables();
    let designs = || evaluation.catalogue().all_designs().filter(|design| evaluation.field.considered[*design]);
    let of_term = |term: TermIndex| -> Vec<AnswerOf> {
        match tables.kinds[tables.terms[term].factor] {
            Kind::PerDesign => designs().map(|design| AnswerOf { term, design: Some(design) }).collect(),
            Kind::Level | Kind::Shares | Kind::PerResource => vec![AnswerOf { term, design: None }],
        }
    };
    tables.all_terms().flat_map(of_term).collect()
}

/// Whether the answer to a question is known.
pub(super) fn is_known(evaluation: &Evaluation<'_>, of: AnswerOf) -> bool {
    evaluation.mixtures.is_known(of.term, of.design.unwrap_or_default())
}

/// Whether an answer at this cell meets the alternative's requirements.
pub(super) fn meets(evaluation: &Evaluation<'_>, of: AnswerOf, alternative: AlternativeIndex, cell: usize) -> bool {
    let tables = evaluation.tables();
    let by_level = tables.kinds[tables.terms[of.term].factor] != Kind::Shares && of.design.is_none();
    let mean = (cell as u64 + 1) * crate::answers::MILLION;
    let requirements = &tables.alternatives[alternative].requirements;
    !by_level || requirements.iter().all(|(term, least, _)| *term != of.term || mean >= *least)
}
