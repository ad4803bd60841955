//! Learning as a person at a terminal has it: reports, sums of a district, pools, and what is refused.

use std::path::{Path, PathBuf};
use std::process::Output;

use backmap::learning::sums;
use backmap::wire::sums_json;
use serde_json::{Value, json};

use super::typical;
use super::world::{MODEL, World, drawn_offsets};
use crate::server::command;
use crate::support::ADVISOR;

const RECORDS: &str = "examples/district/outcomes.csv";

fn run(arguments: &[&str]) -> Output {
    command().args(arguments).output().expect("the binary starts")
}

fn ended(arguments: &[&str], code: i32) -> [String; 2] {
    let output = run(arguments);
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8(bytes.clone()).unwrap());
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {err}");
    [out, err]
}

fn shown(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Files of sums of districts with one truth.
fn files(folder: &Path, count: u64) -> Vec<PathBuf> {
    let offsets = drawn_offsets(8, 0.12);
    let one = |at: u64| {
        let name = format!("district {at}");
        let world = World {
            offsets: offsets.clone(),
            schools: 20,
            district: Some(name.clone()),
            ..World::new(400, 3_200 + at)
        };
        let path = folder.join(format!("{at}.json"));
        let sums = sums(&typical(&MODEL), &world.run(), &name).unwrap();
        std::fs::write(&path, sums_json(&ADVISOR, &typical(&MODEL), &sums)).unwrap();
        path
    };
    (0..count).map(one).collect()
}

#[test]
fn a_district_sends_sums_and_no_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sums.json");
    let [_, err] = ended(&["learn", RECORDS, "--sums", shown(&path), "--district", "Lakeside"], 0);
    assert!(err.contains("60 schools"), "{err}");
    let written = std::fs::read_to_string(&path).unwrap();
    let read: Value = serde_json::from_str(&written).unwrap();
    assert_eq!((&read["format"], &read["district"]), (&json!(1), &json!("Lakeside")));
    let columns = read["columns"].as_array().unwrap();
    assert_eq!(columns.len(), read["products"].as_array().unwrap().len(), "every column has a name");
    assert!(columns.contains(&json!("resources.time")) && columns.contains(&json!("value.coaching")), "{columns:?}");
    assert!(!written.contains("school 1") && !written.contains("2024-1"), "no school and no team is named");
    let [_, err] = ended(&["learn", RECORDS, "--sums", shown(&path)], 2);
    assert!(err.contains("--district NAME"), "{err}");
    // Records that are too few write nothing.
    let few: Vec<String> = std::fs::read_to_string(RECORDS).unwrap().lines().take(100).map(str::to_owned).collect();
    let (records, none) = (folder.path().join("few.csv"), folder.path().join("none.json"));
    std::fs::write(&records, few.join("\n")).unwrap();
    let [_, err] = ended(&["learn", shown(&records), "--sums", shown(&none), "--district", "Small"], 3);
    assert!(err.contains("records may enter sums") && !none.exists(), "{err}");
}

#[test]
fn a_pool_is_reported_by_district_and_written_as_a_catalog_that_diff_explains() {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path(), 8);
    let learned = folder.path().join("learned");
    let paths: Vec<&str> = files.iter().map(|path| shown(path)).collect();
    let arguments = [&["learn", "--output", shown(&learned), "--pool"], paths.as_slice()].concat();
    let [json, _] = ended(&[arguments.as_slice(), &["--format", "json"]].concat(), 0);
    let answer: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(answer["verdict"], "promoted", "{}", answer["summary"]);
    assert_eq!(answer["pool"]["districts"].as_array().unwrap().len(), 8);
    assert_eq!(answer["comparison"], Value::Null);
    crate::statements::check_statements(&answer);
    let [diff, _] = ended(&["diff", "built-in", shown(&learned)], 0);
    let moved = answer["offsets"].as_array().unwrap().iter().max_by(|a, b| {
        let size = |one: &Value| one["new"].as_f64().unwrap().abs();
        size(a).total_cmp(&size(b))
    });
    let moved = moved.unwrap();
    let line = diff.lines().nth(1).unwrap();
    let expected = format!("-> {:>6.1}  (90 % interval ", moved["new"].as_f64().unwrap());
    assert!(line.contains(moved["design"].as_str().unwrap()) && line.contains(&expected), "{line}");
    assert!(!diff.contains("learned.toml"), "{diff}");
    let again = folder.path().join("again");
    let mut backward: Vec<&str> = paths.iter().rev().copied().collect();
    backward.splice(0..0, ["learn", "--format", "json", "--output", shown(&again), "--pool"]);
    assert_eq!(ended(&backward, 0)[0], json, "the order of the files does not matter");
}

