//! `POST /v1/plans/exports/{export}`

use std::collections::BTreeMap;

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, Response, ResponseBuilder, Schema};
use utoipa::{IntoParams, IntoResponses, PartialSchema};

use super::body::JsonBody;
use super::problems::{BodyProblems, PROBLEM_JSON, Refusal};
use super::service::Service;
use crate::exports::{Document, EXPORTS, Export};
use crate::wire::{PlanRequest, Problem, ProblemKind, read_plan};
use crate::words::fill_text;

pub(super) const PATH: &str = "/v1/plans/exports/{export}";

/// Export a plan
#[utoipa::path(
    tag = "plans",
    operation_id = "export_plan",
    description = description(),
    params(ExportId),
    request_body(content = ref("#/components/schemas/PlanFile"), content_type = "application/json", description = "The plan"),
    responses(FileResponses, BodyProblems)
)]
#[post("/v1/plans/exports/{export}")]
pub(super) async fn export_plan(
    service: Data<Service>,
    id: Path<ExportId>,
    body: JsonBody,
) -> Result<HttpResponse, Refusal> {
    let id = id.into_inner().export;
    let export = EXPORTS.iter().find(|export| export.id == id).ok_or_else(|| Refusal(not_found(&id)))?;
    let served = service.served_whole();
    let made = service.turns.aside(move || {
        let advisor = &served.advisor;
        let PlanRequest { plan, options } = read_plan(advisor, &body.0)?;
        let ranks = advisor.design_ranks(&plan, &options)?;
        let review = advisor.review(&plan, &ranks);
        Ok((export.make)(&Document::new(advisor, &options, &review)))
    });
    let bytes = made.await?.map_err(Refusal)?;
    let name = format!("attachment; filename=\"{}\"", export.file);
    Ok(HttpResponse::Ok().content_type(export.media).insert_header((CONTENT_DISPOSITION, name)).body(bytes))
}

fn not_found(id: &str) -> Problem {
    let id: String = id.chars().take(60).collect();
    let detail = fill_text("wire.not_found.export", &[("export", &id), ("known", &list(", ", |export| export.id))]);
    Problem::new(ProblemKind::NotFound, detail)
}

fn list(separator: &str, of: impl Fn(&Export) -> &'static str) -> String {
    EXPORTS.iter().map(of).collect::<Vec<_>>().join(separator)
}

fn description() -> String {
    format!("Returns the plan with its review as a file: {}.", list("; ", |export| export.about))
}

/// The path parameter.
#[derive(Debug, serde::Deserialize)]
pub(super) struct ExportId {
    export: String,
}

impl IntoParams for ExportId {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let description = format!("The export: {}", list(", ", |export| export.id));
        let parameter = ParameterBuilder::new().name("export").parameter_in(ParameterIn::Path);
        let parameter = parameter.required(Required::True).description(Some(description));
        vec![parameter.schema(Some(String::schema())).example(Some(EXPORTS[0].id.into())).build()]
    }
}

/// The responses with a file, or without an export of that id.
struct FileResponses;

impl IntoResponses for FileResponses {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let content = |schema: RefOr<Schema>| ContentBuilder::new().schema(Some(schema));
        let files = EXPORTS.iter().fold(ResponseBuilder::new().description("The file"), |files, export| {
            let media = export.media.split(';').next().unwrap_or_default();
            files.content(media, content(String::schema()).build())
        });
        let problem = content(Ref::from_schema_name("Problem").into());
        let problem = problem.example(serde_json::to_value(not_found("pdf")).ok()).build();
        let unknown = ResponseBuilder::new().description("No export has this id").content(PROBLEM_JSON, problem);
        [("200", files), ("404", unknown)]
            .map(|(status, response)| (status.to_owned(), RefOr::T(response.build())))
            .into()
    }
}
