//! Records of outcomes: what is read, what is refused, what is shown, and that nobody's result can be computed.

use backmap::imports::read_outcomes;
use backmap::outcomes::{OutcomeRecord, Report, report};
use serde_json::{Value, json};

use super::support::{ADVISOR, post};

const PATH: &str = "/v1/outcomes/check";

fn record(at: usize, design: Option<&str>, value: f64) -> Value {
    let mut record = json!({
        "profile": {"id": format!("team {at}"), "factors": {"time_available": 1 + at % 5}, "setting": {"team_size": 8}},
        "school": format!("school {}", at % 9),
        "results": [
            {"level": 4, "measure": "rubric", "value": value, "lowest": 1, "highest": 4, "people": 8},
            {"level": 1, "measure": "survey", "value": 5, "lowest": 1, "highest": 5, "people": 8},
        ],
    });
    match design {
        Some(design) => record["design"] = json!(design),
        None => record["waited"] = json!(true),
    }
    record
}

/// Coaching is better than waiting, workshops are not, and only three teams did lesson study.
fn district() -> Vec<Value> {
    let of = |at: usize| match at % 3 {
        0 => record(at, Some("coaching"), 3.0 + 0.1 * (at % 7) as f64),
        1 => record(at, Some("workshops"), 2.0 + 0.1 * (at % 7) as f64),
        _ => record(at, None, 2.0 + 0.1 * (at % 6) as f64),
    };
    let few = (100..103).map(|at| record(at, Some("lesson_study"), 3.9));
    (0..60).map(of).chain(few).collect()
}

fn read(records: &[Value]) -> Vec<OutcomeRecord> {
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    let rows = read_outcomes(&ADVISOR, lines.join("\n").as_bytes(), &[]).unwrap();
    assert!(rows.rejected.is_empty(), "{:?}", rows.rejected);
    rows.records
}

fn reported(records: &[Value]) -> Report {
    report(ADVISOR.catalogue(), &read(records), 5)
}

#[test]
fn designs_are_compared_with_teams_that_waited_and_reactions_never_count() {
    let answer = post(PATH, &json!({"records": district()})).unwrap();
    super::statements::check_statements(&answer);
    let rubric = answer["measures"].as_array().unwrap().iter().find(|one| one["name"] == "rubric").unwrap();
    let coaching = rubric["designs"].as_array().unwrap().iter().find(|one| one["design"] == "coaching").unwrap();
    assert!(coaching["against_waiting"]["low"].as_f64().unwrap() > 0.0, "{coaching}");
    let survey = answer["measures"].as_array().unwrap().iter().find(|one| one["name"] == "survey").unwrap();
    assert_eq!(survey["counted"], false);
    let summary = answer["summary"].to_string();
    assert!(summary.contains("coaching") && !summary.contains("survey"), "{summary}");
}

#[test]
fn the_order_of_records_changes_nothing() {
    let mut records = district();
    let expected = reported(&records);
    records.reverse();
    records.swap(3, 40);
    assert_eq!(reported(&records), expected);
}

#[test]
fn a_table_and_lines_of_json_give_the_same_records_in_any_order_of_columns() {
    let of_json = read(&district()[..1]);
    let header = "id,time_available,setting.team_size,school,design,result_1.level,result_1.measure,result_1.value,\
                  result_1.lowest,result_1.highest,result_1.people,result_2.level,result_2.measure,result_2.value,\
                  result_2.lowest,result_2.highest,result_2.people";
    let row = "team 0,1,8,school 0,coaching,4,rubric,3,1,4,8,1,survey,5,1,5,8";
    let backward = |line: &str| line.split(',').rev().collect::<Vec<_>>().join(";");
    for table in [format!("{header}\n{row}\n"), format!("{}\n{}\n", backward(header), backward(row))] {
        let rows = read_outcomes(&ADVISOR, table.as_bytes(), &[]).unwrap();
        assert_eq!((&rows.records, rows.rejected.len()), (&of_json, 0));
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line_and_column_and_the_rest_is_kept() {
    let table = "id,time_available,school,design,waited,lot,started_on,ended_on,result_2.level,result_2.measure,\
                 result_2.value,result_2.lowest,result_2.highest\n\
                 a,3,s,coaching,,,,,4,rubric,3,1,4\n\
                 b,9,s,coaching,,,,,4,rubric,3,1,4\n\
                 c,3,s,coaching,true,,,,4,rubric,3,1,4\n\
                 d,3,s,coaching,,workshops,2026-09-01,2026-01-01,4,rubric,7,1,4\n";
    let rows = read_outcomes(&ADVISOR, table.as_bytes(), &[]).unwrap();
    assert_eq!(rows.records.len(), 1);
    let found: Vec<(usize, Vec<&str>)> = rows
        .rejected
        .iter()
        .map(|(line, problem)| (*line, problem.errors.iter().map(|error| error.pointer.as_str()).collect()))
        .collect();
    let expected =
        [(3, vec!["time_available"]), (4, vec!["design"]), (5, vec!["lot", "lot", "ended_on", "result_2.value"])];
    assert_eq!(found, expected);
}

#[test]
fn results_of_few_people_enter_no_number() {
    let records = district();
    let mut with_few = records.clone();
    let mut few = record(200, Some("coaching"), 1.0);
    few["results"][0]["people"] = json!(4);
    few["results"][1]["people"] = json!(1);
    with_few.push(few);
    let mut small = record(201, Some("coaching"), 1.0);
    small["profile"]["setting"]["team_size"] = json!(3);
    with_few.push(small);
    let (expected, found) = (reported(&records), reported(&with_few));
    assert_eq!(found.measures, expected.measures);
    assert_eq!((found.counts.too_small, expected.counts.too_small), (4, 0));
}

/// A reader who knows every shown number tries to find the sum of the three teams with lesson study.
#[test]
fn what_is_not_shown_cannot_be_computed_from_what_is() {
    let records = district();
    let shown = reported(&records);
    let mut other = records.clone();
    for hidden in other.iter_mut().filter(|one| one["design"] == "lesson_study") {
        hidden["results"][0]["value"] = json!(1.2);
        hidden["results"][1]["value"] = json!(2);
    }
    // Whatever the hidden teams reached, every number is the same, so none says anything about them.
    assert_eq!(reported(&other), shown);
    let rubric = shown.measures.iter().find(|measure| measure.name == "rubric").unwrap();
    assert!(rubric.has_hidden && rubric.designs.len() == 2);
    // A group is divided only where both parts, and those who did not answer, are enough teams.
    for split in shown.measures.iter().flat_map(|measure| &measure.designs).filter_map(|of| of.split.as_ref()) {
        assert!(split.low_teams >= 5 && split.high_teams >= 5, "{split:?}");
    }
}
