//! Plain values: numbers within bounds, flags and known ids.

use serde::de::SeqAccess;

use super::super::reader::{Place, Read, Shape};
use crate::catalogue::Catalogue;
use crate::words::{fill, text};

/// A number of 0 or more, up to a bound.
pub(in crate::wire) struct Bounded {
    pub expected: fn() -> &'static str,
    pub most: f64,
}

impl<'de> Shape<'de> for Bounded {
    type Out = f64;

    fn expected(&self) -> &'static str {
        (self.expected)()
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<f64> {
        if (0.0..=self.most).contains(&value) {
            return Some(value);
        }
        let [value, most] = [value, self.most].map(|number| number.to_string());
        let slots = [("value", value.as_str()), ("expected", (self.expected)()), ("most", &most)];
        let is_bounded = self.most < f64::MAX;
        let template = if is_bounded { text("wire.field.above_most") } else { text("wire.field.out_of_range") };
        place.error(fill(template, &slots));
        None
    }
}

/// A whole number from `least` to `most`.
pub(in crate::wire) struct Whole {
    pub expected: fn() -> &'static str,
    pub least: u32,
    pub most: u32,
}

impl<'de> Shape<'de> for Whole {
    type Out = u32;

    fn expected(&self) -> &'static str {
        (self.expected)()
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<u32> {
        if value.fract() == 0.0 && (f64::from(self.least)..=f64::from(self.most)).contains(&value) {
            return Some(value as u32);
        }
        let [least, most] = [self.least, self.most].map(|number| number.to_string());
        let value = value.to_string();
        let slots = [("value", value.as_str()), ("expected", (self.expected)()), ("least", &least), ("most", &most)];
        place.error(fill(text("wire.field.not_whole"), &slots));
        None
    }
}

pub(in crate::wire) struct Flag;

impl<'de> Shape<'de> for Flag {
    type Out = bool;

    fn expected(&self) -> &'static str {
        text("wire.expected.flag")
    }

    fn boolean(self, _: &Place<'_>, value: bool) -> Option<bool> {
        Some(value)
    }
}

pub(super) fn known_id(place: &Place<'_>, what: &str, id: &str, known: &[&str]) -> Option<usize> {
    let found = known.iter().position(|name| *name == id);
    if found.is_none() {
        place.unknown(what, id, known);
    }
    found
}

/// A list of known ids; duplicates count once.
pub(super) struct Ids<'a> {
    pub what: &'static str,
    pub names: Vec<&'a str>,
}

impl<'de> Shape<'de> for Ids<'_> {
    type Out = Vec<usize>;

    fn expected(&self) -> &'static str {
        text("wire.expected.ids")
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<Vec<usize>>, A::Error> {
        let (mut found, mut whole) = (Vec::new(), true);
        for index in 0.. {
            let item = place.item(index);
            let shape = KnownId { what: self.what, names: &self.names };
            match list.next_element_seed(Read { shape, place: &item })? {
                None => break,
                Some(Some(id)) if !found.contains(&id) => found.push(id),
                Some(id) => whole &= id.is_some(),
            }
        }
        Ok(whole.then_some(found))
    }
}

pub(in crate::wire) struct KnownId<'a> {
    pub what: &'static str,
    pub names: &'a [&'a str],
}

impl<'de> Shape<'de> for KnownId<'_> {
    type Out = usize;

    fn expected(&self) -> &'static str {
        text("wire.expected.id")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<usize> {
        known_id(place, self.what, value, self.names)
    }
}

pub(super) struct Designs<'a> {
    pub catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Designs<'_> {
    type Out = Vec<usize>;

    fn expected(&self) -> &'static str {
        text("wire.expected.designs")
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<usize>>, A::Error> {
        let names = self.catalogue.designs.iter().map(|design| design.id.as_str()).collect();
        Ids { what: "design", names }.list(place, list)
    }
}
