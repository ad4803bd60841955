//! The page of a district over HTTP: an uploaded file, the report, its progress, and a connection that closes.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::imports::{Part, content_type, form, post, text};
use super::pages::words_of;
use super::server::{JSON, Response, Server};
use super::support::file;

const REPORT: &str = "/district/report";

fn teams() -> Part {
    ("teams", Some("teams.csv"), file("examples/district/report-teams.csv").into_bytes())
}

fn resources() -> Part {
    ("resources", Some("resources.json"), file("examples/district/resources.json").into_bytes())
}

fn sent(parts: &[Part]) -> Response {
    post(&Server::shared(), REPORT, parts)
}

#[test]
fn a_file_becomes_the_report_with_every_file_in_it() {
    let page = sent(&[teams(), text("by", "poverty, novices"), resources()]);
    assert_eq!(page.status, 200, "{}", words_of(&page.text()));
    let words = words_of(&page.text());
    for said in ["111 teams", "By poverty", "By novices", "What holds teams back", "Plan for"] {
        assert!(words.contains(said), "{said} is missing: {words}");
    }
    assert_eq!(page.text().matches(" download=").count(), 5);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    // The same figures as the command's, which reads the file in another way.
    let run = super::server::command()
        .args(["district", "examples/district/report-teams.csv", "--by", "poverty", "--by", "novices"])
        .args(["--resources", "examples/district/resources.json", "--format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    for headline in report["headlines"].as_array().unwrap() {
        let text = headline["text"].as_str().unwrap();
        assert!(words.contains(&text.split_whitespace().collect::<Vec<_>>().join(" ")), "{text} is not on the page");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_on_the_page_with_the_form() {
    for (parts, says, why) in [
        (vec![], "file", "no file"),
        (vec![("teams", Some("teams.csv"), Vec::new())], "file", "an empty file"),
        (vec![("teams", Some("teams.pdf"), b"%PDF".to_vec())], "CSV", "another format"),
        (
            vec![teams(), text("by", "povrty"), text("ignore", "poverty,novices")],
            "povrty",
            "a column that is not there",
        ),
        (vec![teams(), text("by", "poverty,poverty"), text("ignore", "novices")], "twice", "the same column twice"),
        (vec![teams()], "novices", "a column that is no answer"),
        (vec![teams(), text("column", "x")], "column", "a field that is not there"),
        (vec![teams(), text("by", "poverty,novices"), text("resources", "{")], "report", "resources cut off"),
    ] {
        let page = sent(&parts);
        assert!((400..500).contains(&page.status), "{why}: {}", page.status);
        let words = words_of(&page.text());
        assert!(words.contains("There is no report.") && words.contains(says), "{why}: {words}");
        assert!(page.text().contains("id=\"district-form\""), "{why}: the form is there to try again");
    }
}

#[test]
fn a_reader_of_progress_gets_each_stage_and_then_the_page() {
    let body = form(&[teams(), text("by", "poverty"), text("ignore", "novices"), resources()]);
    let headers = [("content-type", content_type()), ("accept", "application/x-ndjson".to_owned())];
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = Server::shared().request("POST", REPORT, &headers, &body);
    let lines: Vec<Value> =
        answer.text().lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let (last, steps) = lines.split_last().expect("there are lines");
    for stage in ["dividing", "scoring", "grouping"] {
        assert!(steps.iter().any(|step| step["stage"] == stage), "{stage} is missing");
    }
    for step in steps {
        assert!(
            step["done"].as_u64() <= step["of"].as_u64() && !step["words"].as_str().unwrap().contains('{'),
            "{step}"
        );
    }
    let whole = sent(&[teams(), text("by", "poverty"), text("ignore", "novices"), resources()]);
    assert_eq!(last["page"].as_str().unwrap(), whole.text(), "the same page as without progress");
}

/// 2,000 teams whose cohorts take seconds.
fn long() -> Vec<u8> {
    let level = |at: usize, step: usize| 1 + (at * step + at / 7) % 5;
    let team = |at: usize| {
        json!({"id": at.to_string(), "factors": {
            "time_available": level(at, 1), "shared_vision": level(at, 2), "risk_taking_culture": level(at, 3),
            "sustained_support": level(at, 4), "leadership_stability": level(at, 6), "perceived_value": level(at, 7),
            "resources": {"staff": level(at, 8), "time": level(at, 9)},
        }})
    };
    json!({"teams": (0..2_000).map(team).collect::<Vec<_>>()}).to_string().into_bytes()
}

/// Sends a request and leaves without waiting for its answer.
fn leave(address: SocketAddr, body: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!(
        "POST /v1/district HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    stream
}

/// All cores work for clients that are gone; somebody who stays is served long before that work would have been done.
#[test]
fn a_connection_that_closes_frees_its_core() {
    let server = Server::start(&[]);
    let body = long();
    let begun = Instant::now();
    let alone = server.request("POST", "/v1/district", &[JSON], &body);
    let time = begun.elapsed();
    assert_eq!(alone.status, 200, "{}", alone.text());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let gone: Vec<TcpStream> = (0..cores).map(|_| leave(server.address, &body)).collect();
    std::thread::sleep(time / 10);
    drop(gone);
    let begun = Instant::now();
    let small = json!({"teams": [{"factors": {"time_available": 2}}]}).to_string();
    let answer = server.request("POST", "/v1/district", &[JSON], small.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let waited = begun.elapsed();
    assert!(waited < time / 2 + Duration::from_millis(300), "{waited:?}, while one report takes {time:?}");
    // A stream that is open is served as ever.
    let mut kept = leave(server.address, small.as_bytes());
    let mut first = [0; 12];
    kept.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
}
