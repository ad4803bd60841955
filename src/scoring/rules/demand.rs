//! Demand: the design should handle at least what the content asks; a large surplus costs a little.

use super::{Bound, Inputs, Number, Rule, Subject, level};

pub(super) struct Demand;

const CAPACITY: Number = Number { name: "capacity", low: 1.0, high: 5.0 };

impl Rule for Demand {
    fn id(&self) -> &'static str {
        "demand"
    }

    fn parameters(&self) -> &'static [Number] {
        &[
            Number { name: "shortfall", low: 0.0, high: 1.0 },
            Number { name: "surplus", low: 0.0, high: 1.0 },
            Number { name: "slack", low: 0.0, high: 4.0 },
        ]
    }

    fn numbers(&self) -> &'static [Number] {
        &[CAPACITY]
    }

    fn shifted(&self) -> Option<Number> {
        Some(CAPACITY)
    }

    fn bound(&self, inputs: &Inputs) -> Option<(f64, Bound)> {
        Some((inputs.number("capacity"), Bound::AtMost))
    }

    /// `1 − shortfall · max(0, level − capacity) − surplus · max(0, capacity − slack − level)`
    fn worth(&self, inputs: &Inputs, cell: usize) -> f64 {
        let (asked, capacity) = (level(cell), inputs.number("capacity"));
        let short = inputs.number("shortfall") * (asked - capacity).max(0.0);
        let heavy = inputs.number("surplus") * (capacity - inputs.number("slack") - asked).max(0.0);
        1.0 - short - heavy
    }

    fn template(&self, inputs: &Inputs, subject: &Subject<'_>) -> (&'static str, f64) {
        let capacity = inputs.number("capacity");
        let template = if subject.level > capacity {
            "scoring.demand.too_much"
        } else if subject.level < capacity - inputs.number("slack") {
            "scoring.demand.more_than_needed"
        } else {
            "scoring.demand.fits"
        };
        (template, capacity)
    }
}
