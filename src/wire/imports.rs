//! `POST /v1/imports` and `POST /v1/imports/mapping`: the parts that they take, and what they answer.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;
use serde_json::value::RawValue;
use utoipa::openapi::schema::{KnownFormat, Object, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{OpenApi, RefOr, Schema};

use super::import_report::{ImportReport, RosterReport};
use super::number::to_json;
use super::operation::request_type;
use super::profile::profile_json;
use super::provenance::Provenance;
use super::schema::{Property, object, one_of, whole};
use crate::advisor::Advisor;
use crate::catalogue::Profile;

request_type!(ImportParts);
request_type!(MappingParts);

/// Stands for the shape of a profile where the document is collected.
mod named {
    super::request_type!(Profile);
}

/// The teams of a survey or a roster, and what has to be said of all of them.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportAnswer)]
pub struct ImportAnswer<'a> {
    /// The teams that may be shown, in the order of their ids; each as `POST /v1/recommendations` takes it.
    #[schema(value_type = Vec<named::Profile>)]
    teams: Vec<Box<RawValue>>,
    /// What became of every row, column and team of a survey; null for a roster.
    report: Option<ImportReport<'a>>,
    /// What the roster held; null where there is none.
    roster: Option<RosterReport<'a>>,
    /// The same in words, a line each, as `backmap import` prints it.
    #[schema(value_type = Vec<String>)]
    lines: &'a [String],
    /// What the answer was made from.
    provenance: Provenance<'a>,
}

impl<'a> ImportAnswer<'a> {
    /// The answer as JSON.
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
    /// The mapping as TOML, as `backmap import --draft-mapping` writes it: to be read, altered and sent back as the part
    /// `mapping`.
    mapping: &'a str,
    /// What it makes of each column, in the order of the file.
    columns: Vec<ColumnLine<'a>>,
    file: &'a str,
    /// The id of the vendor whose export it was read as.
    read_as: &'a str,
    /// What the answer was made from.
    provenance: Provenance<'a>,
}

impl<'a> MappingAnswer<'a> {
    /// The answer as JSON.
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

/// A column of a survey, and what it would be taken as. It holds no cell.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportColumn)]
pub struct ColumnLine<'a> {
    /// Counted from 1; choices name it by this.
    pub column: usize,
    /// The vendor's own id of the question, where there is one.
    pub id: Option<&'a str>,
    pub heading: &'a str,
    pub becomes: ColumnBecomes,
    /// What it answers, such as `resources.staff`; of an unused column what it may answer, if anything.
    pub factor: Option<&'a str>,
    pub why: ColumnWhy,
    /// How like its heading is to a question of ours, from 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    pub likeness: Option<f64>,
    /// That question.
    pub like: Option<&'a str>,
}

/// What becomes of a column.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnBecomes {
    /// It names the team, or a part of its name.
    Team,
    /// It answers a factor, or a part of one.
    Factor,
    Unused,
}

/// Why a column becomes what it does: `chosen` in the request; `own_words`, it asks as a form made here does; `alike`, its
/// heading is much like a question of ours and its answers fit a scale; `heading`, which speaks of schools or teams;
/// `perhaps`, it may ask what a question of ours does, which is for a person to say; `unlike` any question; `added` by the
/// vendor; `person`, it tells who somebody is.
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

/// Reads what columns are to be taken as, by their numbers.
///
/// # Errors
/// When it is not such an object.
pub fn read_choices(json: &[u8]) -> Result<BTreeMap<usize, String>, String> {
    serde_json::from_slice(json).map_err(|error| {
        format!("expected a JSON object of columns by their numbers, such as {{\"3\": \"team\", \"4\": \"unused\"}}: {error}")
    })
}

/// The most that may be asked for as a minimum of answers.
pub const MOST_MINIMUM: u32 = 1_000_000;

/// Adds the shapes of the parts to a document that refers to them: the ids of vendors, and the least minimum that may be
/// asked for.
pub fn complete_imports(document: &mut OpenApi, vendors: &[&str], least: u32) {
    let components = document.components.get_or_insert_with(Default::default);
    let mut add = |name: &str, schema: Schema| components.schemas.insert(name.to_owned(), RefOr::T(schema));
    add("ImportParts", import_parts(vendors, least));
    add("MappingParts", mapping_parts(vendors));
}

fn import_parts(vendors: &[&str], least: u32) -> Schema {
    object("A survey with its mapping, or a roster, each part at most once")
        .property("file", survey())
        .property("mapping", file("Which column answers what, as TOML in UTF-8; needed unless the file is a roster"))
        .property("agreed", file("A table with one agreed answer a team, for teams that may not be shown otherwise"))
        .property("roster", file("A OneRoster zip that gives teams of the same id their size"))
        .property(
            "join",
            file("Profiles, one a line, that fill in what the survey leaves open in teams of the same id"),
        )
        .property(
            "minimum",
            whole(
                "The least number of answers of a team, and of a factor within it, that is shown; 10 unless given",
                least,
                MOST_MINIMUM,
            ),
        )
        .property("vendor", vendor(vendors))
        .property("grade_bands", text("Which grades make a team, for rosters; `PK-5,6-8,9-12` unless given", None))
        .property(
            "on",
            text(
                "The day, as 2026-10-01, on which enrolments have to hold, for rosters",
                Some(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
            ),
        )
        .required("file")
        .into()
}

fn mapping_parts(vendors: &[&str]) -> Schema {
    let choices = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(
            "A JSON object: what columns are to be taken as, by their numbers; `team`, `unused`, or what they answer, such as `resources.staff`",
        ))
        .build();
    object("A survey, each part at most once")
        .property("file", survey())
        .property("choices", choices)
        .property("vendor", vendor(vendors))
        .required("file")
        .into()
}

fn survey() -> Object {
    file(
        "An export of Google Forms, Microsoft Forms or Qualtrics, or any other table, as csv, tsv, xlsx or zip; or a OneRoster zip",
    )
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
    vendor.description = Some("Whose export it is, where its shape does not show it".to_owned());
    Schema::from(vendor).into()
}

/// The parts that the OpenAPI document shows, as it shows them.
pub fn parts_example(parts: &[(&str, &str)]) -> serde_json::Value {
    parts.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect::<serde_json::Map<_, _>>().into()
}
