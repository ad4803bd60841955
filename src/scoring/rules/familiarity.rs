//! Familiarity: a first run has a cost, which is smaller the better the team knows the design.

use super::{Inputs, Number, Rule, Subject, lack};

pub(super) struct Familiarity;

/// The maximum cost of a first run; with a higher one, habit would decide.
const CAP: f64 = 0.5;

impl Rule for Familiarity {
    fn id(&self) -> &'static str {
        "familiarity"
    }

    fn numbers(&self) -> &'static [Number] {
        &[Number { name: "first_run_cost", low: 0.0, high: CAP }]
    }

    /// `1 − first_run_cost · lack`, where lack is 1 at level 1 and 0 at level 5.
    fn worth(&self, inputs: &Inputs, cell: usize) -> f64 {
        1.0 - inputs.number("first_run_cost") * lack(cell)
    }

    fn template(&self, inputs: &Inputs, _: &Subject<'_>) -> (&'static str, f64) {
        let cost = inputs.number("first_run_cost");
        let template = match cost {
            0.3.. => "scoring.familiarity.a_lot",
            0.15.. => "scoring.familiarity.some",
            _ => "scoring.familiarity.hardly_any",
        };
        (template, cost)
    }
}
