//! Options for the ranking.

use serde::de::MapAccess;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::ObjectBuilder;

use super::multipliers::Weights;
use super::values::{Bounded, DESIGNS, ENVIRONMENTS, Flag, Whole, known_id};
use super::voices::Stakeholders;
use crate::advisor::{Explain, Options};
use crate::bundle::{DEFAULT_DESIGNS, MOST_DESIGNS};
use crate::catalogue::Catalogue;
use crate::scoring::Limits;
use crate::wire::kit::fields::{Fields, Object, fields};
use crate::wire::kit::reader::{Place, Shape, read_fields};
use crate::wire::kit::schema::{Property, named, object, one_of};

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

/// The options of an operation that has none of its own.
pub const OPTIONS: OptionsShape = OptionsShape(&[]);

/// The options of a recommendation.
pub(super) const RANKED: OptionsShape = OptionsShape(&["robustness", "stakeholders"]);

/// The options of an operation, with those that only it accepts.
pub struct OptionsShape(pub &'static [&'static str]);

impl OptionsShape {
    fn accepts(&self, name: &str) -> bool {
        !OWN.contains(&name) || self.0.contains(&name)
    }

    pub fn builder(&self, catalogue: &Catalogue) -> ObjectBuilder {
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

struct ExplainShape;

/// The explain modes, by the names used in requests.
pub const EXPLAIN: [(&str, Explain); 3] =
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
