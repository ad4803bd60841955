//! What a gate says: a critical need that is not met, what that leaves of the design, and why.

use crate::catalogue::Catalogue;
use crate::scoring::rules::Bound;
use crate::scoring::{Tables, UnmetGate};

use super::words::{in_sentence, two_decimals};

/// Whether so little is left by an unmet gate that a planner has to read of it: a tenth or more is lost.
pub fn is_worth_a_warning(unmet: &UnmetGate) -> bool {
    unmet.keeps_millionths <= 900_000
}

/// One unmet gate in two sentences, with the level that is needed in words.
pub fn gate_reason(catalogue: &Catalogue, tables: &Tables, alternative: usize, unmet: &UnmetGate) -> String {
    let (of, term) = (&tables.alternatives[alternative], &tables.terms[unmet.term]);
    let gate = &of.gates[unmet.gate];
    let at_most = if unmet.bound == Bound::AtMost { " or less" } else { "" };
    format!(
        "{} is {}; {}{at_most} is needed for {}. About {} of 100 of what it could do is left: {}.",
        term.name,
        two_decimals(unmet.actual_millionths),
        unmet.required,
        in_sentence(&catalogue.designs[of.design].name),
        (unmet.keeps_millionths + 5_000) / 10_000,
        gate.standing.rationale,
    )
}
