//! The request schemas of the OpenAPI document, built from the catalog so that ids are listed only once.

use serde_json::json;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, Object, ObjectBuilder, OneOfBuilder, Schema, SchemaFormat,
    SchemaType, Type,
};
use utoipa::openapi::{OpenApi, Ref, RefOr};

use super::operation::OPERATIONS;
use super::request::{EXPLAIN, LIMITS, LONGEST_ID, LONGEST_NAME, MOST_VOICES, MOST_WEIGHT, SINGLE_ID_FACTOR};
use crate::catalogue::{Catalogue, Factor, Kind};

pub(super) type Property = RefOr<Schema>;

/// Adds request schemas to a document that refers to them.
pub fn complete(document: &mut OpenApi, catalogue: &Catalogue) {
    let components = document.components.get_or_insert_with(Default::default);
    let mut add = |name: &str, schema: Schema| components.schemas.insert(name.to_owned(), RefOr::T(schema));
    for (name, ids) in ids(catalogue) {
        add(name, one_of(&ids).into());
    }
    add("FactorWeights", weights(catalogue).into());
    add("Rating", rating());
    add("Factors", factors(catalogue));
    add("Setting", setting());
    add("Profile", profile());
    add("Limits", limits());
    add("Options", options());
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
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
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
const MOST_COUNT: f64 = crate::answers::MAX_COUNT_SUM;

/// The smallest count or share that six decimals do not round to 0.
const LEAST_COUNT: f64 = 5e-7;

/// Returns a JSON Schema keyword that the builders lack.
fn keyword(name: &str, value: serde_json::Value) -> Extensions {
    [(name, value)].into_iter().collect()
}

/// Returns the keyword that rejects objects whose numbers all round to 0 at six decimals.
pub(super) fn all_below() -> Extensions {
    keyword("not", json!({ "additionalProperties": { "exclusiveMaximum": LEAST_COUNT } }))
}

fn rating() -> Schema {
    let count = number("", 0.0, MOST_COUNT).build();
    let counts = ArrayBuilder::new()
        .description(Some("The number of members at each level, level 1 first; not all 0"))
        .items(count)
        .min_items(Some(5))
        .max_items(Some(5))
        .extensions(Some(keyword("contains", json!({ "minimum": LEAST_COUNT }))));
    let distribution =
        object("The distribution of a team's members over the levels").property("counts", counts).required("counts");
    Schema::OneOf(
        OneOfBuilder::new()
            .description(Some("A level from 1 to 5, or a distribution over the levels"))
            .item(number("A level from 1 to 5; fractions interpolate", 1.0, 5.0))
            .item(distribution)
            .build(),
    )
}

fn factors(catalogue: &Catalogue) -> Schema {
    let mut factors = object("A team's answers by factor. An omitted factor is unanswered.");
    for factor in &catalogue.factors {
        factors = factors.property(factor.id.as_str(), factor_answer(catalogue, factor));
    }
    factors.into()
}

fn factor_answer(catalogue: &Catalogue, factor: &Factor) -> Property {
    match factor.kind {
        Kind::Level => named("Rating"),
        Kind::PerDesign => each(&factor.name, catalogue.designs.iter().map(|design| design.id.as_str())).into(),
        Kind::PerResource => each(&factor.name, factor.resources.iter().map(|kind| kind.id.as_str())).into(),
        Kind::Shares => shares(factor),
    }
}

fn each<'a>(name: &str, ids: impl Iterator<Item = &'a str>) -> Schema {
    let empty = object(&format!("{name}: a rating for each; an omitted one is unanswered"));
    ids.fold(empty, |object, id| object.property(id, named("Rating"))).into()
}

fn shares(factor: &Factor) -> Property {
    let empty = object(&format!("{}: shares of its categories, not all 0", factor.name));
    let share = || number("", 0.0, MOST_COUNT).build();
    let categories = factor.categories.iter();
    let shares = categories
        .fold(empty, |object, category| object.property(category.id.as_str(), share()))
        .extensions(Some(all_below()));
    if factor.id != SINGLE_ID_FACTOR {
        return Schema::from(shares).into();
    }
    let ids: Vec<&str> = factor.categories.iter().map(|category| category.id.as_str()).collect();
    Schema::OneOf(OneOfBuilder::new().item(one_of(&ids)).item(shares).build()).into()
}

