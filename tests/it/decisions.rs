//! The record of a decision: whole, tied to its input, and safe to file.

use backmap::exports::{Block, Outline, OutlineFile, RECORDS, Record};
use backmap::wire::DecisionInput;
use serde_json::{Value, json};

use super::cases::profiles;
use super::exports::says_the_same_as;
use super::server::{JSON, Server, command};
use super::statements::check_statements;
use super::support::{ADVISOR, RENDERED, file, post};

const DECISIONS: &str = "/v1/decisions";

fn example() -> Value {
    serde_json::from_str(&file("src/wire/examples/decisions.json")).unwrap()
}

fn record(body: &Value) -> Value {
    post(DECISIONS, body).unwrap_or_else(|problem| panic!("{problem:?} for {body}"))
}

/// Makes something of the record of a body.
fn recorded<T>(body: &Value, make: impl Fn(&Record<'_>) -> T) -> T {
    let input = DecisionInput::read(&ADVISOR, body.to_string().as_bytes());
    let input = input.unwrap_or_else(|problem| panic!("{problem:?}"));
    let decision = input.decide(&ADVISOR).unwrap_or_else(|problem| panic!("{problem:?}"));
    make(&Record { advisor: &ADVISOR, decision: &decision, digest: &input.digest })
}

/// Makes a file of the record of a body.
fn filed(body: &Value, file: &OutlineFile) -> Vec<u8> {
    recorded(body, |record| record.file(file))
}

fn markdown(body: &Value) -> String {
    String::from_utf8(filed(body, &RECORDS[0])).unwrap()
}

fn with(mut body: Value, pointer: &str, value: Value) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[key] = value;
    body
}

/// What produced a ranking may not be hidden from whoever reads the record.
#[test]
fn a_record_names_what_was_set_by_hand_and_what_was_compared() {
    let options = json!({
        "weights": {"time_available": 3, "shared_vision": 0}, "exclude": ["coaching", "conferences"],
        "limits": {"hours": 25}, "environments": ["in_person", "hybrid"],
    });
    let body = with(with(example(), "/options", options), "/choice", json!({"design": "peer_coaching"}));
    let body = with(body, "/reason", json!("We can begin with it."));
    let answer = record(&body);
    let kinds: Vec<&Value> = answer["set_by_hand"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["weights", "exclude", "limits", "environments"]);
    assert_eq!(answer["excluded"], 2);
    let text = markdown(&body);
    let said = [
        "time available counts 3 times as much as usual",
        "shared vision does not count",
        "left out: coaching and attending conferences",
        "hours for each teacher (at most 25)",
        "in person and hybrid",
        "2 designs were left out by hand",
    ];
    for said in said {
        assert!(text.to_lowercase().contains(&said.to_lowercase()), "{said} is missing:\n{text}");
    }
    let ranking =
        post("/v1/recommendations", &json!({"profile": body["profile"], "options": body["options"]})).unwrap();
    assert_eq!(ranking["set_by_hand"], answer["set_by_hand"]);
    let plain = with(body, "/options", json!({}));
    assert_eq!(record(&plain)["set_by_hand"], json!([]));
    assert!(markdown(&plain).contains("Nothing. All designs were compared"));
    let ranking = post("/v1/recommendations", &json!({"profile": plain["profile"]})).unwrap();
    assert!(ranking.get("set_by_hand").is_none(), "the usual answer stays as short as it was");
}

/// A Markdown record as a person has read it.
#[test]
fn a_record_that_can_be_filed() {
    let provenance = |line: &str| line.starts_with("- Catalogue ");
    let text = markdown(&example());
    let kept: Vec<&str> = text.lines().filter(|line| !provenance(line)).collect();
    insta::assert_snapshot!(kept.join("\n"));
}

