//! The OpenAPI document: collected from the router, completed from the catalogue.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use utoipa::OpenApi as _;
use utoipa::openapi::{Content, OpenApi, RefOr};
use utoipa_actix_web::AppExt;

use super::problems::schemas;
use super::router::routes;
use super::service::Service;
use super::{batch, decisions, imports};
use crate::advisor::Advisor;
use crate::wire::{CatalogueParts, OPERATIONS, Rendered, complete, decisions_markdown, parts_example};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Backmap",
        description = "Ranks professional learning designs for a team's context, and shows why. Scores are suitability in a \
                       stated model, 0 to 100, never per cent effective; every number names its source or is called a \
                       judgement. Errors are problems (RFC 9457).",
        license(name = "MIT", identifier = "MIT")
    ),
    servers((url = "/", description = "This service")),
    tags(
        (name = "recommendations", description = "Which designs suit a team, and why"),
        (name = "explanations", description = "Why, how sure, and what would have to change"),
        (name = "bundles", description = "Designs coupled in one learning experience"),
        (name = "decisions", description = "What speaks for and against a choice, and the record of it"),
        (name = "plans", description = "From a design to a plan, and what stands against it"),
        (name = "weights", description = "How much factors count, by what people say"),
        (name = "imports", description = "Surveys and rosters as teams"),
        (name = "catalogue", description = "What designs, factors and sources there are"),
        (name = "operations", description = "For whoever runs the service"),
    )
)]
struct Document;

/// The document of the service with this catalogue.
pub(super) fn document(advisor: &Advisor, rendered: &Rendered, parts: &CatalogueParts) -> OpenApi {
    let app = actix_web::App::new().into_utoipa_app().openapi(Document::openapi()).configure(routes);
    let (_, mut document) = app.split_for_parts();
    document.info.version = env!("CARGO_PKG_VERSION").to_owned();
    let components = document.components.get_or_insert_with(Default::default);
    components.schemas.extend(schemas());
    complete(&mut document, advisor.catalogue());
    imports::complete(&mut document);
    exemplify(&mut document, advisor, rendered);
    exemplify_record(&mut document, advisor, rendered);
    exemplify_batch(&mut document, advisor, rendered);
    exemplify_imports(&mut document, advisor);
    exemplify_catalogue(&mut document, parts);
    document
}

/// Real examples of every request and its answer. A catalogue without the ids of an example has no answer to show.
fn exemplify(document: &mut OpenApi, advisor: &Advisor, rendered: &Rendered) {
    for operation in OPERATIONS {
        let described = document.paths.paths.get_mut(operation.path).and_then(|path| path.post.as_mut());
        let described = described.expect("the router lists every operation");
        let request: serde_json::Value = serde_json::from_str(operation.example).expect("the example is JSON");
        let answer = (operation.answer)(advisor, rendered, operation.example.as_bytes()).ok();
        let answer = answer.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if let Some(RefOr::T(body)) = &mut described.request_body {
            body.required = Some(utoipa::openapi::Required::True);
            set_example(body.content.values_mut(), Some(&request));
        }
        if let Some(RefOr::T(response)) = described.responses.responses.get_mut("200") {
            let json = response.content.iter_mut().filter(|(media, _)| *media == "application/json");
            set_example(json.map(|(_, content)| content), answer.as_ref());
        }
    }
}

/// The record of the same decision as a document.
fn exemplify_record(document: &mut OpenApi, advisor: &Advisor, rendered: &Rendered) {
    let operation = OPERATIONS.iter().find(|operation| operation.path == decisions::PATH);
    let record = operation.and_then(|one| decisions_markdown(advisor, rendered, one.example.as_bytes()).ok());
    let record = record.and_then(|bytes| String::from_utf8(bytes).ok()).map(serde_json::Value::String);
    let described = document.paths.paths.get_mut(decisions::PATH).and_then(|path| path.post.as_mut());
    let response = described.and_then(|described| described.responses.responses.get_mut("200"));
    if let Some(RefOr::T(response)) = response {
        set_example(response.content.get_mut(decisions::MARKDOWN).into_iter(), record.as_ref());
    }
}

