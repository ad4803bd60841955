//! The same answers in every vendor's shape come to the same teams, and nobody's name with them.

use backmap::answers::{Distribution, Rating};
use backmap::catalogue::Answer;
use backmap::surveys::{Choices, Export, FileForm, columns, draft};
use backmap::wire::read_profile_or_request;
use proptest::prelude::*;
use serde_json::json;

use super::properties::profile;
use super::support::ADVISOR;
use super::surveys_files::{fixture, imported, team, usual, western_rows, workbook, zipped};

fn mapping() -> String {
    String::from_utf8(fixture("mapping.toml")).unwrap()
}

/// Every fixture, and the same in the wrappings that vendors use.
fn exports() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let google = String::from_utf8(fixture("google_forms.csv")).unwrap();
    let wide: Vec<u8> = google.trim_start_matches('\u{feff}').encode_utf16().flat_map(u16::to_le_bytes).collect();
    let microsoft = western_rows("microsoft_forms.csv");
    vec![
        ("Google Forms, CSV", "google_forms", fixture("google_forms.csv")),
        ("Google Forms, CSV in a zip", "google_forms", zipped(&[("Survey.csv", fixture("google_forms.csv"))])),
        ("Google Forms, sheet", "google_forms", workbook(&google_rows())),
        ("Google Forms, saved as Unicode text", "google_forms", [b"\xff\xfe".to_vec(), wide].concat()),
        ("Microsoft Forms, saved as CSV by Excel", "microsoft_forms", fixture("microsoft_forms.csv")),
        ("Microsoft Forms, workbook", "microsoft_forms", workbook(&microsoft)),
        ("Qualtrics, CSV", "qualtrics", fixture("qualtrics.csv")),
        ("Qualtrics, TSV", "qualtrics", tabs(&fixture("qualtrics.csv"))),
        ("Qualtrics, CSV in a zip", "qualtrics", zipped(&[("a/Team survey.csv", fixture("qualtrics.csv"))])),
    ]
}

fn google_rows() -> Vec<Vec<String>> {
    let bytes = fixture("google_forms.csv");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn tabs(bytes: &[u8]) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    for row in csv::ReaderBuilder::new().has_headers(false).from_reader(bytes).records() {
        out.write_record(&row.unwrap()).unwrap();
    }
    out.into_inner().unwrap()
}

#[test]
fn the_same_answers_come_to_the_same_teams_whichever_vendor_exports_them() {
    for (what, vendor, bytes) in exports() {
        let export =
            Export::read("file", &bytes, &FileForm::default()).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(export.vendor.id, vendor, "{what}");
        let imported = imported(&bytes, &mapping(), &usual()).unwrap_or_else(|error| panic!("{what}: {error}"));
        let ids: Vec<&str> = imported.profiles.iter().filter_map(|profile| profile.id.as_deref()).collect();
        assert_eq!(ids, ["Hill School", "Lac Léman"], "{what}");
        let hill = team(&imported, "Hill School");
        // Three at (5 + 4) / 2, six at 4, three at (3 + 4) / 2: the second item is reversed.
        assert_eq!(hill["factors"]["risk_taking_culture"], json!({"counts": [0, 0, 1.5, 9, 1.5]}), "{what}");
        assert_eq!(hill["factors"]["experience_in_education"], json!({"counts": [0, 6, 0, 6, 0]}), "{what}");
        let experience = json!({"coaching": {"counts": [12, 0, 0, 0, 0]}, "workshops": {"counts": [0, 0, 12, 0, 0]}, "lesson_study": {"counts": [0, 0, 12, 0, 0]}});
        assert_eq!(hill["factors"]["design_experience"], experience, "{what}");
        assert_eq!(hill["factors"]["outcome_type"], json!({"application": 1}), "{what}");
        assert_eq!(hill["factors"]["degree_of_change"], json!(2.5), "{what}");
        assert_eq!(hill["setting"], json!({"sites": 2}), "{what}");
        let lake = team(&imported, "Lac Léman");
        assert_eq!(
            lake["factors"]["risk_taking_culture"],
            json!({"counts": [0, 0, 0, 14, 0]}),
            "{what}: half is enough"
        );
        assert!(lake["factors"].get("design_experience").is_none(), "{what}: nobody ticked a box");
        assert!(lake.get("setting").is_none(), "{what}");
        assert_eq!(imported.report.counted, 37, "{what}");
    }
}

#[test]
fn nothing_of_a_person_leaves_an_import() {
    for (what, _, bytes) in exports() {
        let export = Export::read("file", &bytes, &FileForm::default()).unwrap();
        let imported = imported(&bytes, &mapping(), &usual()).unwrap();
        let profiles = imported.profiles.iter().flat_map(|one| backmap::wire::profile_json(ADVISOR.catalogue(), one));
        let mut all = String::from_utf8(profiles.collect()).unwrap();
        all.push_str(&imported.report.lines().join("\n"));
        all.push_str(&draft(ADVISOR.catalogue(), &export, &Choices::new()).unwrap().mapping);
        all.push_str(&columns(&export));
        for secret in ["quill", "example.org", "192.0.2", "PRIVATE", "TESTING", "R_0", "Ada", "47.1"] {
            assert!(!all.contains(secret), "{what}: {secret} in {all}");
        }
        assert!(
            export.table.rows.iter().flat_map(|row| &row.cells).all(|cell| !cell.contains("example.org")),
            "{what}"
        );
    }
}

