//! `POST /v1/plans/…`: operations on a plan.

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::{Data, Path, block};
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::exports::{Document, EXPORTS};
use crate::wire::{
    ImplementationAnswer, PlanCheckAnswer, PlanFile, PlanRequest, Problem, ProblemKind, ProgressAnswer,
    ResourcesAnswer, ScheduleAnswer, read_plan,
};
use crate::words::{fill, text};

/// Check a plan against the seven steps of backmapping
///
/// Returns each step with its key questions, where the plan answers them and which are open; which factors the answers
/// of step 2 set; the rank and evidence of the chosen designs for the plan's profile; the links between parts; the
/// theory of change; and what is wrong: a goal without a need, a design without a learning need, an outcome without an
/// indicator, circular links, dates out of order, or a design that is not in the catalog. Every part of a plan is
/// optional. Nothing is stored.
#[utoipa::path(
    tag = "plans",
    operation_id = "check_plan",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "Open questions and findings", body = PlanCheckAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/plans/check")]
pub(super) async fn check(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/plans/check").await
}

/// Schedule a plan
///
/// Distributes the learning over the plan's calendar in stages. Each stage opens with a workshop and repeats short
/// sessions, weeks of classroom practice with feedback, sessions of the chosen designs, and support meetings. The
/// schedule respects holidays, meeting times and the limit on minutes per week. It lists every session that could not
/// be scheduled, with the reason, and every day on which something is reviewed.
#[utoipa::path(
    tag = "plans",
    operation_id = "schedule_plan",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "The schedule", body = ScheduleAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/plans/schedule")]
pub(super) async fn schedule(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/plans/schedule").await
}

/// Check a plan's readiness for implementation
///
/// Returns each requirement of successful implementation: what plan and profile show, what is missing, how to fix it,
/// and what the team needs to answer. Also returns the dip to expect, the earliest fair day to judge results, and a
/// rule for stopping.
#[utoipa::path(
    tag = "plans",
    operation_id = "plan_implementation",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "Requirements, met and missing", body = ImplementationAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/plans/implementation")]
pub(super) async fn implementation(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/plans/implementation").await
}

/// Estimate a plan's hours, days and costs
///
/// Returns hours, days of substitute coverage and costs from the designs' data, for one teacher and in total, each as a
/// low, typical and high amount; the people and materials that the designs require; and what is unknown.
#[utoipa::path(
    tag = "plans",
    operation_id = "plan_resources",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "The estimate", body = ResourcesAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/plans/resources")]
pub(super) async fn resources(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/plans/resources").await
}

/// Report a plan's progress
///
/// Compares each indicator with its benchmarks by one rule, up to the day of review. Also returns the five levels of
/// evaluation, from students back to reactions, the steps of a learning community, and whether the rule for stopping
/// applies.
#[utoipa::path(
    tag = "plans",
    operation_id = "plan_progress",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "The plan's progress", body = ProgressAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/plans/progress")]
pub(super) async fn progress(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/plans/progress").await
}

/// Export a plan
///
/// Returns the plan with its review as Markdown, a Word document, a calendar (iCalendar; a session keeps its UID when
/// it moves), a table of sessions, or a picture of the schedule or of the theory of change.
#[utoipa::path(
    tag = "plans",
    operation_id = "export_plan",
    params(("export" = String, Path, description = "The export format: markdown, word, calendar, sessions, gantt or theory", example = "calendar")),
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "The file", content(
            (String = "text/markdown"),
            (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (String = "text/calendar"),
            (String = "text/csv"),
            (String = "image/svg+xml"),
        )),
        (status = 404, description = "No export has this id", body = Problem, content_type = "application/problem+json",
            example = json!({"type": "/problems/not-found", "title": "Not found", "status": 404,
                "detail": "export `pdf` not found: expected one of markdown, word, calendar, sessions, gantt, theory"})),
        BodyProblems,
    )
)]
#[post("/v1/plans/exports/{export}")]
pub(super) async fn export(service: Data<Service>, id: Path<String>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    let Some(export) = EXPORTS.iter().find(|export| export.id == id.as_str()) else {
        let known: Vec<&str> = EXPORTS.iter().map(|export| export.id).collect();
        let id: String = id.chars().take(60).collect();
        let detail = fill(text("wire.not_found.export"), &[("export", &id), ("known", &known.join(", "))]);
        return Err(Refusal::new(ProblemKind::NotFound, detail));
    };
    let served = service.served_whole();
    let made = block(move || {
        let advisor = &served.advisor;
        let PlanRequest { plan, options } = read_plan(advisor, &body.0)?;
        let standings = advisor.standings(&plan, &options)?;
        let review = advisor.review(&plan, &standings);
        Ok((export.make)(&Document { review: &review, provenance: advisor.provenance() }))
    });
    let bytes =
        made.await.unwrap_or_else(|_| Err(Problem::of_status(500, "Internal Server Error"))).map_err(Refusal)?;
    let name = format!("attachment; filename=\"{}\"", export.file);
    Ok(HttpResponse::Ok().content_type(export.media).insert_header((CONTENT_DISPOSITION, name)).body(bytes))
}
