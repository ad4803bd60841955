//! The request schemas of the OpenAPI document, built from the catalog so that ids are listed only once.

use utoipa::openapi::schema::{Schema, SchemaType, Type};
use utoipa::openapi::{OpenApi, RefOr};

use super::asked::{OPTIONS, ProfileFields, factors, rating, weights};
use super::kit::fields::Fields;
use super::kit::schema::{DESIGN_ID, ENVIRONMENT_ID, FACTOR_ID, VARIANT_ID, one_of};
use super::operations::OPERATIONS;
use crate::advisor::Options;
use crate::catalogue::{Catalogue, Setting};
use crate::scoring::Limits;

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
