//! Lines, paragraphs and bars for terminal text.

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

use super::plain;
use crate::advisor::Advisor;
use crate::catalogue::{Catalogue, Profile};
use crate::words::{self, fill, fill_text};

/// The width that sentences wrap at, in columns.
const WIDTH: usize = 100;

/// The length of a full bar, in characters.
const BAR: usize = 20;

/// Writes the first line of an answer: the team, and how many factors it answered.
pub fn title(text: &mut String, catalogue: &Catalogue, profile: &Profile, template: &str) {
    let known = profile.answers.iter().filter(|answer| answer.is_some()).count();
    let team = plain(profile.id.as_deref().unwrap_or(words::text("cli.this_team")));
    let slots = [("team", &*team), ("known", &known.to_string()), ("all", &catalogue.factors.len().to_string())];
    line(text, &fill(template, &slots));
}

/// Formats a range of numbers.
pub fn range(low: impl ToString, high: impl ToString) -> String {
    fill_text("cli.range", &[("low", &low.to_string()), ("high", &high.to_string())])
}

/// Writes which catalog, model and engine an answer comes from.
pub fn provenance(text: &mut String, advisor: &Advisor) {
    let provenance = advisor.provenance();
    let slots = [
        ("catalogue", provenance.catalogue_version),
        ("digest", &provenance.catalogue_digest[..12]),
        ("model", provenance.model_version),
        ("engine", provenance.engine_version),
    ];
    line(text, &fill_text("cli.provenance", &slots));
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
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return line(text, lead);
    }
    let indent = " ".repeat(display_width(lead));
    let wrapped = Options::new(WIDTH).initial_indent(lead).subsequent_indent(&indent).break_words(false);
    let wrapped = wrapped.word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(&words, wrapped).iter().for_each(|one| line(text, one));
}
