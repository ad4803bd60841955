//! The parts of a Word file, unpacked within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::words::{fill_text, text};

/// Limits that no template needs and a file made to exhaust memory exceeds.
const MOST_PARTS: usize = 2_000;
const MOST_BYTES: u64 = 64 << 20;

/// The part with the text of the document.
const MAIN: &str = "word/document.xml";

/// Returns the parts in their order.
///
/// # Errors
/// A sentence about why the file cannot be used.
pub fn unpack(file: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let not_word = || text("exports.template.not_word").to_owned();
    let too_large = || fill_text("exports.template.too_large", &[("most", &(MOST_BYTES >> 20).to_string())]);
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| not_word())?;
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let (mut parts, mut left) = (Vec::new(), MOST_BYTES);
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| not_word())?;
        let name = entry.name().map_err(|_| not_word())?.into_owned();
        if name.ends_with('/') {
            continue;
        }
        // The size in the header may be wrong, so what is read counts.
        let mut bytes = Vec::new();
        entry.take(left + 1).read_to_end(&mut bytes).map_err(|_| not_word())?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(too_large)?;
        if parts.iter().any(|(other, _)| *other == name) {
            return Err(not_word());
        }
        parts.push((name, bytes));
    }
    let has = |part: &str| parts.iter().any(|(name, _)| name == part);
    if has(MAIN) && has("[Content_Types].xml") { Ok(parts) } else { Err(not_word()) }
}
