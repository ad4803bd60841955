//! Which answer of a profile is meant: of a term and, for a factor answered for each design, of one design.

use crate::catalogue::{Catalogue, DesignIndex, TermIndex};
use crate::words::in_sentence;

use super::tables::Tables;

/// An answer of a profile: a term, and for a factor answered for each design, the design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnswerOf {
    pub term: TermIndex,
    pub design: Option<DesignIndex>,
}

impl AnswerOf {
    /// The name of the answer, inside a sentence.
    pub fn name(self, catalogue: &Catalogue, tables: &Tables) -> String {
        let term = &tables.terms[self.term];
        match self.design {
            Some(design) => {
                let design = in_sentence(&catalogue.designs[design].name);
                format!("{} ({design})", in_sentence(&catalogue.factors[term.factor].name))
            }
            None => in_sentence(&term.name),
        }
    }

    /// The path of the answer, such as `resources.time` or `design_experience.coaching`.
    pub fn path(self, catalogue: &Catalogue, tables: &Tables) -> String {
        let path = &tables.terms[self.term].path;
        match self.design {
            Some(design) => format!("{path}.{}", catalogue.designs[design].id),
            None => path.clone(),
        }
    }
}
