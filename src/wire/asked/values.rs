//! Plain values: numbers within bounds, flags and known ids.

use serde::de::SeqAccess;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::catalogue::{Catalogue, DesignIndex, EnvironmentIndex};
use crate::wire::kit::reader::{Place, Shape, read_items};
use crate::wire::kit::schema::{DESIGN_ID, ENVIRONMENT_ID, Property, list_of, named, number, one_of, whole};
use crate::words::{fill, fill_text, text};

/// A number of 0 or more, up to a bound: the key of its description, and the bound.
pub struct Bounded(pub &'static str, pub f64);

impl Shape for Bounded {
    type Out = f64;

    fn expected(&self) -> &'static str {
        text(self.0)
    }

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        Schema::from(number(about, 0.0, self.1)).into()
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<f64> {
        if (0.0..=self.1).contains(&value) {
            return Some(value);
        }
        let [value, most] = [value, self.1].map(|number| number.to_string());
        let slots = [("value", value.as_str()), ("expected", self.expected()), ("most", &most)];
        let is_bounded = self.1 < f64::MAX;
        let template = if is_bounded { text("wire.field.above_most") } else { text("wire.field.out_of_range") };
        place.error(fill(template, &slots));
        None
    }
}

/// A whole number: the key of its description, the least and the most.
pub struct Whole(pub &'static str, pub u32, pub u32);

impl Shape for Whole {
    type Out = u32;

    fn expected(&self) -> &'static str {
        text(self.0)
    }

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        Schema::from(whole(about, self.1, self.2)).into()
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<u32> {
        if value.fract() == 0.0 && (f64::from(self.1)..=f64::from(self.2)).contains(&value) {
            return Some(value as u32);
        }
        let [least, most] = [self.1, self.2].map(|number| number.to_string());
        let value = value.to_string();
        let slots = [("value", value.as_str()), ("expected", self.expected()), ("least", &least), ("most", &most)];
        place.error(fill_text("wire.field.not_whole", &slots));
        None
    }
}

pub struct Flag;

impl Shape for Flag {
    type Out = bool;

    const EXPECTED: &'static str = "wire.expected.flag";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        Schema::from(ObjectBuilder::new().schema_type(Type::Boolean).description(Some(about))).into()
    }

    fn boolean(self, _: &Place<'_>, value: bool) -> Option<bool> {
        Some(value)
    }
}

pub fn known_id<'a>(
    place: &Place<'_>,
    what: &str,
    id: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<usize> {
    let found = known.clone().position(|name| name == id);
    if found.is_none() {
        place.unknown(what, id, known);
    }
    found
}

/// One of some names; `what` describes it in messages.
pub struct KnownId<'a> {
    pub what: &'static str,
    pub names: &'a [&'a str],
}

impl Shape for KnownId<'_> {
    type Out = usize;

    const EXPECTED: &'static str = "wire.expected.id";

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        Schema::from(one_of(self.names)).into()
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<usize> {
        known_id(place, self.what, value, self.names.iter().copied())
    }
}

/// The id of something in the catalog, read as its index.
#[derive(Clone, Copy)]
pub struct CatalogueId<Index> {
    what: &'static str,
    expected: &'static str,
    component: &'static str,
    /// Returns the id at an index, if there is one.
    at: fn(&Catalogue, usize) -> Option<&str>,
    index: fn(usize) -> Index,
}

pub const DESIGN: CatalogueId<DesignIndex> = CatalogueId {
    what: "design",
    expected: "wire.expected.id",
    component: DESIGN_ID,
    at: |catalogue, at| Some(&catalogue.designs.get(at)?.id),
    index: DesignIndex::from,
};

/// The design that a case or decision is about.
pub const CHOSEN_DESIGN: CatalogueId<DesignIndex> = CatalogueId { expected: "wire.expected.design", ..DESIGN };

pub const ENVIRONMENT: CatalogueId<EnvironmentIndex> = CatalogueId {
    what: "environment",
    expected: "wire.expected.id",
    component: ENVIRONMENT_ID,
    at: |catalogue, at| Some(&catalogue.environments.get(at)?.id),
    index: EnvironmentIndex::from,
};

impl<Index> Shape for CatalogueId<Index> {
    type Out = Index;

    fn expected(&self) -> &'static str {
        text(self.expected)
    }

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        named(self.component)
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Index> {
        let catalogue = place.catalogue();
        known_id(place, self.what, value, (0..).map_while(|at| (self.at)(catalogue, at))).map(self.index)
    }
}

/// A list of ids; duplicates count once.
pub(super) struct Ids<Index> {
    of: CatalogueId<Index>,
    expected: &'static str,
    /// The key of the error if the list is empty; it may be if there is none.
    empty: &'static str,
}

pub(super) const DESIGNS: Ids<DesignIndex> = Ids { of: DESIGN, expected: "wire.expected.designs", empty: "" };
pub(super) const ENVIRONMENTS: Ids<EnvironmentIndex> =
    Ids { of: ENVIRONMENT, expected: "wire.expected.environments", empty: "wire.field.no_environment" };

impl<Index: Copy + PartialEq> Shape for Ids<Index> {
    type Out = Vec<Index>;

    fn expected(&self) -> &'static str {
        text(self.expected)
    }

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        list_of(about, self.of.component, usize::from(!self.empty.is_empty())).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<Index>>, A::Error> {
        let mut found = Vec::new();
        let length = read_items(
            place,
            list,
            || self.of,
            |_, id| {
                if let Some(id) = id.filter(|id| !found.contains(id)) {
                    found.push(id);
                }
            },
        )?;
        if length == 0 && !self.empty.is_empty() {
            place.error(text(self.empty));
        }
        Ok(Some(found))
    }
}
