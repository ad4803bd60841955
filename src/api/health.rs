//! `GET /health/live` and `/health/ready`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

use super::problems::Refusal;
use super::service::Service;
use crate::wire::{Problem, ProblemKind};
use crate::words::text;

/// Whether the service is up.
#[derive(Serialize, ToSchema)]
struct Health {
    status: &'static str,
}

fn well(status: &'static str) -> HttpResponse {
    HttpResponse::Ok().json(Health { status })
}

/// Check whether the process is alive
///
/// Answers as long as the process can answer at all. Restart the process when this check fails.
#[utoipa::path(
    tag = "operations",
    operation_id = "live",
    responses((status = 200, description = "The process is alive", body = Health, content_type = "application/json",
        example = json!({"status": "live"})))
)]
#[get("/health/live")]
pub(super) async fn live() -> HttpResponse {
    well("live")
}

/// Check whether the service accepts requests
///
/// Ready once the catalog is loaded; no longer ready once the service begins to shut down.
#[utoipa::path(
    tag = "operations",
    operation_id = "ready",
    responses(
        (status = 200, description = "The service is ready", body = Health, content_type = "application/json",
            example = json!({"status": "ready"})),
        (status = 503, description = "The service is shutting down", body = Problem, content_type = "application/problem+json",
            example = json!({"type": "/problems/overloaded", "title": "Service busy", "status": 503,
                "detail": "the service is shutting down; use another instance"})),
    )
)]
#[get("/health/ready")]
pub(super) async fn ready(service: Data<Service>) -> Result<HttpResponse, Refusal> {
    if service.is_draining() {
        return Err(Refusal::new(ProblemKind::Overloaded, text("wire.busy.shutting_down")));
    }
    Ok(well("ready"))
}
