//! The OpenAPI document, collected from the router and completed from the catalog.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Serialize as _;
use utoipa::OpenApi as _;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, Header, OpenApi, RefOr};
use utoipa_actix_web::AppExt;

use super::base::{BasePath, base_of};
use super::conditional::Resource;
use super::problems::{ReadProblems, named_responses, schemas};
use super::records::others;
use super::router::routes;
use super::service::Service;
use super::{batch, imports, plans, template};
use crate::advisor::Advisor;
use crate::exports::WORD_MEDIA;
use crate::wire::{CatalogueParts, OPERATIONS, Rendered, complete, parts_example};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Backmap",
        description = "Ranks professional learning designs for a team and explains the ranking. A score (0 to 100) is \
                       this model's estimate of fit, not a success rate. Every number names its source or is marked \
                       as a judgment. Errors are problems (RFC 9457). A service that runs with keys needs one in every request: \
                       `Authorization: Bearer KEY`.",
        license(name = "MIT", identifier = "MIT")
    ),
    servers((url = "/", description = "This service")),
    tags(
        (name = "recommendations", description = "Which designs fit a team, and why"),
        (name = "explanations", description = "Why, how sure, and what would have to change"),
        (name = "bundles", description = "Designs combined in one learning experience"),
        (name = "decisions", description = "Strengths and risks of a choice, and its record"),
        (name = "plans", description = "From a design to a plan, with findings to fix"),
        (name = "weights", description = "Weights derived from stakeholders' judgments"),
        (name = "district", description = "Many teams together: who resembles whom, and who gets what is scarce"),
        (name = "imports", description = "Teams from surveys and rosters"),
        (name = "catalogue", description = "The catalog: designs, factors, sources, standards and planning steps"),
        (name = "operations", description = "Health, metrics and this document, for operators"),
    )
)]
struct Document;

/// The address of the service in the document, which comes before every example.
const SERVER: &str = "\"url\": \"/\"";

/// The operations as the router has them, without what the catalog adds.
pub(super) fn operations() -> OpenApi {
    let app = actix_web::App::new().into_utoipa_app().openapi(Document::openapi()).configure(routes);
    app.split_for_parts().1
}

/// Builds the OpenAPI document for this catalog. Its examples are real answers, so it takes longer than a request.
pub(super) fn document(advisor: &Advisor, rendered: &Rendered) -> OpenApi {
    let parts = CatalogueParts::new(advisor.catalogue());
    let mut document = operations();
    document.info.version = env!("CARGO_PKG_VERSION").to_owned();
    let components = document.components.get_or_insert_with(Default::default);
    components.schemas.extend(schemas());
    components.responses.extend(named_responses());
    components.add_security_scheme("key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    // Only a service that runs with keys asks for one.
    document.security = Some(vec![SecurityRequirement::default(), SecurityRequirement::new("key", [""; 0])]);
    complete(&mut document, advisor.catalogue());
    imports::complete(&mut document);
    exemplify(&mut document, advisor, rendered);
    batch::complete(&mut document, advisor, rendered);
    exemplify_imports(&mut document, advisor);
    exemplify_template(&mut document);
    exemplify_catalogue(&mut document, &parts);
    require_bodies(&mut document);
    mark_bytes(&mut document);
    document
}

/// Describes every Word answer as bytes: generated clients would read a plain string as text, which damages the file.
fn mark_bytes(document: &mut OpenApi) {
    let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
    let bytes = Schema::Object(ObjectBuilder::new().schema_type(Type::String).format(Some(format)).build());
    let operations = document.paths.paths.values_mut().filter_map(|path| path.post.as_mut());
    for response in operations.filter_map(|operation| operation.responses.responses.get_mut("200")) {
        if let RefOr::T(response) = response
            && let Some(RefOr::T(content)) = response.content.get_mut(WORD_MEDIA)
        {
            content.schema = Some(RefOr::T(bytes.clone()));
        }
    }
}

/// A body is required unless an operation says otherwise.
fn require_bodies(document: &mut OpenApi) {
    let operations = document.paths.paths.values_mut().filter_map(|path| path.post.as_mut());
    for operation in operations {
        if let Some(RefOr::T(body)) = &mut operation.request_body {
            body.required.get_or_insert(utoipa::openapi::Required::True);
        }
    }
}

/// Adds a real example of every request and its answer. If the catalog lacks an id that an example uses, the answer is
/// omitted.
fn exemplify(document: &mut OpenApi, advisor: &Advisor, rendered: &Rendered) {
    for operation in OPERATIONS {
        let described = document.paths.paths.get_mut(operation.path).and_then(|path| path.post.as_mut());
        let described = described.expect("the router registers every operation");
        let request: serde_json::Value = serde_json::from_str(operation.example).expect("the example is JSON");
        let answer = (operation.answer)(advisor, rendered, operation.example.as_bytes()).ok();
        let answer = answer.and_then(|bytes| serde_json::from_slice(&bytes).ok()).map(shortened);
        if let Some(RefOr::T(body)) = &mut described.request_body {
            set_example(body.content.get_mut("application/json").into_iter(), Some(&request));
        }
        if let Some(RefOr::T(response)) = described.responses.responses.get_mut("200") {
            set_example(response.content.get_mut("application/json").into_iter(), answer.as_ref());
            for other in others(operation).iter().filter(|other| other.media() == "text/markdown") {
                let text = (other.answer)(advisor, rendered, operation.example.as_bytes()).ok();
                let text = text.and_then(|bytes| String::from_utf8(bytes).ok()).map(|text| begun(&text));
                set_example(response.content.get_mut(other.media()).into_iter(), text.as_ref());
            }
        }
    }
}

/// The beginning of a text, as a list in an example is its first entry.
fn begun(text: &str) -> serde_json::Value {
    const LINES: usize = 40;
    let lines: Vec<&str> = text.lines().take(LINES).chain(["…"]).collect();
    lines.join("\n").into()
}

/// Adds a real survey with its mapping, and the resulting teams.
fn exemplify_imports(document: &mut OpenApi, advisor: &Advisor) {
    for form in imports::FORMS {
        let described = document.paths.paths.get_mut(form.path).and_then(|path| path.post.as_mut());
        let described = described.expect("the router registers it");
        if let Some(RefOr::T(body)) = &mut described.request_body {
            body.required = Some(utoipa::openapi::Required::True);
            set_example(body.content.values_mut(), Some(&parts_example(form.example)));
        }
        if let Some(RefOr::T(response)) = described.responses.responses.get_mut("200") {
            set_example(response.content.values_mut(), imports::answer_example(advisor, form).as_ref());
        }
    }
}

/// Adds a plan, with words in place of the bytes of a template, and a plan to export.
fn exemplify_template(document: &mut OpenApi) {
    let exported = document.paths.paths.get_mut(plans::PATH).and_then(|path| path.post.as_mut());
    if let Some(RefOr::T(body)) = exported.and_then(|operation| operation.request_body.as_mut()) {
        let plan = serde_json::json!({"title": "Fractions", "goals": [{"text": "Nine of ten students explain why"}]});
        set_example(body.content.values_mut(), Some(&plan));
    }
    let described = document.paths.paths.get_mut(template::PATH).and_then(|path| path.post.as_mut());
    if let Some(RefOr::T(body)) = described.and_then(|operation| operation.request_body.as_mut()) {
        set_example(body.content.values_mut(), Some(&parts_example(&template::EXAMPLE)));
    }
}

/// Adds real catalog answers, each list cut to its first entry.
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
        let example = bytes.and_then(|bytes| serde_json::from_slice(bytes).ok()).map(shortened);
        if let Some(RefOr::T(response)) = response {
            set_example(response.content.values_mut(), example.as_ref());
            response.headers.insert("ETag".to_owned(), RefOr::T(Header::default()));
        }
    }
}

