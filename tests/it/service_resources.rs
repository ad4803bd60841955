//! What the service gives to read, and what every answer carries.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::dev::Decompress;
use actix_web::error::PayloadError;
use actix_web::http::header::ContentEncoding;
use actix_web::web::Bytes;
use serde_json::Value;

use super::server::{JSON, RECOMMENDATIONS, Response, Server};
use super::support::file;

/// The contract's designs, in its order.
pub const DESIGNS: [&str; 25] = [
    "peer_coaching",
    "coaching",
    "collaborative_learning_communities",
    "action_research",
    "examining_student_work",
    "examining_educator_work",
    "co_construction",
    "online_communities",
    "courses",
    "workshops",
    "instructional_rounds",
    "walk_throughs",
    "co_teaching",
    "lesson_study",
    "video_review",
    "demonstrations",
    "observing_peers",
    "discussion_groups",
    "socratic_seminars",
    "cooperative_learning",
    "data_analysis",
    "reading_research",
    "conferences",
    "writing_papers",
    "case_studies",
];

/// The contract's factors, in its order, and how each is answered.
pub const FACTORS: [(&str, &str); 25] = [
    ("learning_preference", "shares"),
    ("experience_in_education", "level"),
    ("experience_outside_education", "level"),
    ("background_and_beliefs", "level"),
    ("content_experience", "level"),
    ("change_experience", "level"),
    ("initial_understanding", "level"),
    ("perceived_need", "level"),
    ("perceived_value", "level"),
    ("opportunity_to_contribute", "level"),
    ("design_experience", "per_design"),
    ("established_need", "level"),
    ("shared_vision", "level"),
    ("change_effort_experience", "level"),
    ("risk_taking_culture", "level"),
    ("change_effort_history", "level"),
    ("leadership_stability", "level"),
    ("time_available", "level"),
    ("sustained_support", "level"),
    ("fidelity_expectation", "level"),
    ("monitoring_system", "level"),
    ("resources", "per_resource"),
    ("outcome_complexity", "level"),
    ("degree_of_change", "level"),
    ("outcome_type", "shares"),
];

const ENVIRONMENTS: [&str; 4] = ["in_person", "online_dynamic", "online_static", "hybrid"];
const TAGGED: [&str; 7] = [
    "/v1/designs",
    "/v1/designs/coaching",
    "/v1/factors",
    "/v1/sources",
    "/v1/standards",
    "/v1/planning",
    "/openapi.json",
];
const GOOD: &[u8] = br#"{"profile": {"id": "a-name-not-to-be-kept", "factors": {"time_available": 2}}}"#;

fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap_or_else(|| panic!("no list {name} in {value}"))
}

fn ids(value: &Value, name: &str) -> Vec<String> {
    list(value, name).iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
}

fn has_text(value: &Value, names: &[&str], what: &str) {
    for name in names {
        assert!(value[name].as_str().is_some_and(|text| !text.trim().is_empty()), "{what} has no {name}");
    }
}

fn conditional(server: &Server, path: &str, tag: &str) -> Response {
    server.request("GET", path, &[("if-none-match", tag)], b"")
}

#[test]
fn service_tags_every_resource_of_the_catalogue_strongly_and_stably() {
    let server = Server::shared();
    let mut seen = BTreeSet::new();
    for path in TAGGED {
        let (first, second) = (server.get(path), server.get(path));
        let tag = first.header("etag").unwrap_or_else(|| panic!("{path} has no tag")).to_owned();
        assert!(tag.len() > 10 && tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag} is not a strong tag");
        assert_eq!((second.header("etag"), &second.body), (Some(tag.as_str()), &first.body), "{path}");
        assert!(seen.insert(tag), "{path} shares its tag with another resource");
    }
}

