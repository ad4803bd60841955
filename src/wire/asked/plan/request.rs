//! Reading and writing a plan: the team's file and the body of every plan operation have the same shape.

use serde::de::MapAccess;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use utoipa::openapi::Schema;

use super::record::{FieldOf, Record};
use crate::advisor::{Advisor, Options};
use crate::catalogue::Catalogue;
use crate::planning::Plan;
use crate::wire::asked::form::options_text;
use crate::wire::asked::options::OPTIONS;
use crate::wire::asked::profile::PROFILE;
use crate::wire::asked::profile_json::profile_json;
use crate::wire::asked::request::read;
use crate::wire::kit::fields::Fields;
use crate::wire::kit::problem::Problem;
use crate::wire::kit::reader::{Place, Shape, read_fields, value};
use crate::wire::kit::schema::Property;

/// A plan, with the options of its ranking.
#[derive(Clone, Debug, Default)]
pub struct PlanRequest {
    pub plan: Plan,
    pub options: Options,
}

/// Reads a plan.
///
/// # Errors
/// As [`crate::wire::read_request`].
pub fn read_plan(advisor: &Advisor, body: &[u8]) -> Result<PlanRequest, Problem> {
    read(advisor.catalogue(), body, PlanShape)
}

/// Returns the fields of a plan without `profile` and `options`.
pub fn plan_fields() -> Vec<FieldOf> {
    Plan::fields()
}

/// Returns a plan as a file that reads back as the same plan.
pub fn plan_json(advisor: &Advisor, request: &PlanRequest) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(&File { advisor, request }).expect("plans always serialize");
    text.push(b'\n');
    text
}

struct PlanShape;

impl Shape for PlanShape {
    type Out = PlanRequest;

    const EXPECTED: &'static str = "wire.expected.plan";

    fn schema(&self, catalogue: &Catalogue, _: &str) -> Property {
        plan_schema(catalogue).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<PlanRequest>, A::Error> {
        let (mut plan, mut options) = (Plan::default(), None);
        let names = [&["profile", "options"], Plan::NAMES].concat();
        read_fields(place, object, "field", &names, |at, place, object| {
            match names[at] {
                "profile" => plan.profile = value(PROFILE, place, object)?,
                "options" => options = value(OPTIONS, place, object)?,
                name => plan.read_field(name, place, object)?,
            }
            Ok(())
        })?;
        Ok(Some(PlanRequest { plan, options: options.unwrap_or_default() }))
    }
}

struct File<'a> {
    advisor: &'a Advisor,
    request: &'a PlanRequest,
}

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.request.plan.write_fields(&mut map)?;
        let catalogue = self.advisor.catalogue();
        let profile = self.request.plan.profile.as_ref().map(|profile| profile_json(catalogue, profile));
        let profile = profile.map(|json| String::from_utf8_lossy(&json).into_owned());
        let options = Some(options_text(catalogue, &self.request.options)).filter(|options| options != "{}");
        for (name, text) in [("profile", profile), ("options", options)] {
            if let Some(text) = text {
                let value: Value = serde_json::from_str(&text).expect("profiles and options are JSON");
                map.serialize_entry(name, &value)?;
            }
        }
        map.end()
    }
}

/// Returns the schema of a plan.
pub fn plan_schema(catalogue: &Catalogue) -> Schema {
    let about = "A plan. Every part is optional; a missing part is reported as an open question or a finding.";
    Plan::builder(catalogue, about)
        .property("profile", PROFILE.schema(catalogue, ""))
        .property("options", OPTIONS.schema(catalogue, ""))
        .into()
}
