//! Teams as a table over HTTP: cohorts, allocations, districts, and columns that a batch leaves out.

use serde_json::{Value, json};

use super::server::{JSON, Response, Server, command};
use super::support::file;

const CSV: (&str, &str) = ("content-type", "text/csv");
const NDJSON: (&str, &str) = ("content-type", "application/x-ndjson");
const RESOURCES: &str = "examples/district/resources.json";

/// Sends a table with a query.
fn send(path: &str, query: &[(&str, &str)], media: (&str, &str), table: &str) -> Response {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    Server::shared().request("POST", &format!("{path}?{query}"), &[media], table.as_bytes())
}

fn refused(path: &str, query: &[(&str, &str)], media: (&str, &str), table: &str) -> Value {
    send(path, query, media, table).problem(path)
}

/// What the command prints for a file.
fn printed(arguments: &[&str]) -> String {
    let output = command().args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_table_over_http_gets_the_answer_that_the_command_gives() {
    let (teams, resources) = ("examples/district/report-teams.csv", file(RESOURCES));
    let table = file(teams);
    let left = [("ignore", "school"), ("ignore", "poverty"), ("ignore", "novices")];
    let left_out = ["--ignore", "school", "--ignore", "poverty", "--ignore", "novices"];

    let served = send("/v1/cohorts", &[&left[..], &[("minimum", "6")]].concat(), CSV, &table);
    let command = [&["cohorts", teams, "--minimum", "6", "--json"][..], &left_out].concat();
    assert_eq!(served.text() + "\n", printed(&command));

    let query = [&left[..], &[("resources", &resources), ("max_designs", "2")]].concat();
    let served = send("/v1/allocations", &query, CSV, &table);
    let command = ["allocate", teams, "--resources", RESOURCES, "--max-designs", "2", "--json"];
    assert_eq!(served.text() + "\n", printed(&[&command[..], &left_out].concat()));

    let query = [("by", "poverty"), ("ignore", "novices"), ("resources", &*resources)];
    let served = send("/v1/district", &query, CSV, &table);
    let command = ["district", teams, "--by", "poverty", "--ignore", "novices", "--resources", RESOURCES];
    assert_eq!(served.text() + "\n", printed(&[&command[..], &["--format", "json"]].concat()));
    assert!(served.json()["schools"].as_array().is_none_or(|schools| !schools.is_empty()), "{}", served.text());
}

#[test]
fn ndjson_of_teams_gets_the_answer_of_the_same_teams_in_a_body() {
    let outcomes = ["application", "mastery", "knowledge", "attitude"];
    let team = |at: usize| {
        json!({"id": format!("team {at}"), "setting": {"team_size": 6}, "factors": {
            "time_available": 1 + at % 5, "shared_vision": 1 + at % 3, "outcome_type": outcomes[at % 4]}})
    };
    let teams: Vec<Value> = (0..30).map(team).collect();
    let lines: String = teams.iter().map(|team| format!("{team}\n")).collect();
    let options = json!({"exclude": ["coaching"]});
    let body = |more: Value| {
        let mut body = json!({"teams": teams, "options": options});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body.to_string()
    };
    let posted = |path: &str, body: &str| Server::shared().request("POST", path, &[JSON], body.as_bytes()).text();
    let resources = json!({"terms": [{"name": "a year", "substitute_days": 40}]});
    let (given, limited) = (options.to_string(), resources.to_string());
    for (path, query, more) in [
        ("/v1/cohorts", vec![("options", &*given)], json!({})),
        ("/v1/allocations", vec![("options", &*given), ("resources", &limited)], json!({"resources": resources})),
        ("/v1/district", vec![("options", &*given), ("minimum", "6")], json!({"minimum": 6})),
    ] {
        let served = send(path, &query, NDJSON, &lines);
        assert_eq!(served.status, 200, "{}", served.text());
        assert_eq!(served.text(), posted(path, &body(more)), "{path}");
    }
}

#[test]
fn a_map_and_a_report_come_of_tables_too() {
    let (path, table) = ("/v1/cohorts?minimum=5", file("examples/district/cohort-teams.csv"));
    let picture = Server::shared().request("POST", path, &[CSV, ("accept", "image/svg+xml")], table.as_bytes());
    assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
    assert!(picture.text().contains("<svg"));
    let path = "/v1/district?school=school&ignore=poverty&ignore=novices";
    let table = file("examples/district/report-teams.csv");
    let report = Server::shared().request("POST", path, &[CSV, ("accept", "text/markdown")], table.as_bytes());
    assert_eq!(report.status, 200, "{}", report.text());
    assert!(report.text().contains("Adams Elementary"));
}

#[test]
fn what_is_wrong_with_a_table_is_named_by_its_line() {
    let resources = json!({"terms": [{"name": "a year", "seats": 3}]}).to_string();
    let with = [("resources", &*resources)];
    let same = "id,time_available,setting.team_size\nElm,2,5\n\nOak,3,5\nelm,3,6\n,4,6\n";
    let problem = refused("/v1/allocations", &with, CSV, same);
    let pointers: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/lines/5/id", "/lines/6/id"], "{problem}");
    assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("line 2"), "{problem}");
    for (path, query) in [("/v1/cohorts", &[][..]), ("/v1/district", &[])] {
        let problem = refused(path, query, CSV, same);
        assert_eq!(problem["errors"][0]["pointer"], "/lines/5/id", "{path}: {problem}");
    }
    let bad = "id,time_available,setting.team_size\nElm,2,5\nOak,9,5\nAsh,x,5\n";
    for (path, query) in [("/v1/cohorts", &[][..]), ("/v1/allocations", &with)] {
        let problem = refused(path, query, CSV, bad);
        assert_eq!(problem["errors"][0]["pointer"], "/lines/3", "{path}: {problem}");
        assert_eq!(problem["errors"].as_array().unwrap().len(), 2, "{path}: {problem}");
    }
    let problem = refused("/v1/cohorts", &[], CSV, "id,time_avalable\nElm,2\n");
    assert!(problem["detail"].as_str().unwrap().contains("did you mean"), "{problem}");
}