#[test]
fn service_answers_304_to_whoever_has_the_resource_in_any_coding() {
    let server = Server::shared();
    for path in TAGGED {
        let tag = server.get(path).header("etag").unwrap().to_owned();
        let coded = server.request("GET", path, &[("accept-encoding", "gzip")], b"").header("etag").unwrap().to_owned();
        let known = [
            (tag.clone(), "the very tag"),
            (format!("\"other\", {tag}"), "one of a list"),
            (format!("\"other\",{tag},\"more\""), "a list without space"),
            ("*".to_owned(), "any"),
            (format!("W/{tag}"), "comparison is weak here"),
            (coded, "the tag of the compressed form"),
        ];
        for (known, reason) in known {
            // The tag of what the client would get.
            let expected = if known.contains("-gzip") { known.as_str() } else { tag.as_str() };
            let response = conditional(&server, path, &known);
            assert_eq!(response.status, 304, "{path}, {reason}: {known}");
            assert!(
                response.body.is_empty(),
                "{path}, {reason}: a 304 has no body, {} bytes follow",
                response.body.len()
            );
            assert_eq!(response.header("etag"), Some(expected), "{path}, {reason}");
        }
        let unknown = ["\"other\"", "", &tag[1..tag.len() - 1], &format!("{}x\"", &tag[..tag.len() - 1]), "\"*\""];
        for unknown in unknown {
            assert_eq!(conditional(&server, path, unknown).status, 200, "{path}: {unknown}");
        }
    }
}

