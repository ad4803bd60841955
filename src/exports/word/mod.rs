//! The outline as a Word document with real heading styles and repeated table heads, valid against ECMA-376.
//!
//! The styles, numbering and settings in `parts/` are the same in every file. Children of an element are in the order
//! of the schema, which Word does not mind and other readers do.

mod package;
mod xml;

use jiff::civil::Date;

use super::markdown::mark;
use super::outline::{Block, Outline, TableColumn};
use super::{Export, OutlineFile, outline};
use xml::{Xml, escaped};

pub(super) use package::{DOCUMENT_HEAD, zip_files};
pub(super) use xml::escaped as escaped_xml;

/// The media type of Word files.
pub const WORD_MEDIA: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The width of the text on US Letter paper, in twentieths of a point.
const WIDTH: u32 = 12_240 - 2 * 1_134;

pub(super) const EXPORT: Export = Export {
    id: "word",
    file: "plan.docx",
    media: WORD_MEDIA,
    about: "a Word document",
    page: Some(("/plan.docx", "document.word")),
    make: |plan| word(&outline(plan), plan.review.facts.plan.looked_at()),
    update: None,
};

pub(super) const RECORD: OutlineFile = OutlineFile {
    file: "decision.docx",
    media: EXPORT.media,
    page: ("/decision.docx", "decision.save_word"),
    make: word,
};

pub(super) const HANDOUT: OutlineFile =
    OutlineFile { file: "suggestion.docx", page: ("/handout.docx", "handout.save_word"), ..RECORD };

/// Returns the outline as a Word file of a date.
pub(super) fn word(outline: &Outline, date: Option<Date>) -> Vec<u8> {
    package::pack(&document(outline), &outline.title, date)
}

/// Returns the main part of the document.
fn document(outline: &Outline) -> String {
    let mut xml = Xml::new(DOCUMENT_HEAD);
    xml.paragraph("Title", "", &outline.title);
    for block in &outline.blocks {
        add(&mut xml, block);
    }
    xml.raw(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"12240\" w:h=\"15840\"/>\
         <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" \
         w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
    );
    xml.finish()
}

/// Stays on the page of the paragraph after it.
const KEEP_NEXT: &str = "<w:keepNext/>";

fn add(xml: &mut Xml, block: &Block) {
    match block {
        Block::NewPage => {
            xml.raw("<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:br w:type=\"page\"/></w:r></w:p>")
        }
        Block::Heading(level, text) => {
            xml.paragraph(if *level <= 2 { "Heading1" } else { "Heading2" }, KEEP_NEXT, text)
        }
        // The introduction of a list or table stays on the same page.
        Block::Paragraph(text) => xml.paragraph("BodyText", if text.ends_with(':') { KEEP_NEXT } else { "" }, text),
        Block::Quote(lines) => lines.iter().for_each(|line| xml.paragraph("Quote", "", line)),
        Block::List(items) => items.iter().for_each(|item| xml.paragraph("ListBullet", "", item)),
        Block::Facts(facts) => facts.iter().for_each(|(name, texts)| fact(xml, name, texts)),
        Block::Table(columns, rows) => table(xml, columns, rows),
    }
}

/// Adds a name with its text, or with a list below it if there are several texts.
fn fact(xml: &mut Xml, name: &str, texts: &[String]) {
    let name = format!("{name}{}", mark(name));
    match texts {
        [one] => xml.fact("", &name, &format!(" {one}")),
        _ => {
            xml.fact(KEEP_NEXT, &name, "");
            texts.iter().for_each(|one| xml.paragraph("ListBullet", "", one));
        }
    }
}

fn table(xml: &mut Xml, columns: &[TableColumn], rows: &[Vec<String>]) {
    let widths = widths(columns);
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    // Screen readers announce the description of a table before its cells.
    let about = escaped(&names.join(", "));
    xml.raw(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"PlanTable\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\"/><w:tblDescription w:val=\"{about}\"/></w:tblPr><w:tblGrid>"
    ));
    widths.iter().for_each(|width| xml.raw(&format!("<w:gridCol w:w=\"{width}\"/>")));
    xml.raw("</w:tblGrid>");
    row(xml, columns, &widths, &names, true);
    for cells in rows {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        row(xml, columns, &widths, &cells, false);
    }
    // Word merges adjacent tables, so a thin paragraph follows each table.
    xml.raw("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>");
}

fn row(xml: &mut Xml, columns: &[TableColumn], widths: &[u32], cells: &[&str], is_head: bool) {
    let (head, style, shade) = match is_head {
        true => ("<w:tblHeader/>", "TableHead", "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E6EBF1\"/>"),
        false => ("", "TableText", ""),
    };
    xml.raw(&format!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"));
    for ((column, width), text) in columns.iter().zip(widths).zip(cells) {
        xml.raw(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>"));
        xml.paragraph(style, if column.is_number { "<w:jc w:val=\"right\"/>" } else { "" }, text);
        xml.raw("</w:tc>");
    }
    xml.raw("</w:tr>");
}

/// Returns the widths of columns by their shares; together they fill the page.
fn widths(columns: &[TableColumn]) -> Vec<u32> {
    let all: u32 = columns.iter().map(|column| column.share).sum::<u32>().max(1);
    let mut widths: Vec<u32> = columns.iter().map(|column| WIDTH * column.share / all).collect();
    let rest = WIDTH - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
