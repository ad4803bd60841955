//! Surveys and rosters over HTTP: the same teams as from the command, and every refusal a problem.

use std::io::Write;

use serde_json::{Value, json};

use super::server::{Response, Server, command};
use super::support::file;
use super::surveys_files::{fixture, roster_with};

const IMPORTS: &str = "/v1/imports";
const MAPPING: &str = "/v1/imports/mapping";
const BOUNDARY: &str = "a-boundary-of-the-tests";

/// A part of a form: its name, the name of its file if it is one, and what it holds.
pub type Part = (&'static str, Option<&'static str>, Vec<u8>);

fn survey() -> Part {
    ("file", Some("google_forms.csv"), fixture("google_forms.csv"))
}

fn mapping() -> Part {
    ("mapping", Some("mapping.toml"), fixture("mapping.toml"))
}

fn roster(name: &'static str) -> Part {
    (name, Some("roster.zip"), roster_with(&[]))
}

pub fn text(name: &'static str, text: &str) -> Part {
    (name, None, text.as_bytes().to_vec())
}

pub fn form(parts: &[Part]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        write!(body, "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").unwrap();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    write!(body, "--{BOUNDARY}--\r\n").unwrap();
    body
}

pub fn content_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

pub fn post(server: &Server, path: &str, parts: &[Part]) -> Response {
    server.request("POST", path, &[("content-type", &content_type())], &form(parts))
}

fn answered(path: &str, parts: &[Part]) -> Value {
    let response = post(&Server::shared(), path, parts);
    assert_eq!(response.status, 200, "{}", response.text());
    response.json()
}

fn mapping_of(answer: &Value) -> Part {
    text("mapping", answer["mapping"].as_str().expect("the mapping is text"))
}

/// What the command gives: its profiles as lines, its report and what it says on standard error.
fn by_command(arguments: &[&str]) -> (String, Value, String) {
    let folder = tempfile::tempdir().unwrap();
    for (_, name, bytes) in [survey(), mapping(), roster("file")] {
        std::fs::write(folder.path().join(name.expect("these are files")), bytes).unwrap();
    }
    let reported: &[&str] = if arguments.contains(&"--draft-mapping") { &[] } else { &["--report", "report.json"] };
    let arguments = [&["import"], arguments, reported].concat();
    let output = command().current_dir(folder.path()).args(arguments).output().expect("the binary runs");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    let report = std::fs::read(folder.path().join("report.json")).ok();
    let report = report.map_or(Value::Null, |bytes| serde_json::from_slice(&bytes).unwrap());
    (String::from_utf8(output.stdout).unwrap(), report, said)
}

/// The bytes of each team in an answer, as they stand there.
fn team_lines(response: &Response) -> String {
    #[derive(serde::Deserialize)]
    struct Teams {
        teams: Vec<Box<serde_json::value::RawValue>>,
    }
    let answer: Teams = serde_json::from_slice(&response.body).unwrap();
    answer.teams.iter().map(|team| format!("{}\n", team.get())).collect()
}

#[test]
fn a_survey_gives_the_same_bytes_and_words_over_http_as_from_the_command() {
    for (parts, arguments) in [
        (vec![survey(), mapping()], &["google_forms.csv", "--mapping", "mapping.toml"][..]),
        (
            vec![survey(), mapping(), text("minimum", "13"), roster("roster")],
            &["google_forms.csv", "--mapping", "mapping.toml", "--minimum", "13", "--roster", "roster.zip"],
        ),
        (vec![roster("file")], &["roster.zip"]),
        (
            vec![roster("file"), text("grade_bands", "3-5,6-8"), text("on", "2026-10-01")],
            &["roster.zip", "--grade-bands", "3-5,6-8", "--on", "2026-10-01"],
        ),
    ] {
        let (profiles, report, said) = by_command(arguments);
        let response = post(&Server::shared(), IMPORTS, &parts);
        assert_eq!(response.status, 200, "{}", response.text());
        assert_eq!(team_lines(&response), profiles, "{arguments:?}");
        let answer = response.json();
        assert_eq!(answer["report"], report, "{arguments:?}");
        let lines: String =
            answer["lines"].as_array().unwrap().iter().map(|line| format!("{}\n", line.as_str().unwrap())).collect();
        assert_eq!(lines, said, "{arguments:?}");
    }
}

