//! What holds of every operation that reads a body: the same errors, the same bytes for the same body, and every bad
//! field is named.

use backmap::wire::OPERATIONS;
use serde::Deserialize;
use serde_json::{Value, json};

use super::server::{JSON, Server};
use super::statements::check_statements;
use super::support::{ADVISOR, RENDERED, file};

/// Operations whose body holds a profile.
fn with_a_profile() -> impl Iterator<Item = (&'static str, Value)> {
    let example = |text: &str| serde_json::from_str::<Value>(text).expect("examples are JSON");
    let all = OPERATIONS.iter().map(move |operation| (operation.path, example(operation.example)));
    all.filter(|(_, body)| body.get("profile").is_some())
}

/// What is done to a right body, the pointer of the error that must follow, and why it is wrong.
type Spoil = (fn(&mut Value), &'static str, &'static str);

const NO_PROFILE: &str = "nothing is known of the team";

const SPOILS: &[Spoil] = &[
    (|body| body["profile"] = Value::Null, "/profile", "a profile is an object"),
    (|body| drop(body.as_object_mut().unwrap().remove("profile")), "/profile", NO_PROFILE),
    (|body| body["profile"]["factors"]["time_avalable"] = json!(3), "/profile/factors/time_avalable", "a typing error"),
    (
        |body| body["profile"]["factors"]["time_available"] = json!(6),
        "/profile/factors/time_available",
        "no such level",
    ),
    (
        |body| body["profile"]["factors"]["outcome_type"] = json!("skill"),
        "/profile/factors/outcome_type",
        "no such type",
    ),
    (|body| body["options"] = json!({"environments": []}), "/options/environments", "nothing is allowed"),
    (|body| body["options"] = json!({"exclude": ["coachin"]}), "/options/exclude/0", "a typing error"),
    (|body| body["options"] = json!({"tops": 3}), "/options/tops", "no such option"),
    (|body| body["options"] = json!({"limits": {"hours": -1}}), "/options/limits/hours", "less than nothing"),
    (|body| body["surplus"] = json!(true), "/surplus", "no such field"),
];

#[test]
fn every_operation_names_what_is_wrong_with_a_body() {
    let server = Server::shared();
    for (path, right) in with_a_profile() {
        // A plan may have no profile yet.
        let is_plan = path.starts_with("/v1/plans/") || path == "/v1/audits";
        for (spoil, pointer, reason) in SPOILS.iter().filter(|(.., reason)| !is_plan || *reason != NO_PROFILE) {
            let mut body = right.clone();
            spoil(&mut body);
            let response = server.request("POST", path, &[JSON], body.to_string().as_bytes());
            assert_eq!(response.status, 422, "{path}: {reason}: {}", response.text());
            let problem = response.json();
            let errors = problem["errors"].as_array().expect("errors are listed");
            assert!(errors.iter().any(|error| error["pointer"] == *pointer), "{path}: {reason}: {problem}");
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bad {
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    path: String,
    around: String,
    row: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    send: String,
    at: Vec<String>,
    says: String,
    why: String,
}

#[test]
fn every_bad_field_of_a_body_is_named_at_once() {
    let bad: Bad = toml::from_str(&file("tests/bad_bodies.toml")).unwrap_or_else(|error| panic!("{error}"));
    for group in bad.group {
        let operation = OPERATIONS.iter().find(|operation| operation.path == group.path).expect("it is an operation");
        for row in group.row {
            let body = group.around.replacen('@', &row.send, 1);
            let problem = (operation.answer)(&ADVISOR, &RENDERED, body.as_bytes()).expect_err(&row.why);
            let found: Vec<&str> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
            assert_eq!((problem.status, found), (422, row.at.iter().map(String::as_str).collect()), "{row:?}");
            assert!(problem.errors.iter().any(|error| error.detail.contains(&row.says)), "{row:?}: {problem:?}");
        }
    }
}

#[test]
fn every_operation_refuses_what_is_not_json_and_other_methods() {
    let server = Server::shared();
    for operation in OPERATIONS {
        let path = operation.path;
        for body in ["", "{", "[1,", "\u{feff}{", "{\"profile\": 1e999}"] {
            let response = server.request("POST", path, &[JSON], body.as_bytes());
            assert_eq!(response.status, 400, "{path}: {body:?}: {}", response.text());
        }
        for body in ["[]", "3", "null", "\"profile\""] {
            let response = server.request("POST", path, &[JSON], body.as_bytes());
            assert_eq!(response.status, 422, "{path}: {body:?}: {}", response.text());
        }
        let response = server.request("POST", path, &[("content-type", "text/plain")], b"{}");
        assert_eq!(response.status, 415, "{path}");
        let response = server.get(path);
        assert_eq!((response.status, response.header("allow")), (405, Some("POST")), "{path}");
    }
}

#[test]
fn every_operation_gives_the_same_bytes_for_the_same_body_and_states_only_what_it_lists() {
    let server = Server::shared();
    for operation in OPERATIONS {
        let ask = || server.request("POST", operation.path, &[JSON], operation.example.as_bytes());
        let (first, second) = (ask(), ask());
        assert_eq!(first.status, 200, "{}: {}", operation.path, first.text());
        assert_eq!(first.body, second.body, "{}", operation.path);
        check_statements(&first.json());
    }
}

#[test]
fn every_operation_answers_an_empty_profile_and_an_impossible_team() {
    let server = Server::shared();
    let impossible = json!({"factors": {
        "time_available": 1, "risk_taking_culture": 1, "sustained_support": 1,
        "resources": {"staff": 1, "time": 1, "materials": 1, "technology": 1, "funds": 1},
        "outcome_type": "mastery",
    }});
    for (path, right) in with_a_profile() {
        for (profile, options) in [
            (json!({"factors": {}}), json!({})),
            (impossible.clone(), json!({})),
            (impossible.clone(), json!({"limits": {"hours": 0}})),
            (json!({"factors": {}}), json!({"weights": {"time_available": 0}})),
        ] {
            let mut body = right.clone();
            body["profile"] = profile;
            body["options"] = options;
            let response = server.request("POST", path, &[JSON], body.to_string().as_bytes());
            assert!(
                response.status == 200 || response.status == 422,
                "{path}: {} {}",
                response.status,
                response.text()
            );
            check_statements(&response.json());
        }
    }
}
