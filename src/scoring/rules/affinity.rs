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

    fn template(&self, inputs: &Inputs, subject: &Subject<'_>) -> (&'static str, f64) {
        ("scoring.affinity.rating", (self.worth(inputs, subject.cell) * 100.0).round() / 100.0)
    }
}
