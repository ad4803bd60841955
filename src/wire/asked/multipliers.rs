//! Multipliers of the factors' catalog weights.

use serde::de::MapAccess;
use serde_json::json;
use utoipa::openapi::Schema;

use super::values::Bounded;
use crate::answers::MILLION;
use crate::catalogue::Catalogue;
use crate::wire::kit::reader::{Place, Shape, read_fields, value};
use crate::wire::kit::schema::{LEAST_COUNT, Property, keyword, named, number, object};
use crate::words::text;

/// Weight multipliers above this cannot be calculated exactly.
pub(super) const MOST_WEIGHT: f64 = 1e9;

pub(super) struct Weights;

impl Shape for Weights {
    type Out = Vec<u64>;

    const EXPECTED: &'static str = "wire.expected.multipliers";

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        named("FactorWeights")
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Vec<u64>>, A::Error> {
        let factors = &place.catalogue().factors;
        let names: Vec<&str> = factors.iter().map(|factor| factor.id.as_str()).collect();
        let mut multipliers = vec![MILLION; factors.len()];
        let mut whole = true;
        whole &= read_fields(place, object, "factor", &names, |index, place, object| {
            match value(Bounded("wire.expected.multiplier", MOST_WEIGHT), place, object)? {
                Some(times) => multipliers[index] = (times * 1e6).round() as u64,
                None => whole = false,
            }
            Ok(())
        })?;
        let weighs = multipliers.iter().zip(factors).any(|(times, factor)| *times > 0 && factor.weight.value > 0.0);
        if whole && !weighs {
            place.error(text("wire.field.zero_weights"));
        }
        Ok(Some(multipliers))
    }
}

/// Returns the schema of multipliers by factor.
pub fn weights(catalogue: &Catalogue) -> Schema {
    let empty = object("The multiplier of each factor's catalog weight; 1 when omitted, not all 0");
    let ids: Vec<&str> = catalogue.factors.iter().map(|factor| factor.id.as_str()).collect();
    let weights = ids.iter().fold(empty, |object, id| object.property(*id, number("", 0.0, MOST_WEIGHT).build()));
    let none = json!({ "required": ids, "additionalProperties": { "exclusiveMaximum": LEAST_COUNT } });
    weights.extensions(Some(keyword("not", none))).into()
}
