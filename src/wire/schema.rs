//! The request schemas of the OpenAPI document, built from the catalog so that ids are listed only once.

use serde_json::json;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{OpenApi, Ref, RefOr};

use super::fields::Fields;
use super::operation::OPERATIONS;
use super::request::{OPTIONS, ProfileFields, factors, rating, weights};
use crate::advisor::Options;
use crate::catalogue::{Catalogue, Setting};
use crate::scoring::Limits;

pub(super) type Property = RefOr<Schema>;

/// Adds request schemas to a document that refers to them.
pub fn complete(document: &mut OpenApi, catalogue: &Catalogue) {
    let components = document.components.get_or_insert_with(Default::default);
    let mut add = |name: &str, schema: Schema| components.schemas.insert(name.to_owned(), RefOr::T(schema));
    for (name, ids) in ids(catalogue) {
        add(name, one_of(&ids).into());
    }
    add("FactorWeights", weights(catalogue));
    add("Rating", rating(catalogue));
    add("Factors", factors(catalogue));
    add(Setting::COMPONENT, Setting::schema(catalogue));
    add(ProfileFields::COMPONENT, ProfileFields::schema(catalogue));
    add(Limits::COMPONENT, Limits::schema(catalogue));
    add(Options::COMPONENT, OPTIONS.builder(catalogue).into());
    for operation in OPERATIONS {
        let (name, schema, _) = operation.request;
        add(name, schema(catalogue));
    }
    components.schemas.values_mut().for_each(require_nullable);
    // An operation with its own options describes all options in one place.
    let text = serde_json::to_string(&components.schemas).expect("schemas serialize");
    if !text.contains("#/components/schemas/Options\"") {
        components.schemas.remove("Options");
    }
}

/// Components that list the catalog's ids.
pub(super) const DESIGN_ID: &str = "DesignId";
pub(super) const ENVIRONMENT_ID: &str = "EnvironmentId";
pub(super) const FACTOR_ID: &str = "FactorId";
pub(super) const VARIANT_ID: &str = "VariantId";

fn ids(catalogue: &Catalogue) -> [(&'static str, Vec<&str>); 4] {
    let variants = catalogue.designs.iter().flat_map(|design| &design.variants);
    [
        (DESIGN_ID, catalogue.designs.iter().map(|design| design.id.as_str()).collect()),
        (ENVIRONMENT_ID, catalogue.environments.iter().map(|environment| environment.id.as_str()).collect()),
        (FACTOR_ID, catalogue.factors.iter().map(|factor| factor.id.as_str()).collect()),
        (VARIANT_ID, variants.map(|variant| variant.id.as_str()).collect()),
    ]
}

/// Marks what an answer always has: a field that may be null is never left out.
fn require_nullable(schema: &mut RefOr<Schema>) {
    if let RefOr::T(Schema::AllOf(parts)) = schema {
        parts.items.iter_mut().for_each(require_nullable);
    }
    let RefOr::T(Schema::Object(object)) = schema else { return };
    for (name, property) in &object.properties {
        if is_nullable(property) && !object.required.contains(name) {
            object.required.push(name.clone());
        }
    }
}

fn is_nullable(property: &RefOr<Schema>) -> bool {
    let null = |of: &SchemaType| match of {
        SchemaType::Type(one) => *one == Type::Null,
        SchemaType::Array(several) => several.contains(&Type::Null),
        SchemaType::AnyValue => false,
    };
    match property {
        RefOr::T(Schema::Object(object)) => null(&object.schema_type),
        RefOr::T(Schema::Array(array)) => null(&array.schema_type),
        RefOr::T(Schema::OneOf(several)) => several.items.iter().any(is_nullable),
        RefOr::T(Schema::AnyOf(several)) => several.items.iter().any(is_nullable),
        _ => false,
    }
}

pub(super) fn named(name: &str) -> Property {
    Ref::from_schema_name(name).into()
}

/// Returns an object schema that rejects unknown fields.
pub(super) fn object(description: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some(description))
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
}

pub(super) fn number(description: &str, minimum: f64, maximum: f64) -> ObjectBuilder {
    let builder = ObjectBuilder::new().schema_type(Type::Number).minimum(Some(minimum)).maximum(Some(maximum));
    builder.description((!description.is_empty()).then_some(description))
}

/// Returns the schema of a calendar date.
pub(super) fn date(description: &str) -> Property {
    let date =
        ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)));
    Schema::from(date.description(Some(description)).pattern(Some(r"^\d{4}-\d{2}-\d{2}$"))).into()
}

/// Matches text that is not all whitespace, for every definition of whitespace: some include U+001C to U+001F and
/// U+0085, some do not.
const SAYS_SOMETHING: &str = r"[^\s\x1c-\x1f\x85]";

/// Returns the schema of nonblank text with a maximum length.
pub(super) fn words(description: &str, longest: usize) -> Property {
    let words = ObjectBuilder::new().schema_type(Type::String).description(Some(description));
    Schema::from(words.min_length(Some(1)).max_length(Some(longest)).pattern(Some(SAYS_SOMETHING))).into()
}

pub(super) fn whole(description: &str, minimum: u32, maximum: u32) -> Object {
    let format = if i32::try_from(maximum).is_ok() { KnownFormat::Int32 } else { KnownFormat::Int64 };
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(format)))
        .description(Some(description))
        .minimum(Some(minimum))
        .maximum(Some(maximum))
        .build()
}

pub(super) fn one_of(ids: &[&str]) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(ids.iter().copied())).build()
}

pub(super) fn list_of(description: &str, component: &str, least: usize) -> Schema {
    let least = (least > 0).then_some(least);
    ArrayBuilder::new().description(Some(description)).items(named(component)).min_items(least).into()
}

/// The largest count or share.
pub(super) const MOST_COUNT: f64 = crate::answers::MAX_COUNT_SUM;

/// The smallest count or share that six decimals do not round to 0.
pub(super) const LEAST_COUNT: f64 = 5e-7;

/// Returns a JSON Schema keyword that the builders lack.
pub(super) fn keyword(name: &str, value: serde_json::Value) -> Extensions {
    [(name, value)].into_iter().collect()
}

/// Returns the keyword that rejects objects whose numbers all round to 0 at six decimals.
pub(super) fn all_below() -> Extensions {
    keyword("not", json!({ "additionalProperties": { "exclusiveMaximum": LEAST_COUNT } }))
}
