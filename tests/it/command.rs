//! The command line: data on standard output, talk on standard error, and exit codes.

use std::process::{Output, Stdio};

use backmap::catalogue::Kind;

use super::server::{Server, command};
use super::service_life::{catalogue_copy, set};
use super::support::{ADVISOR, file};

const EXAMPLES: [&str; 3] = ["low-trust-under-pressure", "rural-novices", "stable-demanding-goal"];

fn run(arguments: &[&str]) -> Output {
    given(arguments, b"")
}

/// Runs the command in the repository's root with standard input.
fn given(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = assert_cmd::Command::from_std(command());
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).write_stdin(input);
    command.timeout(std::time::Duration::from_secs(120)).output().expect("the binary runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("data is text")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("talk is text")
}

/// The data of a run that is expected to go well, and quietly.
fn data(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", err(&output));
    assert_eq!(err(&output), "", "{arguments:?}");
    out(&output)
}

/// The talk of a run that is expected to be refused with a code and to print no data.
fn refusal(output: &Output, code: i32, what: &str) -> String {
    assert_eq!(output.status.code(), Some(code), "{what}: {}", err(output));
    assert_eq!(out(output), "", "{what}: nothing is printed");
    let talk = err(output);
    assert!(!talk.trim().is_empty() && !talk.contains("panicked"), "{what}: {talk}");
    talk
}

#[test]
fn command_covers_every_example_of_the_repository() {
    let mut found: Vec<String> = std::fs::read_dir(format!("{}/examples", env!("CARGO_MANIFEST_DIR")))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".json").map(str::to_owned))
        .collect();
    found.sort();
    assert_eq!(found, EXAMPLES, "an example has no test here");
}

#[test]
fn command_ranks_every_example_as_the_service_does() {
    let server = Server::shared();
    for example in EXAMPLES {
        let path = format!("examples/{example}.json");
        let json = data(&["recommend", &path, "--json"]);
        let served = server.recommend(file(&path));
        assert_eq!(served.status, 200, "{example}");
        assert_eq!(json, served.text() + "\n", "{example}");
        let first = &served.json()["recommendations"][0];
        let table = data(&["recommend", &path, "--full"]);
        let line = table.lines().find(|line| line.trim_start().starts_with("1. ")).expect("there is a first place");
        assert!(line.contains(first["name"].as_str().unwrap()), "{example}: {line}");
        assert!(line.contains('█'), "{example}: {line}");
        assert!(table.contains(example), "{example} is not named");
        assert!(table.lines().all(|line| line.chars().count() <= 120), "{example}: a line is too wide");
    }
}