#[test]
fn a_query_goes_with_a_table_and_only_with_what_the_operation_knows() {
    let table = "id,time_available,setting.team_size\nElm,2,5\nOak,3,5\n";
    for (path, query, said) in [
        ("/v1/cohorts", vec![("minimum", "4")], "between 5 and 1000"),
        ("/v1/cohorts", vec![("resources", "{}")], "unknown query parameter"),
        ("/v1/cohorts", vec![("minimum", "6"), ("minimum", "7")], "given twice"),
        ("/v1/cohorts", vec![("options", r#"{"tpo": 1}"#)], "/options/tpo"),
        ("/v1/allocations", vec![], "missing query parameter"),
        ("/v1/allocations", vec![("resources", r#"{"terms": []}"#)], "/resources/terms"),
        ("/v1/allocations", vec![("resources", "{")], "not JSON"),
        ("/v1/district", vec![("max_designs", "2")], "unknown query parameter"),
    ] {
        let problem = refused(path, &query, CSV, table);
        assert!(problem.to_string().contains(said), "{path} {query:?}: {problem}");
    }
    let server = Server::shared();
    let problem = server.request("POST", "/v1/cohorts?minimum=6", &[JSON], b"{}").problem("JSON with a query");
    assert!(problem["detail"].as_str().unwrap().contains("with a table only"), "{problem}");
    let problem = server.request("POST", "/v1/cases", &[CSV], table.as_bytes()).problem("one team");
    assert_eq!(problem["status"], 415, "{problem}");
    let packed = server.request("POST", "/v1/cohorts", &[CSV, ("content-encoding", "gzip")], table.as_bytes());
    assert_eq!(packed.status, 415);
}

#[test]
fn the_document_has_the_bounds_that_are_checked() {
    let document: Value = serde_json::from_str(&file("openapi/v1.json")).unwrap();
    for (path, name, least, most) in [
        ("/v1/allocations", "max_designs", 1, backmap::wire::MOST_AT_ONCE),
        ("/v1/cohorts", "minimum", backmap::cohorts::LEAST_MINIMUM, backmap::cohorts::MOST_MINIMUM),
        ("/v1/district", "minimum", backmap::cohorts::LEAST_MINIMUM, backmap::cohorts::MOST_MINIMUM),
    ] {
        let parameters = document["paths"][path]["post"]["parameters"].as_array().unwrap();
        let schema = &parameters.iter().find(|one| one["name"] == name).unwrap()["schema"];
        assert_eq!((&schema["minimum"], &schema["maximum"]), (&json!(least), &json!(most)), "{path}");
    }
}

#[test]
fn a_batch_leaves_out_the_columns_that_the_query_names() {
    let table = "id,time_available,school,a b\na,2,Elm,1\n";
    let path = "/v1/recommendations/batch";
    let plain = send(path, &[], CSV, "id,time_available\na,2\n").text();
    assert_eq!(send(path, &[("ignore", "school"), ("ignore", "a b")], CSV, table).text(), plain);
    let problem = refused(path, &[("ignore", "school")], CSV, table);
    assert!(problem["detail"].as_str().unwrap().contains("a b"), "{problem}");
    let problem = refused(path, &[("ignored", "school")], CSV, table);
    assert!(problem["detail"].as_str().unwrap().contains("`ignore`"), "{problem}");
}

#[test]
fn commands_name_the_lines_of_equal_ids() {
    let folder = tempfile::tempdir().unwrap();
    let teams = folder.path().join("teams.csv");
    std::fs::write(&teams, "id,time_available,setting.team_size\nElm,2,5\nOak,3,5\nElm,3,6\n").unwrap();
    for arguments in [&["cohorts"][..], &["allocate", "--resources", RESOURCES], &["district"]] {
        let output = command().args(arguments).arg(&teams).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains("/lines/4/id") && said.contains("line 2"), "{said}");
    }
}
