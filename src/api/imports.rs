//! `POST /v1/imports` and `POST /v1/imports/mapping`

use std::sync::Arc;

use actix_web::web::{Data, block};
use actix_web::{HttpResponse, post};
use utoipa::openapi::OpenApi;

use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use super::upload::{Parts, Upload};
use crate::advisor::Advisor;
use crate::imports::{self, Asked, File, ImportError, Part, Wanted};
use crate::surveys::{Choices, LEAST_MINIMUM, VENDORS};
use crate::wire::{
    FieldError, ImportAnswer, ImportParts, MappingAnswer, MappingParts, Problem, complete_imports, read_choices,
};

/// What the two have in common: parts in, JSON out.
pub(super) struct Form {
    pub path: &'static str,
    parts: &'static [Part],
    answer: fn(&Advisor, &Parts) -> Result<Vec<u8>, Problem>,
    /// The parts that the OpenAPI document shows.
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
    parts: &[Part::File, Part::Choices, Part::Vendor],
    answer: propose_parts,
    example: &[("file", SURVEY), ("choices", "{\"4\": \"unused\"}")],
};

/// All of them.
pub(super) const FORMS: [&Form; 2] = [&IMPORT, &MAPPING];

/// The most faults that are listed, and the longest of them, in characters.
const MOST_FAULTS: usize = 100;
const LONGEST_FAULT: usize = 1_000;

/// Read a survey or a roster as teams
///
/// Takes the export of a form with its mapping, or a OneRoster zip, and gives teams with counts of answers, as
/// `backmap import` does. Teams with fewer answers than the minimum are held back together with what would give them away,
/// and so is every factor that too few of a team answered; `report` says what became of each. Nothing is kept, and no
/// answer or message holds a row, a name or an address. `POST /v1/imports/mapping` proposes the mapping.
#[utoipa::path(
    tag = "imports",
    operation_id = "import_teams",
    request_body(content = ImportParts, content_type = "multipart/form-data", description = "The files, and how to read them"),
    responses(
        (status = 200, description = "The teams, and what became of the rest", body = ImportAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/imports")]
pub(super) async fn import(service: Data<Service>, upload: Upload) -> Result<HttpResponse, Refusal> {
    answer_form(service, upload, &IMPORT).await
}

/// Propose a mapping for a survey
///
/// Reads a survey for its columns alone and proposes which of them answers what, by the likeness of their headings to the
/// catalogue's questions: as TOML to be read and altered, and column by column. `choices` says what some columns are to be
/// taken as, and the mapping follows. No cell is told, beside labels of closed questions that several gave.
#[utoipa::path(
    tag = "imports",
    operation_id = "propose_mapping",
    request_body(content = MappingParts, content_type = "multipart/form-data", description = "The survey, and what was decided of its columns"),
    responses(
        (status = 200, description = "The mapping", body = MappingAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/imports/mapping")]
pub(super) async fn propose_mapping(service: Data<Service>, upload: Upload) -> Result<HttpResponse, Refusal> {
    answer_form(service, upload, &MAPPING).await
}

/// Answers beside the worker, no more at once than there are cores: a workbook may unpack to much.
async fn answer_form(service: Data<Service>, upload: Upload, form: &'static Form) -> Result<HttpResponse, Refusal> {
    upload.parts.check(&form.parts.iter().map(|part| part.name()).collect::<Vec<_>>()).map_err(Refusal)?;
    let failed = || Refusal(Problem::of_status(500, "Internal Server Error"));
    let turn = Arc::clone(&service.turns).acquire_owned().await.map_err(|_| failed())?;
    let served = service.served_whole();
    let answered = block(move || {
        let _turn = turn;
        (form.answer)(&served.advisor, &upload.parts)
    });
    let json = answered.await.map_err(|_| failed())?.map_err(Refusal)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(json))
}

fn import_parts(advisor: &Advisor, parts: &Parts) -> Result<Vec<u8>, Problem> {
    let option = |part: Part| parts.text(part.name());
    let (minimum, vendor) = (option(Part::Minimum)?, option(Part::Vendor)?);
    let wanted = Wanted::read(minimum, vendor, option(Part::GradeBands)?, option(Part::On)?).map_err(problem)?;
    let asked = Asked {
        file: survey(parts)?,
        mapping: file(parts, Part::Mapping),
        agreed: file(parts, Part::Agreed),
        roster: file(parts, Part::Roster),
        join: file(parts, Part::Join),
        wanted: &wanted,
    };
    Ok(imports::import(advisor, &asked).map_err(problem)?.json(advisor))
}

fn propose_parts(advisor: &Advisor, parts: &Parts) -> Result<Vec<u8>, Problem> {
    let wanted = Wanted::read(None, parts.text(Part::Vendor.name())?, None, None).map_err(problem)?;
    let choices = parts.text(Part::Choices.name())?.map(|text| read_choices(text.as_bytes())).transpose();
    let choices: Choices = choices.map_err(|why| wrong(Part::Choices, vec![why]))?.unwrap_or_default();
    Ok(imports::propose(advisor, survey(parts)?, &wanted, &choices).map_err(problem)?.json(advisor))
}

fn survey(parts: &Parts) -> Result<File<'_>, Problem> {
    file(parts, Part::File)
        .ok_or_else(|| wrong(Part::File, vec!["this part is missing: the survey or roster".to_owned()]))
}

/// A part as a file. One that is empty is what a browser sends where no file was chosen.
fn file(parts: &Parts, part: Part) -> Option<File<'_>> {
    let given = parts.part(part.name()).filter(|given| part == Part::File || !given.bytes.is_empty())?;
    Some(File { name: given.file.as_deref().unwrap_or(part.name()), bytes: &given.bytes })
}

fn problem(error: ImportError) -> Problem {
    let (part, faults) = error.faults();
    wrong(part, faults)
}

/// A part with everything that is wrong with it.
fn wrong(part: Part, faults: Vec<String>) -> Problem {
    let all = faults.len();
    let short = |fault: String| fault.chars().take(LONGEST_FAULT).collect();
    let listed = faults.into_iter().take(MOST_FAULTS);
    let errors = listed.map(|fault| FieldError { pointer: format!("/{}", part.name()), detail: short(fault) });
    Problem::invalid(errors.collect(), all)
}

/// Adds what the document cannot take from types: ids of vendors and the least minimum.
pub(super) fn complete(document: &mut OpenApi) {
    complete_imports(document, &VENDORS.map(|vendor| vendor.id), LEAST_MINIMUM);
}

/// What the example of a form is answered; none where the catalogue lacks what it names.
pub(super) fn answer_example(advisor: &Advisor, form: &Form) -> Option<serde_json::Value> {
    let answer = (form.answer)(advisor, &Parts::of(form.example)).ok()?;
    serde_json::from_slice(&answer).ok()
}
