//! Remedy: the design raises what is low, so it is worth most where the level is low.

use super::{Inputs, Number, Rule, Subject, lack};

pub(super) struct Remedy;

const STRENGTH: Number = Number { name: "strength", low: 0.0, high: 1.0 };

impl Rule for Remedy {
    fn id(&self) -> &'static str {
        "remedy"
    }

    fn parameters(&self) -> &'static [Number] {
        &[Number { name: "neutral", low: 0.0, high: 1.0 }]
    }

    fn numbers(&self) -> &'static [Number] {
        &[STRENGTH]
    }

    fn shifted(&self) -> Option<Number> {
        Some(STRENGTH)
    }

    /// `neutral + (strength − neutral) · lack`, where lack is 1 at level 1 and 0 at level 5.
    fn worth(&self, inputs: &Inputs, cell: usize) -> f64 {
        let neutral = inputs.number("neutral");
        neutral + (inputs.number("strength") - neutral) * lack(cell)
    }

    fn sentence(&self, inputs: &Inputs, subject: &Subject<'_>) -> String {
        let Subject { design, factor, answer, rationale, .. } = subject;
        if subject.level >= 4.0 {
            return format!(
                "{factor} is {answer}, so little is left to raise; what {design} can do for it: {rationale}"
            );
        }
        let help = match inputs.number("strength") {
            strength if strength >= 0.7 => "can do much",
            strength if strength >= 0.45 => "can do something",
            _ => "can do little",
        };
        format!("{factor} is {answer}; {design} {help} about it: {rationale}")
    }
}
