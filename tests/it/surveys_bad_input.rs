//! Wrong mappings, answers and files: what is said of them, all at once, and never what a person wrote.

use super::support::ADVISOR;
use super::surveys_files::{fixture, imported, roster_with, usual, zipped};
use backmap::surveys::{Export, FileForm, GradeBands, Mapping, read_agreed, read_roster};

fn told(mapping: &str) -> String {
    match Mapping::read(ADVISOR.catalogue(), "m.toml", mapping) {
        Ok(_) => panic!("it was taken: {mapping}"),
        Err(error) => error.to_string(),
    }
}

const ITEM: &str = r#"item = [{ column = "Q", factor = "time_available", scale = "frequency" }]"#;

#[test]
fn a_wrong_mapping_is_refused_with_its_place_and_a_remedy() {
    let item = |rest: &str| format!("one_team = \"A\"\nitem = [{{ column = \"Q\", {rest} }}]");
    for (mapping, expected, why) in [
        ("a = ".to_owned(), "line 1", "not TOML"),
        (format!("one_team = \"A\"\nvendr = \"google_forms\"\n{ITEM}"), "did you mean `vendor`?", "a key misspelt"),
        (format!("one_team = \"A\"\nvendor = \"qualtric\"\n{ITEM}"), "did you mean `qualtrics`?", "a vendor misspelt"),
        (
            format!("one_team = \"A\"\nanswered_by = \"pupils\"\n{ITEM}"),
            "`teachers`, `leaders` or `planner`",
            "who answers",
        ),
        (ITEM.to_owned(), "`team_columns`", "no team"),
        (format!("one_team = \"A\"\nteam_columns = [\"B\"]\n{ITEM}"), "`one_team`", "two ways to a team"),
        ("one_team = \"A\"".to_owned(), "missing `[[item]]`", "nothing to count"),
        (item("scale = \"agreement\""), "item 1, factor: missing key", "no factor"),
        (
            item("factor = \"time_avaliable\", scale = \"agreement\""),
            "did you mean `time_available`?",
            "a factor misspelt",
        ),
        (item("factor = \"time_available\""), "exactly one of scale, labels", "no scale"),
        (item("factor = \"time_available\", scale = \"agrement\""), "did you mean `agreement`?", "a scale misspelt"),
        (item("factor = \"time_available\", scale = \"years\""), "no levels of its own", "not asked in years"),
        (item("factor = \"time_available\", scale = \"agreement\", labels = [\"a\", \"b\"]"), "found 2", "two scales"),
        (item("factor = \"time_available\", labels = [\"a\"]"), "at least two different labels", "one label"),
        (item("factor = \"time_available\", labels = [\"a\", \"A.\"]"), "different labels", "a label twice"),
        (
            item("factor = \"time_available\", levels = { Never = 1, \"never \" = 5 }"),
            "levels, never : this differs from an earlier entry only in case",
            "a label twice with two levels",
        ),
        (item("factor = \"time_available\", levels = { a = 6 }"), "levels, a: expected a level", "no level"),
        (item("factor = \"time_available\", range = [7, 1]"), "such as [1, 7]", "a range upside down"),
        (item("factor = \"time_available\", bands = [{ level = 2 }]"), "`from`, `to`, or both", "an open band"),
        (item("factor = \"resources\", scale = \"extent\""), "`resources.staff`", "no part"),
        (item("factor = \"resources.stuff\", scale = \"extent\""), "did you mean `staff`?", "a part misspelt"),
        (item("factor = \"time_available.a\", scale = \"extent\""), "has no parts", "a part too many"),
        (item("factor = \"time_available\", boxes = { a = \"b\" }"), "a factor with parts", "boxes for a level"),
        (
            item("factor = \"design_experience\", boxes = { a = \"coachin\" }, picked = 3"),
            "did you mean `coaching`?",
            "a box",
        ),
        (item("factor = \"design_experience\", boxes = { a = \"coaching\" }"), "picked: missing key", "no level"),
        (item("factor = \"time_available\", scale = \"extent\", other = \"x\""), "must be `missing`", "other"),
        (
            format!("one_team = \"A\"\n{ITEM}\nfacts = {{ time_available = 2 }}"),
            "remove one of them",
            "stated and asked",
        ),
        (
            format!("one_team = \"A\"\n{ITEM}\nfacts = {{ outcome_type = \"aplication\" }}"),
            "did you mean `application`?",
            "a fact",
        ),
        (format!("one_team = \"A\"\n{ITEM}\nsetting = {{ team_size = 0 }}"), "from 1 to", "a setting out of range"),
        (
            format!("one_team = \"A\"\n{ITEM}\nfactor = {{ time_available = {{ combine = \"highest\" }} }}"),
            "`mean` or `lowest`",
            "combine",
        ),
    ] {
        let told = told(&mapping);
        assert!(told.contains(expected), "{why}: {told}");
        assert!(told.starts_with("m.toml"), "{why}: {told}");
    }
    let all =
        told("vendr = 1\nitem = [{ factor = \"x\" }, { column = \"Q\", factor = \"time_available\", scale = \"y\" }]");
    for expected in ["vendr", "item 1, column", "unknown factor `x`", "item 2, scale", "team_columns"] {
        assert!(all.contains(expected), "all at once: {all}");
    }
}

