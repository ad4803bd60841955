//! A document in the terminal: paragraphs wrapped, tables in columns.

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

use super::plain;
use super::text::{line, paragraph, section};
use crate::exports::{Block, Outline, TableColumn};
use crate::words::{fill_text, thousands};

/// The width of a table, in columns.
const WIDTH: usize = 100;

/// The width to which a long column is narrowed at most.
const LEAST_WIDTH: usize = 6;

/// Returns a document as text for a terminal, with at most `most_rows` rows of each table.
pub fn outline_text(outline: &Outline, most_rows: usize) -> String {
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
            Block::Table(columns, rows) => table(&mut text, columns, rows, most_rows),
            Block::NewPage => {}
        }
    }
    text
}

fn table(text: &mut String, columns: &[TableColumn], rows: &[Vec<String>], most_rows: usize) {
    let names: Vec<String> = columns.iter().map(|column| column.name.to_owned()).collect();
    let shown = &rows[..rows.len().min(most_rows)];
    let widths = widths(columns, &names, shown);
    row(text, columns, &widths, &names);
    shown.iter().for_each(|cells| row(text, columns, &widths, cells));
    if let Some(more) = rows.len().checked_sub(most_rows).filter(|more| *more > 0) {
        line(text, &fill_text("cli.district.more_rows", &[("count", &thousands(more as f64))]));
    }
}

/// As wide as the longest cell; where that is too much, the widest columns become as narrow as needed, and equally so.
fn widths(columns: &[TableColumn], names: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let room = WIDTH.saturating_sub(2 * columns.len());
    let longest = |at: usize| {
        let cells = std::iter::once(names).chain(rows.iter().map(Vec::as_slice)).filter_map(|cells| cells.get(at));
        cells.map(|cell| display_width(&plain(cell))).max().unwrap_or(0)
    };
    let natural: Vec<usize> = (0..columns.len()).map(longest).collect();
    let cut = |most: usize| natural.iter().map(move |width| (*width).min(most));
    let most = (LEAST_WIDTH..=room).rev().find(|most| cut(*most).sum::<usize>() <= room);
    cut(most.unwrap_or(LEAST_WIDTH)).collect()
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
