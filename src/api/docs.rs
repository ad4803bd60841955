//! `/docs`: a page that describes the API; `/swagger/`: Swagger UI, served from the binary.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue, LOCATION};
use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Route};
use utoipa_swagger_ui::Config;

use super::base::base_of;
use super::conditional::Resource;
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
    let [own, slash, short, page, file_path] = PATHS;
    let resource = |path: &str, route: Route| web::resource(path).route(route).default_service(web::to(fallback));
    config.service(resource(own, web::get().to(describe)));
    config.service(resource(slash, web::get().to(|request: HttpRequest| async move { redirect(&request, "/docs") })));
    config
        .service(resource(short, web::get().to(|request: HttpRequest| async move { redirect(&request, "/swagger/") })));
    config.service(resource(page, web::get().to(|request: HttpRequest| async move { respond(&request, "") })));
    let serve = |request: HttpRequest, file: Path<String>| async move { respond(&request, &file) };
    config.service(resource(file_path, web::get().to(serve)));
}

/// The files of the page that were asked for.
static FILES: LazyLock<Mutex<BTreeMap<String, Resource>>> = LazyLock::new(Mutex::default);

/// Serves one file of the page; the empty name is the page itself.
fn respond(request: &HttpRequest, name: &str) -> HttpResponse {
    let Some(resource) = file(name) else {
        let name: String = name.chars().take(60).collect();
        return actix_web::ResponseError::error_response(&Refusal::new(
            ProblemKind::NotFound,
            fill_text("wire.not_found.document", &[("name", &name)]),
        ));
    };
    let mut response = resource.respond(request);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// Unpacks a file once.
fn file(name: &str) -> Option<Resource> {
    let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(resource) = files.get(name) {
        return Some(resource.clone());
    }
    let config = Arc::new(Config::from("../openapi.json"));
    let file = utoipa_swagger_ui::serve(name, config).ok().flatten()?;
    let media = MEDIA.iter().find(|media| file.content_type.starts_with(**media)).unwrap_or(&MEDIA[0]);
    let bytes = match file.gzpipped {
        false => file.bytes.into_owned(),
        true => {
            let mut bytes = Vec::new();
            flate2::read::GzDecoder::new(&*file.bytes).read_to_end(&mut bytes).ok()?;
            bytes
        }
    };
    let resource = Resource::new(bytes, media).kept();
    files.insert(name.to_owned(), resource.clone());
    Some(resource)
}

/// The media types of the page's files.
const MEDIA: [&str; 6] =
    ["application/octet-stream", "text/html", "text/css", "text/javascript", "application/json", "image/png"];

/// Shows the page that describes the API.
async fn describe(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.described().await;
    show_made(&service, &request, |scene, served| api_page(scene, &served.interface().operations))
}

/// Redirects to the page with or without a slash at its end.
fn redirect(request: &HttpRequest, to: &str) -> HttpResponse {
    let base = base_of(request);
    let to = [base.as_ref().map_or("", |base| base.as_str()), to].concat();
    HttpResponse::PermanentRedirect().insert_header((LOCATION, to)).finish()
}
