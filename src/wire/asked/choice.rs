//! The subject of a case or decision: a choice, and where the team works.

use serde::de::MapAccess;
use utoipa::openapi::Schema;

use super::text::VariantId;
use super::values::{CHOSEN_DESIGN, ENVIRONMENT, known_id};
use crate::advisor::Choice;
use crate::catalogue::{Catalogue, DesignIndex, EnvironmentIndex, StudyWord, StudyWords};
use crate::explain::Here;
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::reader::{Place, Shape};
use crate::wire::kit::schema::{Property, one_of};
use crate::words::{fill_text, list};

/// A design, optionally with its environment and variant. Which of them a design has is in the catalog.
pub struct ChoiceShape;

fields! {
    struct ChoiceFields (EXPECTED = "wire.expected.choice") {
        design: Option<DesignIndex> = CHOSEN_DESIGN, "", required "wire.missing.chosen_design";
        environment: Option<EnvironmentIndex> = ENVIRONMENT, "";
        variant: Option<String> = VariantId, "";
    }
}

impl Shape for ChoiceShape {
    type Out = Choice;

    const EXPECTED: &'static str = ChoiceFields::EXPECTED;

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        Schema::from(ChoiceFields::builder(catalogue, about)).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Choice>, A::Error> {
        let (ChoiceFields { design, environment, variant }, _) = ChoiceFields::read_object(place, object)?;
        let Some(design) = design else { return Ok(None) };
        if let Some(environment) = environment {
            check_offered(design, environment, &place.field("environment"));
        }
        let variant = variant.and_then(|id| variant_of(design, &id, &place.field("variant")));
        Ok(Some(Choice { design, environment, variant }))
    }
}

fn check_offered(design: DesignIndex, environment: EnvironmentIndex, place: &Place<'_>) {
    let catalogue = place.catalogue();
    let (design, environment) = (&catalogue.designs[design], &catalogue.environments[environment].id);
    if !design.environments.contains(environment) {
        let known: Vec<String> = design.environments.iter().map(|id| format!("`{id}`")).collect();
        let slots = [("design", design.id.as_str()), ("environment", environment), ("known", &list(&known))];
        place.error(fill_text("wire.field.not_offered", &slots));
    }
}

fn variant_of(design: DesignIndex, id: &str, place: &Place<'_>) -> Option<usize> {
    let design = &place.catalogue().designs[design];
    if design.variants.is_empty() {
        place.error(fill_text("wire.field.no_variants", &[("design", &design.id)]));
        return None;
    }
    known_id(place, "variant", id, design.variants.iter().map(|variant| variant.id.as_str()))
}

fields! {
    Here (EXPECTED = "wire.expected.here") {
        country = StudyWordId("country", |words| &words.country), "";
        phase = StudyWordId("phase", |words| &words.phase), "";
        subject = StudyWordId("subject", |words| &words.subject), "";
    }
}

/// One of the catalog's words for teams: what it is in messages, and the words.
struct StudyWordId(&'static str, fn(&StudyWords) -> &[StudyWord]);

impl StudyWordId {
    fn ids<'a>(&self, catalogue: &'a Catalogue) -> Vec<&'a str> {
        let words = (self.1)(&catalogue.model.study_words).iter();
        words.filter(|word| word.is_for_teams()).map(|word| word.id.as_str()).collect()
    }
}

impl Shape for StudyWordId {
    type Out = usize;

    const EXPECTED: &'static str = "wire.expected.id";

    fn schema(&self, catalogue: &Catalogue, _: &str) -> Property {
        Schema::from(one_of(&self.ids(catalogue))).into()
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<usize> {
        let catalogue = place.catalogue();
        known_id(place, self.0, value, self.ids(catalogue).into_iter())?;
        (self.1)(&catalogue.model.study_words).iter().position(|word| word.id == value)
    }
}
