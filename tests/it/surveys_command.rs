//! `backmap import` and `backmap survey`: profiles on standard output, talk on standard error, files put in place whole.

use std::process::Output;

use backmap::surveys::{GradeBands, read_roster};
use serde_json::{Value, json};

use super::server::command;
use super::surveys_files::{fixture, roster_with};

fn run(folder: &std::path::Path, arguments: &[&str]) -> Output {
    command().current_dir(folder).args(arguments).output().expect("the binary runs")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    assert_eq!(output.status.code(), Some(0), "{}", err(output));
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).expect("each line is a profile")).collect()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["google_forms.csv", "microsoft_forms.csv", "qualtrics.csv", "mapping.toml"] {
        std::fs::write(folder.path().join(name), fixture(name)).unwrap();
    }
    std::fs::write(folder.path().join("roster.zip"), roster_with(&[])).unwrap();
    folder
}

#[test]
fn import_gives_profiles_that_recommend_takes() {
    let folder = folder();
    for file in ["google_forms.csv", "microsoft_forms.csv", "qualtrics.csv"] {
        let output = run(folder.path(), &["import", file, "--mapping", "mapping.toml", "--report", "report.json"]);
        let teams = lines(&output);
        assert_eq!(teams.len(), 2, "{file}");
        assert!(err(&output).contains("4 teams, minimum 10 answers: 2 shown; 2 suppressed"), "{}", err(&output));
        let report: Value = serde_json::from_slice(&std::fs::read(folder.path().join("report.json")).unwrap()).unwrap();
        assert_eq!(
            report["teams"][0],
            json!({"id": "Brook School", "answers": 7, "members": null, "became": "suppressed_too_few_answers", "known": 0, "held_back": []})
        );
        std::fs::write(folder.path().join("team.json"), teams[0].to_string()).unwrap();
        let ranked = run(folder.path(), &["recommend", "team.json", "--json"]);
        assert_eq!(ranked.status.code(), Some(0), "{}", err(&ranked));
    }
}

#[test]
fn import_reads_a_roster_without_pupils_and_persons() {
    let folder = folder();
    let output = run(folder.path(), &["import", "roster.zip"]);
    let sizes: Vec<(Value, Value)> =
        lines(&output).iter().map(|team| (team["id"].clone(), team["setting"].clone())).collect();
    let expected = [
        ("Hill School / PK-5 / Mathematics", json!({"team_size": 3, "single_teacher_of_subject": false})),
        ("Hill School / PK-5 / Reading", json!({"team_size": 2, "single_teacher_of_subject": false})),
        ("Lake School / 6-8 / Science", json!({"team_size": 1, "single_teacher_of_subject": true})),
        ("Lake School / all grades / all subjects", json!({"team_size": 1})),
    ];
    assert_eq!(sizes, expected.map(|(id, setting)| (json!(id), setting)));
    let on = run(folder.path(), &["import", "roster.zip", "--on", "2026-10-01", "--grade-bands", "3-5,6-8"]);
    assert_eq!(
        lines(&on)[1]["setting"],
        json!({"team_size": 1, "single_teacher_of_subject": true}),
        "one left in June"
    );
    for output in [output, on] {
        let all = String::from_utf8(output.stdout.clone()).unwrap() + &err(&output);
        assert!(!all.to_lowercase().contains("secret"), "{all}");
        assert!(err(&output).contains("30 enrollments of students and others"), "{}", err(&output));
    }
}

#[test]
fn a_roster_of_version_1_1_is_read_as_well() {
    let manifest = String::from_utf8(fixture("roster/manifest.csv")).unwrap();
    let manifest =
        manifest.replace("oneroster.version,1.2", "oneroster.version,1.1").replace("file.roles,bulk\r\n", "");
    let bytes = roster_with(&[("manifest.csv", Some(&manifest)), ("roles.csv", None)]);
    let roster = read_roster("r.zip", &bytes, &GradeBands::read("PK-5,6-8").unwrap(), None).unwrap();
    assert_eq!(roster.teams.len(), 4);
}

#[test]
fn a_roster_gives_a_surveys_teams_their_size_and_the_share_who_answered() {
    let folder = folder();
    let text = String::from_utf8(fixture("google_forms.csv")).unwrap();
    std::fs::write(folder.path().join("a.csv"), text.replace("Hill School", "hill school / pk-5 / mathematics"))
        .unwrap();
    let output = run(folder.path(), &["import", "a.csv", "--mapping", "mapping.toml", "--roster", "roster.zip"]);
    assert_eq!(lines(&output)[1]["setting"], json!({"team_size": 3, "single_teacher_of_subject": false}));
    assert!(err(&output).contains("12 answers of 3 members (400 %)"), "{}", err(&output));
    let unmatched = "teams of the roster that match no team named here: 3 (Hill School / PK-5 / Reading, Lake School / 6-8 / Science";
    assert!(err(&output).contains(unmatched), "{}", err(&output));
}

