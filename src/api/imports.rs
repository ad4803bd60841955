//! `POST /v1/imports` and `POST /v1/imports/mapping`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use utoipa::openapi::OpenApi;

use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use super::upload::{FormParts, Upload};
use crate::advisor::Advisor;
use crate::imports::{self, File, ImportError, ImportInput, ImportSettings, Part};
use crate::surveys::{Choice, Choices, LEAST_MINIMUM, VENDORS, vendor_names};
use crate::wire::{
    ColumnChoice, FieldError, ImportAnswer, ImportParts, MappingAnswer, MappingParts, Problem, complete_imports,
    read_choices,
};
use crate::words::text;

/// What the two endpoints share: form parts in, JSON out.
pub(super) struct Form {
    pub path: &'static str,
    parts: &'static [Part],
    answer: fn(&Advisor, &FormParts) -> Result<Vec<u8>, Problem>,
    /// Example parts for the OpenAPI document.
    pub example: &'static [(&'static str, &'static str)],
}

const SURVEY: &str = include_str!("examples/survey.csv");

const IMPORT: Form = Form {
    path: "/v1/imports",
    parts: &[
        Part::File,
        Part::Mapping,
        Part::Agreed,
        Part::Roster,
        Part::Join,
        Part::Minimum,
        Part::Vendor,
        Part::GradeBands,
        Part::On,
    ],
    answer: import_parts,
    example: &[("file", SURVEY), ("mapping", include_str!("examples/mapping.toml")), ("minimum", "5")],
};

const MAPPING: Form = Form {
    path: "/v1/imports/mapping",
    parts: &[Part::File, Part::Choices, Part::HeaderRows, Part::Vendor],
    answer: propose_parts,
    example: &[("file", SURVEY), ("choices", "{\"4\": \"unused\"}")],
};

/// Both endpoints.
pub(super) const FORMS: [&Form; 2] = [&IMPORT, &MAPPING];

/// The most errors listed, and the longest error text, in characters.
const MOST_FAULTS: usize = 100;
const LONGEST_FAULT: usize = 1_000;