#[test]
fn files_that_cannot_be_sums_are_refused_with_place_and_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let path = files(folder.path(), 1).remove(0);
    let good: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut file = good.clone();
        change(&mut file);
        file.to_string()
    };
    let last = good["products"].as_array().unwrap().len() - 1;
    let huge = format!("\"products\":[[1e999],{}", &good["products"].to_string()[1..]);
    let cases: Vec<(String, &str)> = vec![
        (changed(&|file| file["format"] = json!(2)), "/format: sums of format 2"),
        (changed(&|file| file["model_version"] = json!("authored-9")), "/model_version: the sums are for `authored-9`"),
        (changed(&|file| file["catalogue_digest"] = json!("00")), "/catalogue_digest: the sums are for `00`"),
        (format!("{{{huge}"), "number out of range"),
        (changed(&|file| file["products"][3] = json!([1.0])), "/products/3: 1 entries found where 4"),
        (changed(&|file| drop(file["products"].as_array_mut().unwrap().pop())), "/products: "),
        (changed(&|file| file["products"][last][last] = json!(-1.0)), "is negative or larger"),
        (changed(&|file| file["products"][last][last] = json!(1e6)), "is negative or larger"),
        (changed(&|file| file["products"][last][0] = json!(1e5)), "/products: no records have"),
        (changed(&|file| file["products"][last][0] = json!("x")), "expected a number, found a string"),
        (changed(&|file| file["designs"][0] = json!(100_000)), "/results: the counts do not fit"),
        (changed(&|file| file["designs"] = json!([1])), "/designs: "),
        (changed(&|file| file["columns"][1] = json!("x")), "/columns/1: the column is `x`"),
        (changed(&|file| file["schools"] = json!(1_000_000)), "/results: the counts do not fit"),
        (changed(&|file| file["results"] = json!(-4)), "/results: must be"),
        (changed(&|file| drop(file.as_object_mut().unwrap().remove("products"))), "/products: missing field"),
        (changed(&|file| file["more"] = json!(1)), "unknown field `more`"),
        (" ".repeat(9 * 1024 * 1024), "more than 8 MiB"),
        (String::new(), "empty"),
    ];
    let bad = folder.path().join("bad.json");
    let output = folder.path().join("out");
    for (file, expected) in cases {
        std::fs::write(&bad, &file).unwrap();
        let [_, err] = ended(&["learn", "--output", shown(&output), "--pool", shown(&bad)], 3);
        assert!(err.contains(expected) && err.contains("bad.json"), "{expected}: {err}");
    }
    std::fs::write(&bad, changed(&|file| file["district"] = json!(" District 0 "))).unwrap();
    let [_, err] = ended(&["learn", "--output", shown(&output), "--pool", shown(&path), shown(&bad)], 3);
    assert!(err.contains("the same district as") && err.contains("0.json"), "{err}");
    std::fs::write(&bad, changed(&|file| file["district"] = json!("Other name"))).unwrap();
    let [_, err] = ended(&["learn", "--output", shown(&output), "--pool", shown(&path), shown(&bad)], 3);
    assert!(err.contains("the same district as"), "the same sums under another name: {err}");
    assert!(!output.exists());
}

#[test]
fn a_report_is_a_page_with_a_picture_and_its_table() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("learned");
    let [page, _] = ended(&["learn", RECORDS, "--output", shown(&output), "--format", "html"], 0);
    assert!(
        page.starts_with("<!DOCTYPE html>") && !page.contains("<script") && !page.contains("http"),
        "it loads nothing"
    );
    assert_eq!(page.matches("<svg").count(), 1);
    for part in ["role=\"img\"", "<title id=\"calibration-title\">", "<desc id=\"calibration-desc\">", "<polyline"] {
        assert!(page.contains(part), "{part}");
    }
    let [json, _] = ended(&["learn", RECORDS, "--output", shown(&folder.path().join("b")), "--format", "json"], 0);
    let answer: Value = serde_json::from_str(&json).unwrap();
    let bins = answer["comparison"]["calibration_after"].as_array().unwrap();
    let picture = &page[page.find("<svg").unwrap()..page.find("</svg>").unwrap()];
    // One mark for each tenth, and one in the legend; one row of the table for each.
    assert_eq!(picture.matches("<circle").count(), bins.len() + 1);
    let table = &page[page.find("</svg>").unwrap()..];
    let cells: Vec<f64> =
        table.split("<td class=\"n\">").filter_map(|part| part.split('<').next()?.parse().ok()).collect();
    for (row, bin) in bins.iter().enumerate() {
        for (column, key) in ["predicted", "reached", "curve", "results"].into_iter().enumerate() {
            let [shown, exact] = [cells[4 * row + column], bin[key].as_f64().unwrap()];
            assert!((shown - exact).abs() < 0.06, "{key}: {shown} {exact}");
        }
    }
    let [page, _] = ended(&["outcomes", RECORDS, "--format", "html"], 0);
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<table>"));
    assert!(page.contains("<p>9 more results of designs differ clearly from waiting"), "three are named");
}
