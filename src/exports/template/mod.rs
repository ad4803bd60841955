//! A district's own Word template, filled from a plan.
//!
//! A place is `{{field}}` in the text, also split over several runs, or a content control whose tag is a field. The
//! fields are in [`FIELDS`]. Everything else of the template stays as it is.

mod archive;
mod dom;
mod fields;
mod fill;

use std::collections::BTreeSet;

use super::Document;
use crate::words::{fill_text, text};

pub use fields::{FIELDS, field_table};

/// A filled template, with the names that need attention.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    pub bytes: Vec<u8>,
    /// Names in the template that are no fields; they are left as they are.
    pub unknown: BTreeSet<String>,
    /// Fields in the template for which the plan has nothing; they are left empty.
    pub empty: BTreeSet<String>,
}

/// Fills a template from a plan.
///
/// # Errors
/// A sentence about why the file cannot be used: no Word file, too large when unpacked, or not valid.
pub fn fill_template(template: &[u8], document: &Document<'_>) -> Result<Filled, String> {
    let mut parts = archive::unpack(template)?;
    let mut filled = Filled::default();
    for (name, bytes) in parts.iter_mut().filter(|(name, _)| has_text(name)) {
        let invalid = || fill_text("exports.template.invalid", &[("part", name.as_str())]);
        let part = std::str::from_utf8(bytes).map_err(|_| invalid())?;
        let mut root = dom::parse(part).ok_or_else(invalid)?;
        fill::fill(&mut root, document, &mut filled);
        *bytes = dom::write(&root).into_bytes();
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    filled.bytes = super::word::zip_files(&parts).map_err(|_| text("exports.template.not_word").to_owned())?;
    Ok(filled)
}

/// Whether a part of a Word file has text that can be filled.
fn has_text(name: &str) -> bool {
    let own = name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml"));
    own.is_some_and(|own| {
        matches!(own, "document" | "footnotes" | "endnotes") || own.starts_with("header") || own.starts_with("footer")
    })
}
