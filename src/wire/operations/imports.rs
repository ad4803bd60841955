//! Operations that take the parts of a form: `POST /v1/imports`, `POST /v1/imports/mapping` and `POST /v1/plans/template`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;
use serde_json::value::RawValue;
use utoipa::openapi::schema::{KnownFormat, Object, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{OpenApi, RefOr, Schema};

use crate::advisor::Advisor;
use crate::catalogue::Profile;
use crate::wire::answered::import_report::{ImportReport, RosterReport};
use crate::wire::answered::provenance::Provenance;
use crate::wire::asked::profile_json;
use crate::wire::kit::number::to_json;
use crate::wire::kit::schema::{Property, object, one_of, whole};
use crate::words;

/// Placeholder for a schema while the document is collected; [`crate::wire::complete`] or [`complete_imports`] replaces it
/// with the real one.
macro_rules! placeholder {
    ($name:ident) => {
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::Schema::from(utoipa::openapi::schema::ObjectBuilder::new()).into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

placeholder!(ImportParts);
placeholder!(MappingParts);
placeholder!(TemplateParts);

/// Placeholder for the schema of a profile while the document is collected.
mod named {
    placeholder!(Profile);
}

/// The teams of a survey or roster, with a report.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportAnswer)]
pub struct ImportAnswer<'a> {
    /// The teams that may be shown, ordered by id; each is a valid `profile` for `POST /v1/recommendations`.
    #[schema(value_type = Vec<named::Profile>)]
    teams: Vec<Box<RawValue>>,
    /// The result for every row, column and team of a survey; null for a roster.
    report: Option<ImportReport<'a>>,
    /// The content of the roster; null without one.
    roster: Option<RosterReport<'a>>,
    /// The same report as text, one line each, as `backmap import` prints it.
    #[schema(value_type = Vec<String>)]
    lines: &'a [String],
    /// The versions of catalog, model and engine behind this answer.
    provenance: Provenance<'a>,
}

impl<'a> ImportAnswer<'a> {
    /// Returns the answer as JSON.
    pub fn json(
        advisor: &'a Advisor,
        profiles: &[Profile],
        report: Option<ImportReport<'a>>,
        roster: Option<RosterReport<'a>>,
        lines: &'a [String],
    ) -> Vec<u8> {
        let teams = profiles.iter().map(|profile| {
            let text = String::from_utf8(profile_json(advisor.catalogue(), profile)).expect("JSON is text");
            RawValue::from_string(text).expect("the text is written as JSON")
        });
        to_json(&ImportAnswer { teams: teams.collect(), report, roster, lines, provenance: advisor.into() })
    }
}

/// A mapping proposed for a survey.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = MappingAnswer)]
pub struct MappingAnswer<'a> {
    /// The mapping as TOML, as `backmap import --draft-mapping` writes it: review it, edit it and send it back as the
    /// part `mapping`.
    mapping: &'a str,
    /// The result for each column, in file order.
    columns: Vec<ColumnLine<'a>>,
    file: &'a str,
    /// The id of the vendor whose export format was used.
    read_as: &'a str,
    /// The versions of catalog, model and engine behind this answer.
    provenance: Provenance<'a>,
}

impl<'a> MappingAnswer<'a> {
    /// Returns the answer as JSON.
    pub fn json(
        advisor: &'a Advisor,
        file: &'a str,
        read_as: &'a str,
        mapping: &'a str,
        columns: Vec<ColumnLine<'a>>,
    ) -> Vec<u8> {
        to_json(&MappingAnswer { mapping, columns, file, read_as, provenance: advisor.into() })
    }
}

/// A column of a survey and its proposed use. It contains no cell.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportColumn)]
pub struct ColumnLine<'a> {
    /// The column's number, from 1; `choices` uses this number.
    pub column: usize,
    /// The vendor's own question id, if there is one.
    pub id: Option<&'a str>,
    pub heading: &'a str,
    pub becomes: ColumnBecomes,
    /// The factor that it answers, such as `resources.staff`; for an unused column, the factor that it may answer, if
    /// any.
    pub factor: Option<&'a str>,
    pub why: ColumnWhy,
    /// How similar its heading is to a catalog question, 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    pub likeness: Option<f64>,
    /// The most similar catalog question.
    pub like: Option<&'a str>,
    /// Whether agreeing means less of the factor; only a choice or one of the service's own questions sets it.
    pub reversed: bool,
}

/// The proposed use of a column.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnBecomes {
    /// It contains the team's name, or part of it.
    Team,
    /// It answers a factor, or part of one.
    Factor,
    Unused,
}

/// Why a column gets its use. `chosen`: set in the request. `own_words`: the heading matches a form made by this
/// service. `alike`: the heading is similar to a catalog question and the answers fit a scale. `heading`: the heading
/// mentions schools or teams. `perhaps`: it may match a catalog question, so a person should decide. `unlike`: it
/// matches no question. `added`: the vendor added it. `person`: it identifies people.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnWhy {
    Chosen,
    OwnWords,
    Alike,
    Heading,
    Perhaps,
    Unlike,
    Added,
    Person,
}

