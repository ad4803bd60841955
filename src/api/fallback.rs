//! Requests that match no endpoint: 405 with the allowed methods if the path exists, otherwise 404.

use std::collections::BTreeMap;

use actix_web::http::Method;
use actix_web::http::header::{ACCEPT, ALLOW};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use utoipa::openapi::OpenApi;

use super::access::Area;
use super::problems::Refusal;
use super::service::Service;
use crate::keys::Scope;
use crate::wire::ProblemKind;
use crate::words::fill_text;

/// The methods of each path, and what it belongs to; taken from the OpenAPI document and the list of pages.
#[derive(Clone, Debug)]
pub(super) struct Routes(BTreeMap<String, Known>);

#[derive(Clone, Debug)]
struct Known {
    methods: Vec<&'static str>,
    /// None for what needs no key: health checks, the files of pages, and signing in.
    area: Option<Area>,
}

impl Routes {
    pub(super) fn new(document: &OpenApi) -> Self {
        let methods = document.paths.paths.iter().map(|(path, item)| {
            let offered = [("GET", item.get.is_some()), ("HEAD", item.get.is_some()), ("POST", item.post.is_some())];
            let methods = offered.into_iter().filter_map(|(name, offered)| offered.then_some(name)).collect();
            let tags = item.get.as_ref().or(item.post.as_ref()).and_then(|operation| operation.tags.as_ref());
            let tag = tags.and_then(|tags| tags.first()).map_or("", String::as_str);
            (path.clone(), Known { methods, area: area_of(path, tag) })
        });
        let docs = Known { methods: vec!["GET", "HEAD"], area: Some(Area::Docs) };
        let docs = super::docs::PATHS.iter().map(|path| ((*path).to_owned(), docs.clone()));
        let pages = super::pages::paths().map(|(path, methods, area)| (path.to_owned(), Known { methods, area }));
        Self(methods.chain(docs).chain(pages).collect())
    }

    /// Returns the methods allowed at a path, if the path exists.
    fn allowed(&self, path: &str) -> Option<&[&'static str]> {
        self.known(path).map(|known| known.methods.as_slice())
    }

    /// Returns what a path belongs to; what does not exist is told to whoever has a key.
    pub(super) fn area(&self, path: &str) -> Option<Area> {
        self.known(path).map_or(Some(Area::Docs), |known| known.area)
    }

    fn known(&self, path: &str) -> Option<&Known> {
        self.0.get(path).or_else(|| self.0.iter().find(|(template, _)| fits(template, path)).map(|(_, known)| known))
    }

    /// Whether the first part of a path is this.
    pub(super) fn begin_with(&self, first: &str) -> bool {
        self.paths().any(|path| path.split('/').nth(1) == Some(first))
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Returns what an operation of the document belongs to, by its tag.
fn area_of(path: &str, tag: &str) -> Option<Area> {
    match tag {
        "operations" if path.starts_with("/health/") => None,
        "operations" if path == "/metrics" => Some(Area::Metrics),
        "operations" => Some(Area::Docs),
        "plans" => Some(Area::Scope(Scope::Plan)),
        "catalogue" => Some(Area::Scope(Scope::Catalog)),
        "imports" => Some(Area::Scope(Scope::Import)),
        _ => Some(Area::Scope(Scope::Rank)),
    }
}

/// Whether a path is an instance of a template such as `/v1/designs/{id}`.
fn fits(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(expected, found)| expected == found || (expected.starts_with('{') && !found.is_empty()))
}

pub(super) async fn fallback(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    let served = service.served();
    let path: String = request.path().chars().take(100).collect();
    if let Some(allowed) = served.routes.allowed(request.path()) {
        let allowed = allowed.join(", ");
        let method: String = request.method().as_str().chars().take(20).collect();
        let slots = [("method", method.as_str()), ("path", &path), ("allowed", &allowed)];
        let detail = fill_text("wire.method", &slots);
        let mut response = Refusal::new(ProblemKind::MethodNotAllowed, detail).error_response();
        response.headers_mut().insert(ALLOW, allowed.parse().expect("methods are header text"));
        return response;
    }
    if wants_a_page(&request) {
        return super::pages::not_found(&service, &request);
    }
    let hint = crate::catalogue::did_you_mean(&path, served.routes.paths());
    let detail = fill_text("wire.not_found.path", &[("path", &path), ("hint", &hint)]);
    Refusal::new(ProblemKind::NotFound, detail).error_response()
}

/// Whether the request comes from a browser, which should get an HTML page.
fn wants_a_page(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    request.method() == Method::GET && accepted.is_some_and(|accepted| accepted.contains("text/html"))
}