#[test]
fn the_teams_of_a_survey_are_ranked_as_they_come() {
    let answer = answered(IMPORTS, &[survey(), mapping()]);
    for team in answer["teams"].as_array().unwrap() {
        let ranked = Server::shared().recommend(json!({ "profile": team }).to_string());
        assert_eq!(ranked.status, 200, "{}", ranked.text());
        assert_eq!(ranked.json()["profile_id"], team["id"]);
    }
}

#[test]
fn leaders_and_agreed_answers_come_along() {
    let leaders = r#"{"id": "Hill School", "factors": {"established_need": 4}}"#;
    let agreed = "id,time_available\nBrook School,2\n";
    let answer = answered(IMPORTS, &[survey(), mapping(), text("join", leaders), text("agreed", agreed)]);
    let teams = answer["teams"].as_array().unwrap();
    let team = |id: &str| teams.iter().find(|team| team["id"] == id).unwrap_or_else(|| panic!("no {id}"));
    assert_eq!(team("Hill School")["factors"]["established_need"], 4);
    assert_eq!(team("Brook School")["factors"]["time_available"], 2);
}

#[test]
fn a_proposed_mapping_comes_back_as_teams_without_an_edit() {
    let proposed = answered(MAPPING, &[survey()]);
    assert_eq!(proposed["read_as"], "google_forms");
    let answer = answered(IMPORTS, &[survey(), mapping_of(&proposed)]);
    assert_eq!(answer["teams"].as_array().unwrap().len(), 2);
    let (drafted, ..) = by_command(&["--draft-mapping", "google_forms.csv"]);
    assert_eq!(proposed["mapping"], drafted);
}