/// Import teams from a survey or roster
///
/// Takes a survey export with its mapping, or a OneRoster zip, and returns teams with answer counts, as `backmap
/// import` does. A team with fewer answers than the minimum is withheld, together with anything that would reveal its
/// answers. So is every factor that too few members of a team answered. `report` lists what happened to each. Nothing
/// is stored, and no answer or message contains a row, a name or an address. Use `POST /v1/imports/mapping` to draft
/// the mapping.
#[utoipa::path(
    tag = "imports",
    operation_id = "import_teams",
    request_body(content = ImportParts, content_type = "multipart/form-data", description = "The files, with options for reading them"),
    responses(
        (status = 200, description = "The teams, and a report on everything not included", body = ImportAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/imports")]
pub(super) async fn import(service: Data<Service>, upload: Upload) -> Result<HttpResponse, Refusal> {
    answer_form(service, upload, &IMPORT).await
}

/// Propose a mapping for a survey
///
/// Reads the columns of a survey and proposes which factor each one answers, by how similar its heading is to the
/// catalog's questions. Returns TOML to review and edit, and the result for each column. `choices` fixes what some
/// columns are used for. No cell is returned, except labels of closed questions that several people chose.
#[utoipa::path(
    tag = "imports",
    operation_id = "propose_mapping",
    request_body(content = MappingParts, content_type = "multipart/form-data", description = "The survey, and choices for its columns"),
    responses(
        (status = 200, description = "The mapping", body = MappingAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/imports/mapping")]
pub(super) async fn propose_mapping(service: Data<Service>, upload: Upload) -> Result<HttpResponse, Refusal> {
    answer_form(service, upload, &MAPPING).await
}

/// Runs aside, because a workbook may decompress to many times its size.
async fn answer_form(service: Data<Service>, upload: Upload, form: &'static Form) -> Result<HttpResponse, Refusal> {
    upload.parts.check(&form.parts.iter().map(|part| part.name()).collect::<Vec<_>>()).map_err(Refusal)?;
    let served = service.served_whole();
    let json = service.turns.aside(move || (form.answer)(&served.advisor, &upload.parts)).await?.map_err(Refusal)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(json))
}

fn import_parts(advisor: &Advisor, parts: &FormParts) -> Result<Vec<u8>, Problem> {
    let option = |part: Part| parts.text(part.name());
    let (minimum, vendor) = (option(Part::Minimum)?, option(Part::Vendor)?);
    let settings =
        ImportSettings::read(minimum, vendor, option(Part::GradeBands)?, option(Part::On)?).map_err(problem)?;
    let asked = ImportInput {
        file: survey(parts)?,
        mapping: file(parts, Part::Mapping),
        agreed: file(parts, Part::Agreed),
        roster: file(parts, Part::Roster),
        join: file(parts, Part::Join),
        settings: &settings,
    };
    Ok(imports::import(advisor, &asked).map_err(problem)?.json(advisor))
}

fn propose_parts(advisor: &Advisor, parts: &FormParts) -> Result<Vec<u8>, Problem> {
    let settings = ImportSettings::read(None, parts.text(Part::Vendor.name())?, None, None).map_err(problem)?;
    let settings = settings.with_header_rows(parts.text(Part::HeaderRows.name())?).map_err(problem)?;
    let choices = parts.text(Part::Choices.name())?.map(|text| read_choices(text.as_bytes())).transpose();
    let choices = choices.map_err(|why| wrong(Part::Choices, vec![why]))?.unwrap_or_default();
    let choices: Choices = choices.into_iter().map(|(column, choice)| (column, choice_of(choice))).collect();
    Ok(imports::propose(advisor, survey(parts)?, &settings, &choices).map_err(problem)?.json(advisor))
}

fn choice_of(choice: ColumnChoice) -> Choice {
    match choice {
        ColumnChoice::Use(target) => Choice { target, reversed: None },
        ColumnChoice::Directed(choice) => Choice { target: choice.target, reversed: Some(choice.reversed) },
    }
}

fn survey(parts: &FormParts) -> Result<File<'_>, Problem> {
    file(parts, Part::File).ok_or_else(|| wrong(Part::File, vec![text("wire.part.file_missing").to_owned()]))
}

/// Returns a part as a file. Browsers send an empty part when no file was chosen.
fn file(parts: &FormParts, part: Part) -> Option<File<'_>> {
    let given = parts.part(part.name()).filter(|given| part == Part::File || !given.bytes.is_empty())?;
    Some(File { name: given.file.as_deref().unwrap_or(part.name()), bytes: &given.bytes })
}

fn problem(error: ImportError) -> Problem {
    let (part, faults) = error.faults();
    wrong(part, faults)
}

/// Returns a problem with every error found in one part.
fn wrong(part: Part, faults: Vec<String>) -> Problem {
    let all = faults.len();
    let short = |fault: String| fault.chars().take(LONGEST_FAULT).collect();
    let listed = faults.into_iter().take(MOST_FAULTS);
    let errors = listed.map(|fault| FieldError { pointer: format!("/{}", part.name()), detail: short(fault) });
    Problem::invalid(errors.collect(), all)
}

/// Adds what types cannot express: the ids of vendors and the lowest allowed minimum.
pub(super) fn complete(document: &mut OpenApi) {
    let vendors: Vec<&str> = VENDORS.iter().map(|vendor| vendor.id).collect();
    complete_imports(document, &vendors, &vendor_names(), LEAST_MINIMUM);
}

/// Returns the answer to the example; `None` if the catalog lacks an id that the example uses.
pub(super) fn answer_example(advisor: &Advisor, form: &Form) -> Option<serde_json::Value> {
    let answer = (form.answer)(advisor, &FormParts::of(form.example)).ok()?;
    serde_json::from_slice(&answer).ok()
}
