//! `POST /v1/plans/…`: what can be said of a plan.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{PlanCheckAnswer, PlanFile, ProgressAnswer, ReadinessAnswer, ResourcesAnswer, ScheduleAnswer};

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
    operation_id = "plan_readiness",
    request_body(content = PlanFile, content_type = "application/json", description = "The plan"),
    responses(
        (status = 200, description = "What is met and what is missing", body = ReadinessAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/plans/readiness")]
pub(super) async fn readiness(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/plans/readiness").await
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
