//! Workbooks written by hand, with cells that no program writes on purpose.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::read;
use crate::surveys::grid::{Grid, read_grid};
use crate::surveys::vendor::{Export, FileForm};

/// Writes a workbook with sheets named `One`, `Two` and so on, each given by its rows.
fn workbook(sheets: &[&str], styles: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: String| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let (mut names, mut parts) = (String::new(), String::new());
    for (at, (name, rows)) in ["One", "Two", "Three"].iter().zip(sheets).enumerate() {
        names.push_str(&format!(r#"<sheet name="{name}" sheetId="{}" r:id="r{at}"/>"#, at + 1));
        parts
            .push_str(&format!(r#"<Relationship Id="r{at}" Type="{OFFICE}/worksheet" Target="worksheets/{at}.xml"/>"#));
        let sheet = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#);
        add(&format!("xl/worksheets/{at}.xml"), sheet);
    }
    parts.push_str(&format!(r#"<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>"#));
    let book = format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>"#);
    add("xl/workbook.xml", book);
    let document = format!(r#"<Relationship Id="b" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>"#);
    add("_rels/.rels", format!(r#"<Relationships xmlns="{PACKAGE}">{document}</Relationships>"#));
    add("xl/_rels/workbook.xml.rels", format!(r#"<Relationships xmlns="{PACKAGE}">{parts}</Relationships>"#));
    add("xl/styles.xml", format!(r#"<styleSheet xmlns="{MAIN}">{styles}</styleSheet>"#));
    zip.finish().unwrap().into_inner()
}

fn row(cells: &str) -> String {
    format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>School</t></is></c></row><row r="2">{cells}</row>"#)
}

fn read_row(cells: &str, styles: &str) -> Result<Vec<String>, String> {
    let grid: Grid = read(&workbook(&[&row(cells)], styles), None)?;
    Ok(grid.lines.get(1).map(|line| line.cells.clone()).unwrap_or_default())
}

#[test]
fn errors_and_formulas_without_a_result_are_no_empty_cells() {
    for (cells, expected) in [
        (r#"<c r="AB2" t="e"><v>#REF!</v></c>"#, "sheet One, cell AB2 shows the error #REF!"),
        (r#"<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>"#, "cell B2 shows the error #DIV/0!"),
        (r#"<c r="C2"><f>A2+1</f></c>"#, "sheet One, cell C2 has a formula without a stored result"),
        (r#"<c r="Z2"><f>A2+1</f><v></v></c>"#, "cell Z2 has a formula without a stored result"),
        (r#"<c r="BA2"><f>A2+1</f><v/></c>"#, "cell BA2 has a formula without a stored result"),
    ] {
        let error = read_row(cells, "").unwrap_err();
        assert!(error.contains(expected) && error.contains("save"), "{cells}: {error}");
    }
    let fine =
        r#"<c r="A2"/><c r="B2" t="str"><f>""</f><v></v></c><c r="C2"><v></v></c><c r="D2"><f>1+1</f><v>2</v></c>"#;
    assert_eq!(read_row(fine, "").unwrap(), ["", "", "", "2"]);
}

#[test]
fn numbers_read_as_their_format_shows_them() {
    let styles = r#"<numFmts><numFmt numFmtId="170" formatCode="0 &quot;months&quot;"/></numFmts>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="170"/></cellXfs>"#;
    let cells = r#"<c r="A2" s="1"><v>0.6</v></c><c r="B2" s="2"><v>6</v></c><c r="C2" s="2" t="inlineStr"><is><t>6</t></is></c>
        <c r="D2" s="1"><f>1/4</f><v>0.25</v></c><c r="E2" s="0"><v>0.6</v></c><c r="F2" s="9"><v>3</v></c>"#;
    assert_eq!(read_row(cells, styles).unwrap(), ["60%", "6 months", "6", "25%", "0.6", "3"]);
}

#[test]
fn sheets_that_were_not_read_are_named() {
    let filled = row(r#"<c r="A2"><v>4</v></c>"#);
    let bytes = workbook(&["", &filled, &filled], "");
    let named = |sheet| read(&bytes, sheet).unwrap().unread.map(|unread| (unread.sheet, unread.others));
    assert_eq!(named(None), Some(("Two".to_owned(), "Three".to_owned())));
    assert_eq!(named(Some("Three")), None);
    assert!(read(&workbook(&[&filled, ""], ""), None).unwrap().unread.is_none());
    let error = read_grid(&bytes).unwrap_err();
    assert!(error.contains("(Two, Three)") && error.contains("a file of its own"), "{error}");
    let export = Export::read("f.xlsx", &bytes, &FileForm::default()).unwrap();
    assert!(export.table.notes[0].contains("only sheet Two was read; other sheets with cells: Three"));
}
