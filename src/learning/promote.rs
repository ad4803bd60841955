//! A catalog that contains what was learned: one more file beside the authored ones.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{Learning, Verdict};
use crate::catalogue::{Catalogue, Files, LEARNED_FILE};
use crate::words::{fill_text, text};

/// Between the authored model's version and the digest of what was learned.
const MARK: &str = "+learned-";

/// Returns the files with what was learned, or `None` if it may not serve. To go back, use the old directory, or delete
/// the file.
pub fn promoted(files: &Files, catalogue: &Catalogue, learning: &Learning) -> Option<Files> {
    if learning.verdict != Verdict::Promoted {
        return None;
    }
    let mut offsets = String::new();
    for offset in &learning.offsets {
        let id = &catalogue.designs[offset.design].id;
        let [value, low, high] = [offset.new, offset.low, offset.high].map(|number| format!("{number:.4}"));
        let results = offset.results;
        let _ = write!(
            offsets,
            "\n[[offset]]\ndesign = \"{id}\"\nvalue = {value}\nlow = {low}\nhigh = {high}\nresults = {results}\n"
        );
    }
    let hash = Sha256::digest(offsets.as_bytes());
    let short: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let version = &catalogue.model.model_version;
    let authored = version.split(MARK).next().unwrap_or(version);
    let counts = learning.counts;
    let [results, schools] = [counts.results, counts.schools].map(|count| count.to_string());
    let slots = [("results", results.as_str()), ("schools", &schools)];
    let rationale = match &learning.pool {
        None => fill_text("learning.rationale", &slots),
        Some(pool) => {
            let districts = pool.counted().to_string();
            fill_text("learning.rationale_pool", &[slots.as_slice(), &[("districts", &districts)]].concat())
        }
    };
    let head = text("learning.file");
    let toml =
        format!("# {head}\n\nmodel_version = \"{authored}{MARK}{short}\"\nrationale = \"{rationale}\"\n{offsets}");
    Some(files.clone().with(LEARNED_FILE, Some(&toml)))
}
