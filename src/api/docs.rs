//! `/docs`: a page that describes the API; `/swagger/`: Swagger UI, served from the binary.

use std::sync::Arc;

use actix_web::http::header::{CONTENT_ENCODING, CONTENT_SECURITY_POLICY, LOCATION};
use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Route};
use utoipa_swagger_ui::Config;

use super::base::base_of;
use super::fallback::fallback;
use super::pages::show_made;
use super::problems::Refusal;
use super::service::Service;
use crate::pages::api_page;
use crate::wire::ProblemKind;
use crate::words::fill_text;

/// Swagger UI sets styles from its script and uses data URLs for images; nothing loads from another origin.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The paths of these pages, which are for people and not part of the OpenAPI document.
pub(super) const PATHS: [&str; 5] = ["/docs", "/docs/", "/swagger", "/swagger/", "/swagger/{file}"];

pub(super) fn pages(config: &mut ServiceConfig) {
    let [own, slash, short, page, file] = PATHS;
    let resource = |path: &str, route: Route| web::resource(path).route(route).default_service(web::to(fallback));
    config.service(resource(own, web::get().to(describe)));
    config.service(resource(slash, web::get().to(|request: HttpRequest| async move { redirect(&request, "/docs") })));
    config
        .service(resource(short, web::get().to(|request: HttpRequest| async move { redirect(&request, "/swagger/") })));
    config.service(resource(page, web::get().to(|| async { respond("") })));
    config.service(resource(file, web::get().to(|file: Path<String>| async move { respond(&file) })));
}

/// Serves one file of the page; the empty name is the page itself.
fn respond(name: &str) -> HttpResponse {
    let config = Arc::new(Config::from("../openapi.json"));
    let Ok(Some(file)) = utoipa_swagger_ui::serve(name, config) else {
        let name: String = name.chars().take(60).collect();
        return actix_web::ResponseError::error_response(&Refusal::new(
            ProblemKind::NotFound,
            fill_text("wire.not_found.document", &[("name", &name)]),
        ));
    };
    let mut response = HttpResponse::Ok();
    if file.gzpipped {
        response.insert_header((CONTENT_ENCODING, "gzip"));
    }
    response
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .content_type(file.content_type)
        .body(file.bytes.into_owned())
}

/// Shows the page that describes the API.
async fn describe(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    show_made(&service, &request, |scene, served| api_page(scene, &served.described))
}

/// Redirects to the page with or without a slash at its end.
fn redirect(request: &HttpRequest, to: &str) -> HttpResponse {
    let base = base_of(request);
    let to = [base.as_ref().map_or("", |base| base.as_str()), to].concat();
    HttpResponse::PermanentRedirect().insert_header((LOCATION, to)).finish()
}
