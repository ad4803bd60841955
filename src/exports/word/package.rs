//! The parts of a Word file, packed without timestamps.

use std::io::{Cursor, Write};

use jiff::civil::Date;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::escaped;
use crate::words::fill_text;

/// The beginning of the main part.
pub const DOCUMENT_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>";

/// The parts that are the same in every file.
const FIXED: [(&str, &str); 7] = [
    ("[Content_Types].xml", include_str!("parts/content_types.xml")),
    ("_rels/.rels", include_str!("parts/rels.xml")),
    ("docProps/app.xml", include_str!("parts/app.xml")),
    ("word/_rels/document.xml.rels", include_str!("parts/document_rels.xml")),
    ("word/styles.xml", include_str!("parts/styles.xml")),
    ("word/numbering.xml", include_str!("parts/numbering.xml")),
    ("word/settings.xml", include_str!("parts/settings.xml")),
];

/// Returns the file, which does not depend on the time of export. `date` is its date, if it has one.
pub fn pack(document: &str, title: &str, date: Option<Date>) -> Vec<u8> {
    let (core, footer) = (core(title, date), footer(title));
    let own = [("docProps/core.xml", core.as_str()), ("word/document.xml", document), ("word/footer1.xml", &footer)];
    let files: Vec<(&str, &[u8])> = FIXED.into_iter().chain(own).map(|(name, part)| (name, part.as_bytes())).collect();
    // Writing to memory does not fail.
    zip_files(&files).unwrap_or_default()
}

/// Packs files in this order.
pub fn zip_files(files: &[(&str, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Returns the title, language, and date.
fn core(title: &str, date: Option<Date>) -> String {
    let day = date.unwrap_or(Date::constant(2000, 1, 1)).to_string();
    include_str!("parts/core.xml").trim_end().replace("DAY", &day).replacen("TITLE", &escaped(title), 1)
}

/// Returns the footer with the title and the number of the page.
fn footer(title: &str) -> String {
    let title = fill_text("exports.word.footer", &[("title", title)]);
    include_str!("parts/footer.xml").trim_end().replacen("TITLE", &escaped(&title), 1)
}
