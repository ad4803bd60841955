//! How certain a ranking is: three separate facts.

use super::Advisor;
use super::advice::Advice;
use crate::explain::{gate_in_words, is_worth_a_warning};
use crate::scoring::{Evaluation, UnmetGate, Verdict};
use crate::sensitivity::{Draws, Questions, questions};

/// How sure the first place is, what is missing for it, and whether more answers would help.
#[derive(Clone, Debug)]
pub struct Certainty {
    /// How sure; `None` when no design is feasible.
    pub sure: Option<String>,
    /// The critical needs of the first place that are known to be unmet, the most costly first.
    pub missing: Vec<UnmetNeed>,
    /// The open questions, the most useful first, and whether they would help.
    pub questions: Questions,
    /// Whether the first place is clear.
    pub is_clear: bool,
}

/// A critical need that is known to be unmet.
#[derive(Clone, Debug)]
pub struct UnmetNeed {
    pub name: String,
    /// What was answered, and what the design needs.
    pub words: String,
}

impl Advisor {
    /// Returns how certain an answer is.
    pub fn certainty(&self, evaluation: &Evaluation<'_>, advice: &Advice<'_>) -> Certainty {
        let missing = advice.recommendations.first().map_or_else(Vec::new, |best| {
            let mut unmet: Vec<_> = best.gates.iter().filter(|gate| is_worth_a_warning(gate)).collect();
            unmet.sort_by_key(|gate| gate.keeps_millionths);
            let need = |gate: &UnmetGate| UnmetNeed {
                name: self.tables.terms[gate.term].name.clone(),
                words: gate_in_words(&self.catalogue, &self.tables, best.placed.alternative, gate),
            };
            unmet.into_iter().map(need).collect()
        });
        Certainty {
            sure: advice.first_place.as_ref().map(|first| first.sentence.clone()),
            missing,
            questions: questions(evaluation, Draws::default()),
            is_clear: advice.first_place.as_ref().is_some_and(|first| first.verdict == Verdict::Clear),
        }
    }
}
