//! Match: how near the answer is to the level that fits the design best, with a different width on each side.

use super::{Inputs, Number, Rule, Subject, level};

pub(super) struct Match;

const PREFERRED: Number = Number { name: "preferred", low: 1.0, high: 5.0 };

impl Rule for Match {
    fn id(&self) -> &'static str {
        "match"
    }

    fn numbers(&self) -> &'static [Number] {
        &[
            PREFERRED,
            Number { name: "width_below", low: 0.5, high: 100.0 },
            Number { name: "width_above", low: 0.5, high: 100.0 },
        ]
    }

    fn shifted(&self) -> Option<Number> {
        Some(PREFERRED)
    }

    /// `1 − (preferred − level) / width_below` below the preferred level, `1 − (level − preferred) / width_above`
    /// above.
    fn worth(&self, inputs: &Inputs, cell: usize) -> f64 {
        let above = level(cell) - inputs.number("preferred");
        let width = inputs.number(if above < 0.0 { "width_below" } else { "width_above" });
        1.0 - above.abs() / width
    }

    fn template(&self, inputs: &Inputs, _: &Subject<'_>) -> (&'static str, f64) {
        ("scoring.match.preferred", inputs.number("preferred"))
    }
}
