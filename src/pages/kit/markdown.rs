//! Records as HTML.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Alignment, Event, Options, Parser, Tag};

/// Renders Markdown as HTML.
pub fn rendered(record: &str) -> Markup {
    let mut shown = String::new();
    // The record escapes user input. Show any remaining markup as text.
    let events = Parser::new_ext(record, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        // Column alignment would become an inline style, which the content security policy forbids.
        Event::Start(Tag::Table(columns)) => Event::Start(Tag::Table(vec![Alignment::None; columns.len()])),
        event => event,
    });
    pulldown_cmark::html::push_html(&mut shown, events);
    PreEscaped(shown)
}