#[test]
fn command_couples_designs_as_the_service_does() {
    let server = Server::shared();
    for example in EXAMPLES {
        let path = format!("examples/{example}.json");
        let json = data(&["bundle", &path, "--json", "--max-designs", "4", "--top", "3"]);
        let mut body: serde_json::Value = serde_json::from_str(&file(&path)).unwrap();
        body["options"]["max_designs"] = 4.into();
        body["options"]["top"] = 3.into();
        let served = server.request("POST", "/v1/bundles", &[super::server::JSON], body.to_string().as_bytes());
        assert_eq!(json, served.text() + "\n", "{example}");
        let table = data(&["bundle", &path, "--max-designs", "4", "--top", "3"]);
        let bars = table.lines().filter(|line| line.contains('█')).count();
        assert_eq!(bars, 3, "{example}: {table}");
        for member in served.json()["bundles"][0]["members"].as_array().unwrap() {
            assert!(table.contains(member["name"].as_str().unwrap()), "{example}: {table}");
        }
        assert!(table.lines().all(|line| line.chars().count() <= 120), "{example}: a line is too wide");
    }
    for wrong in ["0", "6", "two"] {
        refusal(&run(&["bundle", "examples/rural-novices.json", "--max-designs", wrong]), 2, wrong);
    }
    let bare = given(&["bundle", "-", "--json"], br#"{"factors": {"outcome_type": "mastery"}}"#);
    assert_eq!(bare.status.code(), Some(0), "{}", err(&bare));
}

#[test]
fn command_reads_standard_input_and_bare_profiles() {
    let server = Server::shared();
    let factors = r#"{"id": "bare", "factors": {"time_available": 2}}"#;
    let expected = server.recommend(format!(r#"{{"profile": {factors}}}"#)).text() + "\n";
    for input in [factors.to_owned(), format!(r#"{{"profile": {factors}}}"#)] {
        let output = given(&["recommend", "-", "--json"], input.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert_eq!(out(&output), expected, "{input}");
    }
}

#[test]
fn command_shows_as_many_places_as_it_is_told_to() {
    let table = data(&["recommend", "examples/rural-novices.json", "--full", "--top", "2"]);
    let places = table.lines().filter(|line| line.contains('█') || line.contains('░')).count();
    assert_eq!(places, 2, "{table}");
}

#[test]
fn the_first_screen_fits_forty_lines_of_a_hundred_columns() {
    let mut bodies: Vec<String> = EXAMPLES.iter().map(|example| file(&format!("examples/{example}.json"))).collect();
    bodies.push(r#"{"profile": {"factors": {}}}"#.to_owned());
    // Nearly every need is unmet, so there is most to warn of.
    let lowest = ADVISOR.catalogue().factors.iter().filter(|factor| factor.kind == Kind::Level);
    let lowest: serde_json::Map<String, serde_json::Value> =
        lowest.map(|factor| (factor.id.clone(), serde_json::json!(1))).collect();
    bodies.push(serde_json::json!({"profile": {"id": "x".repeat(200), "factors": lowest}}).to_string());
    for body in bodies {
        let screen = out(&given(&["recommend", "-"], body.as_bytes()));
        assert!(screen.lines().count() <= 40, "{} lines:\n{screen}", screen.lines().count());
        assert!(screen.lines().all(|line| line.chars().count() <= 100), "{screen}");
        for part in ["fit score", "WHY", "NEXT BY FIT SCORE", "--full"] {
            assert!(screen.contains(part), "{part} is missing:\n{screen}");
        }
    }
}

#[test]
fn command_says_when_nothing_can_run() {
    let body = r#"{"profile": {"factors": {}}, "options": {"limits": {"hours": 0}}}"#;
    let output = given(&["recommend", "-"], body.as_bytes());
    assert_eq!(output.status.code(), Some(0), "nothing feasible is an answer: {}", err(&output));
    assert!(out(&output).contains("NOT FEASIBLE"), "{}", out(&output));
}

#[test]
fn command_fails_with_1_on_a_file_that_cannot_be_read() {
    for path in ["examples/nobody.json", "examples"] {
        let talk = refusal(&run(&["recommend", path]), 1, path);
        assert!(talk.contains(path), "{talk}");
    }
}

#[test]
fn command_refuses_a_bad_profile_with_3_and_names_every_pointer() {
    let rows: [(&str, &[&str]); 6] = [
        (
            r#"{"profile": {"factors": {"time_avalable": 2, "shared_vision": 9, "a/b": 1}, "setting": {"sites": 0}}}"#,
            &[
                "/profile/factors/time_avalable",
                "did you mean `time_available`",
                "/profile/factors/shared_vision",
                "/profile/factors/a~1b",
                "/profile/setting/sites",
            ],
        ),
        (r#"{"factors": {"time_available": 0}}"#, &["/factors/time_available", "must be between 1 and 5"]),
        (r#"{"profile": {"factors": {}}, "options": {"environments": []}}"#, &["/options/environments"]),
        ("{\"profile\": {", &["not JSON"]),
        ("", &["empty"]),
        ("[]", &["expected an object"]),
    ];
    for (input, parts) in rows {
        for json in [&["recommend", "-"][..], &["recommend", "-", "--json"]] {
            let talk = refusal(&given(json, input.as_bytes()), 3, input);
            for part in parts {
                assert!(talk.contains(part), "{part} is not in {talk}");
            }
        }
    }
    refusal(&given(&["recommend", "-"], b"{\"profile\": {\"id\": \"\xff\", \"factors\": {}}}"), 3, "invalid UTF-8");
    refusal(&given(&["recommend", "-"], "[".repeat(100_000).as_bytes()), 3, "deep nesting");
}

fn controls(text: &str) -> String {
    text.chars().filter(|letter| letter.is_control() && *letter != '\n').collect()
}

#[test]
fn command_lets_no_control_characters_of_a_profile_reach_the_terminal() {
    let id = r#"{"profile": {"id": "a\u001b[2J\u0007\u009b31m\rb\nc\u0000", "factors": {}}}"#;
    let output = given(&["recommend", "-"], id.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(controls(&out(&output)), "", "{:?}", out(&output).lines().next());
    assert!(out(&output).lines().next().unwrap().contains("(0 of 25"), "the id does not break the line");
}

#[test]
fn command_lets_no_control_characters_of_a_refused_profile_reach_the_terminal() {
    let rows = [
        r#"{"profile": {"factors": {"\u001b[2J\u0007": 1}}}"#,
        r#"{"profile": {"factors": {"\u001b[2J\u0007": 1, "\u009b31m": 1}}}"#,
        r#"{"profile": {"factors": {"outcome_type": "\u001b]0;title\u0007"}}}"#,
    ];
    for input in rows {
        let talk = refusal(&given(&["recommend", "-"], input.as_bytes()), 3, input);
        assert_eq!(controls(&talk), "", "{talk:?}");
    }
}

#[test]
fn command_does_not_mind_a_reader_that_went_away() {
    for arguments in [
        &["recommend", "examples/rural-novices.json"][..],
        &["openapi"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
    ] {
        let mut child = command()
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(err(&output), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn command_checks_the_catalogue_and_prints_the_share_of_each_grade() {
    let report = data(&["check"]);
    for part in [
        "no errors",
        "25 designs",
        "25 factors",
        "4 environments",
        "by grade",
        "strong",
        "judgement",
        "unverified",
        "top five",
    ] {
        assert!(report.contains(part), "{part} is not in:\n{report}");
    }
    let share = |grade: &str| {
        let line = report.lines().find(|line| line.trim_start().starts_with(grade)).unwrap();
        let numbers: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        (numbers[0], numbers[1])
    };
    let shares = ["strong", "moderate", "promising", "judgement", "unverified"].map(share);
    for sum in [shares.iter().map(|share| share.0).sum::<f64>(), shares.iter().map(|share| share.1).sum()] {
        assert!((sum - 100.0).abs() < 0.5, "the shares add up to {sum}");
    }
    let copy = catalogue_copy();
    assert_eq!(
        data(&["check", "--catalogue", copy.path().to_str().unwrap()]),
        report,
        "the same catalogue from a directory"
    );
}

#[test]
fn command_refuses_a_faulty_catalogue_with_4_and_names_every_fault() {
    let copy = catalogue_copy();
    set(copy.path(), "designs/coaching.toml", "environments", "[\"on_the_moon\"]");
    set(copy.path(), "factors/time_available.toml", "kind", "\"guess\"");
    let path = copy.path().to_str().unwrap();
    for arguments in [
        &["check", "--catalogue", path][..],
        &["recommend", "examples/rural-novices.json", "--catalogue", path],
        &["diff", "built-in", path],
    ] {
        let talk = refusal(&run(arguments), 4, arguments[0]);
        for part in ["designs/coaching.toml", "environments", "factors/time_available.toml", "kind"] {
            assert!(talk.contains(part), "{arguments:?}: {part} is not in {talk}");
        }
    }
}

#[test]
fn command_names_what_a_changed_catalogue_changes() {
    let copy = catalogue_copy();
    let path = copy.path().to_str().unwrap();
    let name = copy.path().join("factors/time_available.toml");
    let text = std::fs::read_to_string(&name).unwrap();
    let (before, weight) = text.split_once("[weight]\nvalue = ").expect("the factor has a weight");
    let (old, after) = weight.split_once('\n').unwrap();
    std::fs::write(&name, format!("{before}[weight]\nvalue = 0.25\n{after}")).unwrap();
    let report = data(&["diff", "built-in", path]);
    assert!(report.starts_with("1 value differs:\n"), "{report}");
    assert!(report.contains(&format!("factors/time_available.toml: weight.value: {old} -> 0.25")), "{report}");
    for example in EXAMPLES {
        assert!(report.contains(&format!("{example}.json")), "{example} is not in:\n{report}");
    }
    let moved = report.lines().filter(|line| line.contains(") -> ")).count();
    assert!(moved > 0, "no design has moved:\n{report}");
    let back = data(&["diff", path, "built-in"]);
    assert!(back.contains(&format!("weight.value: 0.25 -> {old}")), "{back}");
}

#[test]
fn command_finds_no_difference_between_the_same_catalogues() {
    let copy = catalogue_copy();
    let path = copy.path().to_str().unwrap();
    for pair in [["built-in", "built-in"], ["built-in", path], [path, path]] {
        let report = data(&["diff", pair[0], pair[1]]);
        assert!(report.starts_with("No values differ."), "{report}");
        assert_eq!(report.matches("no rank or score changes").count(), EXAMPLES.len(), "{report}");
    }
}

#[test]
fn command_prints_the_document_of_the_repository() {
    assert_eq!(data(&["openapi"]), file("openapi/v1.json"));
}

#[test]
fn command_prints_completions_and_a_man_page() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = data(&["completions", shell]);
        assert!(script.contains("recommend") && script.contains("allow-unauthenticated"), "{shell}");
    }
    let page = data(&["man"]);
    assert!(page.contains(".TH backmap") && page.contains("recommend") && page.contains("Exit codes"), "{page}");
}

#[test]
fn command_tells_its_version_and_those_of_catalogue_and_model() {
    let answer = Server::shared().recommend(r#"{"profile": {"factors": {}}}"#).json();
    let version = data(&["--version"]);
    assert!(version.starts_with(concat!("backmap ", env!("CARGO_PKG_VERSION"))), "{version}");
    for name in ["catalogue_version", "model_version", "engine_version"] {
        assert!(version.contains(answer["provenance"][name].as_str().unwrap()), "{name} is not in {version}");
    }
    assert_eq!(data(&["-V"]), version);
}

#[test]
fn command_refuses_wrong_arguments_with_2() {
    let rows: [&[&str]; 14] = [
        &[],
        &["rank"],
        &["recommend"],
        &["recommend", "a.json", "b.json"],
        &["recommend", "a.json", "--top", "0"],
        &["recommend", "a.json", "--top", "many"],
        &["recommend", "a.json", "--xml"],
        &["serve", "--bind", "localhost"],
        &["serve", "--bind", "127.0.0.1"],
        &["serve", "--workers", "0"],
        &["serve", "--max-in-flight", "0"],
        &["serve", "--request-seconds", "0"],
        &["diff", "built-in"],
        &["completions", "tcsh-ish"],
    ];
    for arguments in rows {
        refusal(&run(arguments), 2, &format!("{arguments:?}"));
    }
    let talk = refusal(&run(&["serve", "--bind", "127.0.0.1:0", "--log", "no=such=filter"]), 2, "a log filter");
    assert!(talk.contains("log filter"), "{talk}");
}

#[test]
fn command_documents_its_exit_codes() {
    let help = data(&["--help"]);
    for code in ["0 success", "1 a file", "2 invalid arguments", "3 invalid input", "4 invalid catalog"] {
        assert!(help.replace('\n', " ").contains(code), "{code} is not in:\n{help}");
    }
}

#[test]
fn command_shows_what_groups_and_stakeholders_would_rank() {
    let body = br#"{"profile": {"factors": {"outcome_type": "application"}, "groups": {
        "teachers": {"risk_taking_culture": 2}, "leaders": {"risk_taking_culture": 4.5}}},
        "options": {"top": 1, "stakeholders": {"office": {"fidelity_expectation": 4}}}}"#;
    let output = given(&["recommend", "-"], body);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Ranking by each group's answers: teachers, 2 of 25 factors answered: 1. ",
        "Ranking by each stakeholder's weights: office, 2 of 25 factors answered: 1. ",
        "! On risk-taking culture, the groups are 2.5 levels apart: teachers at 2, leaders at 4.5.",
        "Only one stakeholder is given",
        "There is no joint answer on risk-taking culture",
    ] {
        assert!(text.contains(part), "{part} is not in: {text}");
    }
}

#[test]
fn command_explains_every_example_and_only_in_sentences() {
    for example in EXAMPLES {
        let text = data(&["explain", &format!("examples/{example}.json")]);
        for heading in
            ["Why ", "The case against ", "What would put ", "How certain first place is", "What to ask next"]
        {
            assert!(text.contains(heading), "{example} lacks `{heading}`:\n{text}");
        }
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{example} is too wide:\n{text}");
        assert!(!text.contains(['{', '}']), "{example} shows a template:\n{text}");
    }
}

#[test]
fn command_explains_as_the_service_does() {
    let server = Server::shared();
    let body: serde_json::Value = serde_json::from_str(&file("examples/rural-novices.json")).unwrap();
    let arguments = ["explain", "examples/rural-novices.json", "--design", "coaching", "--against", "lesson_study"];
    let told: serde_json::Value = serde_json::from_str(&data(&[&arguments[..], &["--json"]].concat())).unwrap();
    let asked = [
        ("contrast", "/v1/contrasts", serde_json::json!({"designs": ["coaching", "lesson_study"]})),
        ("counterfactual", "/v1/counterfactuals", serde_json::json!({"design": "lesson_study"})),
        ("case", "/v1/cases", serde_json::json!({"design": "coaching"})),
        ("sensitivity", "/v1/sensitivity", serde_json::json!({})),
        ("questions", "/v1/questions", serde_json::json!({})),
    ];
    assert_eq!(told.as_object().unwrap().len(), asked.len());
    for (name, path, own) in asked {
        let mut body = body.clone();
        body.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        let json = [("content-type", "application/json")];
        let answer = server.request("POST", path, &json, body.to_string().as_bytes());
        assert_eq!(answer.json(), told[name], "{name}");
    }
}

#[test]
fn command_explains_a_bare_profile_from_standard_input() {
    let output = given(&["explain", "-", "--json"], br#"{"factors": {"outcome_type": "inquiry"}}"#);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).starts_with(r#"{"contrast":"#));
}

#[test]
fn command_refuses_to_explain_what_is_not_there_with_3() {
    let novices = "examples/rural-novices.json";
    for (arguments, says) in [
        (vec!["explain", novices, "--design", "coachin"], "did you mean `coaching`"),
        (vec!["explain", novices, "--against", "workshop"], "did you mean `workshops`"),
        (vec!["explain", novices, "--design", "courses", "--against", "courses"], "two different designs"),
    ] {
        let talk = refusal(&run(&arguments), 3, &arguments.join(" "));
        assert!(talk.contains(says), "{talk}");
    }
    let all = serde_json::json!({
        "profile": {"factors": {}},
        "options": {"exclude": super::service_resources::DESIGNS},
    });
    let talk = refusal(&given(&["explain", "-"], all.to_string().as_bytes()), 3, "everything excluded");
    assert!(talk.contains("remove an exclusion"), "{talk}");
}