/// Real lines and tables with their answers.
fn exemplify_batch(document: &mut OpenApi, advisor: &Advisor, rendered: &Rendered) {
    let described = document.paths.paths.get_mut(batch::PATH).and_then(|path| path.post.as_mut());
    let described = described.expect("the router lists it");
    for (media, example) in batch::EXAMPLES {
        let answer = batch::answer_example(advisor, rendered, media, example).map(serde_json::Value::String);
        let example = serde_json::Value::from(example);
        if let Some(RefOr::T(body)) = &mut described.request_body {
            // No body is no lines.
            body.required = Some(utoipa::openapi::Required::False);
            set_example(body.content.get_mut(media).into_iter(), Some(&example));
        }
        if let Some(RefOr::T(response)) = described.responses.responses.get_mut("200") {
            set_example(response.content.get_mut(media).into_iter(), answer.as_ref());
        }
    }
}

/// A real survey with its mapping, and the teams it gives.
fn exemplify_imports(document: &mut OpenApi, advisor: &Advisor) {
    for form in imports::FORMS {
        let described = document.paths.paths.get_mut(form.path).and_then(|path| path.post.as_mut());
        let described = described.expect("the router lists it");
        if let Some(RefOr::T(body)) = &mut described.request_body {
            body.required = Some(utoipa::openapi::Required::True);
            set_example(body.content.values_mut(), Some(&parts_example(form.example)));
        }
        if let Some(RefOr::T(response)) = described.responses.responses.get_mut("200") {
            set_example(response.content.values_mut(), imports::answer_example(advisor, form).as_ref());
        }
    }
}

/// What the service really gives, each list cut to its first entry.
fn exemplify_catalogue(document: &mut OpenApi, parts: &CatalogueParts) {
    let page = parts.design_pages.values().next();
    let given = [
        ("/v1/designs", Some(&parts.designs)),
        ("/v1/designs/{id}", page),
        ("/v1/factors", Some(&parts.factors)),
        ("/v1/sources", Some(&parts.sources)),
        ("/v1/standards", Some(&parts.standards)),
        ("/v1/planning", Some(&parts.planning)),
    ];
    for (path, bytes) in given {
        let operation = document.paths.paths.get_mut(path).and_then(|path| path.get.as_mut());
        let response = operation.and_then(|operation| operation.responses.responses.get_mut("200"));
        let mut example = bytes.and_then(|bytes| serde_json::from_slice(bytes).ok());
        if let Some(serde_json::Value::Object(fields)) = &mut example {
            let lists = fields.values_mut().filter_map(serde_json::Value::as_array_mut);
            lists.for_each(|list| list.truncate(1));
        }
        if let Some(RefOr::T(response)) = response {
            set_example(response.content.values_mut(), example.as_ref());
        }
    }
}

fn set_example<'a>(contents: impl Iterator<Item = &'a mut RefOr<Content>>, example: Option<&serde_json::Value>) {
    for content in contents {
        if let RefOr::T(content) = content {
            content.example = example.cloned();
        }
    }
}

/// The document's text, as it stands in the repository, is printed and is served.
pub(super) fn json(document: &OpenApi) -> String {
    let mut text = document.to_pretty_json().expect("the document is serialisable");
    text.push('\n');
    text
}

/// The document's text for a catalogue.
pub fn openapi_json(advisor: &Advisor) -> String {
    json(&document(advisor, &Rendered::new(advisor), &CatalogueParts::new(advisor.catalogue())))
}

/// Give this document
///
/// The OpenAPI 3.1 description of the service.
#[utoipa::path(
    tag = "operations",
    operation_id = "openapi",
    responses(
        (status = 200, description = "The document", body = serde_json::Value, content_type = "application/json",
            example = json!({"openapi": "3.1.0"})),
        (status = 304, description = "The document is as the given ETag says"),
    )
)]
#[get("/openapi.json")]
pub(super) async fn give_document(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    service.served().openapi.respond(&request)
}
