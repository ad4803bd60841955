//! Options for the ranking.

use serde::de::{MapAccess, SeqAccess};

use super::super::reader::{Place, Shape, read_fields};
use super::values::{Bounded, Designs, Flag, Ids, Whole, known_id};
use super::voices::Stakeholders;
use super::{MOST_WEIGHT, value};
use crate::advisor::{Explain, Options};
use crate::answers::MILLION;
use crate::bundle::MOST_DESIGNS;
use crate::catalogue::Catalogue;
use crate::scoring::Limits;
use crate::words::text;

pub(super) struct Environments<'a> {
    pub catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Environments<'_> {
    type Out = Vec<usize>;

    fn expected(&self) -> &'static str {
        text("wire.expected.environments")
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<usize>>, A::Error> {
        let names = self.catalogue.environments.iter().map(|environment| environment.id.as_str()).collect();
        let found = Ids { what: "environment", names }.list(place, list)?;
        if found.as_ref().is_some_and(Vec::is_empty) {
            place.error(text("wire.field.no_environment"));
            return Ok(None);
        }
        Ok(found)
    }
}

pub(in crate::wire) struct OptionsShape<'a> {
    pub catalogue: &'a Catalogue,
    /// Options that only this operation accepts.
    pub also: &'static [&'static str],
}

/// The options that every operation accepts.
const COMMON: &[&str] = &["top", "environments", "exclude", "weights", "explain", "limits"];

impl<'de> Shape<'de> for OptionsShape<'_> {
    type Out = Options;

    fn expected(&self) -> &'static str {
        text("wire.expected.options")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Options>, A::Error> {
        let catalogue = self.catalogue;
        let mut options = Options::default();
        let names = [COMMON, self.also].concat();
        read_fields(place, object, "option", &names, |index, place, object| {
            match names[index] {
                "top" => {
                    let places = Whole { expected: || text("wire.expected.places"), least: 1, most: 1_000_000 };
                    options.top = value(places, place, object)?.map(|top| top as usize);
                }
                "environments" => options.environments = value(Environments { catalogue }, place, object)?,
                "exclude" => options.exclude = value(Designs { catalogue }, place, object)?.unwrap_or_default(),
                "weights" => options.multipliers = value(Weights { catalogue }, place, object)?,
                "explain" => options.explain = value(ExplainShape, place, object)?.unwrap_or_default(),
                "robustness" => options.robustness = value(Flag, place, object)?.unwrap_or_default(),
                "limits" => options.limits = value(LimitsShape, place, object)?.unwrap_or_default(),
                "max_designs" => {
                    let most = Whole {
                        expected: || text("wire.expected.how_many_designs"),
                        least: 1,
                        most: MOST_DESIGNS as u32,
                    };
                    options.max_designs = value(most, place, object)?.map(|most| most as usize);
                }
                "stakeholders" => {
                    options.stakeholders = value(Stakeholders { catalogue }, place, object)?.unwrap_or_default()
                }
                other => unreachable!("the option `{other}` has no reader"),
            }
            Ok(())
        })?;
        Ok(Some(options))
    }
}

pub(super) struct Weights<'a> {
    pub catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Weights<'_> {
    type Out = Vec<u64>;

    fn expected(&self) -> &'static str {
        text("wire.expected.multipliers")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Vec<u64>>, A::Error> {
        let factors = &self.catalogue.factors;
        let names: Vec<&str> = factors.iter().map(|factor| factor.id.as_str()).collect();
        let mut multipliers = vec![MILLION; factors.len()];
        let mut whole = true;
        whole &= read_fields(place, object, "factor", &names, |index, place, object| {
            match value(Bounded { expected: || text("wire.expected.multiplier"), most: MOST_WEIGHT }, place, object)? {
                Some(times) => multipliers[index] = (times * 1e6).round() as u64,
                None => whole = false,
            }
            Ok(())
        })?;
        let weighs = multipliers.iter().zip(factors).any(|(times, factor)| *times > 0 && factor.weight.value > 0.0);
        if whole && !weighs {
            place.error(text("wire.field.zero_weights"));
        }
        Ok((whole && weighs).then_some(multipliers))
    }
}

pub(super) struct ExplainShape;

/// The explain modes, by the names used in requests.
pub(in crate::wire) const EXPLAIN: [(&str, Explain); 3] =
    [("none", Explain::None), ("summary", Explain::Summary), ("full", Explain::Full)];

impl<'de> Shape<'de> for ExplainShape {
    type Out = Explain;

    fn expected(&self) -> &'static str {
        text("wire.expected.explain")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Explain> {
        known_id(place, "explain mode", value, &EXPLAIN.map(|(name, _)| name)).map(|index| EXPLAIN[index].1)
    }
}

pub(super) struct LimitsShape;

/// The names of the limits, in the order of their fields.
pub const LIMITS: [&str; 4] = ["hours", "weeks", "cost_usd_per_teacher", "people"];

impl<'de> Shape<'de> for LimitsShape {
    type Out = Limits;

    fn expected(&self) -> &'static str {
        text("wire.expected.limits")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Limits>, A::Error> {
        let mut limits = [None; 4];
        read_fields(place, object, "limit", &LIMITS, |index, place, object| {
            limits[index] = value(Bounded { expected: || text("wire.expected.limit"), most: 1e9 }, place, object)?;
            Ok(())
        })?;
        let [hours, weeks, cost_usd_per_teacher, people] = limits;
        Ok(Some(Limits { hours, weeks, cost_usd_per_teacher, people }))
    }
}
