//! A team's answers by factor.

use serde::de::MapAccess;
use utoipa::openapi::Schema;

use super::answers::{EachShape, RatingShape, SharesShape};
use crate::catalogue::{Answer, Catalogue, Factor, Kind};
use crate::wire::kit::reader::{Place, Shape, read_fields, value};
use crate::wire::kit::schema::{Property, named, object};

pub(super) struct Factors;

impl Shape for Factors {
    type Out = Vec<Option<Answer>>;

    const EXPECTED: &'static str = "wire.expected.factors";

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        named("Factors")
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let factors = &place.catalogue().factors;
        let names: Vec<&str> = factors.iter().map(|factor| factor.id.as_str()).collect();
        let mut answers = vec![None; factors.len()];
        read_fields(place, object, "factor", &names, |index, place, object| {
            let factor = &factors[index];
            answers[index] = match factor.kind {
                Kind::Level => value(RatingShape, place, object)?.map(Answer::Level),
                Kind::Shares => value(SharesShape(factor), place, object)?.map(Answer::Shares),
                Kind::PerDesign => value(per_design(place.catalogue()), place, object)?,
                Kind::PerResource => value(per_resource(factor), place, object)?,
            };
            Ok(())
        })?;
        Ok(Some(answers))
    }
}

fn per_design(catalogue: &Catalogue) -> EachShape<'_> {
    EachShape { what: "design", names: catalogue.designs.iter().map(|design| design.id.as_str()).collect() }
}

fn per_resource(factor: &Factor) -> EachShape<'_> {
    EachShape { what: "kind of resource", names: factor.resources.iter().map(|kind| kind.id.as_str()).collect() }
}

/// Returns the schema of the answers by factor.
pub fn factors(catalogue: &Catalogue) -> Schema {
    let empty = object("A team's answers by factor. An omitted factor is unanswered.");
    let answer = |factor: &Factor| match factor.kind {
        Kind::Level => RatingShape.schema(catalogue, ""),
        Kind::Shares => SharesShape(factor).schema(catalogue, ""),
        Kind::PerDesign => per_design(catalogue).schema(catalogue, &factor.name),
        Kind::PerResource => per_resource(factor).schema(catalogue, &factor.name),
    };
    catalogue.factors.iter().fold(empty, |object, factor| object.property(factor.id.as_str(), answer(factor))).into()
}
