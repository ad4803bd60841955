//! The sentence for a gate: an unmet critical need, how much of the design is left, and why.

use crate::catalogue::Catalogue;
use crate::scoring::rules::Bound;
use crate::scoring::{Tables, UnmetGate};

use super::words::{in_sentence, two_decimals};

/// Whether an unmet gate costs enough to warn a planner: a tenth or more of the design.
pub fn is_worth_a_warning(unmet: &UnmetGate) -> bool {
    unmet.keeps_millionths <= 900_000
}

/// Describes one unmet gate in two sentences.
pub fn gate_reason(catalogue: &Catalogue, tables: &Tables, alternative: usize, unmet: &UnmetGate) -> String {
    let (of, term) = (&tables.alternatives[alternative], &tables.terms[unmet.term]);
    let gate = &of.gates[unmet.gate];
    let at_most = if unmet.bound == Bound::AtMost { " or less" } else { "" };
    format!(
        "Your answer for {} is {}; {}{at_most} is needed for {}. About {} % of what it could do is left: {}.",
        in_sentence(&term.name),
        two_decimals(unmet.actual_millionths),
        unmet.required,
        in_sentence(&catalogue.designs[of.design].name),
        (unmet.keeps_millionths + 5_000) / 10_000,
        gate.standing.rationale,
    )
}