fn setting() -> Schema {
    let flag = |description: &str| {
        ObjectBuilder::new().schema_type(SchemaType::Type(Type::Boolean)).description(Some(description)).build()
    };
    object("Facts about where the team works. An omitted fact is unknown.")
        .property("team_size", whole("The number of educators on the team", 1, 1_000_000))
        .property(
            "program_teachers",
            whole("The number of teachers in the program; the team may be one of many", 1, 1_000_000),
        )
        .property("sites", whole("The number of sites where they work", 1, 1_000_000))
        .property("travel_minutes", whole("Travel time one way between sites, in minutes", 0, 10_000))
        .property("cover_available", flag("Whether substitute coverage is available"))
        .property("single_teacher_of_subject", flag("Whether each teacher is the only one of the subject at the site"))
        .into()
}

fn profile() -> Schema {
    let id = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some("An id returned with the answer; do not use a person's name"))
        .max_length(Some(LONGEST_ID))
        .build();
    object("A team and its setting")
        .property("id", id)
        .property("factors", named("Factors"))
        .property("setting", named("Setting"))
        .property("current", list_of("Designs in use now", DESIGN_ID, 0))
        .property(
            "groups",
            by_name(
                "Groups with their own answers, by name. For a factor that `factors` omits, the groups' answers \
            are pooled with equal weight. A group's own ranking uses `factors`, overridden by its answers.",
                named("Factors"),
            ),
        )
        .required("factors")
        .into()
}

fn limits() -> Schema {
    let empty = object("Limits for one teacher in one school year, and the number of people available");
    LIMITS.iter().fold(empty, |object, name| object.property(*name, number("", 0.0, 1e9).build())).into()
}

/// Returns the schema of entries under names that the sender chooses, with a maximum number.
pub(super) fn by_name(description: &str, one: Property) -> ObjectBuilder {
    let name = json!({ "minLength": 1, "maxLength": LONGEST_NAME, "not": { "pattern": NO_NAME } });
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some(description))
        .additional_properties(Some(one))
        .min_properties(Some(1))
        .max_properties(Some(MOST_VOICES))
        .extensions(Some(keyword("propertyNames", name)))
}

/// Matches invalid names: whitespace at either end, or control characters.
const NO_NAME: &str = r"^\s|\s$|[\x00-\x1f\x7f-\x9f]";

/// Returns the schema of multipliers by factor.
pub(super) fn weights(catalogue: &Catalogue) -> ObjectBuilder {
    let times = || number("", 0.0, MOST_WEIGHT).build();
    let weights =
        catalogue.factors.iter().fold(
            object("The multiplier of each factor's catalog weight; 1 when omitted, not all 0"),
            |object, factor| object.property(factor.id.as_str(), times()),
        );
    let ids: Vec<&str> = catalogue.factors.iter().map(|factor| factor.id.as_str()).collect();
    let none = json!({ "required": ids, "additionalProperties": { "exclusiveMaximum": LEAST_COUNT } });
    weights.extensions(Some(keyword("not", none)))
}

fn options() -> Schema {
    common_options().into()
}

fn common_options() -> ObjectBuilder {
    object("Options for the ranking")
        .property("top", whole("How many ranked designs to return; all when omitted", 1, 1_000_000))
        .property("environments", list_of("Allowed environments; all when omitted", ENVIRONMENT_ID, 1))
        .property("exclude", list_of("Designs to exclude", DESIGN_ID, 0))
        .property("weights", named("FactorWeights"))
        .property("explain", one_of(&EXPLAIN.map(|(name, _)| name)))
        .property("limits", named("Limits"))
}

/// Returns the schema of a body with `profile`, `options` and the operation's own fields, with the marked ones
/// required.
pub(super) fn request(description: &str, options: Property, own: Vec<(&str, Property, bool)>) -> Schema {
    let body =
        object(description).property("profile", named("Profile")).property("options", options).required("profile");
    let body = own.into_iter().fold(body, |body, (name, property, required)| {
        let body = body.property(name, property);
        if required { body.required(name) } else { body }
    });
    body.into()
}

/// Returns the options that every operation accepts, plus more.
pub(super) fn more_options(own: Vec<(&str, Property)>) -> Schema {
    own.into_iter().fold(common_options(), |options, (name, property)| options.property(name, property)).into()
}
