//! The subject of a case or decision: a choice, and where the team works.

use serde::de::MapAccess;

use super::super::reader::{Place, Shape, read_fields};
use super::value;
use super::values::{KnownId, known_id};
use crate::advisor::Choice;
use crate::catalogue::{Catalogue, StudyWord};
use crate::explain::Here;
use crate::words::{fill, list, text};

/// The id of a design.
pub(in crate::wire) struct DesignId<'a> {
    pub catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for DesignId<'_> {
    type Out = usize;

    fn expected(&self) -> &'static str {
        text("wire.expected.design")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<usize> {
        let names: Vec<&str> = self.catalogue.designs.iter().map(|design| design.id.as_str()).collect();
        known_id(place, "design", value, &names)
    }
}

/// A design, optionally with its environment and variant.
pub(in crate::wire) struct ChoiceShape<'a> {
    pub catalogue: &'a Catalogue,
}

/// Any string, checked after the whole object is read.
struct Given;

impl<'de> Shape<'de> for Given {
    type Out = String;

    fn expected(&self) -> &'static str {
        text("wire.expected.id")
    }

    fn text(self, _: &Place<'_>, value: &str) -> Option<String> {
        Some(value.to_owned())
    }
}

impl<'de> Shape<'de> for ChoiceShape<'_> {
    type Out = Choice;

    fn expected(&self) -> &'static str {
        text("wire.expected.choice")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Choice>, A::Error> {
        let catalogue = self.catalogue;
        let (mut design, mut environment, mut variant, mut given) = (None, None, None, false);
        let names: Vec<&str> = catalogue.environments.iter().map(|environment| environment.id.as_str()).collect();
        let mut clean =
            read_fields(place, object, "field", &["design", "environment", "variant"], |at, place, object| {
                match at {
                    0 => {
                        given = true;
                        design = value(DesignId { catalogue }, place, object)?;
                    }
                    1 => environment = Some(value(KnownId { what: "environment", names: &names }, place, object)?),
                    _ => variant = Some(value(Given, place, object)?),
                }
                Ok(())
            })?;
        if !given {
            place.field("design").error(text("wire.missing.chosen_design"));
        }
        // A value that could not be read already has its error.
        clean &= environment != Some(None) && variant != Some(None);
        let Some(design) = design else { return Ok(None) };
        let environment = environment.flatten();
        clean &= environment
            .is_none_or(|environment| is_offered(catalogue, design, environment, &place.field("environment")));
        let variant = match variant.flatten() {
            None => None,
            Some(id) => {
                let found = variant_of(catalogue, design, &id, &place.field("variant"));
                clean &= found.is_some();
                found
            }
        };
        Ok(clean.then_some(Choice { design, environment, variant }))
    }
}

fn is_offered(catalogue: &Catalogue, design: usize, environment: usize, place: &Place<'_>) -> bool {
    let (design, environment) = (&catalogue.designs[design], &catalogue.environments[environment].id);
    let offered = design.environments.contains(environment);
    if !offered {
        let known: Vec<String> = design.environments.iter().map(|id| format!("`{id}`")).collect();
        let slots = [("design", design.id.as_str()), ("environment", environment), ("known", &list(&known))];
        place.error(fill(text("wire.field.not_offered"), &slots));
    }
    offered
}

fn variant_of(catalogue: &Catalogue, design: usize, id: &str, place: &Place<'_>) -> Option<usize> {
    let design = &catalogue.designs[design];
    if design.variants.is_empty() {
        place.error(fill(text("wire.field.no_variants"), &[("design", &design.id)]));
        return None;
    }
    let known: Vec<&str> = design.variants.iter().map(|variant| variant.id.as_str()).collect();
    known_id(place, "variant", id, &known)
}

/// Where the team works, as ids from the catalog.
pub(in crate::wire) struct HereShape<'a> {
    pub catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for HereShape<'_> {
    type Out = Here;

    fn expected(&self) -> &'static str {
        text("wire.expected.here")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Here>, A::Error> {
        let words = &self.catalogue.model.study_words;
        let mut here = Here::default();
        read_fields(place, object, "field", &["country", "phase", "subject"], |at, place, object| {
            match at {
                0 => here.country = value(StudyWordId { what: "country", words: &words.country }, place, object)?,
                1 => here.phase = value(StudyWordId { what: "phase", words: &words.phase }, place, object)?,
                _ => here.subject = value(StudyWordId { what: "subject", words: &words.subject }, place, object)?,
            }
            Ok(())
        })?;
        Ok(Some(here))
    }
}

struct StudyWordId<'a> {
    what: &'static str,
    words: &'a [StudyWord],
}

impl<'de> Shape<'de> for StudyWordId<'_> {
    type Out = usize;

    fn expected(&self) -> &'static str {
        text("wire.expected.id")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<usize> {
        let known: Vec<&str> =
            self.words.iter().filter(|word| word.is_for_teams()).map(|word| word.id.as_str()).collect();
        known_id(place, self.what, value, &known)?;
        self.words.iter().position(|word| word.id == value)
    }
}
