//! Files for the tests of surveys: fixtures, zips and workbooks in the shape that vendors give them.

use std::io::{Cursor, Write};

use backmap::surveys::{Export, FileForm, ImportOptions, Imported, Mapping, SurveyError, import};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::support::ADVISOR;

/// A fixture's bytes.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/surveys/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A zip of named files.
pub fn zipped(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The roster of the fixtures as a zip, with some of its files replaced or, given none, left out.
pub fn roster_with(changed: &[(&str, Option<&str>)]) -> Vec<u8> {
    let names = ["manifest", "orgs", "users", "roles", "courses", "classes", "enrollments", "demographics"];
    let mut files = Vec::new();
    for name in names.map(|name| format!("{name}.csv")) {
        match changed.iter().find(|(file, _)| *file == name) {
            Some((_, None)) => {}
            Some((_, Some(text))) => files.push((name, text.as_bytes().to_vec())),
            None => files.push((name.clone(), fixture(&format!("roster/{name}")))),
        }
    }
    let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    zipped(&files)
}

/// A workbook with one sheet, as Excel writes it: texts in the shared table, numbers as numbers.
pub fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut shared = String::new();
    let mut sheet = String::new();
    let mut count = 0;
    for (at, row) in rows.iter().enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">", at + 1));
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{}", letters(column), at + 1);
            if cell.parse::<f64>().is_ok() {
                sheet.push_str(&format!("<c r=\"{place}\"><v>{cell}</v></c>"));
            } else {
                sheet.push_str(&format!("<c r=\"{place}\" t=\"s\"><v>{count}</v></c>"));
                shared.push_str(&format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(cell)));
                count += 1;
            }
        }
        sheet.push_str("</row>");
    }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let text = |text: String| (head.to_owned() + &text).into_bytes();
    zipped(&[
        (
            "[Content_Types].xml",
            text(format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{kind}.sharedStrings+xml\"/></Types>"
            )),
        ),
        (
            "_rels/.rels",
            text(format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            )),
        ),
        (
            "xl/workbook.xml",
            text(format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets><sheet name=\"Form1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            )),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            text(format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{relation}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            )),
        ),
        (
            "xl/worksheets/sheet1.xml",
            text(format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>")),
        ),
        (
            "xl/sharedStrings.xml",
            text(format!("<sst xmlns=\"{main}\" count=\"{count}\" uniqueCount=\"{count}\">{shared}</sst>")),
        ),
    ])
}

/// A column's letters, counted from 0.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8).to_string();
    if column < 26 { last } else { letters(column / 26 - 1) + &last }
}

/// Rows as CSV.
pub fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let lines = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(","));
    lines.collect::<Vec<_>>().join("\r\n").into_bytes()
}

/// The rows of a fixture whose cells stand apart by `;`, in Windows-1252.
pub fn western_rows(name: &str) -> Vec<Vec<String>> {
    let bytes = fixture(name);
    let (text, ..) = encoding_rs::WINDOWS_1252.decode(&bytes);
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).delimiter(b';').flexible(true).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What an import takes unless a test says otherwise.
pub fn usual() -> ImportOptions {
    ImportOptions { minimum: 10, agreed: std::collections::BTreeMap::new(), roster: None }
}

/// Imports bytes with a mapping.
pub fn imported(bytes: &[u8], mapping: &str, options: &ImportOptions) -> Result<Imported, SurveyError> {
    let catalogue = ADVISOR.catalogue();
    let mapping = Mapping::read(catalogue, "mapping.toml", mapping)?;
    let export = Export::read("answers.csv", bytes, &FileForm { ..mapping.form.clone() })?;
    import(catalogue, &export, &mapping, options)
}

/// A team's profile as JSON.
pub fn team(imported: &Imported, id: &str) -> serde_json::Value {
    let profile = imported.profiles.iter().find(|profile| profile.id.as_deref() == Some(id));
    let profile = profile.unwrap_or_else(|| panic!("{id} is not among {:?}", imported.report.lines()));
    serde_json::from_slice(&backmap::wire::profile_json(ADVISOR.catalogue(), profile)).expect("profiles are JSON")
}
