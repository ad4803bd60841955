//! Exports of a plan: the same bytes each time, text that stays text, calendars that move what has moved.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use backmap::advisor::Advisor;
use backmap::exports::{Document, EXPORTS, Outline, calendar, calendar_update, outline};
use icalendar::{Calendar, Component};
use jiff::civil::{DateTime, Time, date};
use serde_json::{Value, json};

use super::support::file;

const HOSTILE: &str = "<script>alert(1)</script> & ]]> | `x` **b** [a](http://b.c) ![i](x)\r\n# h\n- l\n=cmd()\u{0}\u{202e}\u{b}שלום \u{ffff}\"'";

fn example() -> Value {
    serde_json::from_str(&file("examples/plans/fractions.json")).unwrap()
}

/// A plan with its review.
fn with<T>(plan: &Value, look: impl FnOnce(&Document<'_>) -> T) -> T {
    let advisor = Advisor::embedded();
    let read = backmap::wire::read_plan(&advisor, &serde_json::to_vec(plan).unwrap());
    let read = read.unwrap_or_else(|problem| panic!("{problem:?}"));
    let ranks = advisor.design_ranks(&read.plan, &read.options).unwrap();
    let review = advisor.review(&read.plan, &ranks);
    look(&Document { review: &review, provenance: advisor.provenance(), by_hand: Vec::new() })
}

fn made(plan: &Value) -> BTreeMap<&'static str, Vec<u8>> {
    with(plan, |document| EXPORTS.iter().map(|export| (export.id, (export.make)(document))).collect())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Texts that a team writes as it likes; the rest of a plan is chosen among ids, numbers and days.
const FREE: [&str; 46] = [
    "title",
    "name",
    "aims",
    "owner",
    "expected",
    "missing",
    "gap",
    "who",
    "says",
    "text",
    "because",
    "protocol",
    "differs_for",
    "builds_on",
    "responsible",
    "resources",
    "unit",
    "note",
    "theory_of_change",
    "expectations",
    "uses",
    "spending_followed",
    "how",
    "next",
    "norms",
    "growth_plan",
    "contract_terms",
    "well_being",
    "place",
    "plan",
    "tried",
    "seen",
    "changes",
    "currency",
    "funding",
    "question",
    "answer",
    "evidence",
    "reason",
    "by",
    "change",
    "content",
    "left_out",
    "subjects",
    "time_zone",
    "id",
];

/// A plan with other words in every field that takes any.
fn rewritten(value: &mut Value, field: &str, words: &str, is_key_answer: bool) {
    match value {
        Value::Object(fields) => {
            let is_key_answer = fields.contains_key("question") && fields.contains_key("text");
            let is_day = |value: &Value| value.as_str().is_some_and(|text| text.parse::<jiff::civil::Date>().is_ok());
            for (name, value) in fields.iter_mut().filter(|(name, value)| *name != "profile" && !is_day(value)) {
                rewritten(value, name, words, is_key_answer);
            }
        }
        Value::Array(items) => {
            for item in items.iter_mut().filter(|item| item.is_object() || matches!(field, "left_out" | "subjects")) {
                rewritten(item, field, words, false);
            }
        }
        Value::String(text) if FREE.contains(&field) && field != "id" && !(is_key_answer && field == "question") => {
            words.clone_into(text);
        }
        _ => {}
    }
}

fn hostile(words: &str) -> Value {
    let mut plan = example();
    plan["people"]["left_out"] = json!(["one"]);
    plan["stages"] = json!([{"id": "st-1", "name": "x", "content": "x"}]);
    plan["waivers"] = json!([{"finding": "plan.no_free_slot", "reason": "x", "by": "x"}]);
    rewritten(&mut plan, "", words, false);
    plan["questions"] = json!([{"step": "plan", "question": words}]);
    plan
}

fn parts_of(docx: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut entry = archive.by_index(at).unwrap();
            let mut part = String::new();
            entry.read_to_string(&mut part).unwrap();
            (entry.name().unwrap().into_owned(), part)
        })
        .collect()
}