#[test]
fn a_record_cites_in_full_every_source_that_it_names_and_no_other() {
    for design in ["coaching", "workshops", "lesson_study"] {
        let body = with(with(example(), "/choice", json!({"design": design})), "/reason", json!("The team wants it."));
        let outline = recorded(&body, |record| record.outline());
        let at =
            outline.blocks.iter().position(|block| matches!(block, Block::Heading(_, title) if title == "Sources"));
        let Some(Block::Facts(cited)) = at.and_then(|at| outline.blocks.get(at + 1)) else {
            panic!("{design}: no list")
        };
        let above = Outline { blocks: outline.blocks[..at.unwrap()].to_vec(), ..outline }.texts().concat();
        assert!(!cited.is_empty(), "{design}");
        for source in &ADVISOR.catalogue().sources {
            let full = cited.iter().find(|(_, citations)| *citations == [source.citation.clone()]);
            assert_eq!(above.contains(source.short()), full.is_some(), "{design}: {}", source.citation);
        }
    }
}

#[test]
fn every_number_of_every_record_is_listed() {
    for profile in profiles() {
        for design in &ADVISOR.catalogue().designs {
            let body = json!({"profile": profile, "choice": {"design": design.id}, "reason": "The team wants it."});
            let answer = record(&body);
            assert!(check_statements(&answer) > 20, "{}", design.id);
            assert!(!answer["case_against"].as_array().unwrap().is_empty());
            assert!(answer["ranking"].as_array().unwrap().len() <= 5);
            let page = markdown(&body);
            assert!(
                page.starts_with("# Decision: ") && page.trim_end().ends_with(|last: char| last.is_ascii_hexdigit()),
                "{page}"
            );
            assert!(!page.contains("\n\n\n"), "{}: an empty section or two empty lines\n{page}", design.id);
        }
    }
}

#[test]
fn a_choice_without_the_first_place_needs_a_reason() {
    let profile = json!({"factors": {"outcome_type": "application"}});
    let first =
        post("/v1/recommendations", &json!({"profile": profile})).unwrap()["recommendations"][0]["design"].take();
    let without = |choice: Value| post(DECISIONS, &json!({"profile": profile, "choice": choice}));
    let answer = without(json!({"design": first})).expect("the first place needs no reason");
    assert_eq!(answer["choice"]["behind_first"], 0.0);
    assert_eq!((&answer["choice"]["is_first"], &answer["reason"]), (&json!(true), &Value::Null));
    let problem = without(json!({"design": "conferences"})).unwrap_err();
    assert_eq!((problem.status, problem.errors[0].pointer.as_str()), (422, "/reason"));
    assert!(problem.errors[0].detail.contains(first.as_str().unwrap()), "{problem:?}");
    let problem = without(json!({"design": first, "environment": "online_dynamic"})).unwrap_err();
    assert_eq!(problem.errors[0].pointer, "/reason", "another environment than the one that stands first");
}

#[test]
fn equal_scores_all_have_the_first_place() {
    // With all weight on one factor that none of its answers tells apart, many designs score alike.
    let weights: Value = ADVISOR
        .catalogue()
        .factors
        .iter()
        .map(|factor| (factor.id.clone(), json!(u8::from(factor.id == "time_available"))))
        .collect();
    let body = json!({"profile": {"factors": {"time_available": 5}}, "options": {"weights": weights}});
    let ranking = post("/v1/recommendations", &body).unwrap();
    let tied: Vec<&Value> =
        ranking["recommendations"].as_array().unwrap().iter().filter(|one| one["rank"] == 1).collect();
    assert!(tied.len() > 5, "{} designs are tied", tied.len());
    for one in tied {
        let chosen = with(body.clone(), "/choice", json!({"design": one["design"]}));
        assert_eq!(record(&chosen)["choice"]["is_first"], true, "{}", one["design"]);
    }
}

