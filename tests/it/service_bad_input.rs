//! Bad input: each row of tests/bad_input.toml is answered as the contract says, and nothing else is harmed.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use super::server::{RECOMMENDATIONS, Response, Server};
use super::service_resources::{DESIGNS, FACTORS};
use super::support::file;

const GOOD: &str =
    r#"{"profile": {"id": "good", "factors": {"time_available": 2, "perceived_value": {"counts": [0, 1, 4, 2, 1]}}}}"#;

/// The file's rows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    good: Vec<Good>,
    group: Vec<Group>,
}

/// A body that is taken, and how many designs its answer accounts for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Good {
    name: String,
    send: String,
    #[serde(default = "every_design")]
    designs: usize,
}

/// Rows with the same status and the same text around what each sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    status: u16,
    #[serde(default = "mark")]
    body: String,
    #[serde(default)]
    under: String,
    #[serde(default)]
    says: String,
    #[serde(default)]
    why: String,
    row: Vec<Entry>,
}

/// What the head of the file explains.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    send: String,
    #[serde(default = "once")]
    each: Vec<String>,
    hex: Option<String>,
    r#type: Option<String>,
    #[serde(default)]
    at: Vec<String>,
    says: Option<String>,
    why: Option<String>,
}

fn every_design() -> usize {
    DESIGNS.len()
}

fn mark() -> String {
    "@".to_owned()
}

fn once() -> Vec<String> {
    vec![String::new()]
}

fn table() -> Table {
    toml::from_str(&file("tests/bad_input.toml")).unwrap_or_else(|error| panic!("tests/bad_input.toml: {error}"))
}

/// One bad input and what has to come of it.
struct Row {
    name: String,
    body: Vec<u8>,
    /// Empty: none is sent.
    content_type: String,
    status: u16,
    /// The pointers of all field errors, in the order of the body.
    pointers: Vec<String>,
    /// A part of the detail, of the problem or of a field error.
    says: String,
    reason: String,
}

impl Group {
    fn rows(&self) -> impl Iterator<Item = Row> {
        self.row.iter().flat_map(|entry| entry.each.iter().map(|value| self.row(entry, value)))
    }

    fn row(&self, entry: &Entry, value: &str) -> Row {
        let body = self.body.replace('@', &entry.send.replace('@', value)).replace("GOOD", GOOD);
        Row {
            name: entry.name.replace('@', value),
            body: entry.hex.as_ref().map_or_else(|| body.clone().into_bytes(), |hex| bytes(&body, hex)),
            content_type: entry.r#type.clone().unwrap_or_else(|| "application/json".to_owned()),
            status: self.status,
            pointers: entry.at.iter().map(|at| format!("{}{at}", self.under)).collect(),
            says: entry.says.clone().unwrap_or_else(|| self.says.clone()),
            reason: entry.why.clone().unwrap_or_else(|| self.why.clone()),
        }
    }
}

/// The text with these bytes for its mark `?`.
fn bytes(text: &str, hex: &str) -> Vec<u8> {
    let (before, after) = text.split_once('?').expect("the text has a mark");
    let odd = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("it is hexadecimal"));
    before.bytes().chain(odd).chain(after.bytes()).collect()
}

