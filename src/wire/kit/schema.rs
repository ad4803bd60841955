//! Parts of request schemas.

use serde_json::json;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, Type,
};
use utoipa::openapi::{Ref, RefOr};

pub type Property = RefOr<Schema>;

/// Components that list the catalog's ids.
pub const DESIGN_ID: &str = "DesignId";
pub const ENVIRONMENT_ID: &str = "EnvironmentId";
pub const FACTOR_ID: &str = "FactorId";
pub const VARIANT_ID: &str = "VariantId";

pub fn named(name: &str) -> Property {
    Ref::from_schema_name(name).into()
}

/// Returns an object schema that rejects unknown fields.
pub fn object(description: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some(description))
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
}

pub fn number(description: &str, minimum: f64, maximum: f64) -> ObjectBuilder {
    let builder = ObjectBuilder::new().schema_type(Type::Number).minimum(Some(minimum)).maximum(Some(maximum));
    builder.description((!description.is_empty()).then_some(description))
}

/// Returns the schema of a calendar date.
pub fn date(description: &str) -> Property {
    let date =
        ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)));
    Schema::from(date.description(Some(description)).pattern(Some(r"^\d{4}-\d{2}-\d{2}$"))).into()
}

/// Matches text that is not all whitespace, for every definition of whitespace: some include U+001C to U+001F and
/// U+0085, some do not.
const SAYS_SOMETHING: &str = r"[^\s\x1c-\x1f\x85]";

/// Returns the schema of nonblank text with a maximum length.
pub fn words(description: &str, longest: usize) -> Property {
    let words = ObjectBuilder::new().schema_type(Type::String).description(Some(description));
    Schema::from(words.min_length(Some(1)).max_length(Some(longest)).pattern(Some(SAYS_SOMETHING))).into()
}

pub fn whole(description: &str, minimum: u32, maximum: u32) -> Object {
    let format = if i32::try_from(maximum).is_ok() { KnownFormat::Int32 } else { KnownFormat::Int64 };
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(format)))
        .description(Some(description))
        .minimum(Some(minimum))
        .maximum(Some(maximum))
        .build()
}

pub fn one_of(ids: &[&str]) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(ids.iter().copied())).build()
}

pub fn list_of(description: &str, component: &str, least: usize) -> Schema {
    let least = (least > 0).then_some(least);
    ArrayBuilder::new().description(Some(description)).items(named(component)).min_items(least).into()
}

/// The largest count or share.
pub const MOST_COUNT: f64 = crate::answers::MAX_COUNT_SUM;

/// The smallest count or share that six decimals do not round to 0.
pub const LEAST_COUNT: f64 = 5e-7;

/// Returns a JSON Schema keyword that the builders lack.
pub fn keyword(name: &str, value: serde_json::Value) -> Extensions {
    [(name, value)].into_iter().collect()
}

/// Returns the keyword that rejects objects whose numbers all round to 0 at six decimals.
pub fn all_below() -> Extensions {
    keyword("not", json!({ "additionalProperties": { "exclusiveMaximum": LEAST_COUNT } }))
}
