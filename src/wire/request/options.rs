//! Options for the ranking.

use serde::de::MapAccess;
use serde_json::json;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::ObjectBuilder;

use super::super::fields::{Fields, Object, fields};
use super::super::reader::{Place, Shape, read_fields, value};
use super::super::schema::{LEAST_COUNT, Property, keyword, named, number, object, one_of};
use super::MOST_WEIGHT;
use super::values::{Bounded, DESIGNS, ENVIRONMENTS, Flag, Whole, known_id};
use super::voices::Stakeholders;
use crate::advisor::{Explain, Options};
use crate::answers::MILLION;
use crate::bundle::{DEFAULT_DESIGNS, MOST_DESIGNS};
use crate::catalogue::Catalogue;
use crate::scoring::Limits;
use crate::words::text;

/// Options that only some operations accept.
const OWN: [&str; 3] = ["robustness", "max_designs", "stakeholders"];

fields! {
    Options (
        EXPECTED = "wire.expected.options", WHAT = "option", COMPONENT = "Options", ABOUT = "Options for the ranking",
    ) {
        top = Whole("wire.expected.places", 1, 1_000_000), "How many ranked designs to return; all when omitted";
        environments = ENVIRONMENTS, "Allowed environments; all when omitted";
        exclude = DESIGNS, "Designs to exclude";
        multipliers as "weights" = Weights, "";
        explain = ExplainShape, "";
        limits = Object::<Limits>::new(), "";
        robustness = Flag, "Whether to test how robust first place is; this takes tens of milliseconds";
        max_designs = Whole("wire.expected.how_many_designs", 1, MOST_DESIGNS as u32),
            &format!("The most designs in a bundle; {DEFAULT_DESIGNS} when omitted");
        stakeholders = Stakeholders,
            "Stakeholders by name, each with multipliers that replace `weights`. The answer shows how much the ranking \
             changes between stakeholders";
    }
}

/// The options of an operation, with those that only it accepts.
pub(in crate::wire) struct OptionsShape(pub &'static [&'static str]);

impl OptionsShape {
    fn accepts(&self, name: &str) -> bool {
        !OWN.contains(&name) || self.0.contains(&name)
    }

    pub(in crate::wire) fn builder(&self, catalogue: &Catalogue) -> ObjectBuilder {
        let accepted = Options::properties(catalogue).into_iter().filter(|(name, _)| self.accepts(name));
        accepted.fold(object(Options::ABOUT), |object, (name, property)| object.property(name, property))
    }
}

impl Shape for OptionsShape {
    type Out = Options;

    const EXPECTED: &'static str = Options::EXPECTED;

    fn schema(&self, catalogue: &Catalogue, _: &str) -> Property {
        match self.0 {
            [] => named(Options::COMPONENT),
            _ => Schema::from(self.builder(catalogue)).into(),
        }
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Options>, A::Error> {
        let mut options = Options::default();
        let names: Vec<&str> = Options::NAMES.iter().copied().filter(|name| self.accepts(name)).collect();
        read_fields(place, object, Options::WHAT, &names, |at, place, object| {
            options.read_field(names[at], place, object)
        })?;
        Ok(Some(options))
    }
}

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
pub(in crate::wire) fn weights(catalogue: &Catalogue) -> Schema {
    let empty = object("The multiplier of each factor's catalog weight; 1 when omitted, not all 0");
    let ids: Vec<&str> = catalogue.factors.iter().map(|factor| factor.id.as_str()).collect();
    let weights = ids.iter().fold(empty, |object, id| object.property(*id, number("", 0.0, MOST_WEIGHT).build()));
    let none = json!({ "required": ids, "additionalProperties": { "exclusiveMaximum": LEAST_COUNT } });
    weights.extensions(Some(keyword("not", none))).into()
}

struct ExplainShape;

/// The explain modes, by the names used in requests.
pub(in crate::wire) const EXPLAIN: [(&str, Explain); 3] =
    [("none", Explain::None), ("summary", Explain::Summary), ("full", Explain::Full)];

impl Shape for ExplainShape {
    type Out = Explain;

    const EXPECTED: &'static str = "wire.expected.explain";

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        Schema::from(one_of(&EXPLAIN.map(|(name, _)| name))).into()
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Explain> {
        known_id(place, "explain mode", value, EXPLAIN.iter().map(|(name, _)| *name)).map(|index| EXPLAIN[index].1)
    }
}

/// The names of the limits.
pub const LIMITS: &[&str] = Limits::NAMES;

/// Returns the limits by name.
pub(in crate::wire) fn limits_of(limits: &Limits) -> [(&'static str, Option<f64>); 4] {
    let values = [limits.hours, limits.weeks, limits.cost_usd_per_teacher, limits.people];
    std::array::from_fn(|at| (LIMITS[at], values[at]))
}

/// The value of every limit.
const LIMIT: Bounded = Bounded("wire.expected.limit", 1e9);

fields! {
    Limits (
        EXPECTED = "wire.expected.limits", WHAT = "limit", COMPONENT = "Limits",
        ABOUT = "Limits for one teacher in one school year, and the number of people available",
    ) {
        hours = LIMIT, "";
        weeks = LIMIT, "";
        cost_usd_per_teacher = LIMIT, "";
        people = LIMIT, "";
    }
}
