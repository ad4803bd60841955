//! Unmet critical needs with their reasons, as rankings, decisions and bundles answer them.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::advisor::Advisor;
use crate::catalogue::AlternativeIndex;
use crate::explain::gate_reason;
use crate::scoring::UnmetGate;
use crate::wire::kit::number::decimal_value;
use crate::wire::kit::view::{View, view, views};

view! {
    /// A critical need that is known to be unmet.
    pub struct Gated<'a> from (one: &UnmetGate, alternative: AlternativeIndex, advisor: &'a Advisor) {
        factor: &'a str = &advisor.tables().terms[one.term].path,
        /// The level that the design needs, 1 to 5; for the expected fidelity, the level not to exceed.
        required as f64: Box<RawValue> = decimal_value((one.required * 1e6).round() as u128),
        actual as f64: Box<RawValue> = decimal_value(one.actual_millionths.into()),
        /// The share that remains of what the design could reach, 0 to 1.
        // Rounded down to hundredths, like every printed number.
        #[schema(value_type = f64, minimum = 0, maximum = 1)]
        keeps: Box<RawValue> = decimal_value(u128::from(one.keeps_millionths / 10_000 * 10_000)),
        reason: String = gate_reason(advisor.catalogue(), advisor.tables(), alternative, one),
    }
}

/// An unmet need written for this answer, or one prepared as JSON when the catalog was loaded.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum PreparedGate<'a> {
    Prepared(&'a RawValue),
    Own(Gated<'a>),
}

/// Returns the unmet gates of an alternative, with reasons.
pub fn gates<'a>(advisor: &'a Advisor, alternative: AlternativeIndex, unmet: &[UnmetGate]) -> Vec<Gated<'a>> {
    views(unmet.iter().map(|gate| (gate, alternative, advisor)))
}
