//! Settings for simulations, shared by several operations.

use serde::de::SeqAccess;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::ArrayBuilder;

use super::values::{KnownId, Whole};
use crate::catalogue::Catalogue;
use crate::sensitivity::{Draws, MOST_SAMPLES, Sources};
use crate::wire::kit::reader::{Place, Shape, read_items};
use crate::wire::kit::schema::{Property, one_of};
use crate::words::text;

pub const SAMPLES: Whole = Whole("wire.expected.simulations", 100, MOST_SAMPLES as u32);
pub const ABOUT_SAMPLES: &str = "How many simulations to run; 10,000 when omitted";

pub const SEED: Whole = Whole("wire.expected.whole", 0, u32::MAX);
pub const ABOUT_SEED: &str = "The random seed; 1 when omitted. The same seed returns the same bytes";

/// Returns the simulations that a body requests.
pub fn draws(samples: Option<usize>, seed: Option<u32>, sources: Option<Sources>) -> Draws {
    let usual = Draws::default();
    Draws {
        samples: samples.unwrap_or(usual.samples),
        seed: seed.unwrap_or(usual.seed),
        sources: sources.unwrap_or(usual.sources),
    }
}

pub struct SourcesShape;

impl Shape for SourcesShape {
    type Out = Sources;

    const EXPECTED: &'static str = "wire.expected.sources";

    fn schema(&self, _: &Catalogue, about: &str) -> Property {
        let sources = ArrayBuilder::new().description(Some(about)).items(one_of(&Sources::NAMES)).min_items(Some(1));
        Schema::from(sources).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Sources>, A::Error> {
        let mut named = [false; 3];
        let source = || KnownId { what: "source", names: &Sources::NAMES };
        read_items(place, list, source, |_, source| source.into_iter().for_each(|source| named[source] = true))?;
        if named == [false; 3] {
            place.error(text("wire.field.no_source"));
        }
        let [weights, answers, numbers] = named;
        Ok(Some(Sources { weights, answers, numbers }))
    }
}
