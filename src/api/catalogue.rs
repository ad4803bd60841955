//! `GET /v1/designs`, `/v1/designs/{id}`, `/v1/factors`, `/v1/sources`, `/v1/standards` and `/v1/planning`

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};

use super::problems::{ReadProblems, Refusal};
use super::service::Service;
use crate::catalogue::did_you_mean;
use crate::wire::{DesignList, DesignPage, FactorList, PlanningPage, Problem, ProblemKind, SourceList, StandardList};
use crate::words::fill_text;

/// List learning designs
///
/// Returns all designs in catalog order, with what they are, where they can run and how they work. The answer carries a
/// strong ETag.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "list_designs",
    responses(
        (status = 200, description = "The designs", body = DesignList<'static>, content_type = "application/json"),
        (status = 304, description = "Not modified since the given ETag"),
        ReadProblems,
    )
)]
#[get("/v1/designs")]
pub(super) async fn list_designs(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().designs.respond(&request)
}

/// Show one learning design
///
/// Returns what the design is, what it requires, what must not be cut, how it fails, what is not known, and every
/// number that the scoring uses. Evidence comes with its grade, direction, participants and source.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "show_design",
    params(("id" = String, Path, description = "The id of the design", example = "lesson_study")),
    responses(
        (status = 200, description = "The design", body = DesignPage<'static>, content_type = "application/json"),
        (status = 304, description = "Not modified since the given ETag"),
        (status = 404, description = "No design has this id", body = Problem, content_type = "application/problem+json",
            example = json!({"type": "/problems/not-found", "title": "Not found", "status": 404,
                "detail": "design `lesson_studies` not found: did you mean `lesson_study`?"})),
        ReadProblems,
    )
)]
#[get("/v1/designs/{id}")]
pub(super) async fn show_design(
    service: Data<Service>,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let served = service.served();
    match served.design_pages.get(id.as_str()) {
        Some(page) => Ok(page.respond(&request)),
        None => {
            let hint = did_you_mean(&id, served.design_pages.keys().map(String::as_str));
            let id: String = id.chars().take(60).collect();
            let detail = fill_text("wire.not_found.design", &[("design", &id), ("hint", &hint)]);
            Err(Refusal::new(ProblemKind::NotFound, detail))
        }
    }
}

/// List factors
///
/// Returns all factors in catalog order: what each means, who answers it, what its five levels mean, survey items to
/// measure it, whether a school can change it, how soon and by whom, and its weight.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "list_factors",
    responses(
        (status = 200, description = "The factors", body = FactorList<'static>, content_type = "application/json"),
        (status = 304, description = "Not modified since the given ETag"),
        ReadProblems,
    )
)]
#[get("/v1/factors")]
pub(super) async fn list_factors(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().factors.respond(&request)
}

/// List sources
///
/// Returns the catalog's statement about itself, the meaning of each evidence grade, and every source with its
/// findings.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "list_sources",
    responses(
        (status = 200, description = "The sources", body = SourceList<'static>, content_type = "application/json"),
        (status = 304, description = "Not modified since the given ETag"),
        ReadProblems,
    )
)]
#[get("/v1/sources")]
pub(super) async fn list_sources(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().sources.respond(&request)
}

/// List standards
///
/// Returns the seven standards for professional learning of 2011 with every look-for: what it looks like where the
/// standard is met and where it is not, why it matters, how to fix it, how severe a finding is and on what evidence,
/// and whether the plan alone shows it. The standards of 2022 are mapped by title.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "list_standards",
    responses(
        (status = 200, description = "The standards", body = StandardList<'static>, content_type = "application/json"),
        (status = 304, description = "Not modified since the given ETag"),
        ReadProblems,
    )
)]
#[get("/v1/standards")]
pub(super) async fn list_standards(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().standards.respond(&request)
}

/// Show the planning steps and questions
///
/// Returns the seven steps of backmapping with their key questions, which characteristics set which factors, the stages
/// of distributed learning and their parts, the requirements of implementation, the steps of a learning community, the
/// phases of a cycle and the levels of evaluation, each with its source.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "show_planning",
    responses(
        (status = 200, description = "The planning steps and questions", body = PlanningPage<'static>, content_type = "application/json"),
        (status = 304, description = "Not modified since the given ETag"),
        ReadProblems,
    )
)]
#[get("/v1/planning")]
pub(super) async fn show_planning(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().planning.respond(&request)
}
