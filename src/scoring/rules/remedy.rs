//! Remedy: the design makes up for a share of what is missing; the rest costs.

use super::{Inputs, Number, Rule, Subject, lack};

pub(super) struct Remedy;

const STRENGTH: Number = Number { name: "strength", low: 0.0, high: 1.0 };

impl Rule for Remedy {
    fn id(&self) -> &'static str {
        "remedy"
    }

    fn numbers(&self) -> &'static [Number] {
        &[STRENGTH]
    }

    fn shifted(&self) -> Option<Number> {
        Some(STRENGTH)
    }

    /// `1 − (1 − strength) · lack`, where lack is 1 at level 1 and 0 at level 5: nothing is lost where nothing is
    /// missing, so a low answer never raises a score.
    fn worth(&self, inputs: &Inputs, cell: usize) -> f64 {
        1.0 - (1.0 - inputs.number("strength")) * lack(cell)
    }

    fn template(&self, inputs: &Inputs, subject: &Subject<'_>) -> (&'static str, f64) {
        let strength = inputs.number("strength");
        let template = match strength {
            _ if subject.level >= 4.0 => "scoring.remedy.little_to_raise",
            0.7.. => "scoring.remedy.a_lot",
            0.45.. => "scoring.remedy.something",
            _ => "scoring.remedy.little",
        };
        (template, strength)
    }
}
