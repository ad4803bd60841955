//! One web page that loads nothing: sections of an outline, each with its picture before its table.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::html::blocks;
use super::outline::{Block, Outline};

/// The style of every file; pages of the service have their own.
const STYLE: &str = include_str!("page.css");

/// The media type of a page.
pub const HTML_MEDIA: &str = "text/html; charset=utf-8";

/// A section of a report: its blocks, and the picture of its table.
#[derive(Debug)]
pub struct Section {
    pub outline: Outline,
    pub picture: Option<Markup>,
}

impl From<Outline> for Section {
    fn from(outline: Outline) -> Self {
        Self { outline, picture: None }
    }
}

/// Returns a page as a file.
pub fn file(title: &str, content: &Markup) -> Vec<u8> {
    let page = html! {
        (DOCTYPE)
        html lang="en-US" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { h1 { (title) } (content) } }
        }
    };
    page.into_string().into_bytes()
}

/// Returns sections as a file; the first one has the title.
pub fn report(sections: &[Section]) -> Vec<u8> {
    let title = sections.first().map(|section| section.outline.title.as_str()).unwrap_or_default();
    file(title, &content(sections))
}

/// Returns sections as one outline, without their pictures.
pub fn joined(sections: Vec<Section>) -> Outline {
    let title = sections.first().map(|section| section.outline.title.clone()).unwrap_or_default();
    let blocks: Vec<Block> = sections.into_iter().flat_map(|section| section.outline.blocks).collect();
    Outline { title, blocks }
}

/// Returns sections as the content of a page. A picture follows the heading of its section, and its table follows the
/// picture.
pub fn content(sections: &[Section]) -> Markup {
    html! {
        @for section in sections {
            @let at = usize::from(section.picture.is_some()).min(section.outline.blocks.len());
            @let (head, rest) = section.outline.blocks.split_at(at);
            section {
                (blocks(head))
                @if let Some(picture) = &section.picture { figure { (picture) } }
                @for block in rest { (one(block)) }
            }
        }
    }
}

/// A wide table scrolls by itself, also by keys.
fn one(block: &Block) -> Markup {
    let shown = blocks(std::slice::from_ref(block));
    match block {
        Block::Table(columns, _) => {
            let name = columns.first().map(|column| column.name);
            html! { div.scroll tabindex="0" role="region" aria-label=[name] { (shown) } }
        }
        _ => shown,
    }
}
