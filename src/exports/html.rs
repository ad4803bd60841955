//! The outline as HTML, for a page.

use maud::{Markup, html};

use super::markdown::mark;
use super::outline::{Block, Outline, TableColumn};

/// Returns the outline as the content of an article. Tables have no inline styles, which a page's policy forbids.
pub fn html(outline: &Outline) -> Markup {
    html! {
        h1 { (outline.title) }
        (blocks(&outline.blocks))
    }
}

/// Returns blocks without a title.
pub(super) fn blocks(blocks: &[Block]) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Heading(2, text) => h2 { (text) },
                Block::Heading(_, text) => h3 { (text) },
                Block::Paragraph(text) => p { (text) },
                Block::Quote(lines) => blockquote { @for line in lines { p { (line) } } },
                Block::List(items) => (list(items)),
                Block::Facts(facts) => ul {
                    @for (name, said) in facts {
                        li {
                            strong { (name) } (mark(name)) " "
                            @if let [one] = said.as_slice() { (one) } @else { (list(said)) }
                        }
                    }
                },
                Block::NewPage => hr.new-page;,
                Block::Table(columns, rows) => table {
                    thead { tr { @for column in columns { th scope="col" class=[number(column)] { (column.name) } } } }
                    tbody {
                        @for row in rows {
                            tr { @for (cell, column) in row.iter().zip(columns) { td class=[number(column)] { (cell) } } }
                        }
                    }
                },
            }
        }
    }
}

/// The class of the cells of a column of numbers.
fn number(column: &TableColumn) -> Option<&'static str> {
    column.is_number.then_some("n")
}

fn list(items: &[String]) -> Markup {
    html! { ul { @for item in items { li { (item) } } } }
}
