//! The description of the API to read: every operation with its examples, from the OpenAPI document.

use maud::{Markup, html};

use super::kit::{Page, about, scroll_as};
use super::layout;
use super::scene::Scene;

/// The operations that belong together.
#[derive(Clone, Debug)]
pub struct OperationGroup {
    pub id: String,
    pub about: String,
    pub operations: Vec<DescribedOperation>,
}

/// One operation of the API.
#[derive(Clone, Debug)]
pub struct DescribedOperation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub summary: String,
    /// In Markdown with nothing but paragraphs and code.
    pub description: String,
    /// An example of a body, and of its answer.
    pub request: Option<String>,
    pub answer: Option<String>,
}

/// The page at `/docs`.
pub fn api_page(scene: &Scene<'_>, groups: &[OperationGroup]) -> Page {
    let body = html! {
        h1 { (scene.say("interface.heading")) }
        p.lead { (scene.say("interface.lead")) }
        p.actions {
            a.button href="/swagger/" { (scene.say("interface.try")) }
            a.button href="/openapi.json" { (scene.say("interface.document")) }
        }
        nav.contents aria-label=(scene.say("read.contents")) {
            ul { @for group in groups { li { a href={ "#" (group.id) } { (group.about) } } } }
        }
        @for group in groups {
            section aria-labelledby=(group.id) {
                h2 id=(group.id) { (group.about) }
                @for operation in &group.operations { (shown(scene, operation)) }
            }
        }
    };
    Page::html(200, layout::page(scene, scene.say("interface.title"), &body))
}

fn shown(scene: &Scene<'_>, operation: &DescribedOperation) -> Markup {
    let paragraphs = operation.description.split("\n\n").filter(|text| !text.trim().is_empty());
    html! {
        article.design {
            h3 id={ "operation-" (operation.id) } { (operation.summary) }
            p { code { (operation.method) " " (operation.path) } }
            @for paragraph in paragraphs { p { (with_code(paragraph)) } }
            (example(scene, "interface.request", operation.request.as_deref(), &operation.summary))
            (example(scene, "interface.answer", operation.answer.as_deref(), &operation.summary))
        }
    }
}

/// Shows text between backticks as code.
fn with_code(text: &str) -> Markup {
    html! {
        @for (at, piece) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

fn example<'a>(scene: &Scene<'a>, key: &'a str, text: Option<&str>, of: &str) -> Markup {
    let name = scene.say(key);
    html! {
        @if let Some(text) = text {
            details {
                summary { (name) (about(of)) }
                (scroll_as(&format!("{name}: {of}"), html! { pre { code { (text) } } }))
            }
        }
    }
}
