//! The sentence for a gate: an unmet critical need, how much of the design is left, and why.

use crate::catalogue::{AlternativeIndex, Catalogue};
use crate::scoring::rules::Bound;
use crate::scoring::{Tables, UnmetGate};

use crate::words::{fill, in_sentence, text, two_decimals};

/// Whether an unmet gate costs enough to warn a planner: a tenth or more of the design.
pub fn is_worth_a_warning(unmet: &UnmetGate) -> bool {
    unmet.keeps_millionths <= 900_000
}

/// Describes one unmet gate in two sentences.
pub fn gate_reason(catalogue: &Catalogue, tables: &Tables, alternative: AlternativeIndex, unmet: &UnmetGate) -> String {
    let (of, term) = (&tables.alternatives[alternative], &tables.terms[unmet.term]);
    let gate = &of.gates[unmet.gate];
    let template = match unmet.bound {
        Bound::AtLeast => text("explain.gate.at_least"),
        Bound::AtMost => text("explain.gate.at_most"),
    };
    fill(
        template,
        &[
            ("factor", &in_sentence(&term.name)),
            ("actual", &two_decimals(unmet.actual_millionths)),
            ("required", &unmet.required.to_string()),
            ("design", &in_sentence(&catalogue.designs[of.design].name)),
            ("percent", &((unmet.keeps_millionths + 5_000) / 10_000).to_string()),
            ("rationale", &gate.basis.rationale),
        ],
    )
}
