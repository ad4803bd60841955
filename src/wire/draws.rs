//! Settings for simulations, shared by several operations.

use serde::de::{MapAccess, SeqAccess};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};

use super::reader::{Place, Read, Shape};
use super::request::{Extra, KnownId, Whole, value};
use super::schema::{Property, one_of, whole};
use crate::catalogue::Catalogue;
use crate::explain::robustness::{Draws, MOST_SAMPLES, Sources};
use crate::words::text;

/// The sources of uncertainty.
const SOURCES: [&str; 3] = ["weights", "answers", "numbers"];

/// The simulations that a body requests.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted(pub Draws);

impl Extra for Wanted {
    const FIELDS: &'static [&'static str] = &["samples", "seed", "sources"];

    fn field<'de, A: MapAccess<'de>>(
        &mut self,
        _: &Catalogue,
        field: usize,
        place: &Place<'_>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match field {
            0 => {
                let some =
                    Whole { expected: || text("wire.expected.simulations"), least: 100, most: MOST_SAMPLES as u32 };
                if let Some(samples) = value(some, place, object)? {
                    self.0.samples = samples as usize;
                }
            }
            1 => {
                let seed = Whole { expected: || text("wire.expected.whole"), least: 0, most: u32::MAX };
                self.0.seed = value(seed, place, object)?.unwrap_or(self.0.seed);
            }
            _ => self.0.sources = value(SourcesShape, place, object)?.unwrap_or(self.0.sources),
        }
        Ok(())
    }
}

struct SourcesShape;

impl<'de> Shape<'de> for SourcesShape {
    type Out = Sources;

    fn expected(&self) -> &'static str {
        text("wire.expected.sources")
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<Sources>, A::Error> {
        let mut named = [false; 3];
        for index in 0.. {
            let item = place.item(index);
            match list.next_element_seed(Read { shape: KnownId { what: "source", names: &SOURCES }, place: &item })? {
                None => break,
                Some(source) => source.into_iter().for_each(|source| named[source] = true),
            }
        }
        if named == [false; 3] {
            place.error(text("wire.field.no_source"));
            return Ok(None);
        }
        let [weights, answers, numbers] = named;
        Ok(Some(Sources { weights, answers, numbers }))
    }
}

/// Returns the names of the sources that varied.
pub(super) fn source_names(sources: Sources) -> Vec<&'static str> {
    let named = [sources.weights, sources.answers, sources.numbers];
    SOURCES.into_iter().zip(named).filter_map(|(name, drawn)| drawn.then_some(name)).collect()
}

/// Returns the fields for the schema.
pub(super) fn properties() -> Vec<(&'static str, Property, bool)> {
    let sources = ArrayBuilder::new()
        .description(Some("What varies; everything when omitted"))
        .items(one_of(&SOURCES))
        .min_items(Some(1));
    let seed = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .description(Some("The random seed; 1 when omitted. The same seed returns the same bytes"))
        .minimum(Some(0))
        .maximum(Some(u32::MAX));
    vec![
        ("samples", whole("How many simulations to run; 10,000 when omitted", 100, MOST_SAMPLES as u32).into(), false),
        ("seed", seed.into(), false),
        ("sources", sources.into(), false),
    ]
}
