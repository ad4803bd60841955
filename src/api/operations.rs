//! Endpoints for the operations of `wire/`: each reads a JSON body and answers it.

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::guard::Post;
use actix_web::http::header::{Accept, VARY};
use actix_web::web::{Data, Header};
use actix_web::{HttpResponse, Resource};
use utoipa::IntoResponses;
use utoipa::openapi::path::{OperationBuilder, PathItem, Paths, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, HttpMethod, Ref, RefOr, Required, ResponseBuilder, ResponsesBuilder, Schema};
use utoipa_actix_web::OpenApiFactory;

use super::given::AnyBody;
use super::negotiation::wanted;
use super::problems::{BodyProblems, Refusal};
use super::records::{Asking, long_answer, others};
use super::service::Service;
use super::tables::{contents, parameters};
use crate::wire::{Operation, Schemas};

const JSON: &str = "application/json";

/// An operation as an endpoint.
pub(super) struct Endpoint(pub &'static Operation);

impl HttpServiceFactory for Endpoint {
    fn register(self, config: &mut AppService) {
        let handler = move |service, accept, body| answer(self.0, service, accept, body);
        Resource::new(self.0.path).guard(Post()).to(handler).register(config);
    }
}

/// Answers a body: inline, or on a blocking thread if that takes milliseconds, so that the worker can serve other
/// requests.
async fn answer(
    operation: &'static Operation,
    service: Data<Service>,
    accept: Option<Header<Accept>>,
    body: AnyBody,
) -> Result<HttpResponse, Refusal> {
    let (given, _place) = body.given(operation)?;
    let others = others(operation);
    let other = accept.and_then(|accept| wanted(&accept, others));
    let (media, answer) = other.map_or((JSON, operation.answer), |other| (other.content_type, other.answer));
    let long = long_answer(operation, other.map(|other| other.content_type));
    let answered = if let Some(long) = long {
        let served = service.served_whole();
        service.turns.watched(None, move |watch| long(Asking { served: &served, given: &given, watch })).await?
    } else if operation.aside.with(&given.bytes) {
        let served = service.served_whole();
        service.turns.aside(move || answer(&served.advisor, &served.rendered, &given.bytes)).await?
    } else {
        let served = service.served();
        answer(&served.advisor, &served.rendered, &given.bytes)
    };
    let mut response = HttpResponse::Ok();
    if !others.is_empty() {
        response.append_header((VARY, "accept"));
    }
    Ok(response.content_type(media).body(answered.map_err(Refusal)?))
}

impl OpenApiFactory for Endpoint {
    fn paths(&self) -> Paths {
        let operation = self.0;
        let content = |schema: RefOr<Schema>| ContentBuilder::new().schema(Some(schema)).build();
        let named = |name: &str| content(Ref::from_schema_name(name).into());
        let (request, _, about_request) = operation.request;
        let (shape, about_result) = operation.result;
        let body = RequestBodyBuilder::new().description(Some(about_request)).content(JSON, named(request));
        let body = contents(operation).fold(body, |body, (media, content)| body.content(media, content));
        let result = ResponseBuilder::new().description(about_result).content(JSON, named(&shape(&mut Schemas::new())));
        let result = others(operation)
            .iter()
            .fold(result, |result, other| result.content(other.media(), content((other.schema)())));
        let responses = ResponsesBuilder::new().response("200", result).responses_from_iter(BodyProblems::responses());
        let about: Vec<&str> = operation.about.iter().map(|line| line.trim()).collect();
        let described = OperationBuilder::new()
            .tag(operation.tag)
            .operation_id(Some(operation.id))
            .summary(about.first().copied())
            .description(Some(about[2..].join("\n")))
            .request_body(Some(body.required(Some(Required::True)).build()))
            .responses(responses);
        let described = parameters(operation).fold(described, OperationBuilder::parameter);
        PathsBuilder::new().path(operation.path, PathItem::new(HttpMethod::Post, described)).build()
    }

    fn schemas(&self, schemas: &mut Schemas) {
        (self.0.result.0)(schemas);
    }
}