#[test]
fn what_leaders_answered_joins_what_teachers_did() {
    let folder = folder();
    let leaders = r#"{"id": "Hill School", "factors": {"resources": {"funds": {"counts": [0, 1, 0, 0, 1]}}, "established_need": 4}, "setting": {"sites": 9, "travel_minutes": 5}}"#;
    std::fs::write(folder.path().join("leaders.ndjson"), format!("\n{leaders}\n")).unwrap();
    let output =
        run(folder.path(), &["import", "google_forms.csv", "--mapping", "mapping.toml", "--join", "leaders.ndjson"]);
    let hill = &lines(&output)[0];
    assert_eq!(hill["factors"]["established_need"], json!(4));
    assert_eq!(hill["factors"]["resources"], json!({"staff": 2, "funds": {"counts": [0, 1, 0, 0, 1]}}));
    assert_eq!(hill["setting"], json!({"sites": 2, "travel_minutes": 5}), "its own first");
}

#[test]
fn a_form_goes_out_and_a_draft_comes_back_through_files() {
    let folder = folder();
    std::fs::write(folder.path().join("teams.txt"), "\u{feff}Hill\nLake\nhill\n\n").unwrap();
    let form = run(
        folder.path(),
        &[
            "survey",
            "--format",
            "google-forms",
            "--teams",
            "teams.txt",
            "-o",
            "form.gs",
            "--short",
            "--designs",
            "coaching",
        ],
    );
    assert_eq!((form.status.code(), form.stdout.len()), (Some(0), 0), "{}", err(&form));
    let script = std::fs::read_to_string(folder.path().join("form.gs")).unwrap();
    assert!(script.contains("setChoiceValues([\"Hill\", \"Lake\"])"), "{script}");
    let roster = run(folder.path(), &["import", "roster.zip", "-o", "teams.ndjson"]);
    assert_eq!(roster.status.code(), Some(0));
    let form = run(folder.path(), &["survey", "--teams", "teams.ndjson", "--answered-by", "leaders"]);
    assert!(String::from_utf8(form.stdout).unwrap().contains("- [ ] Lake School / 6-8 / Science"));
    let draft = run(folder.path(), &["import", "--draft-mapping", "google_forms.csv", "--output", "draft.toml"]);
    assert_eq!(draft.status.code(), Some(0), "{}", err(&draft));
    let output = run(folder.path(), &["import", "google_forms.csv", "--mapping", "draft.toml"]);
    assert_eq!(lines(&output).len(), 2);
    assert_eq!(
        std::fs::read_dir(folder.path())
            .unwrap()
            .filter(|one| one.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'))
            .count(),
        0,
        "nothing half-written is left"
    );
}

#[test]
fn ids_of_joined_profiles_match_however_they_are_typed_and_none_is_lost() {
    let folder = folder();
    let import = |leaders: &str| {
        std::fs::write(folder.path().join("leaders.ndjson"), leaders).unwrap();
        run(folder.path(), &["import", "google_forms.csv", "--mapping", "mapping.toml", "--join", "leaders.ndjson"])
    };
    let line = |id: &str| format!("{{\"id\": \"{id}\", \"factors\": {{\"established_need\": 4}}}}\n");
    let output = import(&(line(" hill  SCHOOL") + &line("Elm School")));
    assert_eq!(lines(&output)[0]["factors"]["established_need"], json!(4));
    let unmatched = "ids of the profiles to join that match no team shown here: 1 (Elm School)";
    assert!(err(&output).contains(unmatched), "{}", err(&output));
    for (leaders, expected) in [
        (line("Hill School") + &line("hill school"), "line 2: leaders.ndjson: /id: line 1 has the same id"),
        ("{\"factors\": {\"established_need\": 4}}".to_owned(), "line 1: leaders.ndjson: /id: missing id"),
    ] {
        let output = import(&leaders);
        assert_eq!(output.status.code(), Some(3), "{leaders}");
        assert!(err(&output).contains(expected), "{leaders}: {}", err(&output));
    }
}

#[test]
fn nothing_to_show_is_told_and_no_failure() {
    let folder = folder();
    let output = run(folder.path(), &["import", "google_forms.csv", "--mapping", "mapping.toml", "--minimum", "38"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert!(err(&output).contains("no team can be shown"), "{}", err(&output));
}

#[test]
fn wrong_use_is_refused_with_a_remedy() {
    let folder = folder();
    for (arguments, code, expected) in [
        (&["import", "google_forms.csv"][..], 2, "--draft-mapping"),
        (&["import", "google_forms.csv", "--mapping", "mapping.toml", "--minimum", "4"], 2, "who gave which answer"),
        (&["import", "google_forms.csv", "--mapping", "none.toml"], 1, "cannot read"),
        (&["import", "google_forms.csv", "--mapping", "mapping.toml", "--vendor", "qualtrics"], 3, "not a Qualtrics"),
        (&["import", "google_forms.csv", "--mapping", "google_forms.csv"], 3, "line 1"),
        (&["import", "roster.zip", "--grade-bands", "5-1"], 2, "reversed"),
        (&["import", "roster.zip", "--on", "October"], 2, "2026-10-01"),
        (&["import", "google_forms.csv", "--mapping", "mapping.toml", "-o", "no/folder/x"], 1, "cannot write"),
        (&["survey", "--designs", "coachin"], 2, "did you mean `coaching`?"),
        (&["survey", "--minimum", "3"], 2, "who gave which answer"),
        (&["survey", "--teams", "none.txt"], 1, "cannot read"),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(expected) && output.stdout.is_empty(), "{arguments:?}: {}", err(&output));
    }
}