/// Reads all of an XML text; names of elements, and texts, in their order.
fn xml(text: &str) -> (Vec<String>, Vec<String>) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut names, mut texts, mut depth) = (Vec::new(), vec![String::new()], 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                depth += 1;
                names.push(start.name().as_ref().to_owned());
                assert!(start.attributes().all(|attribute| attribute.is_ok()), "{text}");
            }
            Event::Empty(start) => {
                names.push(start.name().as_ref().to_owned());
                assert!(start.attributes().all(|attribute| attribute.is_ok()), "{text}");
            }
            Event::End(end) => {
                depth -= 1;
                if end.name().as_ref() == "w:t" {
                    texts.push(String::new());
                }
            }
            Event::Text(part) => texts.last_mut().unwrap().push_str(&part.into_inner()),
            Event::GeneralRef(reference) => {
                let name = reference.clone().into_inner().into_owned();
                let letter = match name.as_str() {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => reference.resolve_char_ref().unwrap().unwrap(),
                };
                texts.last_mut().unwrap().push(letter);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    let odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    assert!(!text.contains(|letter| odd(letter) || matches!(letter, '\u{fffe}' | '\u{ffff}')), "{text}");
    (names, texts)
}

/// What is read, without the marks that a format puts between texts.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != ':').collect()
}

fn read_of_markdown(markdown: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let mut read = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) => read.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML: {html}"),
            Event::Code(code) => panic!("code: {code}"),
            Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Emphasis)) => {
                panic!("{tag:?}")
            }
            _ => {}
        }
    }
    read
}

fn says_the_same(plan: &Value) {
    let files = made(plan);
    says_the_same_as(&with(plan, outline), &files["markdown"], &files["word"]);
}

/// Both files have every text of the outline, and no other.
pub fn says_the_same_as(outline: &Outline, markdown: &[u8], word: &[u8]) {
    let expected = bare(&outline.texts().concat());
    let (_, texts) = xml(&parts_of(word)["word/document.xml"]);
    assert_eq!(bare(&texts.concat()), expected);
    assert_eq!(bare(&read_of_markdown(&text(markdown))), expected);
}

#[test]
fn every_export_gives_the_same_bytes_on_any_thread() {
    let here = made(&example());
    let there = std::thread::spawn(|| {
        let _ = made(&json!({}));
        made(&example())
    });
    assert_eq!(here, there.join().unwrap());
    for (id, bytes) in &here {
        assert!(bytes.len() > 1000, "{id}");
    }
}

#[test]
fn markdown_and_word_say_the_same() {
    says_the_same(&example());
    says_the_same(&hostile(HOSTILE));
    says_the_same(&json!({}));
}

#[test]
fn words_of_a_team_never_become_markup() {
    for words in [HOSTILE.to_owned(), "ab ".repeat(660), "a".repeat(2000), "=1+1".into(), "| - |\n|---|".into()] {
        let files = made(&hostile(&words));
        for (name, part) in parts_of(&files["word"]) {
            xml(&part);
            assert!(!part.contains("<script"), "{name}");
        }
        for picture in ["gantt", "theory"] {
            let (names, _) = xml(&text(&files[picture]));
            let known = ["svg", "title", "desc", "rect", "text", "line", "circle", "polygon", "path"];
            assert!(names.iter().all(|name| known.contains(&name.as_str())), "{names:?}");
            let drawn = text(&files[picture]);
            assert!([" style=", " href=", "<script", "url("].iter().all(|forbidden| !drawn.contains(forbidden)));
        }
        let mut rows = csv::Reader::from_reader(&files["sessions"][..]);
        for row in rows.records() {
            assert!(row.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@']) && !cell.contains('\n')));
        }
        let read: Calendar = text(&files["calendar"]).parse().unwrap();
        assert!(read.events().count() > 20);
    }
}

#[test]
fn a_plan_of_nothing_or_of_ids_is_exported_too() {
    let ids = json!({
        "id": "p", "needs": [{"id": "n"}], "goals": [{"id": "g"}], "learning_needs": [{"id": "l"}],
        "designs": [{"id": "d"}, {"id": "e", "design": "not_there"}], "strategies": [{"id": "s"}],
        "indicators": [{"id": "i"}], "stages": [{"id": "t"}], "cycles": [{"id": "c"}],
    });
    for plan in [json!({}), ids] {
        let files = made(&plan);
        assert_eq!(files.len(), EXPORTS.len());
        parts_of(&files["word"]).values().for_each(|part| drop(xml(part)));
        xml(&text(&files["gantt"]));
        xml(&text(&files["theory"]));
        text(&files["calendar"]).parse::<Calendar>().unwrap();
    }
}

/// The events of a calendar by their ids; none stands twice.
fn events(bytes: &[u8]) -> BTreeMap<String, BTreeMap<String, String>> {
    let read: Calendar = text(bytes).parse().unwrap();
    let mut events = BTreeMap::new();
    for event in read.events() {
        let all = event.properties().iter().map(|(name, property)| (name.clone(), property.value().to_owned()));
        assert!(events.insert(event.get_uid().unwrap().to_owned(), all.collect()).is_none());
    }
    events
}

#[test]
fn a_calendar_holds_every_session_once_in_lines_of_75_octets() {
    let (bytes, sessions, milestones) = with(&example(), |document| {
        let schedule = &document.review.schedule;
        (calendar(document), schedule.sessions.len(), schedule.milestones.len())
    });
    assert!(sessions > 20);
    assert_eq!(events(&bytes).len(), sessions + milestones);
    let file = text(&bytes);
    assert!(file.ends_with("END:VCALENDAR\r\n"));
    for line in file.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
    }
    for needed in ["VERSION:2.0", "METHOD:PUBLISH", "PRODID:-//Backmap//", "X-WR-CALNAME:Fractions", "STATUS:CONFIRMED"]
    {
        assert!(file.contains(needed), "{needed}");
    }
    let zone = file.split("BEGIN:VTIMEZONE").nth(1).unwrap().split("END:VTIMEZONE").next().unwrap();
    assert!(!zone.contains("DTSTAMP") && !zone.contains("UID"));
}

