//! The router: every endpoint, in reading order, and the middleware around them.

use actix_cors::Cors;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, Condition, from_fn};
use actix_web::web::{self, Data};
use actix_web::{App, Error};
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

use super::access::keyed;
use super::base::based;
use super::edge::{Quiet, edge, shed, varying};
use super::gate::gate;
use super::operations::Endpoint;
use super::service::Service;
use super::{batch, catalogue, docs, document, fallback, health, imports, metrics, pages, plans, template};
use crate::wire::OPERATIONS;

/// Registers every endpoint of the OpenAPI document.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    for operation in OPERATIONS {
        config.service(Endpoint(operation));
    }
    config.service(batch::recommend_many);
    config.service(plans::export_plan);
    config.service(template::fill);
    config.service(imports::import);
    config.service(imports::propose_mapping);
    config.service(catalogue::list_designs);
    config.service(catalogue::show_design);
    config.service(catalogue::list_factors);
    config.service(catalogue::list_sources);
    config.service(catalogue::list_standards);
    config.service(catalogue::show_planning);
    config.service(document::give_document);
    config.service(health::live);
    config.service(health::ready);
    config.service(metrics::metrics);
}

/// Builds the application that each worker runs.
pub fn app(
    service: Data<Service>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let cross_origin = !service.cors_origins.is_empty();
    App::new()
        .app_data(service.clone())
        .into_utoipa_app()
        .configure(routes)
        .into_app()
        .configure(docs::pages)
        .configure(pages::pages)
        .default_service(web::to(fallback::fallback))
        .wrap(from_fn(shed))
        .wrap(from_fn(keyed))
        .wrap(from_fn(gate))
        .wrap(Condition::new(cross_origin, cors(&service)))
        .wrap(from_fn(varying))
        .wrap(Compress::default())
        .wrap(from_fn(based))
        .wrap(from_fn(edge))
        .wrap(TracingLogger::<Quiet>::new())
}

/// Builds the application that answers health checks only.
pub fn health_app(
    service: Data<Service>,
) -> App<impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error, InitError = ()>> {
    App::new().app_data(service).service(health::live).service(health::ready)
}

/// Allows only the configured origins, and only the methods and headers that the service uses.
fn cors(service: &Service) -> Cors {
    let named = service.cors_origins.iter();
    named
        .fold(Cors::default(), |cors, origin| cors.allowed_origin(origin.as_str()))
        .allowed_methods(["GET", "HEAD", "POST"])
        .allowed_headers(["authorization", "content-type", "if-none-match"])
        .expose_headers(["etag", "x-request-id", "retry-after", "backmap-unknown-fields", "backmap-empty-fields"])
        .max_age(3600)
}
