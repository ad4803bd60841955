//! Answers: levels, distributions, shares, and ratings for each of several names.

use serde::de::{MapAccess, SeqAccess};
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ArrayBuilder, OneOfBuilder};

use super::values::{Bounded, known_id};
use crate::answers::{Distribution, LEVELS, Level, Rating, Shares};
use crate::catalogue::{Answer, Catalogue, Factor};
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::reader::{Place, Shape, read_fields, read_items, value};
use crate::wire::kit::schema::{LEAST_COUNT, MOST_COUNT, Property, all_below, keyword, named, number, object, one_of};
use crate::words::{fill_text, text};

/// A level, or an object with counts.
pub(super) struct RatingShape;

fields! {
    struct Members (EXPECTED = "wire.expected.rating", ABOUT = "The distribution of a team's members over the levels") {
        counts: Option<Distribution> = Counts, "The number of members at each level, level 1 first; not all 0",
            required "wire.missing.counts";
    }
}

impl Shape for RatingShape {
    type Out = Rating;

    const EXPECTED: &'static str = Members::EXPECTED;

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        named("Rating")
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<Rating> {
        Level::new(value).map(Rating::Level).map_err(|error| place.error(error.to_string())).ok()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Rating>, A::Error> {
        Ok(Members::read_object(place, object)?.0.counts.map(Rating::Distribution))
    }
}

/// Returns the schema of a rating.
pub fn rating(catalogue: &Catalogue) -> Schema {
    Schema::OneOf(
        OneOfBuilder::new()
            .description(Some("A level from 1 to 5, or a distribution over the levels"))
            .item(number("A level from 1 to 5; fractions interpolate", 1.0, 5.0))
            .item(Members::schema(catalogue))
            .build(),
    )
}

struct Counts;

impl Shape for Counts {
    type Out = Distribution;

    const EXPECTED: &'static str = "wire.expected.counts";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let counts = ArrayBuilder::new()
            .description(Some(about))
            .items(number("", 0.0, MOST_COUNT).build())
            .min_items(Some(LEVELS))
            .max_items(Some(LEVELS))
            .extensions(Some(keyword("contains", serde_json::json!({ "minimum": LEAST_COUNT }))));
        Schema::from(counts).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Distribution>, A::Error> {
        let mut counts = [0.0; LEVELS];
        let (mut at, mut whole) = (0, true);
        let length = read_items(
            place,
            list,
            || Bounded("wire.expected.count", f64::MAX),
            |_, count| {
                match (counts.get_mut(at), count) {
                    (Some(slot), Some(count)) => *slot = count,
                    _ => whole = false,
                }
                at += 1;
            },
        )?;
        if length != LEVELS {
            place.error(fill_text("wire.field.counts", &[("found", &length.to_string())]));
            return Ok(None);
        }
        if !whole {
            return Ok(None);
        }
        Ok(Distribution::new(counts).map_err(|error| place.error(error.to_string())).ok())
    }
}

/// Shares of a factor's categories; for the outcome type also a single id.
pub(super) struct SharesShape<'a>(pub &'a Factor);

/// The only factor whose shares may be a single id.
pub const SINGLE_ID_FACTOR: &str = "outcome_type";

impl SharesShape<'_> {
    fn is_single(&self) -> bool {
        self.0.id == SINGLE_ID_FACTOR
    }

    fn names(&self) -> Vec<&str> {
        self.0.categories.iter().map(|category| category.id.as_str()).collect()
    }
}

impl Shape for SharesShape<'_> {
    type Out = Shares;

    fn expected(&self) -> &'static str {
        if self.is_single() { text("wire.expected.id_or_shares") } else { text("wire.expected.shares") }
    }

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        let empty = object(&format!("{}: shares of its categories, not all 0", self.0.name));
        let share = || number("", 0.0, MOST_COUNT).build();
        let names = self.names();
        let shares = names.iter().fold(empty, |object, name| object.property(*name, share()));
        let shares = shares.extensions(Some(all_below()));
        if !self.is_single() {
            return Schema::from(shares).into();
        }
        Schema::OneOf(OneOfBuilder::new().item(one_of(&names)).item(shares).build()).into()
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Shares> {
        if !self.is_single() {
            return self.wrong(place, text("wire.expected.string"));
        }
        known_id(place, "category", value, self.names().into_iter()).map(Shares::only)
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Shares>, A::Error> {
        let names = self.names();
        let mut values = vec![0.0; names.len()];
        let mut whole = true;
        whole &= read_fields(place, object, "category", &names, |index, place, object| {
            match value(Bounded("wire.expected.share", MOST_COUNT), place, object)? {
                Some(share) => values[index] = share,
                None => whole = false,
            }
            Ok(())
        })?;
        if !whole {
            return Ok(None);
        }
        Ok(Shares::new(&values).map_err(|error| place.error(error.to_string())).ok())
    }
}

/// A rating for each of several names; `what` describes a name in messages.
pub(super) struct EachShape<'a> {
    pub what: &'static str,
    pub names: Vec<&'a str>,
}

impl Shape for EachShape<'_> {
    type Out = Answer;

    const EXPECTED: &'static str = "wire.expected.each";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let empty = object(&format!("{about}: a rating for each; an omitted one is unanswered"));
        Schema::from(self.names.iter().fold(empty, |object, name| object.property(*name, named("Rating")))).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Answer>, A::Error> {
        let mut ratings = vec![None; self.names.len()];
        read_fields(place, object, self.what, &self.names, |index, place, object| {
            ratings[index] = value(RatingShape, place, object)?;
            Ok(())
        })?;
        Ok(ratings.iter().any(Option::is_some).then_some(Answer::Each(ratings)))
    }
}
