//! Familiarity: a first run costs something, less the better the team knows the design.

use super::{Inputs, Number, Rule, Subject, lack};

pub(super) struct Familiarity;

/// No design costs more than this on its first run, or habit would decide.
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

    fn sentence(&self, inputs: &Inputs, subject: &Subject<'_>) -> String {
        let Subject { design, answer, rationale, .. } = subject;
        let cost = match inputs.number("first_run_cost") {
            cost if cost >= 0.3 => "a first run takes a good deal of learning",
            cost if cost >= 0.15 => "a first run takes some learning",
            _ => "a first run takes hardly any learning",
        };
        format!("Experience with {design} is {answer}; {cost}: {rationale}")
    }
}
