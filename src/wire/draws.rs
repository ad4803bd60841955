//! Settings for simulations, shared by several operations.

use serde::de::SeqAccess;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::ArrayBuilder;

use super::reader::{Place, Shape, read_items};
use super::request::{KnownId, Whole};
use super::schema::{Property, one_of};
use crate::catalogue::Catalogue;
use crate::sensitivity::{Draws, MOST_SAMPLES, Sources};
use crate::words::text;

pub(super) const SAMPLES: Whole = Whole("wire.expected.simulations", 100, MOST_SAMPLES as u32);
pub(super) const ABOUT_SAMPLES: &str = "How many simulations to run; 10,000 when omitted";

pub(super) const SEED: Whole = Whole("wire.expected.whole", 0, u32::MAX);
pub(super) const ABOUT_SEED: &str = "The random seed; 1 when omitted. The same seed returns the same bytes";

/// Returns the simulations that a body requests.
pub(super) fn draws(samples: Option<usize>, seed: Option<u32>, sources: Option<Sources>) -> Draws {
    let usual = Draws::default();
    Draws {
        samples: samples.unwrap_or(usual.samples),
        seed: seed.unwrap_or(usual.seed),
        sources: sources.unwrap_or(usual.sources),
    }
}

/// The sources of uncertainty.
const SOURCES: [&str; 3] = ["weights", "answers", "numbers"];

pub(super) struct SourcesShape;

impl Shape for SourcesShape {
    type Out = Sources;

    const EXPECTED: &'static str = "wire.expected.sources";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let sources = ArrayBuilder::new().description(Some(about)).items(one_of(&SOURCES)).min_items(Some(1));
        Schema::from(sources).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Sources>, A::Error> {
        let mut named = [false; 3];
        let source = || KnownId { what: "source", names: &SOURCES };
        read_items(place, list, source, |_, source| source.into_iter().for_each(|source| named[source] = true))?;
        if named == [false; 3] {
            place.error(text("wire.field.no_source"));
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
