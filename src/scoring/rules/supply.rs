//! Supply: the setting should give at least what the design needs; each missing level costs.

use super::{Bound, Inputs, Number, Rule, Subject, level};

pub(super) struct Supply;

const NEED: Number = Number { name: "need", low: 1.0, high: 5.0 };

impl Rule for Supply {
    fn id(&self) -> &'static str {
        "supply"
    }

    fn parameters(&self) -> &'static [Number] {
        &[Number { name: "shortfall", low: 0.0, high: 1.0 }]
    }

    fn numbers(&self) -> &'static [Number] {
        &[NEED]
    }

    fn shifted(&self) -> Option<Number> {
        Some(NEED)
    }

    fn bound(&self, inputs: &Inputs) -> Option<(f64, Bound)> {
        Some((inputs.number("need"), Bound::AtLeast))
    }

    /// `1 − shortfall · max(0, need − level)`
    fn worth(&self, inputs: &Inputs, cell: usize) -> f64 {
        1.0 - inputs.number("shortfall") * (inputs.number("need") - level(cell)).max(0.0)
    }

    fn template(&self, inputs: &Inputs, subject: &Subject<'_>) -> (&'static str, f64) {
        let need = inputs.number("need");
        let template = if need <= 1.0 {
            "scoring.supply.not_needed"
        } else if subject.level < need {
            "scoring.supply.short"
        } else {
            "scoring.supply.enough"
        };
        (template, need)
    }
}
