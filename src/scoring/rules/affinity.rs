//! Affinity: the design's worth for each category, averaged over the shares.

use super::{Inputs, Rule, Subject};

pub(super) struct Affinity;

impl Rule for Affinity {
    fn id(&self) -> &'static str {
        "affinity"
    }

    fn reads_categories(&self) -> bool {
        true
    }

    fn worth(&self, inputs: &Inputs, cell: usize) -> f64 {
        inputs.categories.get(cell).copied().unwrap_or(0.0)
    }

    fn sentence(&self, inputs: &Inputs, subject: &Subject<'_>) -> String {
        let Subject { design, factor, answer, rationale, .. } = subject;
        let worth = (self.worth(inputs, subject.cell) * 100.0).round() / 100.0;
        format!("{factor}: {answer}. For that, the rating of {design} is {worth} out of 1: {rationale}")
    }
}
