//! A record of what happened: the team then, the design, what else was on offer, and the results.

mod row;
mod table;

use jiff::civil::Date;
use serde::de::MapAccess;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::list::ListOf;
use super::profile::PROFILE;
use super::request::read;
use super::text::{DateShape, Words};
use super::values::{Bounded, DESIGN, DESIGNS, ENVIRONMENT, Flag, Whole};
use crate::advisor::Advisor;
use crate::catalogue::{Catalogue, DesignIndex, EnvironmentIndex, Profile};
use crate::outcomes::{GuskeyLevel, Observed, Offered, OutcomeRecord, faults};
use crate::wire::kit::fields::{Fields, Object, fields};
use crate::wire::kit::problem::Problem;
use crate::wire::kit::reader::{Place, Shape, read_entries, value};
use crate::wire::kit::schema::{Property, number};
use crate::words::fill_text;

pub use row::{outcome_json, outcome_row};
pub use table::OutcomeColumns;

/// The most results of a record.
const MOST_RESULTS: usize = 20;

/// The longest name of a school, a district or a measure, in characters.
const LONGEST_NAME: usize = 120;

/// The largest value of a measure, and the smallest below 0.
const MOST_VALUE: f64 = 1e9;

/// The most hours of learning in a record.
const MOST_HOURS: f64 = 10_000.0;

/// A record as an object.
pub struct Outcome;

/// Reads a record.
pub const OUTCOME: Outcome = Outcome;

fields! {
    struct OutcomeFields (EXPECTED = "wire.expected.outcome") {
        profile: Profile = PROFILE, "", required "wire.missing.profile";
        school: String = Words("a school", LONGEST_NAME),
            "The school. Teams of one school are not independent of each other", required "wire.missing.school";
        district: Option<String> = Words("a district", LONGEST_NAME), "The district, if there are several";
        design: Option<DesignIndex> = DESIGN, "";
        environment: Option<EnvironmentIndex> = ENVIRONMENT, "";
        waited: bool = Flag, "Whether the team waited, as a comparison; then it has no design";
        offered: Vec<Offered> = OfferedScores,
            "The designs that could have been chosen, each with its score at the time, 0 to 100";
        lot: Vec<DesignIndex> = DESIGNS, "The designs among which a lot decided; omitted if no lot did";
        dose_hours: Option<f64> = Bounded("wire.expected.hours", MOST_HOURS), "Hours of learning for one teacher";
        decided_on: Option<Date> = DateShape, "The date of the decision";
        started_on: Option<Date> = DateShape, "The first day";
        ended_on: Option<Date> = DateShape, "The last day";
        results: Vec<Observed> = ListOf(Object::<ObservedFields, Observed>::new, "wire.expected.results", [0, MOST_RESULTS]),
            "What was measured; empty while nothing is known yet";
    }
}

fields! {
    struct ObservedFields (EXPECTED = "wire.expected.observed", ABOUT = "A result of the team") {
        level: Option<u32> = Whole("wire.expected.guskey_level", 1, 5),
            "Guskey's level: 1 reactions, 2 learning, 3 organization, 4 use, 5 student results",
            required "wire.missing.level";
        measure: String = Words("a measure", LONGEST_NAME), "What was measured, such as `walkthrough_rubric`",
            required "wire.missing.measure";
        value: f64 = ScaleValue, "The mean of the team", required "wire.missing.value";
        lowest: f64 = ScaleValue, "The lowest value of the scale", required "wire.missing.lowest";
        highest: f64 = ScaleValue, "The highest value of the scale", required "wire.missing.highest";
        people: Option<u32> = Whole("wire.expected.people", 1, 1_000_000), "How many people the result is about";
        measured_on: Option<Date> = DateShape, "When it was measured";
    }
}

impl From<ObservedFields> for Observed {
    fn from(of: ObservedFields) -> Self {
        let level = of.level.and_then(|level| GuskeyLevel::of_number(level as usize));
        Self {
            level: level.unwrap_or(GuskeyLevel::Reactions),
            measure: of.measure,
            value: of.value,
            lowest: of.lowest,
            highest: of.highest,
            people: of.people,
            measured_on: of.measured_on,
        }
    }
}

impl From<OutcomeFields> for OutcomeRecord {
    fn from(of: OutcomeFields) -> Self {
        let OutcomeFields { profile, school, district, design, environment, waited, offered, .. } = of;
        let OutcomeFields { lot, dose_hours, decided_on, started_on, ended_on, results, .. } = of;
        Self {
            profile,
            school,
            district,
            design,
            environment,
            waited,
            offered,
            lot,
            dose_hours,
            decided_on,
            started_on,
            ended_on,
            results,
        }
    }
}

impl Shape for Outcome {
    type Out = OutcomeRecord;

    const EXPECTED: &'static str = OutcomeFields::EXPECTED;

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        Schema::from(OutcomeFields::builder(catalogue, about)).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let before = place.errors();
        let (fields, _) = OutcomeFields::read_object(place, object)?;
        let record = OutcomeRecord::from(fields);
        // What could not be read is no record that could contradict itself.
        if place.errors() == before {
            for fault in faults(place.catalogue(), &record) {
                let path: Vec<&str> = fault.pointer.split('/').skip(1).collect();
                report(place, &path, &fault.detail);
            }
        }
        Ok(Some(record))
    }
}

/// Adds an error at a path below a place.
fn report(place: &Place<'_>, path: &[&str], detail: &str) {
    match path {
        [] => place.error(detail),
        [first, rest @ ..] => match first.parse() {
            Ok(index) => report(&place.item(index), rest, detail),
            Err(_) => report(&place.field(first), rest, detail),
        },
    }
}

/// Reads a record: a line of a file.
///
/// # Errors
/// As [`crate::wire::read_request`].
pub fn read_outcome(advisor: &Advisor, body: &[u8]) -> Result<OutcomeRecord, Problem> {
    read(advisor.catalogue(), body, OUTCOME)
}

/// A value on a scale; it may be below 0.
struct ScaleValue;

impl Shape for ScaleValue {
    type Out = f64;

    const EXPECTED: &'static str = "wire.expected.scale_value";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        Schema::from(number(about, -MOST_VALUE, MOST_VALUE)).into()
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<f64> {
        if (-MOST_VALUE..=MOST_VALUE).contains(&value) {
            return Some(value);
        }
        let slots = [("value", &*value.to_string()), ("expected", self.expected())];
        place.error(fill_text("wire.field.out_of_range", &slots));
        None
    }
}

/// Scores by design.
struct OfferedScores;

impl Shape for OfferedScores {
    type Out = Vec<Offered>;

    const EXPECTED: &'static str = "wire.expected.offered";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let score = Schema::from(number("", 0.0, 100.0));
        let scores = ObjectBuilder::new().schema_type(Type::Object).description(Some(about));
        Schema::from(scores.additional_properties(Some(score))).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let mut offered = Vec::new();
        read_entries(place, object, |id, place, object| {
            let design = DESIGN.text(place, &id);
            let score = value(Bounded("wire.expected.offered_score", 100.0), place, object)?;
            offered.extend(design.zip(score).map(|(design, score)| Offered { design, score }));
            Ok(())
        })?;
        Ok(Some(offered))
    }
}