#[test]
fn a_choice_that_cannot_run_is_recorded_with_what_stands_against_it() {
    let body = json!({"profile": {"factors": {"resources": {"staff": 1}}}, "choice": {"design": "coaching"}});
    assert_eq!(post(DECISIONS, &body).unwrap_err().errors[0].pointer, "/reason");
    let answer = record(&with(body, "/reason", json!("A coach comes in spring.")));
    assert_eq!(answer["choice"]["place"], Value::Null);
    assert_eq!(answer["case_against"][0]["kind"], "cannot_run");
    assert_eq!(answer["would_make_it_work"][0]["factor"], "resources.staff");
    let nothing = json!({"profile": {"factors": {}}, "options": {"limits": {"hours": 0, "weeks": 0}}, "choice": {"design": "coaching"}, "reason": "Later."});
    let answer = record(&nothing);
    assert_eq!((&answer["first_place"], &answer["choice"]["behind_first"]), (&Value::Null, &Value::Null));
    assert!(markdown(&nothing).contains("No design is feasible for this team."));
}

#[test]
fn the_digest_follows_the_input_and_not_the_way_it_is_written() {
    let digest = |text: &str| -> String {
        let operation = backmap::wire::OPERATIONS.iter().find(|operation| operation.path == DECISIONS).unwrap();
        let bytes =
            (operation.answer)(&ADVISOR, &RENDERED, text.as_bytes()).unwrap_or_else(|problem| panic!("{problem:?}"));
        let answer: Value = serde_json::from_slice(&bytes).unwrap();
        answer["input_digest"].as_str().unwrap().to_owned()
    };
    let body = |profile: &str, options: &str, rest: &str| {
        format!(
            r#"{{"profile": {profile}, "options": {options}, "choice": {{"design": "courses"}}, "reason": "x"{rest}}}"#
        )
    };
    let plain = r#"{"id": "a", "factors": {"time_available": 2, "resources": {"staff": 3, "time": 2}, "design_experience": {"coaching": 2, "courses": 4}}, "current": ["courses", "coaching"]}"#;
    let given = digest(&body(plain, r#"{"exclude": ["coaching", "workshops"], "limits": {"hours": 20}}"#, ""));
    assert_eq!(given.len(), 64);
    let turned = r#"{"current": ["coaching", "courses"], "factors": {"design_experience": {"courses": 4.0, "coaching": 2}, "resources": {"time": 2, "staff": 3.00}, "time_available": 2e0}, "id": "a"}"#;
    let same = [
        (
            body(turned, r#"{"limits": {"hours": 20.0}, "exclude": ["workshops", "coaching"]}"#, ""),
            "order and ways to write numbers",
        ),
        (
            body(
                plain,
                r#"{"exclude": ["coaching", "workshops"], "limits": {"hours": 20}, "explain": "summary", "weights": {}}"#,
                "",
            ),
            "defaults",
        ),
        (
            body(
                plain,
                r#"{"exclude": ["coaching", "workshops"], "limits": {"hours": 20}, "weights": {"time_available": 1}}"#,
                "",
            ),
            "a weight of one",
        ),
        (
            body(
                plain,
                r#"{"exclude": ["coaching", "workshops"], "limits": {"hours": 20}}"#,
                r#", "decided_by": "head", "decided_on": "2026-01-01""#,
            ),
            "the decision is no input",
        ),
    ];
    for (text, why) in same {
        assert_eq!(digest(&text), given, "{why}");
    }
    let options = r#"{"exclude": ["coaching", "workshops"], "limits": {"hours": 20}}"#;
    let other = [
        (body(&plain.replace("\"time_available\": 2", "\"time_available\": 2.000001"), options, ""), "a millionth"),
        (body(&plain.replace("\"staff\": 3", "\"staff\": 4"), options, ""), "a kind of resource"),
        (body(&plain.replace("\"courses\": 4", "\"courses\": 5"), options, ""), "experience with one design"),
        (body(&plain.replace("\"id\": \"a\"", "\"id\": \"b\""), options, ""), "the id"),
        (
            body(&plain.replace("\"current\": [\"courses\", \"coaching\"]", "\"current\": []"), options, ""),
            "designs in use",
        ),
        (
            body(&plain.replace("\"current\"", "\"setting\": {\"team_size\": 4}, \"current\""), options, ""),
            "the setting",
        ),
        (body(plain, r#"{"exclude": ["workshops"], "limits": {"hours": 20}}"#, ""), "an exclusion"),
        (body(plain, r#"{"exclude": ["coaching", "workshops"], "limits": {"hours": 21}}"#, ""), "a limit"),
        (
            body(
                plain,
                r#"{"exclude": ["coaching", "workshops"], "limits": {"hours": 20}, "weights": {"time_available": 2}}"#,
                "",
            ),
            "a weight",
        ),
    ];
    let mut seen = std::collections::BTreeSet::from([given]);
    for (text, why) in other {
        assert!(seen.insert(digest(&text)), "{why} changes nothing");
    }
}

#[test]
fn text_from_outside_becomes_no_markup() {
    let evil = "<img src=x onerror=alert(1)>\n# Approved\n\n| a | b |\n[link](javascript:alert(1)) ![i](http://evil.example/x)\n```\n> quote\r\n---\n1. one\n- two\u{202e}";
    let mut body = example();
    body["profile"]["id"] = json!("<script>alert(1)</script>\n# Approved");
    body["reason"] = json!(evil);
    body["decided_by"] = json!("*head* <b>\n## Approved by");
    let page = markdown(&body);
    assert!(!page.contains(['<', '\r', '\u{202e}']), "{page}");
    for line in page.lines() {
        assert!(
            !line.contains("Approved")
                || !line.trim_start_matches(['>', ' ']).starts_with('#')
                || line.starts_with("# Decision: "),
            "{line}"
        );
        assert!(!line.trim_start_matches(['>', ' ']).starts_with("```"), "{line}");
    }
    for made in ["](javascript", "](http", "http://evil"] {
        let bare = page.match_indices(made).any(|(at, _)| !page[..at].ends_with('\\') && !page[..=at].ends_with("\\]"));
        assert!(!bare, "{made} is left as it was:\n{page}");
    }
    let headings = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(headings(&page), headings(&markdown(&example())), "no heading comes from outside");
    assert_eq!(record(&body)["reason"], evil, "JSON gives it back as it came");
    says_the_same_as(&recorded(&body, |record| record.outline()), page.as_bytes(), &filed(&body, &RECORDS[1]));
}

#[test]
fn the_word_file_says_what_the_markdown_says() {
    let body = example();
    let [markdown, word] = [0, 1].map(|at| filed(&body, &RECORDS[at]));
    says_the_same_as(&recorded(&body, |record| record.outline()), &markdown, &word);
    assert_eq!(filed(&body, &RECORDS[1]), word, "the same bytes again");
}

#[test]
fn a_reason_is_no_essay_and_a_role_is_short() {
    for (field, most) in [("reason", 2000), ("decided_by", 100)] {
        let mut body = json!({"profile": {"factors": {}}, "choice": {"design": "coaching"}, "reason": "x"});
        body[field] = json!("x".repeat(most + 1));
        let error = post(DECISIONS, &body).expect_err(field).errors.remove(0);
        assert_eq!(error.pointer, format!("/{field}"));
        assert!(error.detail.contains(&format!("at most {most}")), "{}", error.detail);
    }
}

#[test]
fn the_service_gives_the_form_that_is_asked_for() {
    let server = Server::shared();
    let body = example().to_string();
    let rows = [
        (None, false, "nothing said"),
        (Some("application/json"), false, "JSON"),
        (Some("*/*"), false, "anything"),
        (Some("text/html"), false, "there is no such form, and JSON serves"),
        (Some("text/markdown"), true, "Markdown"),
        (Some("Text/Markdown; charset=utf-8"), true, "however it is written"),
        (Some("text/markdown, */*;q=0.5"), true, "Markdown first"),
        (Some("text/markdown;q=0.3, application/json"), false, "JSON first"),
        (Some("text/markdown;q=0, */*"), false, "Markdown refused"),
        (Some(";;;"), false, "what cannot be read"),
    ];
    for (accept, is_markdown, why) in rows {
        let headers: Vec<(&str, &str)> = [JSON].into_iter().chain(accept.map(|accept| ("accept", accept))).collect();
        let response = server.request("POST", DECISIONS, &headers, body.as_bytes());
        assert_eq!(response.status, 200, "{why}: {}", response.text());
        let content_type = if is_markdown { RECORDS[0].media } else { "application/json" };
        assert_eq!(response.header("content-type"), Some(content_type), "{why}");
        let vary: Vec<&str> =
            response.headers.iter().filter(|(name, _)| name == "vary").map(|(_, value)| value.as_str()).collect();
        assert!(vary.join(",").to_lowercase().contains("accept"), "{why}: {vary:?}");
        assert_eq!(response.text().starts_with("# Decision: "), is_markdown, "{why}");
    }
    let word = RECORDS[1].media;
    let [first, second] = [format!("text/markdown;q=0.5, {word}"), format!("text/markdown, {word};q=0.5")];
    for (accept, export) in [(word, &RECORDS[1]), (&first, &RECORDS[1]), (&second, &RECORDS[0])] {
        let response = server.request("POST", DECISIONS, &[JSON, ("accept", accept)], body.as_bytes());
        assert_eq!(response.header("content-type"), Some(export.media), "{accept}");
        assert!(response.body == filed(&example(), export), "{accept}");
    }
    let refused = server.request("POST", DECISIONS, &[JSON, ("accept", "text/markdown")], b"{}");
    refused.problem("a refusal is a problem in any form");
}

#[test]
fn the_command_writes_the_record_that_the_service_gives() {
    let run = |arguments: &[&str]| {
        let output =
            command().current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().expect("the binary runs");
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let path = "examples/rural-novices.json";
    let choice = [
        "decide",
        path,
        "--choose",
        "lesson_study",
        "--environment",
        "hybrid",
        "--reason",
        "The team asked for it.",
        "--on",
        "2026-06-12",
        "--by",
        "principal",
        "--starts",
        "2026-08-31",
    ];
    let mut body: Value = serde_json::from_str(&file(path)).unwrap();
    for (key, value) in [
        ("choice", json!({"design": "lesson_study", "environment": "hybrid"})),
        ("reason", json!("The team asked for it.")),
        ("decided_on", json!("2026-06-12")),
        ("decided_by", json!("principal")),
        ("starts_on", json!("2026-08-31")),
    ] {
        body[key] = value;
    }
    let (code, page, talk) = run(&choice);
    assert_eq!((code, talk.as_str()), (Some(0), ""));
    assert_eq!(page, markdown(&body));
    assert_eq!(run(&[&choice[..], &["--markdown"]].concat()).1, page);
    let (_, json, _) = run(&[&choice[..], &["--json"]].concat());
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), record(&body));
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in
        [("d.docx", filed(&body, &RECORDS[1])), ("d.md", page.clone().into_bytes()), ("d.json", json.into_bytes())]
    {
        let path = folder.path().join(name);
        run(&[&choice[..], &["--output", path.to_str().unwrap()]].concat());
        assert!(std::fs::read(&path).unwrap() == bytes, "{name}");
    }
    let refusals: [(&[&str], i32, &str); 5] = [
        (&["decide", path, "--choose", "conferences"], 3, "a reason is required"),
        (&["decide", path, "--choose", "conferences", "--reason", "x", "--on", "2026-02-30"], 3, "/decided_on"),
        (&["decide", path, "--choose", "coachin"], 3, "did you mean `coaching`"),
        (&["decide", path], 2, "--choose"),
        (&["decide", path, "--choose", "coaching", "--json", "--markdown"], 2, "cannot be used with"),
    ];
    for (arguments, expected, says) in refusals {
        let (code, page, talk) = run(arguments);
        assert_eq!((code, page.as_str()), (Some(expected), ""), "{arguments:?}: {talk}");
        assert!(talk.contains(says), "{arguments:?}: {talk}");
    }
}