/// The chosen use of a column.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(untagged)]
pub enum ColumnChoice {
    /// `team`, `unused` or a factor, of which agreeing means more.
    Use(String),
    Directed(DirectedChoice),
}

/// A factor with its direction.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectedChoice {
    #[serde(rename = "use")]
    pub target: String,
    /// Whether agreeing means less of it.
    #[serde(default)]
    pub reversed: bool,
}

/// Reads the chosen uses of columns, by column number.
///
/// # Errors
/// If the text is not a JSON object of this kind.
pub fn read_choices(json: &[u8]) -> Result<BTreeMap<usize, ColumnChoice>, String> {
    serde_json::from_slice(json).map_err(|error| {
        let example = r#"{"3": "team", "4": "unused", "5": {"use": "perceived_value", "reversed": true}}"#;
        words::fill_text("wire.part.choices", &[("example", example), ("error", &*error.to_string())])
    })
}

/// The highest allowed minimum of answers.
pub const MOST_MINIMUM: u32 = 1_000_000;

/// Adds the schemas of the form parts to a document that refers to them: the ids and the products of vendors, and the
/// lowest allowed minimum.
pub fn complete_imports(document: &mut OpenApi, vendors: &[&str], products: &str, least: u32) {
    let components = document.components.get_or_insert_with(Default::default);
    let mut add = |name: &str, schema: Schema| components.schemas.insert(name.to_owned(), RefOr::T(schema));
    add("ImportParts", import_parts(vendors, products, least));
    add("MappingParts", mapping_parts(vendors, products));
    add("TemplateParts", template_parts());
}

fn import_parts(vendors: &[&str], products: &str, least: u32) -> Schema {
    object("A survey with its mapping, or a roster, each part at most once")
        .property("file", survey(products))
        .property("mapping", file("Which column answers what, as TOML in UTF-8; required unless the file is a roster"))
        .property("agreed", file("A table with one agreed answer per team, for teams too small to show otherwise"))
        .property("roster", file("A OneRoster zip that provides the size of teams with the same id"))
        .property("join", file("Profiles, one per line, that fill in unanswered factors of teams with the same id"))
        .property(
            "minimum",
            whole(
                "The minimum number of answers required to show a team or one of its factors; 10 when omitted",
                least,
                MOST_MINIMUM,
            ),
        )
        .property("vendor", vendor(vendors))
        .property("grade_bands", text("For rosters: which grades form a team; `PK-5,6-8,9-12` when omitted", None))
        .property(
            "on",
            text(
                "For rosters: the date on which enrollments must be active, such as 2026-10-01",
                Some(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
            ),
        )
        .required("file")
        .into()
}

fn mapping_parts(vendors: &[&str], products: &str) -> Schema {
    let choices = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(
            "A JSON object with the use of each column, by column number: `team`, `unused`, or a factor such as `resources.staff`. For a statement of which agreeing means less of the factor: `{\"use\": \"perceived_value\", \"reversed\": true}`",
        ))
        .build();
    object("A survey, each part at most once")
        .property("file", survey(products))
        .property("choices", choices)
        .property(
            "header_rows",
            whole(
                "How many rows of headings the table has; 1 when omitted, and seen in exports of known products",
                1,
                10,
            ),
        )
        .property("vendor", vendor(vendors))
        .required("file")
        .into()
}

fn template_parts() -> Schema {
    object("A plan and a Word template, each exactly once")
        .property("plan", text("The plan as JSON, as `POST /v1/plans/check` takes it", None))
        .property("template", file("A Word file (.docx) with places to fill, 64 MB at most when unpacked"))
        .required("plan")
        .required("template")
        .into()
}

fn survey(products: &str) -> Object {
    file(&format!("An export of {products}, or any other table, as csv, tsv, xlsx or zip; or a OneRoster zip"))
}

fn file(description: &str) -> Object {
    let bytes = ObjectBuilder::new().schema_type(Type::String).description(Some(description));
    bytes.format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).build()
}

fn text(description: &str, pattern: Option<&str>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).description(Some(description)).pattern(pattern).build()
}

fn vendor(ids: &[&str]) -> Property {
    let mut vendor = one_of(ids);
    vendor.description = Some("The vendor of the export, if its format does not show it".to_owned());
    Schema::from(vendor).into()
}

/// Returns the example parts for the OpenAPI document.
pub fn parts_example(parts: &[(&str, &str)]) -> serde_json::Value {
    let value = |text: &str| text.parse::<u32>().map_or_else(|_| json!(text), |number| json!(number));
    parts.iter().map(|(name, text)| ((*name).to_owned(), value(text))).collect::<serde_json::Map<_, _>>().into()
}
