//! `GET /health/live` and `/health/ready`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

use super::problems::Refusal;
use super::service::Service;
use crate::wire::{Problem, ProblemKind};

/// Whether the service is up.
#[derive(Serialize, ToSchema)]
struct Health {
    status: &'static str,
}

fn well(status: &'static str) -> HttpResponse {
    HttpResponse::Ok().json(Health { status })
}

/// Tell whether the process lives
///
/// Answers as long as the process can answer at all; to restart it when it does not.
#[utoipa::path(
    tag = "operations",
    operation_id = "live",
    responses((status = 200, description = "It lives", body = Health, content_type = "application/json",
        example = json!({"status": "live"})))
)]
#[get("/health/live")]
pub(super) async fn live() -> HttpResponse {
    well("live")
}

/// Tell whether requests may be sent
///
/// Ready once the catalogue is loaded, and no longer once the service has begun to shut down.
#[utoipa::path(
    tag = "operations",
    operation_id = "ready",
    responses(
        (status = 200, description = "It is ready", body = Health, content_type = "application/json",
            example = json!({"status": "ready"})),
        (status = 503, description = "It is shutting down", body = Problem, content_type = "application/problem+json",
            example = json!({"type": "/problems/overloaded", "title": "The service is busy", "status": 503,
                "detail": "the service is shutting down; ask another"})),
    )
)]
#[get("/health/ready")]
pub(super) async fn ready(service: Data<Service>) -> Result<HttpResponse, Refusal> {
    if service.is_draining() {
        return Err(Refusal::new(ProblemKind::Overloaded, "the service is shutting down; ask another"));
    }
    Ok(well("ready"))
}
