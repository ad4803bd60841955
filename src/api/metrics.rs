//! `GET /metrics`: requests by endpoint, method and status, and how long they take.

use std::time::Duration;

use actix_web::http::Method;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use prometheus::{HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry, TextEncoder};

use super::service::Service;

/// The figures of the service. Labels come from closed lists, so that no request adds a series of its own.
#[derive(Debug)]
pub(super) struct Figures {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
}

const LABELS: [&str; 3] = ["endpoint", "method", "status"];

/// Methods that are counted by name.
const METHODS: [Method; 4] = [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS];

/// Returns a method by name if the service knows it, or else `other`.
pub(super) fn known(method: &Method) -> &'static str {
    METHODS.iter().find(|known| *known == method).map_or("other", |known| match known.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        _ => "OPTIONS",
    })
}

impl Figures {
    pub(super) fn new() -> Self {
        let valid = "the names and labels are valid";
        let requests = Opts::new("backmap_http_requests_total", "Total number of HTTP requests");
        let seconds = HistogramOpts::new("backmap_http_requests_duration_seconds", "HTTP request duration in seconds");
        let figures = Self {
            registry: Registry::new(),
            requests: IntCounterVec::new(requests, &LABELS).expect(valid),
            seconds: HistogramVec::new(seconds, &LABELS).expect(valid),
        };
        figures.registry.register(Box::new(figures.requests.clone())).expect(valid);
        figures.registry.register(Box::new(figures.seconds.clone())).expect(valid);
        figures
    }

    /// Counts an answered request.
    pub(super) fn count(&self, endpoint: &str, method: &'static str, status: u16, took: Duration) {
        let mut digits = [0; 3];
        let labels = [endpoint, method, status_text(status, &mut digits)];
        self.requests.with_label_values(&labels).inc();
        self.seconds.with_label_values(&labels).observe(took.as_secs_f64());
    }
}

/// Writes a status without taking memory.
fn status_text(status: u16, digits: &mut [u8; 3]) -> &str {
    for (at, digit) in digits.iter_mut().enumerate() {
        *digit = b'0' + (status / 10_u16.pow(2 - at as u32) % 10) as u8;
    }
    std::str::from_utf8(digits).unwrap_or("000")
}

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
    let families = service.figures.registry.gather();
    TextEncoder::new().encode_utf8(&families, &mut text).expect("gathered metrics are encodable");
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
}
