//! `POST /v1/plans/…`: what can be said of a plan.

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

/// Hold a plan against the seven steps of backmapping
///
/// Gives each step with its key questions, where the plan answers them and which are open; which factors the answers of
/// step 2 set; where the chosen designs stand for the plan's profile, with the evidence on them; what follows from what; the
/// theory of change; and what is wrong: a goal without a need, a design without a learning need, an outcome without an
/// indicator, circles, dates out of order, a design that the catalogue does not have. Every part of a plan may be missing.
/// Nothing is stored.
#[utoipa::path(
    tag = "plans",
    operation_id = "check_plan",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "What is open and what is wrong", body = PlanCheckAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/plans/check")]
pub(super) async fn check(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/plans/check").await
}

/// Schedule a plan
///
/// Distributes the learning over the plan's calendar in stages. Each opens with a workshop and repeats short sessions,
/// weeks of trying it in one's own lessons with feedback, sessions of the chosen designs, and support meetings. Holidays,
/// meeting times and the limit per week are kept; what finds no time is told with its reason, and so is every day on which
/// something is looked at.
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

/// Say how ready a plan is for implementation
///
/// Gives each requirement of implementation with results: what plan and profile show of it, what is missing and what would
/// meet it, and what is asked. Beside them stand the dip to expect, the earliest fair day to judge, and a rule for stopping.
#[utoipa::path(
    tag = "plans",
    operation_id = "plan_implementation",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "What is met and what is missing", body = ImplementationAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/plans/implementation")]
pub(super) async fn implementation(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/plans/implementation").await
}

/// Say what a plan takes
///
/// Gives hours, days of cover and money from the designs' data, for one teacher and in all, each as a range; the people and
/// things that the designs name; and what is unknown.
#[utoipa::path(
    tag = "plans",
    operation_id = "plan_resources",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "What it takes", body = ResourcesAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/plans/resources")]
pub(super) async fn resources(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/plans/resources").await
}

/// Say how a plan comes along
///
/// Holds each indicator against its benchmarks by one rule, up to the day on which the plan is looked at; gives the five
/// levels of evaluation from pupils back to reactions, the steps of a learning community, and whether the rule for stopping
/// holds.
#[utoipa::path(
    tag = "plans",
    operation_id = "plan_progress",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "How it comes along", body = ProgressAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/plans/progress")]
pub(super) async fn progress(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/plans/progress").await
}

/// Write a plan out
///
/// Gives the plan with its review as Markdown, as a Word document, as a calendar (iCalendar; a session keeps its UID when it
/// moves), as a table of sessions, or as a picture of the schedule or of the theory of change.
#[utoipa::path(
    tag = "plans",
    operation_id = "export_plan",
    params(("export" = String, Path, description = "What to write: markdown, word, calendar, sessions, gantt or theory", example = "calendar")),
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "The file", content(
            (String = "text/markdown"),
            (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (String = "text/calendar"),
            (String = "text/csv"),
            (String = "image/svg+xml"),
        )),
        (status = 404, description = "There is no such export", body = Problem, content_type = "application/problem+json",
            example = json!({"type": "/problems/not-found", "title": "There is nothing here", "status": 404,
                "detail": "there is no export `pdf`: expected one of markdown, word, calendar, sessions, gantt, theory"})),
        BodyProblems,
    )
)]
#[post("/v1/plans/exports/{export}")]
pub(super) async fn export(service: Data<Service>, id: Path<String>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    let Some(export) = EXPORTS.iter().find(|export| export.id == id.as_str()) else {
        let known: Vec<&str> = EXPORTS.iter().map(|export| export.id).collect();
        let id: String = id.chars().take(60).collect();
        let detail = format!("there is no export `{id}`: expected one of {}", known.join(", "));
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