/// The offset in hours that the calendar's own zone gives a local time.
fn offset(file: &str, local: DateTime) -> i32 {
    let parts = file.split("BEGIN:STANDARD").flat_map(|part| part.split("BEGIN:DAYLIGHT")).skip(1);
    let of = |part: &str, name: &str| part.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned)).unwrap();
    let known = parts.map(|part| {
        let starts = DateTime::strptime("%Y%m%dT%H%M%S", of(part, "DTSTART:")).unwrap();
        (starts, of(part, "TZOFFSETTO:")[..3].parse::<i32>().unwrap())
    });
    known.filter(|(starts, _)| *starts <= local).max().unwrap().1
}

#[test]
fn hours_stay_right_across_the_end_of_daylight_saving_time() {
    let (bytes, starts) = with(&example(), |document| {
        let sessions = document.review.schedule.sessions.iter();
        let starts = sessions.filter_map(|one| Some(one.date.to_datetime(one.starts?)));
        (calendar(document), starts.collect::<Vec<_>>())
    });
    let file = text(&bytes);
    let at = Time::constant(14, 15, 0, 0);
    let before = *starts.iter().rfind(|one| one.date() < date(2026, 11, 1) && one.time() == at).unwrap();
    let after = *starts.iter().find(|one| one.date() > date(2026, 11, 1) && one.time() == at).unwrap();
    for (local, hours) in [(before, -5), (after, -6)] {
        let told = format!("DTSTART;TZID=America/Chicago:{}", local.strftime("%Y%m%dT%H%M%S"));
        assert!(file.contains(&told), "{told}");
        assert_eq!(offset(&file, local), hours);
        let instant = local.in_tz("America/Chicago");
        if let Ok(instant) = instant {
            assert_eq!(instant.offset().seconds(), hours * 3600);
        }
    }
}

#[test]
fn a_session_that_moves_keeps_its_id_and_one_that_is_gone_is_cancelled() {
    let mut later = example();
    later["calendar"]["meetings"][0]["at"] = json!("13:15");
    later["history"].as_array_mut().unwrap().push(json!({"revision": 3, "on": "2026-11-24", "change": "Earlier"}));
    let designs = later["designs"].as_array_mut().unwrap();
    designs.remove(1);
    let old = events(&made(&example())["calendar"]);
    let new = events(&with(&later, |now| with(&example(), |before| calendar_update(now, before))));
    let mut moved = 0;
    for (uid, event) in &old {
        let now = &new[uid];
        assert_eq!((event["SEQUENCE"].as_str(), now["SEQUENCE"].as_str()), ("2", "3"));
        moved += usize::from(event["DTSTART"] != now["DTSTART"]);
    }
    assert!(moved > 5, "{moved}");
    let standing = events(&made(&later)["calendar"]);
    for (uid, event) in &new {
        let expected = if standing.contains_key(uid) { "CONFIRMED" } else { "CANCELLED" };
        assert_eq!(event["STATUS"], expected, "{uid}");
    }
    assert!(old.keys().all(|uid| !uid.contains("d-visits") || new[uid]["STATUS"] == "CANCELLED"));
    assert!(standing.len() < new.len());
    assert!(new.keys().all(|uid| uid.ends_with("@oakfield-fractions-2026.backmap")));
}

