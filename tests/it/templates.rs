//! A district's own Word template filled from a plan.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use backmap::exports::{Document, FIELDS, Filled, field_table, fill_template};
use serde_json::{Value, json};

use super::imports::{Part, post, text};
use super::plans::{example, reviewed};
use super::server::Server;
use super::support::{ADVISOR, file};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn bytes_of(path: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// A Word file with this body; `more` are further parts.
fn docx(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
    let own: [(&str, &[u8]); 2] = [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())];
    zipped(own.iter().chain(more))
}

fn zipped<'a>(parts: impl Iterator<Item = &'a (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn filled_from(plan: &Value, template: &[u8]) -> Result<Filled, String> {
    reviewed(plan, |review| {
        fill_template(template, &Document { review, provenance: ADVISOR.provenance(), by_hand: Vec::new() })
    })
}

/// The body of a filled template.
fn body(plan: &Value, body: &str) -> String {
    let filled = filled_from(plan, &docx(body, &[])).unwrap();
    let text = part(&filled.bytes, "word/document.xml");
    let (_, rest) = text.split_once("<w:body>").unwrap();
    rest.split_once("</w:body>").unwrap().0.to_owned()
}

fn small() -> Value {
    json!({"title": "Fractions & <more>", "goals": [{"text": "First"}, {"text": "Second"}], "people": {"teachers": 9}})
}

#[test]
fn a_place_is_filled_also_where_word_splits_it_over_runs() {
    let whole = "<w:p><w:r><w:t>Plan: {{plan.title}}, {{people.teachers}} teachers</w:t></w:r></w:p>";
    let t = |text: &str| format!("<w:t xml:space=\"preserve\">{text}</w:t>");
    assert_eq!(
        body(&small(), whole),
        format!("<w:p><w:r>{}</w:r></w:p>", t("Plan: Fractions &amp; &lt;more&gt;, 9 teachers"))
    );
    let split = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a {{plan</w:t></w:r><w:proofErr w:type=\"x\"/>\
                 <w:r><w:t>.ti</w:t></w:r><w:r><w:t>tle }} z {{ Goals}}</w:t></w:r></w:p>";
    let bold = format!("<w:r><w:rPr><w:b/></w:rPr>{}</w:r>", t("a Fractions &amp; &lt;more&gt;"));
    let rest = format!("<w:r>{}<w:br/>{}</w:r>", t(" z First"), t("Second"));
    assert_eq!(body(&small(), split), format!("<w:p>{bold}<w:proofErr w:type=\"x\"/><w:r>{}</w:r>{rest}</w:p>", t("")));
}

#[test]
fn a_paragraph_that_is_one_place_becomes_one_for_each_text() {
    let list = "<w:p><w:pPr><w:pStyle w:val=\"ListBullet\"/></w:pPr><w:r><w:t>{{goals}}</w:t></w:r></w:p>";
    let filled = body(&small(), list);
    assert_eq!(filled.matches("<w:pStyle w:val=\"ListBullet\"/>").count(), 2, "{filled}");
    assert!(filled.contains(">First</w:t>") && filled.contains(">Second</w:t>"), "{filled}");
}

#[test]
fn content_controls_are_filled_by_their_tag() {
    let control = |properties: &str, content: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:tag w:val=\"goals\"/>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
    };
    let block = control(
        "<w:showingPlcHdr/><w:dataBinding w:xpath=\"x\"/>",
        "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/><w:b/></w:rPr><w:t>Click</w:t></w:r></w:p>",
    );
    let filled = body(&small(), &block);
    assert_eq!(filled.matches("<w:jc w:val=\"center\"/>").count(), 2, "{filled}");
    assert!(
        !filled.contains("Click") && !filled.contains("Placeholder") && !filled.contains("dataBinding"),
        "{filled}"
    );
    assert!(!filled.contains("showingPlcHdr") && filled.contains("<w:b/>"), "{filled}");
    let inline = format!("<w:p>{}</w:p>", control("", "<w:r><w:t>Click</w:t></w:r>"));
    let filled = body(&small(), &inline);
    assert!(filled.contains("First</w:t><w:br/>") && !filled.contains("Click"), "{filled}");
    let picture = format!("<w:p>{}</w:p>", control("<w:picture/>", "<w:r><w:t>Click</w:t></w:r>"));
    assert!(body(&small(), &picture).contains("Click"), "a picture is no place for text");
}

#[test]
fn what_could_not_be_filled_is_named() {
    let template = docx("<w:p><w:r><w:t>{{goal}} {{funding}} {{plan.title}} {{}} {{a;b}}</w:t></w:r></w:p>", &[]);
    let filled = filled_from(&small(), &template).unwrap();
    assert_eq!(filled.unknown.iter().collect::<Vec<_>>(), ["goal"]);
    assert_eq!(filled.empty.iter().collect::<Vec<_>>(), ["funding"]);
    let text = part(&filled.bytes, "word/document.xml");
    assert!(text.contains("{{goal}}  Fractions") && text.contains("{{}} {{a;b}}"), "{text}");
}

#[test]
fn everything_else_of_a_template_stays_as_it_is() {
    let other = [0_u8, 159, 146, 150];
    let body =
        "<w:p w:rsidR=\"00A1\"><!-- x --><w:r><w:t>5 &lt; 6 &amp; &#233;</w:t></w:r><w:bookmarkStart w:id='1'/></w:p>";
    let header = format!("<w:hdr {W}><w:p><w:r><w:t>{{{{plan.title}}}}</w:t></w:r></w:p></w:hdr>");
    let template = docx(body, &[("word/media/a.bin", &other), ("word/header2.xml", header.as_bytes())]);
    let filled = filled_from(&small(), &template).unwrap();
    assert_eq!(part(&filled.bytes, "word/document.xml"), part(&template, "word/document.xml"));
    assert!(part(&filled.bytes, "word/header2.xml").contains("Fractions &amp; &lt;more&gt;"));
    let mut archive = zip::ZipArchive::new(Cursor::new(&filled.bytes)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name("word/media/a.bin").unwrap().read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes, other);
}

#[test]
fn a_file_that_is_no_safe_word_file_is_refused() {
    let zeros = vec![0_u8; 65 << 20];
    let deep = format!("{}{}", "<w:p>".repeat(300), "</w:p>".repeat(300));
    let many: Vec<String> = (0..2_001).map(|at| format!("word/a{at}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    let entity = format!("<!DOCTYPE a [<!ENTITY b \"c\">]><w:hdr {W}>&b;</w:hdr>");
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("no archive", b"{\\rtf1}".to_vec(), "not a valid Word file"),
        ("empty", Vec::new(), "not a valid Word file"),
        ("another archive", zipped([("a.txt", b"a".as_slice())].iter()), "not a valid Word file"),
        ("a bomb", docx("", &[("word/media/zeros.bin", &zeros)]), "too large"),
        ("many parts", docx("", &many), "too large"),
        ("broken markup", docx("<w:p>", &[]), "word/document.xml"),
        ("deep nesting", docx(&deep, &[]), "word/document.xml"),
        ("a document type", docx("", &[("word/header1.xml", entity.as_bytes())]), "word/header1.xml"),
    ];
    for (what, template, says) in cases {
        let error = filled_from(&small(), &template).map(|_| ()).expect_err(what);
        assert!(error.contains(says), "{what}: {error}");
    }
}

#[test]
fn words_of_a_team_stay_words() {
    let mut plan = small();
    plan["title"] = json!("</w:t></w:r><w:br/>\u{0} & \"{{goals}}\"");
    let filled = body(&plan, "<w:p><w:r><w:t>{{plan.title}}</w:t></w:r></w:p>");
    assert!(filled.contains("&lt;/w:t&gt;&lt;/w:r&gt;&lt;w:br/&gt;") && filled.contains("{{goals}}"), "{filled}");
    assert!(!filled.contains('\0') && !filled.contains("First"), "{filled}");
}

#[test]
fn the_example_fills_every_place_of_the_template() {
    let template = bytes_of("examples/templates/improvement-plan.docx");
    let filled = filled_from(&example(), &template).unwrap();
    assert!(filled.unknown.is_empty() && filled.empty.is_empty(), "{:?} {:?}", filled.unknown, filled.empty);
    for name in ["word/document.xml", "word/footer1.xml"] {
        assert!(!part(&filled.bytes, name).contains("{{"), "{name}");
    }
    let shown = bytes_of("examples/templates/improvement-plan-filled.docx");
    assert_eq!(part(&shown, "word/styles.xml"), part(&template, "word/styles.xml"), "made from this template");
    assert!(part(&shown, "word/document.xml").contains("Fractions in grades 4 and 5"));
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the variable that also renews snapshots")]
fn every_field_is_in_the_document_and_in_its_words() {
    let mut table = String::from("| field | what fills it |\n|---|---|\n");
    for (id, about) in field_table() {
        assert!(!about.starts_with("exports."), "{id} has no words");
        let _ = writeln!(table, "| `{id}` | {about} |");
    }
    let unique: std::collections::BTreeSet<&str> = FIELDS.iter().map(|field| field.id).collect();
    assert_eq!(unique.len(), FIELDS.len());
    let page = format!("# Fields of a Word template\n\n{INTRODUCTION}\n\n{table}");
    if std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/template-fields.md"), &page).unwrap();
    }
    assert_eq!(file("docs/template-fields.md"), page, "INSTA_UPDATE=always cargo test templates writes it again");
}

const INTRODUCTION: &str = "`backmap plan export plan.json --template your.docx --output filled.docx` fills a Word template \
from a plan.\nWrite `{{field}}` where a text belongs, or give a content control the field as its tag. A paragraph that \
is nothing\nbut a field becomes one paragraph for each text; elsewhere several texts get a line each. \
[plans.md](plans.md) has more.\nThis table is generated from the fields.";

const TEMPLATE: &str = "/v1/plans/template";

fn template(body: &str) -> Part {
    ("template", Some("Our form.docx"), docx(body, &[]))
}

#[test]
fn the_service_fills_a_template_as_the_command_does_and_names_what_is_missing() {
    let body = "<w:p><w:r><w:t>{{goals}} {{funding}} {{budget.line}}</w:t></w:r></w:p>";
    let plan = small();
    let response = post(&Server::shared(), TEMPLATE, &[text("plan", &plan.to_string()), template(body)]);
    assert_eq!(response.status, 200, "{}", response.text());
    let filled = filled_from(&plan, &docx(body, &[])).unwrap();
    assert_eq!(part(&response.body, "word/document.xml"), part(&filled.bytes, "word/document.xml"));
    assert_eq!(response.header("backmap-unknown-fields"), Some("budget.line"));
    assert_eq!(response.header("backmap-empty-fields"), Some("funding"));
    let named = response.header("content-disposition").unwrap();
    assert_eq!(named, "attachment; filename=\"Our form-filled.docx\"");
}

#[test]
fn a_part_that_cannot_be_used_is_named() {
    let plan = || text("plan", "{}");
    let cases: [(&str, Vec<Part>, &str); 5] = [
        ("no template", vec![plan()], "/template"),
        ("no plan", vec![template("<w:p/>")], "/plan"),
        ("a template that is no Word file", vec![plan(), text("template", "hello")], "/template"),
        (
            "a plan with a field that does not exist",
            vec![text("plan", "{\"gaols\": []}"), template("<w:p/>")],
            "/plan/gaols",
        ),
        ("a part that nobody knows", vec![plan(), template("<w:p/>"), text("form", "")], "/form"),
    ];
    for (what, parts, pointer) in cases {
        let problem = post(&Server::shared(), TEMPLATE, &parts).problem(what);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{what}: {problem}");
    }
}
