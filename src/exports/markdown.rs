//! The outline as Markdown.

use std::fmt::Write;

use super::escape::{escape, escape_inside};
use super::outline::{Block, Outline, TableColumn};
use super::{Export, OutlineFile, outline};

pub(super) const EXPORT: Export = Export {
    id: "markdown",
    file: "plan.md",
    media: "text/markdown; charset=utf-8",
    about: "Markdown",
    page: Some(("/plan.md", "document.markdown")),
    make: |plan| markdown(&outline(plan)),
    update: None,
};

pub(super) const RECORD: OutlineFile = OutlineFile {
    file: "decision.md",
    media: EXPORT.media,
    page: ("/decision.md", "decision.save"),
    make: |outline, _| markdown(outline),
};

pub(super) const HANDOUT: OutlineFile =
    OutlineFile { file: "suggestion.md", page: ("/handout.md", "handout.save"), ..RECORD };

/// Returns the outline as Markdown.
pub(super) fn markdown(outline: &Outline) -> Vec<u8> {
    let mut text = format!("# {}\n", escape(&outline.title));
    for block in &outline.blocks {
        text.push('\n');
        match block {
            Block::Heading(level, words) => {
                let marks = "#".repeat(usize::from(*level));
                let _ = writeln!(text, "{marks} {}", escape(words));
            }
            Block::Paragraph(words) => {
                let _ = writeln!(text, "{}", escape(words));
            }
            Block::Quote(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| format!("> {}\n", escape(line))).collect();
                text.push_str(&lines.join(">\n"));
            }
            Block::List(items) => items.iter().for_each(|item| {
                let _ = writeln!(text, "- {}", escape(item));
            }),
            Block::Facts(facts) => facts.iter().for_each(|(name, said)| fact(&mut text, name, said)),
            Block::Table(columns, rows) => table(&mut text, columns, rows),
            Block::NewPage => text.push_str("---\n"),
        }
    }
    text.into_bytes()
}

/// Writes `- **Name:** text`, or a nested list if there are several texts.
fn fact(text: &mut String, name: &str, said: &[String]) {
    let _ = match said {
        [one] => writeln!(text, "- **{}**{} {}", escape(name), mark(name), escape_inside(one)),
        _ => writeln!(text, "- **{}**{}", escape(name), mark(name)),
    };
    if said.len() > 1 {
        said.iter().for_each(|one| {
            let _ = writeln!(text, "  - {}", escape(one));
        });
    }
}

/// Returns the mark after a name: nothing after a question or a sentence, else a colon.
pub fn mark(name: &str) -> &'static str {
    if name.ends_with(['?', '.', '!', ':', '…']) { "" } else { ":" }
}

fn table(text: &mut String, columns: &[TableColumn], rows: &[Vec<String>]) {
    let names: Vec<String> = columns.iter().map(|column| escape_inside(column.name)).collect();
    let rules: Vec<&str> = columns.iter().map(|column| if column.is_number { "---:" } else { "---" }).collect();
    let _ = writeln!(text, "| {} |\n| {} |", names.join(" | "), rules.join(" | "));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| escape_inside(cell)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
}
