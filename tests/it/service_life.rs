//! The server's life: start, overload, reload and end.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Output;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::server::{JSON, RECOMMENDATIONS, Server, command, until};

const GOOD: &[u8] =
    br#"{"profile": {"id": "t", "factors": {"time_available": 2, "perceived_value": {"counts": [0, 1, 4, 2, 1]}}}}"#;

/// The catalogue's files in a directory of their own.
pub fn catalogue_copy() -> TempDir {
    let directory = tempfile::tempdir().expect("there is room for a copy");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"), directory.path());
    directory
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Replaces the first line of a file that begins with a key.
pub fn set(directory: &Path, name: &str, key: &str, value: &str) {
    let path = directory.join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let begins = |line: &&str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    let line = text.lines().find(begins).unwrap_or_else(|| panic!("{name} has no {key}"));
    std::fs::write(&path, text.replacen(line, &format!("{key} = {value}"), 1)).unwrap();
}

fn text(path: &Path) -> &str {
    path.to_str().expect("paths of tests are text")
}

fn version(server: &Server) -> String {
    server.recommend(GOOD).json()["provenance"]["catalogue_version"].as_str().expect("a version").to_owned()
}

fn refused(server: &Server) -> bool {
    TcpStream::connect_timeout(&server.address, Duration::from_secs(1)).is_err()
}

fn serve(arguments: &[&str]) -> Output {
    command().arg("serve").args(arguments).output().expect("the binary starts")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn service_says_first_where_it_listens_and_is_ready_then() {
    let server = Server::start(&[]);
    assert_eq!(server.first_line, format!("listening on http://{}\n", server.address));
    assert!(server.address.ip().is_loopback());
    assert_ne!(server.address.port(), 0);
    let ready = server.get("/health/ready");
    assert_eq!((ready.status, ready.text()), (200, r#"{"status":"ready"}"#.to_owned()));
    eprintln!("start to ready: {:?}", server.ready_after);
}

#[test]
fn service_finishes_what_it_has_begun_after_sigterm_and_takes_nothing_new() {
    let mut server = Server::start(&[]);
    let expected = server.recommend(GOOD).body;
    let begun = server.begin(GOOD);
    server.signal("TERM");
    until("the port to close", || refused(&server).then_some(()));
    let response = begun.finish();
    assert_eq!((response.status, response.body), (200, expected));
    assert_eq!(server.exit_code(), Some(0));
}

#[test]
fn service_ends_at_once_on_sigterm_and_sigint_when_nothing_is_begun() {
    for signal in ["TERM", "INT"] {
        let mut server = Server::start(&[]);
        let begun = Instant::now();
        server.signal(signal);
        assert_eq!(server.exit_code(), Some(0), "{signal}");
        eprintln!("SIG{signal} to end: {:?}", begun.elapsed());
    }
}

#[test]
fn service_ends_begun_requests_that_outlast_the_shutdown() {
    let mut server = Server::start(&["--shutdown-seconds", "1"]);
    let begun = server.begin(GOOD);
    server.signal("TERM");
    assert_eq!(server.exit_code(), Some(0));
    drop(begun);
}

#[test]
fn service_is_not_ready_and_still_serves_while_it_drains() {
    let mut server = Server::start(&["--drain-seconds", "2"]);
    server.signal("TERM");
    let ready =
        until("implementation to end", || Some(server.get("/health/ready")).filter(|ready| ready.status == 503));
    ready.problem("not ready");
    assert_eq!(server.get("/health/live").status, 200);
    assert_eq!(server.recommend(GOOD).status, 200, "the load balancer has not noticed yet");
    assert_eq!(server.exit_code(), Some(0));
}

#[test]
fn service_swaps_a_changed_catalogue_on_sighup_and_refuses_a_broken_one() {
    let catalogue = catalogue_copy();
    let server = Server::start(&["--catalogue", text(catalogue.path())]);
    let old = version(&server);
    let (designs, document) = (server.get("/v1/designs"), server.get("/openapi.json"));

    set(catalogue.path(), "model.toml", "catalogue_version", "\"another-1\"");
    set(catalogue.path(), "designs/coaching.toml", "name", "\"Coaching, renamed\"");
    assert_eq!(version(&server), old, "nothing changes before the signal");
    server.signal("HUP");
    until("the changed catalogue", || (version(&server) == "another-1").then_some(()));
    server.logged("catalog reloaded");
    let renamed = server.get("/v1/designs/coaching");
    assert_eq!(renamed.json()["name"], "Coaching, renamed");
    assert_ne!(server.get("/v1/designs").header("etag"), designs.header("etag"), "what changed has another tag");
    assert!(document.header("etag").is_some());

    set(catalogue.path(), "model.toml", "catalogue_version", "\"another-2\"");
    set(catalogue.path(), "designs/coaching.toml", "environments", "[\"on_the_moon\"]");
    set(catalogue.path(), "factors/time_available.toml", "kind", "\"guess\"");
    server.signal("HUP");
    let line = server.logged("catalog not reloaded");
    for part in ["designs/coaching.toml", "environments", "on_the_moon", "factors/time_available.toml", "kind"] {
        assert!(line.contains(part), "{part} is not named: {line}");
    }
    assert_eq!(version(&server), "another-1", "the old one is served on, whole");
    assert_eq!(server.get("/v1/designs/coaching").body, renamed.body);

    std::fs::remove_file(catalogue.path().join("model.toml")).unwrap();
    server.signal("HUP");
    until("the second refusal", || {
        (server.log().iter().filter(|line| line.contains("catalog not reloaded")).count() == 2).then_some(())
    });
    assert_eq!(version(&server), "another-1");
}

#[test]
fn service_without_a_directory_survives_sighup() {
    let server = Server::start(&[]);
    server.signal("HUP");
    server.logged("the catalog stays");
    assert_eq!(server.recommend(GOOD).status, 200);
}

#[test]
fn service_does_not_start_on_a_broken_catalogue_and_names_every_fault() {
    let catalogue = catalogue_copy();
    set(catalogue.path(), "designs/coaching.toml", "environments", "[\"on_the_moon\"]");
    set(catalogue.path(), "designs/workshops.toml", "name", "3");
    set(catalogue.path(), "factors/time_available.toml", "group", "\"nobody\"");
    names_faults(
        catalogue.path(),
        &[
            ("designs/coaching.toml", "environments"),
            ("designs/workshops.toml", "name"),
            ("factors/time_available.toml", "group"),
        ],
    );
}

/// A whole file that is away must not hide what is wrong in the others.
#[test]
fn service_names_other_faults_beside_a_missing_file() {
    let catalogue = catalogue_copy();
    set(catalogue.path(), "designs/coaching.toml", "environments", "[\"on_the_moon\"]");
    std::fs::remove_file(catalogue.path().join("sources.toml")).unwrap();
    names_faults(catalogue.path(), &[("designs/coaching.toml", "environments"), ("sources.toml", "not found")]);
}

fn names_faults(catalogue: &Path, faults: &[(&str, &str)]) {
    let output = serve(&["--bind", "127.0.0.1:0", "--catalogue", text(catalogue)]);
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(output.stdout.is_empty());
    let told = stderr(&output);
    for (file, key) in faults {
        assert!(
            told.lines().any(|line| line.contains(file) && line.contains(key)),
            "{file}: {key} is not named:\n{told}"
        );
    }
}

#[test]
fn service_does_not_start_where_there_is_no_catalogue() {
    let output = serve(&["--bind", "127.0.0.1:0", "--catalogue", "/nowhere/at/all"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("/nowhere/at/all"));
}

#[test]
fn service_gives_up_a_body_that_does_not_arrive() {
    let server = Server::start(&["--request-seconds", "1"]);
    let response = server.begin(GOOD).answer();
    assert_eq!(response.status, 408, "{}", response.text());
    response.problem("half a body");
    assert_eq!(server.recommend(GOOD).status, 200);
}

#[test]
fn service_gives_up_a_head_that_does_not_arrive() {
    use std::io::{Read, Write};
    let server = Server::start(&["--request-seconds", "1"]);
    let mut stream = server.connect();
    stream.write_all(b"POST /v1/recommendations HTTP/1.1\r\nhost").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the server closes the connection");
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 408 "), "{}", String::from_utf8_lossy(&answer));
}

/// A request that takes long: every reading of the weights that may be asked for.
const LONG: (&str, &[u8]) = ("/v1/sensitivity", b"{\"profile\":{\"factors\":{}},\"samples\":65536}");

#[test]
fn service_sheds_what_it_cannot_take_and_still_answers_for_its_health() {
    let server = Server::start(&["--workers", "1", "--max-in-flight", "1"]);
    let expected = server.recommend(GOOD).body;
    // A body that does not arrive keeps nobody out.
    let stuck = server.begin(GOOD);
    assert_eq!(server.recommend(GOOD).status, 200);
    std::thread::scope(|scope| {
        // It may find the place taken by one of the requests below, and then comes again.
        let long = scope.spawn(|| {
            until("long work to be done", || {
                Some(server.request("POST", LONG.0, &[JSON], LONG.1).status).filter(|status| *status == 200)
            })
        });
        let shed = until("the one place to be taken", || {
            Some(server.recommend(GOOD)).filter(|response| response.status == 503)
        });
        shed.problem("shed");
        let seconds: u64 = shed.header("retry-after").expect("when to come again").parse().expect("whole seconds");
        assert!((1..=60).contains(&seconds));
        assert!(shed.header("x-request-id").is_some());
        for path in ["/health/live", "/health/ready", "/metrics"] {
            assert_eq!(server.get(path).status, 200, "{path}");
        }
        assert_eq!(long.join().unwrap(), 200);
    });
    assert_eq!(stuck.finish().body, expected, "what was begun is not harmed");
    assert_eq!(server.recommend(GOOD).body, expected);
}

#[test]
fn service_turns_away_more_long_work_than_can_wait_and_answers_the_rest() {
    let server = Server::start(&[]);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let ask = || server.request("POST", LONG.0, &[JSON], LONG.1).status;
        let asked: Vec<_> = (0..120).map(|_| scope.spawn(ask)).collect();
        // The rest goes on beside it.
        assert_eq!(server.recommend(GOOD).status, 200);
        assert_eq!(server.get("/health/ready").status, 200);
        asked.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    assert!(statuses.contains(&200) && statuses.contains(&503), "{statuses:?}");
}

#[test]
fn service_refuses_rankings_that_are_ready_at_once_beyond_its_limit() {
    let server = Server::start(&["--workers", "1", "--max-in-flight", "2"]);
    let expected = server.recommend(GOOD).body;
    // While one is answered, the others arrive; whether they do depends on the machine, so the test tries again.
    until("more rankings to be ready than may be in progress", || {
        let responses: Vec<_> = std::thread::scope(|scope| {
            let asked: Vec<_> = (0..64).map(|_| scope.spawn(|| server.recommend(GOOD))).collect();
            asked.into_iter().map(|asked| asked.join().unwrap()).collect()
        });
        let (answered, refused): (Vec<_>, Vec<_>) = responses.iter().partition(|response| response.status == 200);
        assert!(answered.iter().all(|response| response.body == expected));
        assert!(refused.iter().all(|response| response.status == 503 && response.header("retry-after").is_some()));
        (!answered.is_empty() && !refused.is_empty()).then_some(())
    });
    assert_eq!(server.recommend(GOOD).body, expected, "each place is given back");
}

#[test]
fn service_gives_the_place_back_of_whoever_went_away() {
    let server = Server::start(&["--max-in-flight", "1"]);
    for _ in 0..3 {
        drop(server.begin(GOOD));
        until("the place to be free", || (server.recommend(GOOD).status == 200).then_some(()));
    }
}

#[test]
fn service_refuses_bodies_past_the_limit_that_it_was_given() {
    let server = Server::start(&["--max-body-bytes", "200"]);
    assert_eq!(server.recommend(GOOD).status, 200);
    let padded = |size: usize| [GOOD, &vec![b' '; size - GOOD.len()]].concat();
    assert_eq!(server.recommend(padded(200)).status, 200);
    let response = server.recommend(padded(201));
    assert_eq!(response.status, 413);
    let problem = response.problem("a byte too many");
    assert!(problem["detail"].as_str().unwrap().contains("200"), "{problem}");
    let chunked = [("transfer-encoding", "chunked"), JSON];
    let head = format!(
        "POST {RECOMMENDATIONS} HTTP/1.1\r\nhost: localhost\r\n{}: {}\r\n{}: {}\r\n\r\n",
        chunked[0].0, chunked[0].1, JSON.0, JSON.1
    );
    let body = format!("12c\r\n{}\r\n0\r\n\r\n", " ".repeat(300));
    assert_eq!(
        server.raw(format!("{head}{body}").as_bytes()).expect("an answer").status,
        413,
        "a length need not be said"
    );
}

#[test]
fn service_is_not_bound_where_others_reach_it_unless_told_so() {
    for bind in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8080"] {
        let output = serve(&["--bind", bind]);
        assert_eq!(output.status.code(), Some(2), "{bind}: {}", stderr(&output));
        assert!(stderr(&output).contains("--allow-unauthenticated"), "{bind}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
    let mut open = command();
    open.args(["serve", "--bind", "0.0.0.0:0", "--allow-unauthenticated"]);
    let mut child = open.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line).unwrap();
    let _ = child.kill();
    let _ = child.wait();
    assert!(line.starts_with("listening on http://0.0.0.0:"), "{line}");
}

#[test]
fn service_says_so_when_its_port_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = serve(&["--bind", &address]);
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    assert!(told.contains(&address) && told.contains("listen") && !told.contains("panicked"), "{told}");
    assert!(output.stdout.is_empty());
}

#[test]
fn service_gives_identical_bytes_to_identical_requests_from_all_sides() {
    let server = Arc::new(Server::start(&[]));
    let body = super::support::file("examples/rural-novices.json");
    let expected = server.recommend(&body);
    assert_eq!(expected.status, 200);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (server, body, expected) = (server.clone(), body.clone(), expected.body.clone());
            std::thread::spawn(move || (0..50).all(|_| server.recommend(&body).body == expected))
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap()), "an answer differs");
    let another = Server::start(&[]);
    assert_eq!(another.recommend(&body).body, expected.body, "another process answers the same");
}
