//! `GET /v1/designs`, `/v1/designs/{id}`, `/v1/factors`, `/v1/sources`, `/v1/standards` and `/v1/planning`

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};

use super::problems::{ReadProblems, Refusal};
use super::service::Service;
use crate::catalogue::did_you_mean;
use crate::wire::{DesignList, DesignPage, FactorList, PlanningPage, Problem, ProblemKind, SourceList, StandardList};

/// List the learning designs
///
/// All designs in the catalogue's order, with what they are, where they can be held and how they work. The answer
/// carries a strong ETag.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "list_designs",
    responses(
        (status = 200, description = "The designs", body = DesignList<'static>, content_type = "application/json"),
        (status = 304, description = "The designs are as the given ETag says"),
        ReadProblems,
    )
)]
#[get("/v1/designs")]
pub(super) async fn list_designs(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().designs.respond(&request)
}

/// Show one learning design
///
/// What it is, what it takes, what must not be cut, how it fails, the evidence with grade, direction, who was studied
/// and source, what is not known, and every number that the scoring reads.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "show_design",
    params(("id" = String, Path, description = "The id of the design", example = "lesson_study")),
    responses(
        (status = 200, description = "The design", body = DesignPage<'static>, content_type = "application/json"),
        (status = 304, description = "The design is as the given ETag says"),
        (status = 404, description = "There is no design of this id", body = Problem, content_type = "application/problem+json",
            example = json!({"type": "/problems/not-found", "title": "There is nothing here", "status": 404,
                "detail": "there is no design `lesson_studies`: did you mean `lesson_study`?"})),
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
            Err(Refusal::new(ProblemKind::NotFound, format!("there is no design `{id}`{hint}")))
        }
    }
}

/// List the factors
///
/// All factors in the catalogue's order: what each means, who answers it, what its five levels mean, survey items to
/// measure it, whether a school can change it, how soon and by whom, and its weight.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "list_factors",
    responses(
        (status = 200, description = "The factors", body = FactorList<'static>, content_type = "application/json"),
        (status = 304, description = "The factors are as the given ETag says"),
        ReadProblems,
    )
)]
#[get("/v1/factors")]
pub(super) async fn list_factors(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().factors.respond(&request)
}

/// List the sources
///
/// What the catalogue says of itself, what its grades of evidence mean, and every source with what it found.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "list_sources",
    responses(
        (status = 200, description = "The sources", body = SourceList<'static>, content_type = "application/json"),
        (status = 304, description = "The sources are as the given ETag says"),
        ReadProblems,
    )
)]
#[get("/v1/sources")]
pub(super) async fn list_sources(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().sources.respond(&request)
}

/// List the standards
///
/// The seven standards for professional learning of 2011, with every look-for: how it looks where the standard is met and
/// where it is not, why it matters, how to mend it, how much a finding weighs and on what evidence, and whether a plan shows
/// it by itself. The standards of 2022 are mapped by title.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "list_standards",
    responses(
        (status = 200, description = "The standards", body = StandardList<'static>, content_type = "application/json"),
        (status = 304, description = "The standards are as the given ETag says"),
        ReadProblems,
    )
)]
#[get("/v1/standards")]
pub(super) async fn list_standards(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().standards.respond(&request)
}

/// Show what a plan is asked
///
/// The seven steps of backmapping with their key questions, whose characteristics set which factors, the stages of
/// distributed learning and their parts, what implementation requires, the steps of a learning community, the phases of a
/// cycle and the levels of evaluation, each with its source.
#[utoipa::path(
    tag = "catalogue",
    operation_id = "show_planning",
    responses(
        (status = 200, description = "What a plan is asked", body = PlanningPage<'static>, content_type = "application/json"),
        (status = 304, description = "It is as the given ETag says"),
        ReadProblems,
    )
)]
#[get("/v1/planning")]
pub(super) async fn show_planning(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().planning.respond(&request)
}