#[test]
fn answers_that_no_scale_names_are_told_without_anybodys_words() {
    let mut rows = vec!["Team,Q,Free".to_owned()];
    rows.extend((0..12).map(|at| format!("A,{},mine", if at < 3 { "Now and then" } else { "Often" })));
    rows.push("A,my own secret words,mine".to_owned());
    let mapping =
        "team_columns = [\"Team\"]\nitem = [{ column = \"Q\", factor = \"time_available\", scale = \"frequency\" }]";
    let error = imported(rows.join("\n").as_bytes(), mapping, &usual()).unwrap_err().to_string();
    for expected in ["column 2 (Q)", "4 rows (2, 3, 4, 14)", "`Now and then` (3 times)", "other = \"missing\""] {
        assert!(error.contains(expected), "{expected}: {error}");
    }
    assert!(!error.contains("secret") && !error.contains("mine"), "{error}");
    let forgiving = mapping.replace("\"frequency\" }", "\"frequency\", other = \"missing\" }");
    let imported = imported(rows.join("\n").as_bytes(), &forgiving, &usual()).unwrap();
    assert_eq!(
        imported.report.items[0].off_scale(),
        4,
        "an answer that is not on the scale is told, also of who says no more"
    );
    assert_eq!(imported.report.dropped.get("without an answer on its scale"), Some(&4));
}

#[test]
fn wrong_columns_are_told_with_the_nearest_one() {
    let file = b"Email,Team,How often?,How often?,\"I feel at ease when a colleague watches my lesson.\"\na@b.org,A,Often,Often,Agree\n";
    for (mapping, expected, why) in [
        (
            "team_columns = [\"Teem\"]\nitem = [{ column = 3, factor = \"time_available\", scale = \"frequency\" }]",
            "did you mean column 2 (Team)?",
            "misspelt",
        ),
        (
            "team_columns = [\"Team\"]\nitem = [{ column = \"How often?\", factor = \"time_available\", scale = \"frequency\" }]",
            "columns 3, 4 all have the heading",
            "twice",
        ),
        (
            "team_columns = [\"Email\"]\nitem = [{ column = 3, factor = \"time_available\", scale = \"frequency\" }]",
            "identifies people",
            "a person as a team",
        ),
        (
            "one_team = \"A\"\nitem = [{ column = 9, factor = \"time_available\", scale = \"frequency\" }]",
            "the file has 5",
            "too high a number",
        ),
    ] {
        let error = imported(file, mapping, &usual()).unwrap_err().to_string();
        assert!(error.contains(expected), "{why}: {error}");
    }
}

