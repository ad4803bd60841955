//! Plans as a person at a terminal, or a system over HTTP, has them: begun, told, exported.

use backmap::exports::EXPORTS;
use serde_json::Value;

use super::plans::{EXAMPLE, example};
use super::server::{JSON, Server, command};
use super::support::file;

fn text(arguments: &[&str]) -> String {
    let output = command().args(arguments).output().expect("the binary starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the output is text")
}

#[test]
fn a_plan_begins_from_a_profile_and_a_choice_and_is_told_what_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    let plan = path.to_str().unwrap();
    let begun =
        ["--choose", "coaching", "--need", "Read with understanding", "--learn", "Ask for reasons", "--output", plan];
    text(&[&["plan", "new", "examples/rural-novices.json"], &begun[..]].concat());
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(written["designs"][0]["design"], "coaching");
    assert_eq!(written["needs"][0]["expected"], "Read with understanding");
    let told = text(&["plan", "check", plan]);
    for words in ["plan.no_goal", "Coaching: ranks", "1. Student needs: 1 of 4 answered"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let refused =
        command().args(["plan", "new", "examples/rural-novices.json", "--choose", "coachin"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("did you mean `coaching`"));
}

#[test]
fn what_the_command_tells_is_what_the_api_answers() {
    let server = Server::shared();
    for name in ["check", "schedule", "implementation", "resources", "progress"] {
        let printed: Value = serde_json::from_str(&text(&["plan", name, EXAMPLE, "--json"])).unwrap();
        let response = server.request("POST", &format!("/v1/plans/{name}"), &[JSON], file(EXAMPLE).as_bytes());
        assert_eq!(response.status, 200, "{}", response.text());
        assert_eq!(printed, response.json(), "{name}");
        let told = text(&["plan", name, EXAMPLE]);
        assert!(told.starts_with("Fractions in grades 4 and 5 (revision 2)\n"), "{told}");
        assert!(told.contains("Catalog "), "{name} says what it rests on");
    }
}

#[test]
fn the_day_on_which_a_plan_is_looked_at_can_be_named() {
    let told = text(&["plan", "progress", EXAMPLE, "--on", "2027-03-01"]);
    assert!(told.contains("Indicators on 2027-03-01") && told.contains("there is no reading since then"), "{told}");
    let wrong = command().args(["plan", "progress", EXAMPLE, "--on", "2027-02-30"]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn every_export_is_the_same_over_http_and_from_the_command() {
    let server = Server::shared();
    let folder = tempfile::tempdir().unwrap();
    for export in EXPORTS {
        let path = folder.path().join(export.file);
        text(&["plan", "export", EXAMPLE, "--output", path.to_str().unwrap()]);
        let written = std::fs::read(&path).unwrap();
        let target = format!("/v1/plans/exports/{}", export.id);
        let response = server.request("POST", &target, &[JSON], file(EXAMPLE).as_bytes());
        assert_eq!((response.status, response.header("content-type")), (200, Some(export.media)), "{}", export.id);
        assert!(response.header("content-disposition").unwrap().contains(export.file));
        assert!(response.body == written, "{}", export.id);
    }
    let response = server.request("POST", "/v1/plans/exports/pdf", &[JSON], b"{}");
    assert_eq!(response.status, 404);
    assert!(response.text().contains("expected one of word, markdown"), "{}", response.text());
}

#[test]
fn an_export_is_told_by_its_name_or_refused_with_the_names_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str, more: &[&str]| {
        let path = folder.path().join(name);
        command().args(["plan", "export", EXAMPLE, "--output"]).arg(path).args(more).output().unwrap()
    };
    assert!(run("anything.docx", &[]).status.success(), "one export ends so");
    assert!(run("kept.json", &[]).status.success(), "the plan itself");
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(folder.path().join("kept.json")).unwrap()).unwrap();
    assert_eq!(kept["title"], example()["title"]);
    for (name, more, words) in [
        ("picture.svg", vec![], "gantt or theory"),
        ("plan.pdf", vec![], "no export matches"),
        ("plan.pdf", vec!["--export", "pdf"], "expected one of"),
        ("plan.docx", vec!["--since", EXAMPLE], "only to a calendar"),
    ] {
        let output = run(name, &more);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains(words),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert!(!folder.path().join("plan.pdf").exists(), "nothing is half written");
}

#[test]
fn a_calendar_cancels_what_is_gone_since_an_earlier_version() {
    let folder = tempfile::tempdir().unwrap();
    let (now, calendar) = (folder.path().join("now.json"), folder.path().join("plan.ics"));
    let mut plan = example();
    plan["designs"].as_array_mut().unwrap().pop();
    plan["strategies"].as_array_mut().unwrap().pop();
    std::fs::write(&now, plan.to_string()).unwrap();
    let arguments =
        ["plan", "export", now.to_str().unwrap(), "--output", calendar.to_str().unwrap(), "--since", EXAMPLE];
    text(&arguments);
    let written = std::fs::read_to_string(&calendar).unwrap();
    assert_eq!(written.matches("STATUS:CANCELLED").count(), 8, "the visits are gone");
}
