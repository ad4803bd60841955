//! The body of an allocation: profiles of teams, and what there is to divide.

use serde::de::MapAccess;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::district::MOST_AT_ONCE;
use crate::advisor::{Advisor, Options};
use crate::allocation::{self, Resource};
use crate::catalogue::{Catalogue, Profile};
use crate::wire::asked::{Bounded, ListOf, OPTIONS, PROFILE, Whole, Words, read_body};
use crate::wire::kit::fields::{Fields, Object, fields};
use crate::wire::kit::problem::Problem;
use crate::wire::kit::reader::{Place, Shape, read_entries, value};
use crate::wire::kit::schema::{Property, number};
use crate::wire::operations::ids::MOST_BODY_TEAMS;

/// The most terms.
const MOST_TERMS: usize = 6;

/// The longest name of a term, in characters.
const LONGEST_NAME: usize = 60;

/// The largest weight of a team.
const MOST_WEIGHT: f64 = 100.0;

fields! {
    pub struct AllocationRequest (
        EXPECTED = "wire.expected.allocation", ABOUT = "The teams of a district, and what there is to divide among them",
    ) {
        teams: Vec<Profile> = ListOf(|| PROFILE, "wire.expected.teams", [2, MOST_BODY_TEAMS]),
            "The profiles of the teams. Each needs an id of its own and, unless `resources.team_size` is given, \
             `setting.team_size`", required "wire.missing.teams";
        resources: Resources = Object::<Resources>::new(), "", required "wire.missing.resources";
        max_designs: Option<usize> = Whole("wire.expected.how_many_designs", 1, MOST_AT_ONCE as u32),
            "The most designs that a team gets in a term; 1 when omitted. From 2 on, a team may also get a bundle, and every \
             score of the answer is a bundle score, also that of a design alone";
        options: Option<Options> = OPTIONS, "";
    }
}

fields! {
    /// What there is to divide, and how teams count.
    pub struct Resources (
        EXPECTED = "wire.expected.resources", COMPONENT = "AllocationResources",
        ABOUT = "What there is to divide in each term, and how the teams count",
    ) {
        terms: Vec<allocation::Term> = ListOf(Object::<TermFields, allocation::Term>::new, "wire.expected.terms", [1, MOST_TERMS]),
            "The terms in their order. A team gets one design in each term, or nothing yet, and uses the amounts of a \
             school year; a term is usually one", required "wire.missing.terms";
        floor: Option<f64> = Bounded("wire.expected.floor", 1.0),
            "The share of its own best score that every team gets at least, 0 to 1; it counts in whole hundredths";
        weights: Vec<(String, f64)> = TeamWeights,
            "How often a member of a team counts, by the team's id, such as 1.5 for schools with much poverty; 1 when omitted";
        team_size: Option<u32> = Whole("wire.expected.people", 1, 1_000_000),
            "The members of a team that does not state `setting.team_size`";
        hours_per_coach: Option<f64> = Bounded("wire.expected.amount", MOST_AMOUNT),
            "The hours that a coach trained in an earlier term gives in a term; when omitted, the catalog's hours of a \
             full-time leader in a year";
    }
}

/// The largest amount of a resource.
const MOST_AMOUNT: f64 = 1e9;

/// The value of every amount.
const AMOUNT: Bounded = Bounded("wire.expected.amount", MOST_AMOUNT);

fields! {
    struct TermFields (
        EXPECTED = "wire.expected.term",
        ABOUT = "A term. A resource that is omitted is not limited; at least one is needed.",
    ) {
        name: String = Words("name", LONGEST_NAME), "Its name, such as 2026-27", required "wire.missing.term_name";
        coach_hours: Option<f64> = AMOUNT, "Hours of coaches, with their preparation";
        substitute_days: Option<f64> = AMOUNT, "Days of substitute coverage";
        money_usd: Option<f64> = AMOUNT, "US dollars, without what the other resources count";
        seats: Option<f64> = AMOUNT, "Seats in courses and conferences";
        trains_coaches: f64 = Bounded("wire.expected.how_many_coaches", 10_000.0),
            "Coaches who are trained in this term and give their hours in all later ones";
    }
}

impl From<TermFields> for allocation::Term {
    fn from(term: TermFields) -> Self {
        let amount = |resource| match resource {
            Resource::CoachHours => term.coach_hours,
            Resource::SubstituteDays => term.substitute_days,
            Resource::Money => term.money_usd,
            Resource::Seats => term.seats,
        };
        Self { amounts: Resource::ALL.map(amount), name: term.name, trains_coaches: term.trains_coaches }
    }
}

/// Reads what there is to divide from a file of its own.
///
/// # Errors
/// As [`crate::wire::read_request`].
pub fn read_resources(advisor: &Advisor, body: &[u8]) -> Result<Resources, Problem> {
    read_body(advisor, body)
}

/// Returns the schema of the body.
pub fn schema(catalogue: &Catalogue) -> Schema {
    let resources = Resources::builder(catalogue, Resources::ABOUT);
    AllocationRequest::builder(catalogue, AllocationRequest::ABOUT).property("resources", resources).into()
}

/// Weights by the ids of teams.
struct TeamWeights;

impl Shape for TeamWeights {
    type Out = Vec<(String, f64)>;

    const EXPECTED: &'static str = "wire.expected.team_weights";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let weight = Schema::from(number("", 0.0, MOST_WEIGHT));
        let weights = ObjectBuilder::new().schema_type(Type::Object).description(Some(about));
        Schema::from(weights.additional_properties(Some(weight))).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let mut weights = Vec::new();
        read_entries(place, object, |id, place, object| {
            let weight = value(Bounded("wire.expected.weight", MOST_WEIGHT), place, object)?;
            weights.extend(weight.map(|weight| (id, weight)));
            Ok(())
        })?;
        Ok(Some(weights))
    }
}