#[test]
fn without_a_zone_times_are_local_ones_and_the_calendar_says_so() {
    for zone in [json!("Nowhere/Land"), Value::Null] {
        let mut plan = example();
        plan["calendar"]["time_zone"] = zone.clone();
        if zone.is_null() {
            plan["calendar"].as_object_mut().unwrap().remove("time_zone");
        }
        let file = text(&made(&plan)["calendar"]);
        assert!(!file.contains("TZID") && !file.contains("VTIMEZONE"));
        assert!(file.replace("\r\n ", "").contains("times are local to each reader"));
    }
}

#[test]
fn a_board_gets_what_for_whom_why_cost_risks_and_how_it_is_known() {
    let mut plan = example();
    plan["people"]["students"] = json!(210);
    plan["prices"]["budget"] = json!(1000);
    let texts = with(&plan, |document| {
        let page = backmap::exports::board(document);
        page.texts().into_iter().map(str::to_owned).collect::<Vec<_>>()
    });
    for heading in ["What", "For whom", "Why", "Cost", "Risks", "How we will know"] {
        assert!(texts.iter().any(|text| text == heading), "{heading} is missing: {texts:?}");
    }
    let all = texts.join("\n");
    for part in ["Lesson study (", "9 teachers", "210 students", "$1,000; about $", "Do not judge results before"] {
        assert!(all.contains(part), "{part} is missing: {all}");
    }
    assert!(all.len() < 4_000, "one page holds about 4,000 letters, found {}", all.len());
    // However much a team writes, the page stays short.
    let long = rewritten_at_length();
    let letters: usize =
        with(&long, |document| backmap::exports::board(document).texts().iter().map(|text| text.len()).sum());
    assert!(letters < 6_000, "{letters}");
}

/// The example with long texts everywhere.
fn rewritten_at_length() -> Value {
    let mut plan = example();
    rewritten(&mut plan, "", &"Teachers ask for reasons in every lesson. ".repeat(40), false);
    plan
}

#[test]
fn a_word_file_follows_the_order_of_the_schema() {
    // Word mends a wrong order in silence; others refuse the file. CI asks the validator of the Open XML SDK as well.
    const ORDER: [(&str, &[&str]); 4] = [
        ("w:pPr", &["w:pStyle", "w:keepNext", "w:numPr", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"]),
        ("w:rPr", &["w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:color", "w:sz", "w:szCs", "w:lang"]),
        (
            "w:tblPr",
            &[
                "w:tblStyle",
                "w:tblW",
                "w:tblInd",
                "w:tblBorders",
                "w:tblLayout",
                "w:tblCellMar",
                "w:tblLook",
                "w:tblDescription",
            ],
        ),
        ("w:tcPr", &["w:tcW", "w:shd"]),
    ];
    let parts = parts_of(&made(&example())["word"]);
    let mut seen = 0;
    for (name, text) in parts.iter().filter(|(name, _)| name.ends_with(".xml")) {
        for (parent, order) in ORDER {
            for inner in
                text.split(&format!("<{parent}>")).skip(1).filter_map(|rest| rest.split(&format!("</{parent}>")).next())
            {
                let (children, _) = xml(&format!("<x>{inner}</x>"));
                let places = children.iter().filter_map(|child| order.iter().position(|one| one == child));
                let places: Vec<usize> = places.collect();
                assert!(places.is_sorted(), "{name}: {parent}: {children:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
    let document = &parts["word/document.xml"];
    assert_eq!(document.matches("<w:tbl>").count(), document.matches("<w:tblHeader/>").count(), "heads repeat");
    assert!(parts["word/styles.xml"].contains("<w:lang w:val=\"en-US\"/>"));
}
