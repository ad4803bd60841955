//! Runs an operation inline, or on a blocking thread when it takes milliseconds.

use actix_web::HttpResponse;
use actix_web::web::{Data, block};

use super::body::JsonBody;
use super::problems::Refusal;
use super::service::Service;
use crate::wire::{Answer, OPERATIONS, Problem};

/// Runs inline, for operations that take a fraction of a millisecond.
pub(super) fn answer_here(service: &Data<Service>, body: &JsonBody, path: &str) -> Result<HttpResponse, Refusal> {
    let (served, answer) = (service.served(), answer_of(path));
    respond(answer(&served.advisor, &served.rendered, &body.0))
}

/// Runs on a blocking thread, so that the worker can serve other requests.
pub(super) async fn answer_aside(
    service: Data<Service>,
    body: JsonBody,
    path: &'static str,
) -> Result<HttpResponse, Refusal> {
    let (served, answer) = (service.served_whole(), answer_of(path));
    let answered = block(move || answer(&served.advisor, &served.rendered, &body.0)).await;
    respond(answered.unwrap_or_else(|_| Err(Problem::of_status(500, "Internal Server Error"))))
}

/// Returns the function that answers bodies sent to this path.
fn answer_of(path: &str) -> Answer {
    OPERATIONS.iter().find(|operation| operation.path == path).expect("every operation is registered").answer
}

/// Runs inline and answers in another media type than JSON.
pub(super) fn answer_as(
    service: &Data<Service>,
    body: &JsonBody,
    answer: Answer,
    content_type: &str,
) -> Result<HttpResponse, Refusal> {
    let served = service.served();
    let text = answer(&served.advisor, &served.rendered, &body.0).map_err(Refusal)?;
    Ok(HttpResponse::Ok().content_type(content_type).body(text))
}

fn respond(answered: Result<Vec<u8>, Problem>) -> Result<HttpResponse, Refusal> {
    let json = answered.map_err(Refusal)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(json))
}