#[test]
fn files_that_are_no_survey_are_refused_with_a_remedy() {
    let bomb = zipped(&[("big.csv", vec![b'a'; 64 << 20])]);
    assert!(bomb.len() < 1 << 20, "it is small as a zip");
    for (bytes, expected, why) in [
        (Vec::new(), "empty", "no byte"),
        (b"  \n ".to_vec(), "empty", "nothing but space"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "save it as xlsx", "old Excel"),
        (b"\x89PNG\0\0\0".to_vec(), "not a text file", "a picture"),
        (b"PK\x03\x04 and no more".to_vec(), "damaged or incomplete", "half a zip"),
        (zipped(&[("a.csv", b"a".to_vec()), ("b.csv", b"b".to_vec())]), "contains 2 tables", "two tables"),
        (zipped(&[("a.png", b"a".to_vec())]), "contains 0 tables", "no table"),
        (zipped(&[("xl/workbook.xml", b"<a".to_vec())]), "cannot be read", "half a workbook"),
        (bomb, "unpacks to far more", "a zip bomb"),
        (format!("a,\"{}", "b".repeat(200_000)).into_bytes(), "quotation mark", "a cell without end"),
        (b"a,b\n".to_vec(), "no answers found", "headings alone"),
        (b"Hill,ada@example.org\nHill,b\n".to_vec(), "column 2 has an address as its heading", "no headings"),
    ] {
        let error = Export::read("f", &bytes, &FileForm::default()).err().map(|error| error.to_string());
        assert!(error.as_ref().is_some_and(|error| error.contains(expected)), "{why}: {error:?}");
    }
}

#[test]
fn wrong_rosters_are_refused_with_a_remedy() {
    let manifest = String::from_utf8(fixture("roster/manifest.csv")).unwrap();
    let delta = manifest.replace("file.users,bulk", "file.users,delta");
    let old = manifest.replace("oneroster.version,1.2", "oneroster.version,1.0");
    let absent = manifest.replace("file.orgs,bulk", "file.orgs,absent");
    let bands = GradeBands::read("PK-5,6-8").unwrap();
    for (changed, expected, why) in [
        (("manifest.csv", None), "no manifest.csv", "no manifest"),
        (("manifest.csv", Some(old.as_str())), "must be 1.1 or 1.2", "another version"),
        (("manifest.csv", Some(delta.as_str())), "as bulk", "changes only"),
        (("manifest.csv", Some(absent.as_str())), "orgs.csv is required", "no organisations"),
        (("users.csv", None), "users.csv is missing", "a file missing"),
        (("classes.csv", Some("sourceId,schoolSourcedId\na,b\n")), "`sourcedId` is missing", "another heading"),
    ] {
        let error = read_roster("r.zip", &roster_with(&[changed]), &bands, None).unwrap_err().to_string();
        assert!(error.contains(expected) && error.starts_with("r.zip"), "{why}: {error}");
    }
}

#[test]
fn wrong_agreed_answers_are_refused_with_row_and_column() {
    for (text, expected, why) in [
        ("team,time_available\nA,2\n", "column `id` is missing", "no id"),
        ("id,time_avaliable\nA,2\n", "did you mean `time_available`?", "a factor misspelt"),
        ("id,perceived_value.count_1\nA,2\n", "one level", "counts"),
        ("id,time_available\nA,6\n", "row 2, column 2", "no level"),
        ("id,time_available\nA,2\na,3\n", "row 3: duplicate team", "twice"),
        ("id,resources\nA,2\n", "a level for each", "no part"),
        ("id,outcome_type\nA,learning\n", "unknown category", "no category"),
        ("id,setting.teamsize\nA,2\n", "did you mean `team_size`?", "a fact misspelt"),
        ("id,time_available\n,2\n", "enter the team's name", "no team"),
        ("id,setting.team_size\nA,\"1,000\"\n", "expected a whole number", "a comma between thousands"),
        ("id,setting.team_size\nA,1,000\n", "row 2, column 3: a cell without a heading", "a cell too many"),
        ("id,,time_available\nA,3,2\n", "row 2, column 2: a cell without a heading", "no heading"),
        ("id,time_available,time_available\nA,2,3\n", "column 3 (time_available): another column", "a heading twice"),
        ("id,id,time_available\nA,B,3\n", "two columns are named `id`", "two ids"),
        ("id,outcome_type,outcome_type.mastery\nA,mastery,1\n", "not both", "a category and shares"),
    ] {
        let error = read_agreed(ADVISOR.catalogue(), "a.csv", text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{why}: {error}");
    }
}

#[test]
fn the_mappings_of_the_documents_and_examples_are_taken() {
    let document = super::support::file("docs/surveys.md");
    let shown =
        document.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a mapping is shown");
    let example = super::support::file("examples/surveys/talis2018.toml");
    for mapping in [shown, example.as_str()] {
        Mapping::read(ADVISOR.catalogue(), "m.toml", mapping).unwrap_or_else(|error| panic!("{error}"));
    }
}
