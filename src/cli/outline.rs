//! A document in the terminal: paragraphs wrapped, tables in columns.

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

use super::plain;
use super::text::{line, paragraph, section};
use crate::exports::{Block, Outline, TableColumn};
use crate::words::{fill_text, thousands};

/// The width of a table, in columns.
const WIDTH: usize = 100;

/// The rows of a table that are shown.
const MOST_ROWS: usize = 12;

/// Returns a document as text for a terminal.
pub fn outline_text(outline: &Outline) -> String {
    let mut text = String::new();
    line(&mut text, &plain(&outline.title));
    for block in &outline.blocks {
        match block {
            Block::Heading(_, words) => section(&mut text, &plain(words)),
            Block::Paragraph(words) => paragraph(&mut text, "", &plain(words)),
            Block::List(items) | Block::Quote(items) => {
                items.iter().for_each(|item| paragraph(&mut text, "- ", &plain(item)));
            }
            Block::Facts(facts) => {
                for (name, said) in facts {
                    paragraph(&mut text, "- ", &plain(&format!("{name}: {}", said.join("; "))));
                }
            }
            Block::Table(columns, rows) => table(&mut text, columns, rows),
            Block::NewPage => {}
        }
    }
    text
}

fn table(text: &mut String, columns: &[TableColumn], rows: &[Vec<String>]) {
    let all: u32 = columns.iter().map(|column| column.share).sum::<u32>().max(1);
    let room = WIDTH - 2 * columns.len();
    let widths: Vec<usize> =
        columns.iter().map(|column| (room * column.share as usize / all as usize).max(6)).collect();
    let names: Vec<String> = columns.iter().map(|column| column.name.to_owned()).collect();
    row(text, columns, &widths, &names);
    rows.iter().take(MOST_ROWS).for_each(|cells| row(text, columns, &widths, cells));
    if let Some(more) = rows.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        line(text, &fill_text("cli.district.more_rows", &[("count", &thousands(more as f64))]));
    }
}

/// One row; a cell that is too long takes several lines.
fn row(text: &mut String, columns: &[TableColumn], widths: &[usize], cells: &[String]) {
    let wrap = |(cell, width): (&String, &usize)| {
        let options = Options::new(*width).break_words(true).word_splitter(WordSplitter::NoHyphenation);
        textwrap::wrap(&plain(cell), options).into_iter().map(|part| part.into_owned()).collect::<Vec<String>>()
    };
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(wrap).collect();
    for at in 0..wrapped.iter().map(Vec::len).max().unwrap_or(0) {
        let mut shown = String::new();
        for ((cell, width), column) in wrapped.iter().zip(widths).zip(columns) {
            let part = cell.get(at).map_or("", String::as_str);
            let gap = " ".repeat(width.saturating_sub(display_width(part)));
            let filled = if column.is_number { format!("{gap}{part}") } else { format!("{part}{gap}") };
            shown.push_str("  ");
            shown.push_str(&filled);
        }
        line(text, &shown);
    }
}
