//! Groups with their own answers and stakeholders with their own weights, by name.

use serde::de::MapAccess;
use serde_json::json;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::factors::Factors;
use super::multipliers::Weights;
use crate::advisor::Stakeholder;
use crate::catalogue::{AskedGroup, Catalogue};
use crate::wire::kit::reader::{Place, Shape, Skip, read_entries, value};
use crate::wire::kit::schema::{Property, keyword};
use crate::words::fill_text;

/// The most groups, or stakeholders, in one body.
const MOST_VOICES: usize = 20;

/// The longest name of a group or stakeholder, in characters.
const LONGEST_NAME: usize = 60;

pub(super) struct Groups;

impl Shape for Groups {
    type Out = Vec<AskedGroup>;

    const EXPECTED: &'static str = "wire.expected.groups";

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        by_name(about, Factors.schema(catalogue, ""))
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        read_named(place, object, "group", || Factors, |name, answers| AskedGroup { name, answers }).map(Some)
    }
}

pub(super) struct Stakeholders;

impl Shape for Stakeholders {
    type Out = Vec<Stakeholder>;

    const EXPECTED: &'static str = "wire.expected.stakeholders";

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        by_name(about, Weights.schema(catalogue, ""))
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let make = |name, multipliers| Stakeholder { name, multipliers };
        read_named(place, object, "stakeholder", || Weights, make).map(Some)
    }
}

/// Matches invalid names: whitespace at either end, or control characters.
const NO_NAME: &str = r"^\s|\s$|[\x00-\x1f\x7f-\x9f]";

/// Returns the schema of entries under names that the sender chooses, with a maximum number.
fn by_name(about: &str, one: Property) -> Property {
    let name = json!({ "minLength": 1, "maxLength": LONGEST_NAME, "not": { "pattern": NO_NAME } });
    let entries = ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some(about))
        .additional_properties(Some(one))
        .min_properties(Some(1))
        .max_properties(Some(MOST_VOICES))
        .extensions(Some(keyword("propertyNames", name)));
    Schema::from(entries).into()
}

/// Reads the entries by name; `what` describes an entry in messages.
fn read_named<'de, A: MapAccess<'de>, S: Shape, T>(
    place: &Place<'_>,
    object: A,
    what: &str,
    shape: impl Fn() -> S,
    make: impl Fn(String, S::Out) -> T,
) -> Result<Vec<T>, A::Error> {
    let (mut found, mut count) = (Vec::new(), 0);
    read_entries(place, object, |name, place, object| {
        count += 1;
        // Entries beyond the limit are counted but not read.
        if count > MOST_VOICES {
            return object.next_value::<Skip>().map(|_| ());
        }
        check_name(place, &name, what);
        found.extend(value(shape(), place, object)?.map(|read| make(name, read)));
        Ok(())
    })?;
    if count > MOST_VOICES {
        let slots = [("most", &*MOST_VOICES.to_string()), ("found", &count.to_string())];
        place.error(fill_text("wire.field.many_names", &slots));
    }
    if count == 0 {
        place.error(fill_text("wire.field.no_entry", &[("what", what)]));
    }
    Ok(found)
}

/// Reports an invalid name.
fn check_name(place: &Place<'_>, name: &str, what: &str) {
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count())
        && !name.chars().any(char::is_control)
        && name.trim() == name;
    if !fits {
        let slots = [("what", what), ("most", &*LONGEST_NAME.to_string())];
        place.error(fill_text("wire.field.name", &slots));
    }
}
