//! The fields of a decision request.

use jiff::civil::Date;
use serde::de::MapAccess;
use serde_json::json;
use utoipa::openapi::Schema;

use super::super::reader::Place;
use super::super::request::{ChoiceShape, DateShape, Extra, Words, value};
use super::super::schema::{DESIGN_ID, ENVIRONMENT_ID, Property, VARIANT_ID, date, named, object, words};
use crate::advisor::{Choice, Deciding};
use crate::catalogue::Catalogue;
use crate::words::text;

/// The longest reason, in characters.
const LONGEST_REASON: usize = 2_000;

/// The longest statement of a need, in characters.
const LONGEST_NEED: usize = 600;

/// The longest name of a role, in characters.
const LONGEST_ROLE: usize = 100;

/// The fields of a decision beside profile and options.
#[derive(Debug, Default)]
pub(super) struct DecisionExtra {
    /// Whether the field was present, valid or not.
    chosen: bool,
    choice: Option<Choice>,
    reason: Option<String>,
    decided_on: Option<Date>,
    decided_by: Option<String>,
    starts_on: Option<Date>,
    pupils_need: Option<String>,
    educators_learn: Option<String>,
}

impl Extra for DecisionExtra {
    const FIELDS: &'static [&'static str] =
        &["choice", "reason", "decided_on", "decided_by", "starts_on", "pupils_need", "educators_learn"];

    fn field<'de, A: MapAccess<'de>>(
        &mut self,
        catalogue: &Catalogue,
        field: usize,
        place: &Place<'_>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match field {
            0 => {
                self.chosen = true;
                self.choice = value(ChoiceShape { catalogue }, place, object)?;
            }
            1 => self.reason = value(Words { what: "a reason", longest: LONGEST_REASON }, place, object)?,
            2 => self.decided_on = value(DateShape, place, object)?,
            3 => self.decided_by = value(Words { what: "a role", longest: LONGEST_ROLE }, place, object)?,
            4 => self.starts_on = value(DateShape, place, object)?,
            5 => self.pupils_need = value(Words { what: "a need", longest: LONGEST_NEED }, place, object)?,
            _ => self.educators_learn = value(Words { what: "an aim", longest: LONGEST_NEED }, place, object)?,
        }
        Ok(())
    }

    fn check(&self, _: &Catalogue, place: &Place<'_>) {
        if !self.chosen {
            place.field("choice").error(text("wire.missing.choice"));
        }
    }
}

impl DecisionExtra {
    pub(super) fn deciding(self) -> Option<Deciding> {
        Some(Deciding {
            choice: self.choice?,
            reason: self.reason,
            decided_on: self.decided_on,
            decided_by: self.decided_by,
            starts_on: self.starts_on,
            pupils_need: self.pupils_need,
            educators_learn: self.educators_learn,
        })
    }
}

/// The same fields as command-line words.
#[derive(Clone, Copy, Debug, Default)]
pub struct DecisionWords<'a> {
    pub design: &'a str,
    pub environment: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub decided_on: Option<&'a str>,
    pub decided_by: Option<&'a str>,
    pub starts_on: Option<&'a str>,
    pub pupils_need: Option<&'a str>,
    pub educators_learn: Option<&'a str>,
}

impl DecisionWords<'_> {
    /// Returns the words as the fields of a body.
    pub(super) fn json(&self) -> String {
        let mut body = json!({"choice": {"design": self.design}});
        if let Some(environment) = self.environment {
            body["choice"]["environment"] = environment.into();
        }
        let texts = [
            ("reason", self.reason),
            ("decided_on", self.decided_on),
            ("decided_by", self.decided_by),
            ("starts_on", self.starts_on),
            ("pupils_need", self.pupils_need),
            ("educators_learn", self.educators_learn),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                body[name] = text.into();
            }
        }
        body.to_string()
    }
}

/// Returns the fields for the OpenAPI document.
pub(super) fn fields() -> Vec<(&'static str, Property, bool)> {
    let reason = "The reason for the choice. It may be omitted only if the choice ranks first; ties count as first.";
    vec![
        ("choice", choice(), true),
        ("reason", words(reason, LONGEST_REASON), false),
        ("decided_on", date("The date of the decision"), false),
        ("decided_by", words("The role of the person who decided, not a name", LONGEST_ROLE), false),
        ("starts_on", date("The planned start date"), false),
        ("pupils_need", words("What students need and do not get yet", LONGEST_NEED), false),
        ("educators_learn", words("What educators should learn to meet that need", LONGEST_NEED), false),
    ]
}

/// Returns the schema of a choice. Which environments and variants a design has is in the catalog; others are refused.
fn choice() -> Property {
    let choice = object("The choice. For an omitted field, the best feasible option is used.")
        .property("design", named(DESIGN_ID))
        .property("environment", named(ENVIRONMENT_ID))
        .property("variant", named(VARIANT_ID))
        .required("design");
    Schema::from(choice).into()
}