/// Bytes as one piece of a stream.
struct Once(Option<Bytes>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

fn decompressed(body: Vec<u8>, coding: ContentEncoding) -> Vec<u8> {
    actix_web::rt::System::new().block_on(async {
        let mut stream = Decompress::new(Once(Some(body.into())), coding);
        let mut whole = Vec::new();
        while let Some(piece) =
            std::future::poll_fn(|context| futures_core::Stream::poll_next(Pin::new(&mut stream), context)).await
        {
            whole.extend_from_slice(&piece.expect("the body is well compressed"));
        }
        whole
    })
}

#[test]
fn service_compresses_to_the_same_bytes_under_a_tag_of_its_own() {
    let server = Server::shared();
    let codings = [("gzip", ContentEncoding::Gzip), ("br", ContentEncoding::Brotli), ("zstd", ContentEncoding::Zstd)];
    for path in TAGGED {
        let plain = server.get(path);
        let mut tags = BTreeSet::from([plain.header("etag").unwrap().to_owned()]);
        assert_eq!(plain.header("content-encoding"), None, "{path}");
        for (name, coding) in codings {
            let response = server.request("GET", path, &[("accept-encoding", name)], b"");
            assert_eq!(response.header("content-encoding"), Some(name), "{path}");
            let tag = response.header("etag").unwrap().to_owned();
            assert!(!tag.starts_with("W/") && tags.insert(tag), "{path}: {name} shares its tag with another coding");
            assert!(response.body.len() < plain.body.len(), "{path}: {name} does not make it smaller");
            assert_eq!(decompressed(response.body, coding), plain.body, "{path}: {name}");
        }
    }
    let plain = server.recommend(GOOD);
    for (name, coding) in codings {
        let response = server.request("POST", RECOMMENDATIONS, &[JSON, ("accept-encoding", name)], GOOD);
        assert_eq!(decompressed(response.body, coding), plain.body, "the ranking, {name}");
    }
}

/// A cache between must not hand one coding to whoever asked for another, whichever came first.
#[test]
fn service_says_that_what_may_be_cached_varies_by_coding() {
    let server = Server::shared();
    for headers in [&[][..], &[("accept-encoding", "gzip")]] {
        for path in TAGGED {
            let response = server.request("GET", path, headers, b"");
            let varies = response.header("vary").unwrap_or_default().to_ascii_lowercase();
            assert!(varies.contains("accept-encoding"), "{path} {headers:?}: vary is {varies:?}");
        }
    }
}

#[test]
fn service_refuses_codings_that_it_has_not_as_a_problem_of_no_wrong_kind() {
    let response = Server::shared().request("GET", "/v1/designs", &[("accept-encoding", "identity;q=0")], b"");
    if response.status != 200 {
        let problem = response.json();
        assert_eq!(problem["status"], response.status);
        assert_ne!(problem["type"], "/problems/malformed", "no body was sent that could not be parsed: {problem}");
    }
}

#[test]
fn service_lists_the_designs_of_the_contract_in_its_order() {
    let designs = Server::shared().get("/v1/designs").json();
    assert_eq!(ids(&designs, "designs"), DESIGNS);
    for design in list(&designs, "designs") {
        has_text(design, &["id", "name", "summary"], "a design");
        let environments = list(design, "environments");
        assert!(!environments.is_empty(), "{} is offered nowhere", design["id"]);
        assert!(
            environments.iter().all(|id| ENVIRONMENTS.iter().any(|known| id == known)),
            "{}: {environments:?}",
            design["id"]
        );
    }
}

#[test]
fn service_gives_every_design_with_its_evidence_and_sources_that_exist() {
    let server = Server::shared();
    let sources: BTreeSet<String> = ids(&server.get("/v1/sources").json(), "sources").into_iter().collect();
    let listed = server.get("/v1/designs").json();
    for (design, summary) in DESIGNS.iter().zip(list(&listed, "designs")) {
        let response = server.get(&format!("/v1/designs/{design}"));
        assert_eq!(response.status, 200, "{design}");
        assert!(response.header("etag").is_some(), "{design} has no tag");
        let page = response.json();
        for (name, value) in summary.as_object().unwrap() {
            assert_eq!(&page[name], value, "{design}: {name} is not as the list says");
        }
        for name in ["evidence", "unknown", "keep", "failures", "attributes"] {
            assert!(!list(&page, name).is_empty(), "{design} has no {name}");
        }
        for evidence in list(&page, "evidence") {
            has_text(evidence, &["finding", "direction", "grade", "studied"], design);
        }
        let mut cited = BTreeSet::new();
        collect_sources(&page, &mut cited);
        assert!(cited.is_subset(&sources), "{design} cites {:?}", cited.difference(&sources));
    }
}

fn collect_sources(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if name == "sources" || name.ends_with("_sources") {
                    found.extend(
                        value.as_array().expect("sources are a list").iter().map(|id| id.as_str().unwrap().to_owned()),
                    );
                } else {
                    collect_sources(value, found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_sources(item, found)),
        _ => {}
    }
}

#[test]
fn service_lists_the_factors_of_the_contract_with_levels_and_survey_items() {
    let server = Server::shared();
    let factors = server.get("/v1/factors").json();
    assert_eq!(ids(&factors, "factors"), FACTORS.map(|(id, _)| id));
    let sources: BTreeSet<String> = ids(&server.get("/v1/sources").json(), "sources").into_iter().collect();
    for (place, factor) in list(&factors, "factors").iter().enumerate() {
        let id = factor["id"].as_str().unwrap();
        has_text(factor, &["name", "meaning", "caution", "rule", "weight_grade", "weight_rationale"], id);
        let group = ["individual", "school_system", "content"][usize::from(place >= 11) + usize::from(place >= 22)];
        assert_eq!(factor["group"], group, "{id}");
        assert_eq!(factor["kind"], FACTORS[place].1, "{id}");
        if factor["kind"] == "level" {
            assert_eq!(list(factor, "levels").len(), 5, "{id}");
        }
        assert!((1..=3).contains(&list(factor, "survey").len()), "{id} has {} items", list(factor, "survey").len());
        assert!(
            list(factor, "survey").iter().all(|item| item["text"].as_str().is_some_and(|text| text.len() > 10)),
            "{id}"
        );
        assert!(factor["change"]["by_school"].is_boolean() && factor["change"]["lead_weeks"].is_u64(), "{id}");
        assert!(factor["weight"].as_f64().is_some_and(|weight| weight >= 0.0), "{id}");
        let mut cited = BTreeSet::new();
        collect_sources(factor, &mut cited);
        assert!(cited.is_subset(&sources), "{id} cites {:?}", cited.difference(&sources));
    }
}

#[test]
fn service_lists_each_source_once_with_what_it_says() {
    let page = Server::shared().get("/v1/sources").json();
    has_text(&page, &["statement"], "the page of sources");
    let ids = ids(&page, "sources");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "a source stands twice");
    for source in list(&page, "sources") {
        has_text(source, &["citation", "seen", "says"], &source["id"].to_string());
    }
    assert!(list(&page, "grades").iter().any(|grade| grade["id"] == "judgement" && grade["weak"] == true));
}

