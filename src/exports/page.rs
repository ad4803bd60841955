//! One web page that loads nothing: sections of an outline, each with its picture before its table.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::html::blocks;
use super::outline::{Block, Outline};
use crate::words::{fill_counted, fill_text};

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
            @let all = &section.outline.blocks;
            section {
                (blocks(&all[..at]))
                @if let Some(picture) = &section.picture {
                    figure tabindex="0" aria-label=(name_of(&all[..at])) { (picture) }
                }
                @for (place, block) in all.iter().enumerate().skip(at) { (one(block, &name_of(&all[..place]))) }
            }
        }
    }
}

/// The rows of a table that are shown; the others are folded.
const SHOWN: usize = 10;

/// A wide table scrolls by itself, also by keys. Its name is that of the headings above it, so that no two are alike.
fn one(block: &Block, name: &str) -> Markup {
    let Block::Table(columns, rows) = block else { return blocks(std::slice::from_ref(block)) };
    let table = |rows: &[Vec<String>], name: &str| {
        let shown = blocks(&[Block::Table(columns.clone(), rows.to_vec())]);
        html! { div.scroll tabindex="0" role="region" aria-label=(name) { (shown) } }
    };
    let (first, rest) = rows.split_at(SHOWN.min(rows.len()));
    let of_rest = fill_text("exports.district.rest", &[("name", name), ("row", &(SHOWN + 1).to_string())]);
    html! {
        (table(first, name))
        @if !rest.is_empty() {
            details {
                summary { (fill_counted("exports.district.more_rows", rest.len(), &[("count", &rest.len().to_string())])) }
                (table(rest, &of_rest))
            }
        }
    }
}

/// Returns the headings above a block of a section: that of the section and the last one, if it is another.
fn name_of(above: &[Block]) -> String {
    let mut titles = above.iter().filter_map(|block| match block {
        Block::Heading(_, title) => Some(title.as_str()),
        _ => None,
    });
    let first = titles.next().unwrap_or_default();
    titles.next_back().map_or_else(|| first.to_owned(), |last| format!("{first}: {last}"))
}
