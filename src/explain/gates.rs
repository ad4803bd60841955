//! The sentences for a gate: an unmet critical need, how much of the design is left, and why.

use crate::answers::{LEVELS, MILLION};
use crate::catalogue::{AlternativeIndex, Catalogue};
use crate::scoring::rules::Bound;
use crate::scoring::{Tables, UnmetGate};

use crate::words::{fill, fill_text, in_sentence, text, two_decimals};

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

/// Describes one unmet gate by the answers themselves: what was answered, and what the design needs.
pub fn gate_in_words(
    catalogue: &Catalogue,
    tables: &Tables,
    alternative: AlternativeIndex,
    unmet: &UnmetGate,
) -> String {
    let (of, term) = (&tables.alternatives[alternative], &tables.terms[unmet.term]);
    let factor = &catalogue.factors[term.factor];
    let short = term.resource.map_or(&factor.short, |kind| &factor.resources[kind].short);
    // The nearest level to the answer, and the first whole level that meets the need.
    let level = |level: f64| short.get((level.clamp(1.0, LEVELS as f64) as usize) - 1).map_or("", String::as_str);
    let actual = level((unmet.actual_millionths as f64 / MILLION as f64).round());
    let (key, required) = match unmet.bound {
        Bound::AtLeast => ("explain.gate.words_at_least", level(unmet.required.ceil())),
        Bound::AtMost => ("explain.gate.words_at_most", level(unmet.required.floor())),
    };
    let design = in_sentence(&catalogue.designs[of.design].name);
    let slots = [("factor", term.name.as_str()), ("actual", actual), ("required", required), ("design", &design)];
    fill_text(key, &slots)
}
