//! Keys, and what else keeps others out: every path without a key, with a wrong, expired, revoked or too small one; signing
//! in with a browser; limits; hosts and sites; TLS.

use std::collections::BTreeSet;
use std::fs::Permissions;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;

use backmap::keys::{Key, KeyFile, Scope, Secret, digest};
use jiff::civil::{Date, date};
use serde_json::Value;
use tempfile::TempDir;

use super::server::{Response, Server, command, until};
use super::support::file;

const GOOD: &[u8] = br#"{"profile": {"factors": {}}}"#;
const JSON: (&str, &str) = ("content-type", "application/json");

fn key(name: &str, scopes: &[Scope], expires: Date, revoked: Option<Date>) -> (String, Key) {
    let secret = Secret::new().unwrap().as_str().to_owned();
    let (name, scopes): (String, BTreeSet<Scope>) = (name.to_owned(), scopes.iter().copied().collect());
    let key = Key { name, digest: digest(&secret), scopes, created: date(2026, 1, 1), expires, revoked };
    (secret, key)
}

/// A file with a key of each sort.
struct Keys {
    folder: TempDir,
    all: String,
    plan_only: String,
    expired: String,
    revoked: String,
    file: KeyFile,
}

impl Keys {
    fn new() -> Self {
        let far = date(2999, 12, 31);
        let (all, first) = key("the SIS", &Scope::ALL, far, None);
        let (plan_only, second) = key("planner", &[Scope::Plan], far, None);
        let (expired, third) = key("old", &Scope::ALL, date(2020, 1, 1), None);
        let (revoked, fourth) = key("lost", &Scope::ALL, far, Some(date(2026, 2, 2)));
        let keys = Self {
            folder: tempfile::tempdir().unwrap(),
            all,
            plan_only,
            expired,
            revoked,
            file: KeyFile(vec![first, second, third, fourth]),
        };
        std::fs::write(keys.path(), keys.file.to_toml()).unwrap();
        keys
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("keys.toml")
    }

    fn serve(&self, more: &[&str]) -> Server {
        let path = self.path().display().to_string();
        Server::start(&[&["--keys", &path], more].concat())
    }
}

fn asked(server: &Server, method: &str, path: &str, key: Option<&str>) -> Response {
    let bearer = key.map(|key| format!("Bearer {key}"));
    let headers: Vec<(&str, &str)> =
        bearer.iter().map(|bearer| ("authorization", bearer.as_str())).chain([JSON]).collect();
    server.request(method, path, &headers, if method == "POST" { GOOD } else { b"" })
}

