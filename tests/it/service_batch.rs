//! Many profiles over HTTP: `POST /v1/recommendations/batch`.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::batch::{mixed, single};
use super::server::{Server, until};

const BATCH: &str = "/v1/recommendations/batch";
const NDJSON: (&str, &str) = ("content-type", "application/x-ndjson");
const CSV: (&str, &str) = ("content-type", "text/csv");

fn post(server: &Server, path: &str, headers: &[(&str, &str)], body: &[u8]) -> super::server::Response {
    server.request("POST", path, headers, body)
}

/// A request whose body is sent in chunks, as it comes to mind.
struct Chunked(TcpStream);

impl Chunked {
    fn begin(server: &Server) -> Self {
        let mut stream = server.connect();
        let head = format!(
            "POST {BATCH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        Self(stream)
    }

    fn send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.write_all(format!("{:x}\r\n", bytes.len()).as_bytes())?;
        self.0.write_all(bytes)?;
        self.0.write_all(b"\r\n")
    }
}

#[test]
fn batch_over_http_answers_each_line_as_a_single_request() {
    let server = Server::shared();
    let (input, answers) = mixed();
    let response = post(&server, BATCH, &[NDJSON], &input);
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(response.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(response.text(), String::from_utf8(answers).unwrap());
    // NDJSON is what a body without a type is taken for; an empty one has no lines.
    assert_eq!(post(&server, BATCH, &[], b"{\"factors\":{}}").body, [single("{\"factors\":{}}"), vec![b'\n']].concat());
    assert_eq!((post(&server, BATCH, &[NDJSON], b"").status, post(&server, BATCH, &[NDJSON], b"").body), (200, vec![]));
    // The single answer itself, from the service.
    let body = "{\"profile\":{\"id\":\"b\",\"factors\":{\"time_available\":3.4}},\"options\":{\"explain\":\"full\"}}";
    let (many, one) = (post(&server, BATCH, &[NDJSON], body.as_bytes()), server.recommend(body));
    assert_eq!(many.body, [one.body, vec![b'\n']].concat());
}

#[test]
fn batch_over_http_takes_and_gives_tables() {
    let server = Server::shared();
    let table = "id,time_available,outcome_type\na,2,mastery\nb,9,\n";
    let response = post(&server, &format!("{BATCH}?top=2"), &[CSV], table.as_bytes());
    assert_eq!(response.status, 200, "{}", response.text());
    assert!(response.header("content-type").unwrap().starts_with("text/csv"));
    let lines: Vec<String> = response.text().lines().map(str::to_owned).collect();
    assert_eq!(lines[0], "profile_id,rank,design,environment,score,low,high,error");
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(
        lines[1].starts_with("a,1,")
            && lines[2].starts_with("a,2,")
            && lines[3].starts_with("b,,,,,,,time_available: "),
        "{lines:?}"
    );
    // A table in, lines out.
    let response = post(&server, BATCH, &[CSV, ("accept", "application/x-ndjson")], table.as_bytes());
    let lines: Vec<Vec<u8>> = response.body.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    assert_eq!(lines[0], single(r#"{"id":"a","factors":{"time_available":2,"outcome_type":"mastery"}}"#));
    // Scores alone.
    let response = post(&server, &format!("{BATCH}?answer=scores"), &[NDJSON], b"{\"id\":\"a\",\"factors\":{}}");
    assert_eq!(response.json()["scores"].as_object().unwrap().len(), 25);
}

/// What is sent, where, with which headers, and the status and words of its problem.
type Refused = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static [u8], u16, &'static str);

#[test]
fn batch_over_http_refuses_what_is_wrong_as_a_whole() {
    let server = Server::shared();
    let rows: [Refused; 10] = [
        ("JSON is no NDJSON", BATCH, &[("content-type", "application/json")], b"{}", 415, "application/x-ndjson"),
        ("another charset", BATCH, &[("content-type", "text/csv; charset=latin1")], b"id\n", 415, "UTF-8"),
        (
            "a compressed body, which may unpack without end",
            BATCH,
            &[NDJSON, ("content-encoding", "gzip")],
            b"",
            415,
            "decompress it first",
        ),
        ("an unknown column", BATCH, &[CSV], b"id,time_avalable\n", 422, "did you mean `time_available`?"),
        ("an empty table", BATCH, &[CSV], b"", 400, "column names"),
        ("a quote that is never closed", BATCH, &[CSV], b"id\n\"a\n", 400, "line 2"),
        ("no places", "/v1/recommendations/batch?top=0", &[NDJSON], b"", 422, "top"),
        ("no number", "/v1/recommendations/batch?top=x", &[NDJSON], b"", 422, "top"),
        ("no such answer", "/v1/recommendations/batch?answer=all", &[NDJSON], b"", 422, "scores"),
        ("no such question", "/v1/recommendations/batch?tops=1", &[NDJSON], b"", 422, "top"),
    ];
    for (what, path, headers, body, status, remedy) in rows {
        let response = post(&server, path, headers, body);
        assert_eq!(response.status, status, "{what}: {}", response.text());
        let problem = response.problem(what);
        assert!(problem.to_string().contains(remedy), "{what}: {problem}");
    }
    let get = server.get(BATCH);
    assert_eq!((get.status, get.header("allow")), (405, Some("POST")));
}

#[test]
fn batch_over_http_answers_while_lines_are_still_coming() {
    let server = Server::start(&[]);
    let mut request = Chunked::begin(&server);
    let line = "{\"id\":\"first\",\"factors\":{}}";
    request.send(format!("{line}\n").as_bytes()).unwrap();
    let mut reader = BufReader::new(request.0.try_clone().unwrap());
    let mut head = String::new();
    while reader.read_line(&mut head).unwrap() > 2 {}
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let mut size = String::new();
    reader.read_line(&mut size).unwrap();
    let mut chunk = vec![0; usize::from_str_radix(size.trim_end(), 16).unwrap()];
    reader.read_exact(&mut chunk).unwrap();
    assert_eq!(chunk, [single(line), vec![b'\n']].concat());
    // The rest may come later.
    request.send(b"{\"id\":\"last\",\"factors\":{}}\n").unwrap();
    request.0.write_all(b"0\r\n\r\n").unwrap();
    let mut rest = Vec::new();
    until("the last chunk", || {
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line).unwrap();
        rest.extend_from_slice(&line);
        (line == b"0\r\n").then_some(())
    });
    assert!(String::from_utf8_lossy(&rest).contains("\"profile_id\":\"last\""));
    let logged: Value = serde_json::from_str(&server.logged("rows answered")).unwrap();
    assert_eq!((&logged["rows"], &logged["whole"]), (&2.into(), &true.into()), "{logged}");
}

/// The most that the process has had in memory, in kilobytes.
fn most_memory(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn batch_over_http_holds_nothing_for_a_reader_that_does_not_read_and_stops_when_it_goes() {
    let server = Server::start(&[]);
    let before = most_memory(&server);
    let mut request = Chunked::begin(&server);
    request.0.set_write_timeout(Some(Duration::from_secs(2))).unwrap();
    // Nobody reads, so sooner or later nothing more is taken: 64 MB of lines would be some 80 GB of answers.
    let lines = "{\"factors\":{\"time_available\":2}}\n".repeat(2_000);
    let (mut sent, mut stuck) = (0, false);
    while sent < 64 << 20 && !stuck {
        match request.send(lines.as_bytes()) {
            Ok(()) => sent += lines.len(),
            Err(error) => {
                assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
                stuck = true;
            }
        }
    }
    assert!(stuck, "{sent} bytes were taken");
    let grown = most_memory(&server) - before;
    assert!(grown < 64 << 10, "{grown} kilobytes more after {sent} bytes");
    // Others are answered as ever.
    assert_eq!(server.recommend(b"{\"profile\":{\"factors\":{}}}").status, 200);
    drop(request);
    let logged: Value = serde_json::from_str(&server.logged("rows answered")).unwrap();
    assert_eq!(logged["whole"], false, "{logged}");
    assert!(logged["rows"].as_u64().unwrap() < 2_000, "the work went on: {logged}");
}

#[test]
fn batch_over_http_gives_up_a_sender_that_sends_nothing_more() {
    let server = Server::start(&["--request-seconds", "1"]);
    let mut request = Chunked::begin(&server);
    request.send(b"{\"factors\":{}}\n{\"id\"").unwrap();
    let (begun, mut all) = (Instant::now(), Vec::new());
    // The connection breaks off without the chunk of size 0 that ends a whole answer.
    let _ = request.0.read_to_end(&mut all);
    assert!(begun.elapsed() < Duration::from_secs(15));
    let text = String::from_utf8_lossy(&all);
    assert!(
        text.contains("\"status\":408") && !text.ends_with("0\r\n\r\n"),
        "{}",
        &text[text.len().saturating_sub(300)..]
    );
}

#[test]
fn batches_have_places_of_their_own_and_keep_nobody_else_out() {
    let server = Server::start(&["--max-in-flight", "1"]);
    let mut held = Vec::new();
    let refused = until("every place of a batch to be taken", || {
        let mut request = Chunked::begin(&server);
        request.send(b"{\"factors\":{}}\n").unwrap();
        let mut status = [0; 12];
        request.0.read_exact(&mut status).unwrap();
        held.push(request);
        (&status[9..] == b"503").then_some(held.len())
    });
    assert_eq!(refused, 65, "as many as are documented");
    assert_eq!(server.recommend(b"{\"profile\":{\"factors\":{}}}").status, 200);
    assert_eq!(server.get("/health/live").status, 200);
    held.clear();
    until("a place to be free", || (post(&server, BATCH, &[NDJSON], b"").status == 200).then_some(()));
}
