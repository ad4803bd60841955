//! Answers: levels, distributions, shares, and ratings for each of several names.

use serde::de::{MapAccess, SeqAccess};

use super::super::reader::{Place, Read, Shape, read_fields};
use super::value;
use super::values::{Bounded, known_id};
use crate::answers::{Distribution, LEVELS, Level, MAX_COUNT_SUM, Rating, Shares, SharesError};
use crate::catalogue::{Answer, Factor};
use crate::words::{fill, text};

/// A level, or an object with counts.
pub(super) struct RatingShape;

impl<'de> Shape<'de> for RatingShape {
    type Out = Rating;

    fn expected(&self) -> &'static str {
        text("wire.expected.rating")
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<Rating> {
        Level::new(value).map(Rating::Level).map_err(|error| place.error(error.to_string())).ok()
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Rating>, A::Error> {
        let (mut rating, mut given) = (None, false);
        read_fields(place, object, "field", &["counts"], |_, place, object| {
            given = true;
            rating = value(Counts, place, object)?.map(Rating::Distribution);
            Ok(())
        })?;
        if !given {
            place.field("counts").error(text("wire.missing.counts"));
        }
        Ok(rating)
    }
}

pub(super) struct Counts;

impl<'de> Shape<'de> for Counts {
    type Out = Distribution;

    fn expected(&self) -> &'static str {
        text("wire.expected.counts")
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<Distribution>, A::Error> {
        let mut counts = [0.0; LEVELS];
        let (mut length, mut whole) = (0, true);
        loop {
            let item = place.item(length);
            let shape = Bounded { expected: || text("wire.expected.count"), most: f64::MAX };
            let Some(count) = list.next_element_seed(Read { shape, place: &item })? else { break };
            match (counts.get_mut(length), count) {
                (Some(slot), Some(count)) => *slot = count,
                _ => whole = false,
            }
            length += 1;
        }
        if length != LEVELS {
            place.error(fill(text("wire.field.counts"), &[("found", &length.to_string())]));
            return Ok(None);
        }
        if !whole {
            return Ok(None);
        }
        Ok(Distribution::new(counts).map_err(|error| place.error(error.to_string())).ok())
    }
}

/// Shares of a factor's categories; for the outcome type also a single id.
pub(super) struct SharesShape<'a> {
    pub factor: &'a Factor,
}

/// The only factor whose shares may be a single id.
pub const SINGLE_ID_FACTOR: &str = "outcome_type";

impl SharesShape<'_> {
    fn names(&self) -> Vec<&str> {
        self.factor.categories.iter().map(|category| category.id.as_str()).collect()
    }
}

impl<'de> Shape<'de> for SharesShape<'_> {
    type Out = Shares;

    fn expected(&self) -> &'static str {
        let is_single = self.factor.id == SINGLE_ID_FACTOR;
        if is_single { text("wire.expected.id_or_shares") } else { text("wire.expected.shares") }
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Shares> {
        if self.factor.id != SINGLE_ID_FACTOR {
            return self.wrong(place, text("wire.expected.string"));
        }
        known_id(place, "category", value, &self.names()).map(Shares::only)
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Shares>, A::Error> {
        let names = self.names();
        let mut values = vec![0.0; names.len()];
        let mut whole = true;
        whole &= read_fields(place, object, "category", &names, |index, place, object| {
            match value(Bounded { expected: || text("wire.expected.share"), most: MAX_COUNT_SUM }, place, object)? {
                Some(share) => values[index] = share,
                None => whole = false,
            }
            Ok(())
        })?;
        if !whole {
            return Ok(None);
        }
        let shares = Shares::new(&values).map_err(|error: SharesError| place.error(error.to_string()));
        Ok(shares.ok())
    }
}

/// A rating for each of several names.
pub(super) struct EachShape<'a> {
    pub what: &'static str,
    pub names: Vec<&'a str>,
}

impl<'de> Shape<'de> for EachShape<'_> {
    type Out = Answer;

    fn expected(&self) -> &'static str {
        text("wire.expected.each")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Answer>, A::Error> {
        let mut ratings = vec![None; self.names.len()];
        read_fields(place, object, self.what, &self.names, |index, place, object| {
            ratings[index] = value(RatingShape, place, object)?;
            Ok(())
        })?;
        Ok(ratings.iter().any(Option::is_some).then_some(Answer::Each(ratings)))
    }
}
