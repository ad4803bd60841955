//! The designs of a simulation: those with a feasible alternative.

use std::ops::Range;

use crate::catalogue::{AlternativeIndex, DesignIndex};
use crate::scoring::{Evaluation, number_variance};

use super::draws::Sources;

/// A design and the range of its alternatives among the feasible ones.
#[derive(Clone, Debug)]
pub(super) struct Contestant {
    pub design: DesignIndex,
    pub alternatives: Range<usize>,
    /// The standard deviation of its own numbers, as a share of 1.
    pub deviation: f32,
}

/// The feasible alternatives, and their designs.
pub(super) fn contestants(evaluation: &Evaluation<'_>, sources: Sources) -> (Vec<AlternativeIndex>, Vec<Contestant>) {
    let mut alternatives = Vec::new();
    let mut designs = Vec::new();
    for design in evaluation.tables().all_designs() {
        let from = alternatives.len();
        if evaluation.field.considered[design] {
            let all = evaluation.tables().alternatives_of(design);
            alternatives.extend(all.filter(|alternative| evaluation.is_open(*alternative)));
        }
        if alternatives.len() > from {
            let best = evaluation.representative(design).unwrap_or(alternatives[from]);
            let variance = if sources.numbers { number_variance(evaluation, best) } else { 0.0 };
            let deviation = (variance.sqrt() / 100.0) as f32;
            designs.push(Contestant { design, alternatives: from..alternatives.len(), deviation });
        }
    }
    (alternatives, designs)
}
