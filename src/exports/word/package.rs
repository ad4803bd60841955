//! The parts of a Word file, with additions that the builder does not support, packed without timestamps.

use std::io::{Cursor, Write};

use docx_rs::XMLDocx;
use jiff::civil::Date;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Returns the file, which does not depend on the time of export. `date` is its date, if it has one.
pub fn pack(parts: XMLDocx, title: &str, date: Option<Date>) -> Vec<u8> {
    let core = core(title, date).into_bytes();
    let mut files: Vec<(String, Vec<u8>)> = [
        ("[Content_Types].xml", parts.content_type),
        ("_rels/.rels", parts.rels),
        ("docProps/app.xml", parts.doc_props.app),
        ("docProps/core.xml", core),
        ("docProps/custom.xml", parts.doc_props.custom),
        ("word/_rels/document.xml.rels", parts.document_rels),
        ("word/document.xml", with_header_rows(&parts.document)),
        ("word/styles.xml", with_language(&parts.styles)),
        ("word/settings.xml", parts.settings),
        ("word/fontTable.xml", parts.font_table),
        ("word/comments.xml", parts.comments),
        ("word/numbering.xml", parts.numberings),
        ("word/commentsExtended.xml", parts.comments_extended),
        ("word/footnotes.xml", parts.footnotes),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .into();
    for (at, footer) in parts.footers.into_iter().enumerate() {
        files.push((format!("word/footer{}.xml", at + 1), footer));
    }
    for (at, rels) in parts.footer_rels.into_iter().enumerate() {
        files.push((format!("word/_rels/footer{}.xml.rels", at + 1), rels));
    }
    // Writing to memory does not fail.
    zip_files(&files).unwrap_or_default()
}

fn zip_files(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Returns the title, language, and date.
fn core(title: &str, date: Option<Date>) -> String {
    let day = date.unwrap_or(Date::constant(2000, 1, 1));
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:dcmitype=\"http://purl.org/dc/dcmitype/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{title}</dc:title><dc:creator>Backmap</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:modified>\
         <dc:language>en-US</dc:language></cp:coreProperties>"
    )
}

/// Repeats the first row of every table on each page. User text is escaped and cannot look like a table.
fn with_header_rows(document: &[u8]) -> Vec<u8> {
    const ROW: &str = "<w:trPr><w:cantSplit />";
    let text = String::from_utf8_lossy(document);
    let mut tables = text.split("<w:tbl>");
    let mut whole = tables.next().unwrap_or_default().to_owned();
    for table in tables {
        whole.push_str("<w:tbl>");
        whole.push_str(&table.replacen(ROW, &format!("{ROW}<w:tblHeader />"), 1));
    }
    whole.into_bytes()
}

/// Sets the language of the text, for screen readers and spell checkers.
fn with_language(styles: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(styles);
    text.replacen("</w:rPr>", "<w:lang w:val=\"en-US\" /></w:rPr>", 1).into_bytes()
}