#[test]
fn rows_that_do_not_count_are_left_out_and_told() {
    for (name, reason, rows) in [
        ("qualtrics.csv", "preview, test or spam", 1),
        ("qualtrics.csv", "not finished", 1),
        ("microsoft_forms.csv", "exported twice", 1),
    ] {
        let imported = imported(&fixture(name), &mapping(), &usual()).unwrap();
        assert_eq!(imported.report.dropped.get(reason), Some(&rows), "{name}: {:?}", imported.report.dropped);
    }
}

#[test]
fn a_person_who_answers_again_counts_once_with_the_last_answer() {
    let mut rows =
        vec![vec!["Timestamp", "Email Address", "Team", "I can tell colleagues about a lesson that went wrong."]];
    let people: Vec<String> = (0..10).map(|at| format!("P{at}@example.org")).collect();
    for person in &people {
        rows.push(vec!["1", person.as_str(), "A", "Disagree"]);
    }
    rows.push(vec!["2", "p3@EXAMPLE.org ", "a ", "Agree"]);
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.into_iter().map(str::to_owned).collect()).collect();
    let mapping = r#"
        team_columns = ["Team"]
        respondent = "Email Address"
        item = [{ column = 4, factor = "risk_taking_culture", scale = "agreement" }]
    "#;
    let imported = imported(&super::surveys_files::csv(&rows), mapping, &usual()).unwrap();
    assert_eq!(team(&imported, "A")["factors"]["risk_taking_culture"], json!({"counts": [0, 9, 0, 1, 0]}));
    assert_eq!(imported.report.dropped.get("answered again later"), Some(&1));
}

/// Counts as surveys make them: those of thousands of millions of people lose digits when JSON is read.
fn of_people(answer: &Answer) -> Answer {
    let few = |rating: &Rating| match rating {
        Rating::Distribution(many) if many.millionths().iter().sum::<u128>() > 1_000_000_000_000 => {
            Rating::Distribution(Distribution::new([0.0, 1.5, 0.333_333, 2.0, 0.000_001]).unwrap())
        }
        rating => rating.clone(),
    };
    match answer {
        Answer::Level(rating) => Answer::Level(few(rating)),
        Answer::Each(parts) => Answer::Each(parts.iter().map(|part| part.as_ref().map(few)).collect()),
        shares => shares.clone(),
    }
}

proptest! {
    #[test]
    fn a_profile_written_as_a_line_reads_back_as_the_same_team(profile in profile(), id in ".{0,40}") {
        let answers = profile.answers.iter().map(|answer| answer.as_ref().map(of_people)).collect();
        let profile = backmap::catalogue::Profile { id: Some(id), answers, ..profile };
        let line = backmap::wire::profile_json(ADVISOR.catalogue(), &profile);
        prop_assert!(!line.contains(&b'\n'));
        let read = read_profile_or_request(&ADVISOR, &line).unwrap_or_else(|problem| panic!("{problem:?}"));
        // Parts of which none is known are no answer.
        let known = |answer: &Option<Answer>| match answer {
            Some(Answer::Each(parts)) if parts.iter().all(Option::is_none) => None,
            answer => answer.clone(),
        };
        prop_assert_eq!(read.profile.answers, profile.answers.iter().map(known).collect::<Vec<_>>());
        prop_assert_eq!((read.profile.id, read.profile.setting), (profile.id, profile.setting));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), header in 0..6_usize) {
        let headers: [&[u8]; 6] = [b"", b"PK\x03\x04", b"\xff\xfe", b"Timestamp,a\n", b"ID;Start time;Completion time\n", b"ResponseId,Status,Finished\n"];
        let bytes = [headers[header], &bytes].concat();
        exercise(&bytes);
    }

    #[test]
    fn no_damage_to_an_export_makes_a_reader_panic(which in 0..9_usize, at in 0.0..1.0_f64, byte in any::<u8>(), cut in prop::option::of(0.0..1.0_f64)) {
        let mut bytes = DAMAGED[which].2.clone();
        let place = (at * bytes.len() as f64) as usize;
        bytes[place] = byte;
        if let Some(cut) = cut {
            bytes.truncate((cut * bytes.len() as f64) as usize);
        }
        exercise(&bytes);
    }
}

static DAMAGED: std::sync::LazyLock<Vec<(&'static str, &'static str, Vec<u8>)>> = std::sync::LazyLock::new(exports);

fn exercise(bytes: &[u8]) {
    let catalogue = ADVISOR.catalogue();
    if let Ok(export) = Export::read("file", bytes, &FileForm::default()) {
        let _ = draft(catalogue, &export, &Choices::new());
    }
    let _ = imported(bytes, &mapping(), &usual());
    let _ = backmap::surveys::read_agreed(catalogue, "agreed", bytes);
    let bands = backmap::surveys::GradeBands::read("PK-5").unwrap();
    let _ = backmap::surveys::read_roster("roster", bytes, &bands, None);
    let text = String::from_utf8_lossy(bytes);
    let _ = backmap::surveys::Mapping::read(catalogue, "mapping", &text);
}
