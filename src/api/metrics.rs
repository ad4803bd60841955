//! `GET /metrics`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use prometheus::TextEncoder;

use super::service::Service;

/// Show metrics for Prometheus
///
/// Returns requests by endpoint, method and status, and their duration, in the Prometheus text format.
#[utoipa::path(
    tag = "operations",
    operation_id = "metrics",
    responses((status = 200, description = "The metrics", body = String, content_type = "text/plain",
        example = json!("# HELP backmap_http_requests_total Total number of HTTP requests\n")))
)]
#[get("/metrics")]
pub(super) async fn metrics(service: Data<Service>) -> HttpResponse {
    let mut text = String::new();
    let families = service.registry.gather();
    TextEncoder::new().encode_utf8(&families, &mut text).expect("gathered metrics are encodable");
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
}