#[test]
fn service_answers_405_with_what_is_allowed_on_every_path_of_the_document() {
    let server = Server::shared();
    let document = server.get("/openapi.json").json();
    for (template, item) in document["paths"].as_object().unwrap() {
        let path = template.replace("{id}", "coaching");
        let mut offered: Vec<&str> = Vec::new();
        for (name, methods) in [("get", ["GET", "HEAD"].as_slice()), ("post", &["POST"])] {
            if item.get(name).is_some() {
                offered.extend(methods);
            }
        }
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "BREW"] {
            if offered.contains(&method) {
                continue;
            }
            let response = server.request(method, &path, &[], b"");
            assert_eq!(response.status, 405, "{method} {path}: {}", response.text());
            assert_eq!(response.header("allow"), Some(offered.join(", ").as_str()), "{method} {path}");
            if method != "HEAD" {
                response.problem(&format!("{method} {path}"));
            }
        }
    }
}

#[test]
fn service_answers_405_with_what_is_allowed_on_the_pages_of_the_document() {
    let server = Server::shared();
    for path in ["/docs", "/swagger/", "/swagger/index.css"] {
        let response = server.request("POST", path, &[], b"");
        assert_eq!(response.status, 405, "POST {path}: {}", response.text());
        assert_eq!(response.header("allow"), Some("GET, HEAD"), "POST {path}");
    }
}

#[test]
fn service_answers_404_as_a_problem_with_a_hint() {
    let server = Server::shared();
    for (path, hint) in [
        ("/v1/designs/lesson_studies", "did you mean `lesson_study`"),
        ("/v1/recommendation", "did you mean `/v1/recommendations`"),
        ("/v1/design", "/v1/designs"),
        ("/none", "/docs"),
        ("/v1/designs/%D8%AF", "not found"),
        ("/swagger/none.js", "none.js"),
        ("/v1/designs/coaching/", ""),
    ] {
        let response = server.get(path);
        assert_eq!(response.status, 404, "{path}");
        let problem = response.problem(path);
        assert!(problem["detail"].as_str().unwrap().contains(hint), "{path}: {problem}");
    }
}

#[test]
fn service_answers_head_as_get_without_the_body() {
    let server = Server::shared();
    let passing = ["date", "x-request-id", "content-length", "transfer-encoding"];
    for path in
        TAGGED.into_iter().chain(["/health/live", "/health/ready", "/swagger/", "/v1/designs/nobody", "/nowhere"])
    {
        let (head, get) = (server.head(path), server.get(path));
        let lasting = |response: &Response| {
            let mut headers = response.headers.clone();
            headers.retain(|(name, _)| !passing.contains(&name.as_str()));
            headers.sort();
            headers
        };
        assert_eq!((head.status, lasting(&head)), (get.status, lasting(&get)), "{path}");
        assert!(head.body.is_empty(), "{path}: {}", head.text());
        if let Some(length) = head.header("content-length") {
            assert_eq!(length, get.body.len().to_string(), "{path}");
        }
    }
}

#[test]
fn service_puts_security_headers_and_an_own_id_on_every_answer() {
    let server = Server::shared();
    let answers = [
        ("success", server.get("/v1/designs")),
        ("a ranking", server.recommend(GOOD)),
        ("a 304", conditional(&server, "/v1/designs", "*")),
        ("a redirect", server.get("/swagger")),
        ("a page", server.get("/swagger/")),
        ("bad input", server.recommend("{")),
        ("wrong input", server.recommend("{}")),
        ("no such page", server.get("/nowhere")),
        ("no such method", server.request("PUT", "/v1/designs", &[], b"")),
        ("no such type", server.request("POST", RECOMMENDATIONS, &[], b"{}")),
        ("too large", server.recommend(vec![b' '; 2 << 20])),
        ("figures", server.get("/metrics")),
        ("health", server.get("/health/live")),
    ];
    let mut request_ids = BTreeSet::new();
    for (name, answer) in answers {
        for (header, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(header), Some(value), "{name}: {header}");
        }
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'") && !policy.contains("http"), "{name}: {policy}");
        assert!(answer.header("cache-control").is_some(), "{name}");
        assert_eq!(answer.header("server"), None, "{name}");
        let id = answer.header("x-request-id").unwrap_or_else(|| panic!("{name} has no id")).to_owned();
        assert!(request_ids.insert(id), "{name} has the id of another");
    }
}

