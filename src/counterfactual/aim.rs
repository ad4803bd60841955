//! What is aimed at: a design, and the goal that it should reach.

use crate::catalogue::{AlternativeIndex, DesignIndex, TermIndex};
use crate::scoring::{Evaluation, Need};

use super::change::Goal;
use super::levers::Lever;

/// A design and the goal that it should reach.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aim<'a> {
    pub evaluation: &'a Evaluation<'a>,
    pub design: DesignIndex,
    pub goal: Goal,
}

impl Aim<'_> {
    /// The alternatives of the design that could run once the levers are raised.
    pub(super) fn targets(self, levers: &[Lever]) -> impl Iterator<Item = AlternativeIndex> {
        let all = self.evaluation.tables().alternatives_of(self.design);
        all.filter(move |target| self.could_run(*target, levers))
    }

    /// Whether the levers can meet all requirements that an alternative still misses.
    fn could_run(self, target: AlternativeIndex, levers: &[Lever]) -> bool {
        let terms = needs(self.evaluation, target);
        self.evaluation.is_allowed(target)
            && self.evaluation.field.considered[self.design]
            && self.evaluation.unmet(target).len() == terms.len()
            && terms.iter().all(|(term, at_least)| {
                let lever = levers.iter().find(|lever| lever.of.term == *term);
                lever.is_some_and(|lever| lever.states.iter().any(|state| state.mean >= *at_least))
            })
    }
}

/// The unmet requirements of an alternative: terms with the required mean in millionths.
pub(super) fn needs(evaluation: &Evaluation<'_>, alternative: AlternativeIndex) -> Vec<(TermIndex, u64)> {
    let unmet = evaluation.unmet(alternative).into_iter();
    unmet
        .filter_map(|unmet| match unmet.need {
            Need::Term(term) => Some((term, unmet.required)),
            Need::Limit(_) | Need::Setting(_) => None,
        })
        .collect()
}
