//! A design in explanations, with its alternative, rank and score.

use crate::advisor::Advisor;
use crate::catalogue::{AlternativeIndex, Catalogue};
use crate::scoring::{Alternative, Evaluation, Verdict};
use crate::wire::kit::number::Hundredths;
use crate::wire::kit::view::{View, ids, view};

/// Returns the id of an alternative's variant.
pub fn variant<'a>(catalogue: &'a Catalogue, of: &Alternative) -> Option<&'a str> {
    Some(&catalogue.designs[of.design].variants[of.variant?].id)
}

/// Returns a design's rank, if it has one.
fn rank(evaluation: &Evaluation<'_>, alternative: AlternativeIndex) -> Option<usize> {
    let design = evaluation.tables().alternatives[alternative].design;
    evaluation.ranking().placed.iter().find(|placed| placed.design == design).map(|placed| placed.rank)
}

view! {
    /// A design with its environment and role: those in which it scores best, unless the request sets them.
    #[schema(as = Alternative)]
    pub struct AlternativeLine<'a> from (of: &Alternative, catalogue: &'a Catalogue) {
        /// The design's id.
        design: &'a str = &catalogue.designs[of.design].id,
        name: &'a str = &catalogue.designs[of.design].name,
        environment: &'a str = &catalogue.environments[of.environment].id,
        /// The role, for designs with several roles.
        variant: Option<&'a str> = variant(catalogue, of),
    }

    /// A design and the alternative that represents it.
    pub struct Contender<'a> from (evaluation: &Evaluation<'a>, alternative: AlternativeIndex) {
        #[serde(flatten)]
        of: AlternativeLine<'a> =
            View::view((&evaluation.tables().alternatives[alternative], evaluation.catalogue())),
        /// Its rank, from 1; null if it is not feasible for this team or is excluded.
        rank: Option<usize> = rank(evaluation, alternative),
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        score: Hundredths = Hundredths(evaluation.parts.score(alternative)),
        /// Whether it is feasible for this team. If not, the answer shows its best allowed alternative.
        feasible: bool = evaluation.is_open(alternative),
    }
}

impl<'a> AlternativeLine<'a> {
    pub fn new(advisor: &'a Advisor, alternative: AlternativeIndex) -> Self {
        Self::view((&advisor.tables().alternatives[alternative], advisor.catalogue()))
    }
}

ids! {
    /// How clearly a design is ahead. `clear` does not mean proven.
    pub VerdictName of Verdict;
}