fn factors(json: &str) -> String {
    format!(r#"{{"profile": {{"factors": {json}}}}}"#)
}

fn options(json: &str) -> String {
    format!(r#"{{"profile": {{"factors": {{}}}}, "options": {json}}}"#)
}

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

/// The good body, with space after it up to a size.
fn padded(size: usize) -> String {
    format!("{GOOD}{}", " ".repeat(size - GOOD.len()))
}

/// The rows that are too long to be written down, or follow from the contract's names.
fn made_rows() -> Vec<Row> {
    let row = |name: &str, body: Vec<u8>, status: u16, pointers: &[String], says: &str, reason: &str| Row {
        name: name.to_owned(),
        body,
        content_type: "application/json".to_owned(),
        status,
        pointers: pointers.to_vec(),
        says: says.to_owned(),
        reason: reason.to_owned(),
    };
    let wrong = |name: &str, body: String, pointers: &[String], says: &str, reason: &str| {
        row(name, body.into_bytes(), 422, pointers, says, reason)
    };
    let mut rows = Vec::new();
    const DEPTH: usize = 100_000;
    for (kind, deep) in [("lists", nested("[", "", "]", DEPTH)), ("objects", nested(r#"{"a":"#, "1", "}", DEPTH))] {
        let places = [
            ("at the root", deep.clone()),
            ("in an unknown field", format!(r#"{{"x": {deep}, "profile": {{"factors": {{}}}}}}"#)),
            ("as the profile", format!(r#"{{"profile": {deep}}}"#)),
            ("as the id", format!(r#"{{"profile": {{"id": {deep}, "factors": {{}}}}}}"#)),
            ("as a level", factors(&format!(r#"{{"time_available": {deep}}}"#))),
            ("as a count", factors(&format!(r#"{{"perceived_value": {{"counts": [{deep}, 1, 1, 1, 1]}}}}"#))),
            ("as a share", factors(&format!(r#"{{"learning_preference": {{"reading": {deep}}}}}"#))),
            ("as an environment", options(&format!(r#"{{"environments": [{deep}]}}"#))),
        ];
        rows.extend(places.map(|(place, body)| {
            row(&format!("100,000 {kind} {place}"), body.into_bytes(), 400, &[], "not JSON", "no stack holds it")
        }));
    }
    let utf_16 = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (large, larger) = (padded((1 << 20) + 1), " ".repeat(10 << 20));
    rows.extend([
        row("UTF-16", utf_16, 400, &[], "not JSON", "JSON is UTF-8"),
        row("100,000 open brackets", "[".repeat(DEPTH).into_bytes(), 400, &[], "not JSON", "it never closes"),
        row("10 MB", larger.into_bytes(), 413, &[], "1048576", "more than the limit"),
        row("a byte too many", large.into_bytes(), 413, &[], "1048576", "the limit is a limit"),
    ]);
    let every_weight = |times: &str| {
        let all = FACTORS.map(|(factor, _)| format!(r#""{factor}": {times}"#));
        options(&format!(r#"{{"weights": {{{}}}}}"#, all.join(", ")))
    };
    let unknown = |number: usize| {
        let names: Vec<String> = (0..number).map(|at| format!(r#""f{at}": 1"#)).collect();
        factors(&format!("{{{}}}", names.join(", ")))
    };
    let listed: Vec<String> = (0..100).map(|at| format!("/profile/factors/f{at}")).collect();
    let (long, at_weights) = ("x".repeat(1000), ["/options/weights".to_owned()]);
    let at_long = [format!("/profile/factors/{long}")];
    let long_id = format!(r#"{{"profile": {{"id": "{}", "factors": {{}}}}}}"#, "é".repeat(201));
    let deep = factors(&format!(r#"{{"time_available": {}}}"#, nested("[", "", "]", 100)));
    let at_time = ["/profile/factors/time_available".to_owned()];
    let most = "250 invalid fields; errors lists the first 100";
    let long = factors(&format!(r#"{{"{long}": 1}}"#));
    rows.extend([
        wrong("weights all zero", every_weight("0"), &at_weights, "above 0", "nothing would count"),
        wrong("weights all too small", every_weight("0.0000001"), &at_weights, "six decimals", "they round to zero"),
        wrong("a long key", long, &at_long, "unknown factor `xxx", "the name is cut in the words"),
        wrong("id too long", long_id, &["/profile/id".to_owned()], "200", "an id is no text"),
        wrong("100 errors", unknown(100), &listed, "100 invalid fields", "all are listed"),
        wrong("250 errors", unknown(250), &listed, most, "the answer stays readable"),
        wrong("nesting that is not too deep", deep, &at_time, "found a list", "it parses and is wrong"),
    ]);
    rows
}

fn send(server: &Server, body: &[u8], content_type: &str) -> Response {
    let typed = (!content_type.is_empty()).then_some(("content-type", content_type));
    server.request("POST", RECOMMENDATIONS, typed.as_slice(), body)
}

/// What is wrong with an answer, if anything.
fn fault(row: &Row, response: &Response) -> Option<String> {
    if response.status != row.status {
        return Some(format!("status {} in place of {}", response.status, row.status));
    }
    let problem = match response.as_problem() {
        Ok(problem) => problem,
        Err(fault) => return Some(fault),
    };
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let pointers: Vec<&str> = errors.iter().filter_map(|error| error["pointer"].as_str()).collect();
    if pointers != row.pointers {
        return Some(format!("the pointers are {pointers:?} in place of {:?}", row.pointers));
    }
    let details = errors.iter().chain([&problem]).filter_map(|part| part["detail"].as_str());
    let said = details.clone().any(|detail| detail.contains(&row.says));
    (!said).then(|| format!("nothing says {:?}: {:?}", row.says, details.take(3).collect::<Vec<_>>()))
}

#[test]
fn service_answers_every_bad_input_as_the_contract_says_and_nothing_is_harmed() {
    let server = Server::shared();
    let before = server.recommend(GOOD);
    assert_eq!(before.status, 200, "{}", before.text());
    let mut rows: Vec<Row> = table().group.iter().flat_map(Group::rows).collect();
    rows.extend(made_rows());
    let names: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert!(names.len() == rows.len() && rows.len() >= 206, "{} names of {} rows", names.len(), rows.len());
    assert!(rows.iter().all(|row| !row.reason.is_empty()), "a row has no reason");
    let mut faults = Vec::new();
    for row in &rows {
        let response = send(&server, &row.body, &row.content_type);
        assert!(response.status < 500, "{}: {} {}", row.name, response.status, response.text());
        if let Some(fault) = fault(row, &response) {
            faults.push(format!("{} ({}): {fault}", row.name, row.reason));
        }
    }
    let after = server.recommend(GOOD);
    assert_eq!((after.status, after.body), (before.status, before.body), "the good answer has changed");
    assert!(faults.is_empty(), "{} of {} rows:\n{}", faults.len(), rows.len(), faults.join("\n"));
}

#[test]
fn service_takes_good_input_at_the_edges() {
    let server = Server::shared();
    let distributed = FACTORS.map(|(factor, kind)| {
        let spread = r#"{"counts": [0.5, 1, 2, 3, 1.25]}"#;
        let answer = match kind {
            "level" => spread.to_owned(),
            "per_design" => format!(r#"{{"workshops": {spread}, "lesson_study": {spread}}}"#),
            "per_resource" => format!(r#"{{"staff": {spread}, "time": {spread}, "materials": {spread}, "technology": {spread}, "funds": {spread}}}"#),
            _ if factor == "outcome_type" => r#"{"mastery": 2, "application": 1.5}"#.to_owned(),
            _ => r#"{"reading": 1, "hands_on": 2, "discussion": 0}"#.to_owned(),
        };
        format!(r#""{factor}": {answer}"#)
    });
    let good = |(name, send, designs): (&str, String, usize)| Good { name: name.to_owned(), send, designs };
    let excluded = DESIGNS.map(|design| format!("\"{design}\"")).join(", ");
    let long_id = format!(r#"{{"profile": {{"id": "{}", "factors": {{}}}}}}"#, "é".repeat(200));
    let made = [
        ("all designs excluded", options(&format!(r#"{{"exclude": [{excluded}]}}"#)), 0),
        ("an id of 200 characters", long_id, DESIGNS.len()),
        ("every factor as a distribution", factors(&format!("{{{}}}", distributed.join(", "))), DESIGNS.len()),
        ("a body of exactly the limit", padded(1 << 20), DESIGNS.len()),
    ];
    for Good { name, send, designs } in table().good.into_iter().chain(made.map(good)) {
        let response = server.recommend(&send);
        assert_eq!(response.status, 200, "{name}: {}", response.text());
        assert_eq!(response.header("content-type"), Some("application/json"), "{name}");
        let answer = response.json();
        let length = |list: &str| answer[list].as_array().expect("the list is there").len();
        assert_eq!(length("recommendations") + length("not_feasible"), designs, "{name}: a design is lost or doubled");
        for one in answer["recommendations"].as_array().unwrap() {
            let (score, low, high) = (&one["score"], &one["interval"]["low"], &one["interval"]["high"]);
            let [score, low, high] = [score, low, high].map(|number| number.as_f64().expect("scores are numbers"));
            assert!(0.0 <= low && low <= score && score <= high && high <= 100.0, "{name}: {one}");
        }
    }
}

#[test]
fn service_gives_an_id_in_another_script_back_as_it_came() {
    let id = "équipe 4 – 数学 🧮 \u{1b}[31m \"quoted\" \\ / \u{2028}";
    let body = serde_json::json!({"profile": {"id": id, "factors": {}}, "options": {"top": 1}});
    assert_eq!(Server::shared().recommend(body.to_string()).json()["profile_id"], id);
}

#[test]
fn service_takes_json_however_the_type_is_written() {
    let server = Server::shared();
    for content_type in
        ["application/json", "application/json; charset=UTF-8", "application/json;charset=utf-8", "Application/JSON"]
    {
        let response = send(&server, GOOD.as_bytes(), content_type);
        assert_eq!(response.status, 200, "{content_type}: {}", response.text());
    }
}

#[test]
fn service_gives_no_server_error_for_odd_requests() {
    let server = Server::shared();
    let post = |headers: &str, body: &str| {
        format!(
            "POST {RECOMMENDATIONS} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nconnection: close\r\n{headers}\r\n{body}"
        )
    };
    let requests: Vec<(&str, Vec<u8>)> = vec![
        ("not HTTP", b"hello\r\n\r\n".to_vec()),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()),
        ("zeros", vec![0; 4096]),
        ("another version", b"GET / HTTP/9.9\r\n\r\n".to_vec()),
        ("no host", b"GET /health/live HTTP/1.1\r\nconnection: close\r\n\r\n".to_vec()),
        ("half a head", b"GET /health/live HTTP/1.1\r\nho".to_vec()),
        ("less body than promised", post("content-length: 500\r\n", GOOD).into_bytes()),
        ("a worded length", post("content-length: many\r\n", GOOD).into_bytes()),
        ("a negative length", post("content-length: -1\r\n", GOOD).into_bytes()),
        ("two lengths", post("content-length: 5\r\ncontent-length: 6\r\n", GOOD).into_bytes()),
        ("a length past all numbers", post("content-length: 99999999999999999999999\r\n", GOOD).into_bytes()),
        ("chunks of no size", post("transfer-encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n").into_bytes()),
        ("chunks that end early", post("transfer-encoding: chunked\r\n", "ff\r\n{}").into_bytes()),
        ("a huge chunk", post("transfer-encoding: chunked\r\n", "ffffffffffffffff\r\n{}").into_bytes()),
        ("an unknown coding", post("transfer-encoding: rot13\r\n", GOOD).into_bytes()),
        ("a long head", [b"GET / HTTP/1.1\r\nx: ".to_vec(), vec![b'a'; 1 << 20], b"\r\n\r\n".to_vec()].concat()),
        ("a thousand headers", [b"GET / HTTP/1.1\r\n".to_vec(), b"x: y\r\n".repeat(1000), b"\r\n".to_vec()].concat()),
        ("odd bytes in a header", b"GET /v1/designs HTTP/1.1\r\nif-none-match: \xff\xfe\r\nconnection: close\r\n\r\n".to_vec()),
        ("odd bytes in the type", b"POST /v1/recommendations HTTP/1.1\r\ncontent-type: \xff\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec()),
    ];
    for (name, bytes) in requests {
        if let Some(response) = server.raw(&bytes) {
            assert!(response.status < 500, "{name}: {} {}", response.status, response.text());
        }
    }
    let long = format!("/v1/designs/{}", "x".repeat(5000));
    let paths = [
        "/v1/designs/%ff",
        "/v1/designs/%00",
        "/v1/designs/..%2f..%2fetc%2fpasswd",
        "/v1/designs/../../etc/passwd",
        "//v1//designs",
        "/v1/designs/",
        "/%",
        "/%zz",
        "/docs/../Cargo.toml",
        "/docs/%2e%2e/Cargo.toml",
        "/none?x=%ff",
        "*",
        "/v1/designs/coaching/more",
        &long,
    ];
    for path in paths {
        let response = server.get(path);
        assert!((400..500).contains(&response.status), "{path}: {}", response.status);
        if response.header("x-request-id").is_some() {
            response.problem(path);
        }
    }
    assert_eq!(server.recommend(GOOD).status, 200);
}

#[test]
fn service_names_each_hint_beside_its_pointer() {
    let problem =
        Server::shared().recommend(factors(r#"{"time_avalable": 2, "shared_vison": 2}"#)).problem("two hints");
    let expected: Value = serde_json::json!([
        {"pointer": "/profile/factors/time_avalable", "detail": "unknown factor `time_avalable`: did you mean `time_available`?"},
        {"pointer": "/profile/factors/shared_vison", "detail": "unknown factor `shared_vison`: did you mean `shared_vision`?"},
    ]);
    assert_eq!(problem["errors"], expected);
}

/// A body of names must not buy a larger answer than itself. The time is printed: a hint costs a comparison with every
/// known name.
#[test]
fn service_answers_a_body_of_unknown_names_in_few_bytes() {
    let server = Server::shared();
    let one = factors(&format!(r#"{{"{}": 1}}"#, "a".repeat(1_000_000)));
    let names: Vec<String> = (0..90_000).map(|at| format!(r#""t{at}":1"#)).collect();
    for (name, body) in [("one long name", one), ("90,000 names", factors(&format!("{{{}}}", names.join(","))))] {
        let begun = std::time::Instant::now();
        let response = server.recommend(&body);
        eprintln!("{name}: {:?}, {} bytes back for {}", begun.elapsed(), response.body.len(), body.len());
        assert_eq!(response.status, 422);
        assert!(response.body.len() < 64 << 10, "{name}: {} bytes back for {}", response.body.len(), body.len());
    }
}