#[test]
fn service_serves_its_document_pages_from_the_binary_alone() {
    let server = Server::shared();
    let redirect = server.get("/swagger");
    assert_eq!((redirect.status, redirect.header("location")), (308, Some("/swagger/")));
    let page = server.get("/swagger/");
    assert_eq!(page.status, 200);
    let html = page.text();
    let references = html.split("src=\"").skip(1).chain(html.split("href=\"").skip(1));
    let references: Vec<&str> = references.filter_map(|rest| rest.split('"').next()).collect();
    assert!(references.len() >= 4, "{references:?}");
    for reference in references {
        assert!(!reference.contains("//"), "{reference} lies elsewhere");
        let file = server.get(&format!("/swagger/{}", reference.trim_start_matches("./")));
        assert_eq!(file.status, 200, "{reference}");
        assert_eq!(file.header("content-encoding"), None, "{reference}: nothing but plain bytes was asked for");
        assert!(!file.body.is_empty(), "{reference}");
    }
    let start = server.get("/swagger/swagger-initializer.js").text();
    assert!(start.contains("/openapi.json"), "{start}");
    assert!(!start.contains("http://") && !start.contains("https://"), "{start}");
}

#[test]
fn service_counts_requests_and_keeps_no_profile_in_its_figures() {
    let server = Server::start(&[]);
    for _ in 0..3 {
        assert_eq!(server.recommend(GOOD).status, 200);
    }
    server.recommend("{}");
    server.get("/v1/designs/coaching");
    server.get("/v1/designs/a-name-not-to-be-kept");
    server.get("/a-name-not-to-be-kept");
    let figures = server.get("/metrics");
    assert!(figures.header("content-type").unwrap().starts_with("text/plain"));
    let text = figures.text();
    let count = |endpoint: &str, status: u16| {
        let line = text.lines().find(|line| {
            line.starts_with("backmap_http_requests_total{")
                && line.contains(&format!("endpoint=\"{endpoint}\""))
                && line.contains(&format!("status=\"{status}\""))
        });
        line.and_then(|line| line.rsplit(' ').next()).and_then(|count| count.parse::<u64>().ok())
    };
    assert_eq!(count(RECOMMENDATIONS, 200), Some(3), "{text}");
    assert_eq!(count(RECOMMENDATIONS, 422), Some(1), "{text}");
    assert_eq!(count("/v1/designs/{id}", 200), Some(1), "one endpoint, not one for each id: {text}");
    assert!(!text.contains("a-name-not-to-be-kept"), "{text}");
}

#[test]
fn service_logs_each_request_on_one_json_line_and_nothing_that_was_in_it() {
    let server = Server::start(&[]);
    let secrets = ["a-name-not-to-be-kept", "a_key_not_to_be_kept", "a_value_not_to_be_kept", "7.654321"];
    let wrong = br#"{"profile": {"id": "a-name-not-to-be-kept", "factors": {"a_key_not_to_be_kept": 1, "time_available": 7.654321,
        "outcome_type": "a_value_not_to_be_kept"}}}"#;
    let answers = [
        ("POST", RECOMMENDATIONS, server.recommend(GOOD)),
        ("POST", RECOMMENDATIONS, server.recommend(wrong)),
        ("POST", RECOMMENDATIONS, server.recommend(&wrong[..60])),
        ("GET", "/v1/designs/{id}", server.get("/v1/designs/coaching?of=a-name-not-to-be-kept")),
        ("GET", "none", server.get("/a-name-not-to-be-kept")),
        ("GET", "/health/live", server.get("/health/live")),
    ];
    for (method, route, answer) in &answers {
        let id = answer.header("x-request-id").unwrap();
        server.logged(id);
        let lines: Vec<Value> = super::server::until("the request's line", || {
            let lines = server.log().into_iter().filter(|line| line.contains(id) && line.contains("\"route\""));
            let lines: Vec<Value> = lines.map(|line| serde_json::from_str(&line).expect("lines are JSON")).collect();
            (!lines.is_empty()).then_some(lines)
        });
        let line = &lines[0];
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert_eq!(line["method"], *method);
        assert_eq!(line["route"], *route);
        assert_eq!(line["status"], answer.status);
        assert!(line["request_id"] == id || line["span"]["request_id"] == id, "{line}");
    }
    for line in server.log() {
        let _: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        for secret in secrets {
            assert!(!line.contains(secret), "{secret} is in the log: {line}");
        }
    }
}

