//! Lines, paragraphs and bars for terminal text.

use crate::advisor::Advisor;
use crate::words::{self, fill};

/// The width that sentences wrap at, in columns.
const WIDTH: usize = 100;

/// The length of a full bar, in characters.
const BAR: usize = 20;

/// Writes which catalog, model and engine an answer comes from.
pub fn provenance(text: &mut String, advisor: &Advisor) {
    let provenance = advisor.provenance();
    let slots = [
        ("catalogue", provenance.catalogue_version),
        ("digest", &provenance.catalogue_digest[..12]),
        ("model", provenance.model_version),
        ("engine", provenance.engine_version),
    ];
    line(text, &fill(words::text("cli.provenance"), &slots));
}

/// Draws a bar for a score in hundredths.
pub fn bar(score: i32) -> String {
    let filled = (f64::from(score) / 10_000.0 * BAR as f64).round() as usize;
    format!("{}{}", "█".repeat(filled), "░".repeat(BAR - filled))
}

/// Writes one line.
pub fn line(text: &mut String, words: &str) {
    text.push_str(words.trim_end());
    text.push('\n');
}

/// Writes the title of a section after an empty line.
pub fn section(text: &mut String, title: &str) {
    text.push('\n');
    line(text, title);
}

/// Writes words wrapped to the width, with later lines indented under the first.
pub fn paragraph(text: &mut String, lead: &str, words: &str) {
    let indent = " ".repeat(lead.chars().count());
    let mut current = lead.to_owned();
    let mut empty = true;
    for word in words.split_whitespace() {
        if !empty && current.chars().count() + 1 + word.chars().count() > WIDTH {
            line(text, &current);
            current = indent.clone();
            empty = true;
        }
        if !empty {
            current.push(' ');
        }
        current.push_str(word);
        empty = false;
    }
    line(text, &current);
}