/// The most entries of a list in an example.
const MOST_ENTRIES: usize = 1;

/// Returns an example with every list cut to its first entry.
fn shortened(mut example: serde_json::Value) -> serde_json::Value {
    match &mut example {
        serde_json::Value::Array(list) => {
            list.truncate(MOST_ENTRIES);
            list.iter_mut().for_each(|one| *one = shortened(one.take()));
        }
        serde_json::Value::Object(fields) => fields.values_mut().for_each(|one| *one = shortened(one.take())),
        _ => {}
    }
    example
}

fn set_example<'a>(contents: impl Iterator<Item = &'a mut RefOr<Content>>, example: Option<&serde_json::Value>) {
    for content in contents {
        if let RefOr::T(content) = content {
            content.example = example.cloned();
        }
    }
}

/// Returns the document's text, as stored in the repository, printed and served.
pub(super) fn json(document: &OpenApi) -> String {
    // One space for each level: with two, a fifth of the document would be spaces.
    let mut text = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    document
        .serialize(&mut serde_json::Serializer::with_formatter(&mut text, formatter))
        .expect("the document serializes");
    let mut text = String::from_utf8(text).expect("JSON is UTF-8");
    text.push('\n');
    text
}

/// Returns the document with the address of the service below a base path.
fn document_below(base: &BasePath, document: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(document);
    text.replacen(SERVER, &format!("\"url\": \"{}/\"", base.as_str()), 1).into_bytes()
}

/// Returns the document's text for a catalog.
pub fn openapi_json(advisor: &Advisor) -> String {
    json(&document(advisor, &Rendered::new(advisor)))
}

/// Show this document
///
/// Returns the OpenAPI 3.1 description of the service.
#[utoipa::path(
    tag = "operations",
    operation_id = "openapi",
    responses(
        (status = 200, description = "The document", body = serde_json::Value, content_type = "application/json",
            example = json!({"openapi": "3.1.0"})),
        (status = 304, description = "Not modified since the given ETag"),
        ReadProblems,
    )
)]
#[get("/openapi.json")]
pub(super) async fn give_document(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    let served = service.described().await;
    let document = &served.interface().document;
    match base_of(&request) {
        Some(base) => Resource::json(document_below(&base, document.bytes())).respond(&request),
        None => document.respond(&request),
    }
}