#[test]
fn service_logs_the_method_that_was_asked_with_and_counts_head_among_get() {
    let server = Server::start(&[]);
    let answer = server.head("/v1/designs");
    let line: Value = serde_json::from_str(&server.logged(answer.header("x-request-id").unwrap())).unwrap();
    assert_eq!(line["method"], "HEAD", "{line}");
    assert!(server.get("/metrics").text().contains("endpoint=\"/v1/designs\",method=\"GET\""));
}

#[test]
fn service_logs_no_warning_for_ordinary_requests() {
    let server = Server::start(&[]);
    let ids =
        ["/swagger/", "/swagger/index.css", "/v1/designs/coaching", "/v1/designs/nobody", "/nowhere", "/health/live"]
            .map(|path| server.get(path).header("x-request-id").unwrap().to_owned());
    server.logged(ids.last().unwrap());
    let warnings: Vec<String> =
        server.log().into_iter().filter(|line| line.contains("\"WARN\"") || line.contains("\"ERROR\"")).collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
}

fn cors_headers(response: &Response) -> Vec<&str> {
    let names = response.headers.iter().map(|(name, _)| name.as_str());
    names.filter(|name| name.starts_with("access-control-")).collect()
}

#[test]
fn service_lets_no_other_origin_in_unless_told_to() {
    let server = Server::shared();
    let origin = ("origin", "https://example.org");
    assert!(cors_headers(&server.request("GET", "/v1/designs", &[origin], b"")).is_empty());
    assert!(cors_headers(&server.request("POST", RECOMMENDATIONS, &[JSON, origin], GOOD)).is_empty());
    let preflight =
        server.request("OPTIONS", RECOMMENDATIONS, &[origin, ("access-control-request-method", "POST")], b"");
    assert!(cors_headers(&preflight).is_empty(), "{:?}", preflight.headers);
}

#[test]
fn service_lets_in_the_origins_that_were_named_and_no_others() {
    let server = Server::start(&["--cors-origin", "https://a.example", "--cors-origin", "https://b.example"]);
    for origin in ["https://a.example", "https://b.example"] {
        let response = server.request("POST", RECOMMENDATIONS, &[JSON, ("origin", origin)], GOOD);
        assert_eq!(response.status, 200);
        assert_eq!(response.header("access-control-allow-origin"), Some(origin));
        assert!(
            response.header("vary").unwrap_or_default().to_ascii_lowercase().contains("origin"),
            "{:?}",
            response.headers
        );
        let asked = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type"),
        ];
        let preflight = server.request("OPTIONS", RECOMMENDATIONS, &asked, b"");
        assert_eq!(preflight.status, 200, "{}", preflight.text());
        assert_eq!(preflight.header("access-control-allow-origin"), Some(origin));
        let methods = preflight.header("access-control-allow-methods").unwrap_or_default();
        assert!(methods.contains("POST") && !methods.contains("DELETE"), "{methods}");
    }
    for origin in
        ["https://c.example", "http://a.example", "https://a.example:8443", "null", "https://a.example.evil.org"]
    {
        let response = server.request("POST", RECOMMENDATIONS, &[JSON, ("origin", origin)], GOOD);
        assert_eq!(response.header("access-control-allow-origin"), None, "{origin}");
        let asked = [("origin", origin), ("access-control-request-method", "POST")];
        let preflight = server.request("OPTIONS", RECOMMENDATIONS, &asked, b"");
        assert_eq!(preflight.header("access-control-allow-origin"), None, "{origin}");
        assert!(preflight.status < 500, "{origin}");
    }
    assert_eq!(server.recommend(GOOD).status, 200, "whoever is no browser sends no origin");
}

#[test]
fn service_serves_the_document_that_stands_in_the_repository() {
    assert_eq!(Server::shared().get("/openapi.json").text(), file("openapi/v1.json"));
}
