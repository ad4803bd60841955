//! The block of a score that a factor is named under.

use std::ops::Range;

use crate::catalogue::{Side, TermIndex};
use crate::words::named;

use super::alternative::Alternative;

named! {
    /// What of a score a factor bears on, for one alternative.
    Block { Potential = "potential", Readiness = "readiness", Gate = "gate" }
}

impl Block {
    /// Of the factor with these terms on this side. Follow-up counts in what an alternative can achieve where use depends
    /// on it, and not in readiness.
    pub(super) fn of(alternative: &Alternative, terms: &Range<usize>, side: Side, support: TermIndex) -> Self {
        let is_follow_up = || {
            let importance = alternative.attributes[terms.start].importance;
            alternative.transfer.is_some() && terms.start == support.at() && importance == 0
        };
        if alternative.gates.iter().any(|gate| terms.contains(&gate.term.at())) {
            Self::Gate
        } else if side == Side::Potential || is_follow_up() {
            Self::Potential
        } else {
            Self::Readiness
        }
    }
}