/// Every operation of the document with the scope that it needs; none for those that any key opens.
fn operations() -> Vec<(String, String, Option<Scope>)> {
    let document: Value = serde_json::from_str(&file("openapi/v1.json")).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let scope = |tag: &str| match tag {
        "operations" => None,
        "plans" => Some(Scope::Plan),
        "catalogue" => Some(Scope::Catalog),
        "imports" => Some(Scope::Import),
        _ => Some(Scope::Rank),
    };
    let of = |(path, item): (&String, &Value)| {
        let methods = item.as_object().unwrap().iter().map(|(method, one)| {
            let path = path.replace("{id}", "coaching").replace("{export}", "markdown");
            (method.to_uppercase(), path, scope(one["tags"][0].as_str().unwrap()))
        });
        methods.collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

#[test]
fn every_path_asks_for_a_key_that_fits() {
    let keys = Keys::new();
    let server = keys.serve(&[]);
    let mut paths = operations();
    assert!(paths.len() > 25, "{paths:?}");
    paths
        .extend(["/docs", "/swagger/", "/there-is-no-such-path"].map(|path| ("GET".to_owned(), path.to_owned(), None)));
    for (method, path, scope) in paths {
        if path.starts_with("/health/") {
            assert_eq!(asked(&server, &method, &path, None).status, 200, "{path}");
            continue;
        }
        for (what, sent) in [
            ("none", None),
            ("no key at all", Some("secret")),
            ("unknown", Some(Secret::new().unwrap().as_str())),
            ("expired", Some(keys.expired.as_str())),
            ("revoked", Some(keys.revoked.as_str())),
        ] {
            let response = asked(&server, &method, &path, sent);
            assert_eq!(response.status, 401, "{method} {path}, {what}: {}", response.text());
            let problem = response.problem(what);
            assert_eq!(problem["type"], "/problems/unauthorized", "{path}, {what}");
            assert!(
                response.header("www-authenticate").is_some_and(|value| value.starts_with("Bearer ")),
                "{path}, {what}"
            );
        }
        let small = asked(&server, &method, &path, Some(&keys.plan_only));
        assert_eq!(
            small.status == 403,
            scope.is_some_and(|scope| scope != Scope::Plan),
            "{method} {path}: {}",
            small.text()
        );
        let whole = asked(&server, &method, &path, Some(&keys.all));
        assert!(![401, 403].contains(&whole.status), "{method} {path}: {}", whole.text());
    }
    let log = server.log().join("\n");
    assert!(log.contains("\"key\":\"the SIS\"") && !log.contains("bmk_"), "the log names the key and never shows it");
}

#[test]
fn a_browser_signs_in_with_a_key_and_out() {
    let keys = Keys::new();
    let server = keys.serve(&[]);
    let html = [("accept", "text/html")];
    for path in ["/", "/plan", "/teams", "/designs", "/ranking"] {
        let page = server.request("GET", path, &html, b"");
        assert_eq!(page.status, 401, "{path}");
        assert!(page.text().contains("name=\"key\""), "{path} leads to the page to sign in");
    }
    for path in ["/assets/planner.css", "/assets/planner.js", "/sign-in"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let wrong = server.request("POST", "/sign-in", &form, b"key=bmk_wrong");
    assert_eq!(wrong.status, 401);
    assert!(wrong.header("set-cookie").is_none() && wrong.text().contains("role=\"alert\""));
    let entered = server.request("POST", "/sign-in", &form, format!("key={}", keys.all).as_bytes());
    assert_eq!((entered.status, entered.header("location")), (303, Some("/")));
    let cookie = entered.header("set-cookie").unwrap().to_owned();
    for part in ["__Host-backmap=", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains(&keys.all), "the key itself is in no cookie");
    let pair = cookie.split(';').next().unwrap();
    let signed = [("cookie", pair), JSON];
    assert_eq!(server.request("GET", "/plan", &signed, b"").status, 200);
    assert_eq!(server.request("POST", "/v1/recommendations", &signed, GOOD).status, 200, "the scripts of the pages");
    let foreign = [("cookie", pair), JSON, ("sec-fetch-site", "cross-site")];
    assert_eq!(server.request("POST", "/v1/recommendations", &foreign, GOOD).status, 403);
    let out = server.request("POST", "/sign-out", &signed, b"");
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(server.request("GET", "/plan", &signed, b"").status, 401, "forgotten by the service too");
}

#[test]
fn what_is_public_needs_no_key() {
    let keys = Keys::new();
    let server = keys.serve(&["--public", "catalog,pages", "--public", "metrics"]);
    for (path, status) in [("/v1/designs", 200), ("/plan", 200), ("/metrics", 200), ("/openapi.json", 401)] {
        assert_eq!(server.get(path).status, status, "{path}");
    }
    assert_eq!(asked(&server, "POST", "/v1/recommendations", None).status, 401);
}

#[test]
fn keys_are_made_listed_and_revoked_and_a_signal_reads_them_again() {
    let keys = Keys::new();
    let server = keys.serve(&[]);
    let path = keys.path().display().to_string();
    let run = |arguments: &[&str]| command().arg("keys").args(arguments).args(["--keys", &path]).output().unwrap();
    std::fs::set_permissions(keys.path(), Permissions::from_mode(0o600)).unwrap();
    let made = run(&["new", "district", "--scope", "rank,catalog", "--expires", "2999-01-01"]);
    let mode = std::fs::metadata(keys.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "nobody else reads the file after a key was added");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let secret = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    assert!(backmap::keys::is_key(&secret));
    assert!(!std::fs::read_to_string(keys.path()).unwrap().contains(&secret), "only its digest is kept");
    assert_eq!(asked(&server, "POST", "/v1/recommendations", Some(&secret)).status, 401, "not read yet");
    server.signal("HUP");
    until("the keys to be read", || {
        (asked(&server, "POST", "/v1/recommendations", Some(&secret)).status == 200).then_some(())
    });
    let listed = String::from_utf8(run(&["list"]).stdout).unwrap();
    assert!(
        listed.contains("district: rank, catalog") && listed.contains("lost") && !listed.contains("bmk_"),
        "{listed}"
    );
    assert!(run(&["revoke", "district"]).status.success());
    server.signal("HUP");
    until("the key to be revoked", || {
        (asked(&server, "POST", "/v1/recommendations", Some(&secret)).status == 401).then_some(())
    });
    // A file that cannot be read keeps the keys that are in use.
    std::fs::write(keys.path(), "[[key]]\nname = 3\n").unwrap();
    server.signal("HUP");
    server.logged("keys not reloaded");
    assert_eq!(asked(&server, "GET", "/v1/designs", Some(&keys.all)).status, 200);
    for (arguments, remedy) in [
        (&["new", "a", "--scope", "rank", "--expires", "2020-01-01"][..], "not in the future"),
        (&["new", "a", "--scope", "ranks", "--expires", "2999-01-01"], "rank, plan, catalog, import"),
        (&["new", "a", "--scope", "rank", "--expires", "tomorrow"], "--expires"),
        (&["list"], "keys.toml"),
    ] {
        let output = run(arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(2 | 3)) && told.contains(remedy), "{arguments:?}: {told}");
    }
}

#[test]
fn whoever_asks_too_often_is_told_when_to_come_again() {
    let keys = Keys::new();
    let server = keys.serve(&["--rate-limit", "3", "--public", "catalog"]);
    let statuses: Vec<Response> = (0..8).map(|_| asked(&server, "GET", "/v1/factors", None)).collect();
    let refused = statuses.iter().find(|response| response.status == 429).expect("the limit is reached");
    assert_eq!(refused.problem("too many")["type"], "/problems/too-many-requests");
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    assert_eq!(asked(&server, "POST", "/v1/recommendations", Some(&keys.all)).status, 200, "a key has its own count");
    assert_eq!(server.get("/health/live").status, 200);
}

#[test]
fn other_hosts_and_other_sites_are_refused_unless_named() {
    let raw = |server: &Server, host: &str, more: &str| {
        let size = GOOD.len();
        let head = format!(
            "POST /v1/recommendations HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {size}\r\n{more}\r\n"
        );
        server.raw(&[head.as_bytes(), GOOD].concat()).unwrap().status
    };
    let (server, named) = (
        Server::start(&[]),
        Server::start(&["--host", "plans.example.org", "--cors-origin", "https://intranet.example"]),
    );
    for (host, status) in [
        ("localhost:8080", 200),
        ("127.0.0.1", 200),
        ("[::1]:8080", 200),
        ("192.0.2.7:80", 200),
        ("app.localhost", 200),
        ("plans.example.org", 403),
        ("evil.example:8080", 403),
        ("127.0.0.1.evil.example", 403),
    ] {
        assert_eq!(raw(&server, host, ""), status, "{host}");
        let expected = if host == "plans.example.org" { 200 } else { status };
        assert_eq!(raw(&named, host, ""), expected, "{host}, named");
    }
    for (site, origin, status) in [
        ("same-origin", "http://localhost", 200),
        ("none", "", 200),
        ("cross-site", "https://evil.example", 403),
        ("same-site", "https://other.example.org", 403),
        ("cross-site", "https://intranet.example", 200),
    ] {
        let more = format!("sec-fetch-site: {site}\r\norigin: {origin}\r\n");
        assert_eq!(raw(&named, "plans.example.org", &more), status, "{site} {origin}");
    }
    // Links from elsewhere may be followed.
    let linked = server.request("GET", "/plan", &[("sec-fetch-site", "cross-site")], b"");
    assert_eq!(linked.status, 200);
}

#[test]
fn settings_are_checked_before_anything_listens() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let (broken, cert) = (path("keys.toml", "[[key]]\nname = 3\n"), path("cert.pem", "no certificate"));
    let rows: [(&[&str], i32, &str); 12] = [
        (&["--cors-origin", "*"], 2, "https://"),
        (&["--cors-origin", "https://a.example/"], 2, "without a path"),
        (&["--cors-origin", "https://a.example,"], 2, "--cors-origin"),
        (&["--cors-origin", ""], 2, "--cors-origin"),
        (&["--workers", "513"], 2, "--workers"),
        (&["--keep-alive-seconds", "0"], 2, "--keep-alive-seconds"),
        (&["--host", "https://a.example"], 2, "--host"),
        (&["--public", "catalog"], 2, "--keys"),
        (&["--rate-limit", "0"], 2, "--rate-limit"),
        (&["--keys", &broken], 3, "keys.toml"),
        (&["--tls-cert", &cert], 2, "--tls-key"),
        (&["--tls-cert", &cert, "--tls-key", &cert], 2, "cert.pem"),
    ];
    for (arguments, code, remedy) in rows {
        let output = command().args(["serve", "--bind", "127.0.0.1:0"]).args(arguments).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        assert!(told.contains(remedy) && output.stdout.is_empty(), "{arguments:?}: {told}");
    }
    let empty = command().args(["serve", "--bind", "127.0.0.1:0"]).env("BACKMAP_CORS_ORIGINS", "").output().unwrap();
    assert_eq!(empty.status.code(), Some(2), "an unset variable of a compose file");
}

#[test]
fn the_service_answers_by_tls_with_its_certificate() {
    let fixture = |name: &str| format!("{}/tests/fixtures/tls/{name}", env!("CARGO_MANIFEST_DIR"));
    let (cert, key) = (fixture("cert.pem"), fixture("key.pem"));
    let server = Server::start(&["--tls-cert", &cert, "--tls-key", &key]);
    let mut roots = rustls::RootCertStore::empty();
    use rustls::pki_types::pem::PemObject;
    roots.add(rustls::pki_types::CertificateDer::from_pem_file(&cert).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_root_certificates(roots).with_no_client_auth());
    let mut client = rustls::ClientConnection::new(config, "localhost".try_into().unwrap()).unwrap();
    let mut socket = server.connect();
    let mut stream = rustls::Stream::new(&mut client, &mut socket);
    stream.write_all(b"GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("\"live\""), "{answer}");
}

#[test]
fn a_query_that_an_operation_does_not_know_is_refused() {
    let server = Server::shared();
    for path in ["/v1/designs?top=1", "/v1/designs/coaching?of=me", "/v1/factors?x"] {
        let problem = server.get(path).problem(path);
        assert_eq!(problem["status"], 422, "{path}");
        assert!(problem["detail"].as_str().unwrap().contains("unknown query parameter"), "{problem}");
    }
    assert_eq!(server.get("/designs?from=mail").status, 200, "pages are linked from anywhere");
}