#[test]
fn every_column_says_what_it_becomes_and_why() {
    let proposed = answered(MAPPING, &[survey()]);
    let columns: Vec<(&str, &str, Option<&str>)> = proposed["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["becomes"].as_str().unwrap(), one["why"].as_str().unwrap(), one["factor"].as_str()))
        .collect();
    let expected = [
        ("unused", "added", None),
        ("unused", "person", None),
        ("team", "own_words", None),
        ("factor", "own_words", Some("risk_taking_culture")),
        ("factor", "own_words", Some("risk_taking_culture")),
        ("factor", "own_words", Some("experience_in_education")),
        ("unused", "unlike", None),
        ("unused", "unlike", None),
    ];
    assert_eq!(columns, expected);
}

#[test]
fn choices_make_the_mapping_that_they_say() {
    let choices = text("choices", r#"{"4": "perceived_need", "5": "unused", "6": "experience_in_education"}"#);
    let proposed = answered(MAPPING, &[survey(), choices]);
    let of = |column: usize| {
        let one = &proposed["columns"][column - 1];
        (one["becomes"].as_str().unwrap(), one["why"].as_str().unwrap(), one["factor"].as_str())
    };
    assert_eq!(of(4), ("factor", "chosen", Some("perceived_need")));
    assert_eq!(of(5), ("unused", "chosen", None));
    assert_eq!(of(6), ("factor", "own_words", Some("experience_in_education")), "it looked like that anyway");
    let answer = answered(IMPORTS, &[survey(), mapping_of(&proposed)]);
    let factors = answer["teams"][0]["factors"].as_object().unwrap();
    assert_eq!(factors.keys().collect::<Vec<_>>(), ["experience_in_education", "perceived_need"]);
}

#[test]
fn another_column_may_name_the_team() {
    let proposed = answered(MAPPING, &[survey(), text("choices", r#"{"3": "unused", "7": "team"}"#)]);
    let text = proposed["mapping"].as_str().unwrap();
    assert!(text.contains(r#"team_columns = ["Which of these have you taken part in?"]"#), "{text}");
}

#[test]
fn nothing_of_few_people_is_told() {
    for answer in [answered(MAPPING, &[survey()]), answered(IMPORTS, &[survey(), mapping()])] {
        let told = answer.to_string();
        for secret in ["PRIVATE", "ada.quill", "example.org"] {
            assert!(!told.contains(secret), "{secret} is told");
        }
    }
    let answer = answered(IMPORTS, &[survey(), mapping()]);
    let ids: Vec<&Value> = answer["teams"].as_array().unwrap().iter().map(|team| &team["id"]).collect();
    assert_eq!(ids, ["Hill School", "Lac Léman"], "teams of 7 and of 4 are held back");
    let held = answer["report"]["teams"].as_array().unwrap().iter().filter(|team| team["became"] != "shown");
    assert!(held.clone().all(|team| team["known"] == 0) && held.count() == 2);
}

/// One bad form, the status it is answered with, the pointers of its errors, and a part of what is said.
struct Row {
    reason: &'static str,
    path: &'static str,
    parts: Vec<Part>,
    status: u16,
    pointers: &'static [&'static str],
    says: &'static str,
}

fn row(
    reason: &'static str,
    path: &'static str,
    parts: Vec<Part>,
    pointers: &'static [&'static str],
    says: &'static str,
) -> Row {
    Row { reason, path, parts, status: 422, pointers, says }
}

fn bad_parts() -> Vec<Row> {
    let faulty = "team_columns = [\"Which team do you belong to?\"]\nanswered = 1\n[[item]]\ncolumn = 4\nfactor = \"perceived_ned\"\nscale = \"agreement\"\n";
    let absent = "team_columns = [\"Team\"]\n[[item]]\ncolumn = \"No such\"\nfactor = \"perceived_need\"\nscale = \"agreement\"\n";
    vec![
        row("no part at all", IMPORTS, vec![], &["/file"], "missing"),
        row("a mapping alone", IMPORTS, vec![mapping()], &["/file"], "missing"),
        row("a survey without its mapping", IMPORTS, vec![survey()], &["/mapping"], "/v1/imports/mapping"),
        row("an empty file", IMPORTS, vec![text("file", ""), mapping()], &["/file"], ""),
        row("an empty mapping", IMPORTS, vec![survey(), text("mapping", "")], &["/mapping"], "needs a mapping"),
        row(
            "a part of another name",
            IMPORTS,
            vec![survey(), mapping(), text("minmum", "5")],
            &["/minmum"],
            "unknown part",
        ),
        row("a part named twice", IMPORTS, vec![survey(), survey(), mapping()], &["/file"], "duplicate part"),
        row("both of these", MAPPING, vec![survey(), survey(), text("a/b", "")], &["/file", "/a~1b"], "unknown part"),
        row("a mapping that is no TOML", IMPORTS, vec![survey(), text("mapping", "a = = b")], &["/mapping"], "line 1"),
        row(
            "a mapping in no text",
            IMPORTS,
            vec![survey(), ("mapping", None, vec![255, 254, 0])],
            &["/mapping"],
            "UTF-8",
        ),
        row(
            "a mapping with three faults",
            IMPORTS,
            vec![survey(), text("mapping", faulty)],
            &["/mapping", "/mapping", "/mapping"],
            "did you mean `perceived_need`?",
        ),
        row(
            "columns that are not there",
            IMPORTS,
            vec![survey(), text("mapping", absent)],
            &["/file", "/file"],
            "No such",
        ),
        row(
            "a minimum that gives people away",
            IMPORTS,
            vec![survey(), mapping(), text("minimum", "4")],
            &["/minimum"],
            "who gave which answer",
        ),
        row(
            "a minimum in words",
            IMPORTS,
            vec![survey(), mapping(), text("minimum", "ten")],
            &["/minimum"],
            "whole number",
        ),
        row(
            "a minimum past all numbers",
            IMPORTS,
            vec![survey(), mapping(), text("minimum", "1e99")],
            &["/minimum"],
            "whole number",
        ),
        row(
            "an unknown vendor",
            IMPORTS,
            vec![survey(), mapping(), text("vendor", "forms")],
            &["/vendor"],
            "qualtrics",
        ),
        row(
            "the vendor of another shape",
            IMPORTS,
            vec![survey(), mapping(), text("vendor", "qualtrics")],
            &["/file"],
            "not a Qualtrics export",
        ),
        row("no day", IMPORTS, vec![roster("file"), text("on", "October")], &["/on"], "2026-10-01"),
        row(
            "no bands of grades",
            IMPORTS,
            vec![roster("file"), text("grade_bands", "5-1")],
            &["/grade_bands"],
            "reversed",
        ),
        row(
            "a roster that is none",
            IMPORTS,
            vec![survey(), mapping(), text("roster", "PK\u{3}\u{4}")],
            &["/roster"],
            "",
        ),
        row(
            "counts as an agreed answer",
            IMPORTS,
            vec![survey(), mapping(), text("agreed", "id,perceived_need.count_1\nA,2\n")],
            &["/agreed"],
            "counts",
        ),
        row(
            "profiles that are none",
            IMPORTS,
            vec![survey(), mapping(), text("join", "{}\n{\"factors\": {\"a\": 1}}")],
            &["/join"],
            "line 1",
        ),
        row("a file of zeros", MAPPING, vec![("file", Some("a.csv"), vec![0; 5000])], &["/file"], ""),
        row(
            "a damaged workbook",
            MAPPING,
            vec![("file", Some("a.xlsx"), b"PK\x03\x04 and no more".to_vec())],
            &["/file"],
            "damaged",
        ),
        row(
            "a heading and no row",
            MAPPING,
            vec![text("file", "School,I feel at ease\n")],
            &["/file"],
            "no answers found",
        ),
        row(
            "choices that are no JSON",
            MAPPING,
            vec![survey(), text("choices", "4=team")],
            &["/choices"],
            "JSON object",
        ),
        row(
            "choices that cannot be",
            MAPPING,
            vec![survey(), text("choices", r#"{"2": "team", "4": "perceived_ned", "99": "unused"}"#)],
            &["/choices", "/choices", "/choices"],
            "did you mean",
        ),
    ]
}

#[test]
fn every_bad_form_is_refused_with_its_part_and_its_reason() {
    let server = Server::shared();
    for row in bad_parts() {
        let response = post(&server, row.path, &row.parts);
        let problem = response.problem(row.reason);
        assert_eq!(response.status, row.status, "{}: {problem}", row.reason);
        let errors = problem["errors"].as_array().unwrap();
        let pointers: Vec<&str> = errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, row.pointers, "{}: {problem}", row.reason);
        assert!(problem.to_string().contains(row.says), "{}: {problem}", row.reason);
    }
}

#[test]
fn a_body_that_is_no_form_is_refused_with_its_status() {
    let server = Server::shared();
    let good = form(&[survey(), mapping()]);
    let ours = content_type();
    let typed =
        |content_type: &str, body: &[u8]| server.request("POST", IMPORTS, &[("content-type", content_type)], body);
    let nameless = format!("--{BOUNDARY}\r\ncontent-disposition: form-data\r\n\r\nx\r\n--{BOUNDARY}--\r\n");
    let many: Vec<Part> = (0..40).map(|_| text("file", "x")).collect();
    for (reason, response, status) in [
        ("JSON", typed("application/json", b"{}"), 415),
        ("a form of another kind", typed("application/x-www-form-urlencoded", b"file=x"), 415),
        ("no type", server.request("POST", IMPORTS, &[], &good), 415),
        (
            "compressed",
            server.request("POST", IMPORTS, &[("content-type", &ours), ("content-encoding", "gzip")], &good),
            415,
        ),
        ("no boundary", typed("multipart/form-data", &good), 400),
        ("another boundary", typed("multipart/form-data; boundary=other", &good), 400),
        ("cut off", typed(&ours, &good[..good.len() / 2]), 400),
        ("empty", typed(&ours, b""), 400),
        ("zeros", typed(&ours, &[0; 100_000]), 400),
        ("a part without a name", typed(&ours, nameless.as_bytes()), 400),
        ("more parts than there are", typed(&ours, &form(&many)), 422),
    ] {
        assert_eq!(response.status, status, "{reason}: {}", response.text());
        response.problem(reason);
    }
}

#[test]
fn no_bytes_of_a_form_or_a_file_make_a_server_error() {
    let server = Server::shared();
    let whole = form(&[survey(), mapping()]);
    for at in (0..whole.len()).step_by(whole.len() / 150) {
        let mut body = whole.clone();
        body[at] ^= 0x15;
        for body in [&body[..], &whole[..at]] {
            let response = server.request("POST", IMPORTS, &[("content-type", &content_type())], body);
            assert!(response.status < 500, "byte {at}: {}", response.text());
        }
    }
    let zip = roster_with(&[]);
    for at in (0..zip.len()).step_by(zip.len() / 100) {
        let mut bytes = zip.clone();
        bytes[at] ^= 0x81;
        let response = post(&server, IMPORTS, &[("file", Some("r.zip"), bytes)]);
        assert!(response.status < 500, "byte {at}: {}", response.text());
    }
}

/// A table of long headings must not hold a thread up: a heading is compared with every question there is.
#[test]
fn a_wide_table_of_long_headings_is_answered_in_time() {
    let words = ["school", "teacher", "colleague", "lesson", "support", "learning", "need", "design", "watch"];
    let heading = |at: usize| {
        let words = (0..600).map(|word| format!("{}{at}", words[(at + word) % words.len()]));
        words.collect::<Vec<_>>().join(" ")
    };
    let headings: Vec<String> = (0..2_000).map(heading).collect();
    let row = vec!["1"; headings.len()].join(",");
    let table = format!("{}\n{row}\n", headings.join(","));
    let begun = std::time::Instant::now();
    let response = post(&Server::shared(), MAPPING, &[text("file", &table)]);
    eprintln!("{} bytes of headings: {:?}", table.len(), begun.elapsed());
    assert_eq!(response.status, 200, "{}", response.text());
}

#[test]
fn an_upload_has_its_own_limit() {
    let server = Server::start(&["--max-upload-bytes", "20000", "--max-body-bytes", "100"]);
    let parts = |size: usize| [survey(), mapping(), ("agreed", None, vec![b'\n'; size])];
    let room = 20_000 - form(&parts(0)).len();
    let whole = post(&server, IMPORTS, &parts(room));
    assert_ne!(whole.status, 413, "exactly the limit: {}", whole.text());
    for size in [room + 1, 3_000_000] {
        let response = post(&server, IMPORTS, &parts(size));
        let problem = response.problem("too large");
        assert_eq!(response.status, 413);
        assert!(problem["detail"].as_str().unwrap().contains("20000 bytes"), "{problem}");
    }
}

#[test]
fn an_upload_that_stops_arriving_is_given_up() {
    let server = Server::start(&["--request-seconds", "1"]);
    let body = form(&[survey(), mapping()]);
    let head = format!(
        "POST {IMPORTS} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: {}\r\ncontent-length: {}\r\n\r\n",
        content_type(),
        body.len()
    );
    let mut stream = server.connect();
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body[..body.len() / 2]).unwrap();
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("/problems/timeout"), "{answer}");
}

#[test]
fn the_examples_of_the_document_are_what_the_service_answers_to_forms() {
    let document: Value = serde_json::from_str(&file("openapi/v1.json")).unwrap();
    for path in [IMPORTS, MAPPING] {
        let described = &document["paths"][path]["post"];
        let example = &described["requestBody"]["content"]["multipart/form-data"]["example"];
        let parts = ["file", "mapping", "minimum", "choices"];
        let written = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let parts =
            parts.into_iter().filter(|name| !example[*name].is_null()).map(|name| text(name, &written(&example[name])));
        let answer = answered(path, &parts.collect::<Vec<_>>());
        assert_eq!(answer, described["responses"]["200"]["content"]["application/json"]["example"], "{path}");
    }
}
