//! District reports: figures counted another way, small teams that change nothing, and the files.

use std::collections::BTreeMap;

use backmap::advisor::{Explain, Options};
use backmap::catalogue::EnvironmentIndex;
use backmap::exports::DISTRICT_FILES;
use backmap::planning::design_cost;
use backmap::scoring::{Group, Stage, Unwatched, Watch};
use backmap::wire::{DistrictAnswer, DistrictInput, read_request};
use serde_json::{Value, json};

use super::statements::check_statements;
use super::support::{ADVISOR, post};

const PATH: &str = "/v1/district";

fn team(at: usize, size: u32) -> Value {
    let outcomes = ["application", "mastery", "knowledge", "attitude"];
    json!({
        "id": format!("team {at:02}"),
        "factors": {
            "time_available": 1 + at % 5, "sustained_support": 1 + at % 3, "risk_taking_culture": 1 + (at / 2) % 5,
            "resources": {"staff": 1 + at % 4, "time": 3}, "outcome_type": outcomes[at % 4],
        },
        "setting": {"team_size": size},
        "current": ["workshops"],
    })
}

fn district(count: usize) -> Value {
    let teams: Vec<Value> = (0..count).map(|at| team(at, 5 + at as u32 % 7)).collect();
    let of = |value: &dyn Fn(usize) -> String| -> BTreeMap<String, String> {
        (0..count).map(|at| (format!("team {at:02}"), value(at))).collect()
    };
    json!({
        "teams": teams,
        "schools": of(&|at| format!("School {}", at / 4)),
        "by": [
            {"column": "poverty", "values": of(&|at| (at * 7 % 100).to_string())},
            {"column": "band", "values": of(&|at| ["elementary", "middle", "high"][at % 3].to_owned())},
        ],
    })
}

fn with_resources(mut body: Value) -> Value {
    body["resources"] =
        json!({"terms": [{"name": "a year", "coach_hours": 900, "substitute_days": 90, "money_usd": 20_000}]});
    body
}

fn answer(body: &Value) -> Value {
    post(PATH, body).unwrap_or_else(|problem| panic!("{problem:?}"))
}

/// The mean cost of a factor over the feasible designs of a team, in points, by the full answer for the team alone.
fn mean_cost(team: &Value, factor: &str) -> f64 {
    let request = read_request(&ADVISOR, json!({"profile": team}).to_string().as_bytes()).unwrap();
    let options = Options { explain: Explain::Full, ..Options::default() };
    let advice = ADVISOR.recommend(&request.profile, &options).unwrap();
    let cost = |design: &backmap::advisor::Recommendation<'_>| {
        let of = design.contributions.iter().find(|one| ADVISOR.catalogue().factors[one.factor].id == factor);
        f64::from(of.and_then(|one| one.cost).unwrap_or(0))
    };
    advice.recommendations.iter().map(cost).sum::<f64>() / advice.recommendations.len() as f64 / 100.0
}

#[test]
fn figures_are_those_of_each_team_counted_one_by_one() {
    let body = district(12);
    let found = answer(&body);
    let teams = body["teams"].as_array().unwrap();
    for factor in ["time_available", "risk_taking_culture", "sustained_support"] {
        let expected = teams.iter().map(|team| mean_cost(team, factor)).sum::<f64>() / 12.0;
        let line =
            found["conditions"].as_array().unwrap().iter().find(|one| one["answer"] == factor).expect("it costs");
        let cost = line["cost"].as_f64().unwrap();
        assert!((cost - expected).abs() < 0.011, "{factor}: {cost}, not {expected}");
        assert_eq!(line["teams"], 12);
    }
    let (mut firsts, mut begin, mut dollars) = (BTreeMap::<String, usize>::new(), 0, 0.0);
    for team in teams {
        let request = read_request(&ADVISOR, json!({"profile": team}).to_string().as_bytes()).unwrap();
        let advice = ADVISOR.recommend(&request.profile, &Options::default()).unwrap();
        let first = &advice.recommendations[0];
        let (catalogue, tables) = (ADVISOR.catalogue(), ADVISOR.tables());
        let environment = EnvironmentIndex::from(tables.alternatives[first.placed.alternative].environment.at());
        let design = &catalogue.designs[first.placed.design];
        *firsts.entry(design.id.clone()).or_default() += 1;
        begin += usize::from(first.group == Group::CanBeginNow);
        let each = design_cost(catalogue, design, &catalogue.environments[environment]).amount().typical;
        dollars += each * team["setting"]["team_size"].as_f64().unwrap();
    }
    for line in found["first_designs"].as_array().unwrap() {
        assert_eq!(line["teams"], firsts[line["design"].as_str().unwrap()], "{line}");
    }
    assert_eq!(found["starts"]["now"], begin);
    assert!((found["cost"]["typical"].as_f64().unwrap() - dollars).abs() < 1.0, "{} {dollars}", found["cost"]);
    let of_schools = |field: &str| -> u64 {
        found["schools"].as_array().unwrap().iter().map(|school| school[field].as_u64().unwrap()).sum()
    };
    assert_eq!((of_schools("teams"), of_schools("can_begin_now")), (12, begin as u64));
    let lines = found["teams"].as_array().unwrap();
    assert!(lines.len() == 12 && lines.iter().all(|line| firsts.contains_key(line["own_best"].as_str().unwrap())));
    let groups = found["by"][0]["groups"].as_array().unwrap();
    assert_eq!(groups.iter().map(|group| group["teams"].as_u64().unwrap()).collect::<Vec<_>>(), [4, 4, 4]);
    assert!(check_statements(&found) > 8);
}

/// A small team by size, with every answer at a level.
fn small(level: u32) -> Value {
    let mut team = team(level as usize, 4);
    team["id"] = json!("small one");
    for factor in ["time_available", "sustained_support", "risk_taking_culture"] {
        team["factors"][factor] = json!(level);
    }
    team
}

#[test]
fn nothing_about_a_small_team_can_be_computed() {
    let without = answer(&with_resources(district(14)));
    let mut seen = Vec::new();
    for level in 1..=5 {
        let mut body = with_resources(district(14));
        body["teams"].as_array_mut().unwrap().insert(3, small(level));
        body["schools"]["small one"] = json!(format!("School {level}"));
        body["by"][0]["values"]["small one"] = json!((level * 20).to_string());
        body["by"][1]["values"]["small one"] = json!(if level > 3 { "alone" } else { "middle" });
        body["resources"]["weights"] = json!({"small one": level});
        seen.push(answer(&body));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "whatever it answers, every byte is the same");
    let mut with = seen.remove(0);
    assert_eq!(with["counts"]["too_small"], 1);
    assert!(!with.to_string().contains("small one"), "it is not named");
    // No sum differs from that of the others, so no difference of two reports gives its figures.
    with["counts"]["too_small"] = json!(0);
    with["notes"].as_array_mut().unwrap().remove(0);
    assert_eq!(with, without);
}

/// Somebody who knows every shown number of two columns, and every team but the small one, subtracts the groups of one
/// column from those of the other.
#[test]
fn differences_of_columns_contain_nothing_of_a_small_team() {
    let mut body = with_resources(district(16));
    body["teams"].as_array_mut().unwrap().push(small(1));
    // In the first column the small team is in a group with others, in the second it is alone, in the third it has no
    // value: sums over the groups would differ by its figures.
    body["by"][0]["values"]["small one"] = json!("7");
    body["by"][1]["values"]["small one"] = json!("alone");
    let all: Value =
        (0..16).map(|at| (format!("team {at:02}"), json!("all"))).collect::<serde_json::Map<_, _>>().into();
    body["by"].as_array_mut().unwrap().push(json!({"column": "all", "values": all}));
    let found = answer(&body);
    let columns = found["by"].as_array().unwrap();
    let sum = |column: &Value, of: &dyn Fn(&Value) -> f64| -> f64 {
        column["groups"].as_array().unwrap().iter().map(of).sum()
    };
    let number = |group: &Value, field: &str| group[field].as_f64().unwrap();
    for field in ["teams", "can_begin_now", "strong_or_moderate", "placed"] {
        let sums: Vec<f64> = columns.iter().map(|column| sum(column, &|group| number(group, field))).collect();
        assert!(sums.windows(2).all(|pair| pair[0] == pair[1]), "{field}: {sums:?}");
    }
    for field in ["score", "planned_score"] {
        let of = |group: &Value| number(group, field) * number(group, "teams");
        let sums: Vec<f64> = columns.iter().map(|column| sum(column, &of)).collect();
        // A mean is rounded to hundredths, so a sum over 16 teams is within 0.08.
        assert!(sums.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.17), "{field}: {sums:?}");
    }
    assert!(columns.iter().all(|column| column["without"] == 0), "the small team is not even counted as missing");
    assert!(!found.to_string().contains("alone"), "its value names no group");
}

#[test]
fn each_column_is_compared_and_no_column_twice() {
    let found = answer(&district(12));
    let names: Vec<&Value> = found["by"].as_array().unwrap().iter().map(|by| &by["column"]).collect();
    assert_eq!(names, ["poverty", "band"]);
    // A column has the same groups alone as beside another.
    let mut alone = district(12);
    alone["by"].as_array_mut().unwrap().remove(0);
    assert_eq!(answer(&alone)["by"][0], found["by"][1]);
    let mut twice = district(12);
    twice["by"][1]["column"] = json!("poverty");
    assert!(post(PATH, &twice).expect_err("twice").detail.contains("poverty"));
    let mut many = district(12);
    many["by"] = (0..9).map(|at| json!({"column": at.to_string(), "values": {"team 01": "x"}})).collect();
    assert_eq!(post(PATH, &many).expect_err("too many").errors[0].pointer, "/by");
}

/// Stops the work at a stage, and remembers which stages there were.
struct Stops(Option<Stage>, std::sync::Mutex<Vec<Stage>>);

impl Watch for Stops {
    fn reached(&self, stage: Stage, done: usize, of: usize) -> bool {
        assert!(done <= of, "{done} of {of}");
        self.1.lock().unwrap().push(stage);
        self.0 != Some(stage)
    }
}

#[test]
fn work_shows_each_stage_and_stops_in_each() {
    let body = with_resources(district(20)).to_string();
    let run = |at: Option<Stage>| {
        let watch = Stops(at, std::sync::Mutex::default());
        let made = DistrictInput::read(&ADVISOR, body.as_bytes()).unwrap().report(&ADVISOR, &watch);
        (made, watch.1.into_inner().unwrap())
    };
    let (made, stages) = run(None);
    assert!(made.is_ok() && Stage::ALL.iter().all(|stage| stages.contains(stage)), "{stages:?}");
    for stage in Stage::ALL {
        let (made, stages) = run(Some(stage));
        assert!(made.is_err() && stages.iter().filter(|one| **one == stage).count() == 1, "{stages:?}");
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let body = with_resources(district(40)).to_string();
    let made = |threads: usize| {
        let mut input = DistrictInput::read(&ADVISOR, body.as_bytes()).unwrap();
        input.threads = threads.try_into().unwrap();
        DistrictAnswer::json(&ADVISOR, &input.report(&ADVISOR, &Unwatched).unwrap())
    };
    assert_eq!(made(1), made(4));
}

#[test]
fn the_order_of_the_teams_does_not_matter() {
    let body = with_resources(district(15));
    let mut turned = body.clone();
    turned["teams"].as_array_mut().unwrap().reverse();
    assert_eq!(answer(&body), answer(&turned));
}

#[test]
fn one_team_equal_teams_and_teams_that_know_nothing_have_a_report() {
    let one = answer(&json!({"teams": [team(3, 9)]}));
    assert_eq!((&one["counts"]["teams"], &one["schools"]), (&json!(1), &json!([])));
    assert!(one["cohorts"]["reason"].is_string());
    let equal: Vec<Value> = (0..1_000)
        .map(|at| {
            let mut team = team(3, 9);
            team["id"] = json!(format!("{at:04}"));
            team
        })
        .collect();
    let equal = answer(&json!({"teams": equal}));
    assert_eq!(equal["conditions"][0]["cost"], one["conditions"][0]["cost"]);
    assert_eq!(equal["first_designs"][0]["teams"], 1_000);
    let nothing = answer(&json!({"teams": [{"factors": {}}, {"factors": {}}]}));
    assert_eq!((&nothing["counts"]["nothing_known"], &nothing["conditions"]), (&json!(2), &json!([])));
    for report in [&one, &equal, &nothing] {
        assert!(check_statements(report) > 3);
    }
}

#[test]
fn what_cannot_be_reported_is_a_problem() {
    let problem = post(PATH, &json!({"teams": [small(2)]})).expect_err("nobody is left");
    assert_eq!(problem.status, 422);
    let mut words = district(30);
    for at in 0..30 {
        words["by"][0]["values"][format!("team {at:02}")] = json!(format!("word {at}"));
    }
    assert!(post(PATH, &words).expect_err("too many words").detail.contains("30"));
    words["by"][0]["values"] = json!({});
    assert!(post(PATH, &words).expect_err("no value").detail.contains("poverty"));
    let mut unsized_team = with_resources(district(6));
    unsized_team["teams"].as_array_mut().unwrap().insert(0, small(1));
    unsized_team["teams"][3]["setting"] = json!({});
    let problem = post(PATH, &unsized_team).expect_err("a team without a size");
    assert_eq!(problem.errors[0].pointer, "/teams/3/setting/team_size", "places count all teams of the body");
}

#[test]
fn a_team_that_nobody_sent_is_an_error_at_its_place() {
    let mut body = district(6);
    body["schools"]["team 60"] = json!("Elm");
    body["by"][1]["values"]["team/1"] = json!("high");
    let problem = post(PATH, &body).expect_err("no such teams");
    let pointers: Vec<&str> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
    assert_eq!(pointers, ["/schools/team 60", "/by/1/values/team~11"]);
    let mut twice = district(6);
    twice["teams"][4]["id"] = json!("Team 02");
    twice["schools"] = json!({});
    twice["by"] = json!([]);
    assert_eq!(post(PATH, &twice).expect_err("one team twice").errors[0].pointer, "/teams/4/id");
}

#[test]
fn names_that_are_the_same_are_one_group_with_a_note() {
    let mut body = district(12);
    for (at, name) in ["Elm School", "elm school", "Elm  School", "E\u{301}lan", "Élan"].iter().enumerate() {
        body["schools"][format!("team {at:02}")] = json!(name);
        body["by"][1]["values"][format!("team {at:02}")] = json!(["high", "High", " HIGH", "high", "n/a"][at]);
    }
    let found = answer(&body);
    let schools: Vec<(&str, u64)> = found["schools"].as_array().unwrap().iter().map(name_and_teams("school")).collect();
    assert_eq!(schools[..2], [("Elm School", 3), ("School 1", 3)], "{schools:?}");
    assert!(schools.contains(&("Élan", 2)));
    let groups: Vec<(&str, u64)> =
        found["by"][1]["groups"].as_array().unwrap().iter().map(name_and_teams("name")).collect();
    assert_eq!(groups, [("elementary", 2), ("high", 7), ("middle", 2), ("not stated", 1)]);
    let notes = found["notes"].to_string();
    assert!(notes.contains("Elm School") && notes.contains("elm school") && notes.contains("HIGH"), "{notes}");
}

fn name_and_teams(name: &str) -> impl Fn(&Value) -> (&str, u64) {
    move |one| (one[name].as_str().unwrap(), one["teams"].as_u64().unwrap())
}

#[test]
fn a_column_of_numbers_stays_one_and_says_which_cell_is_none() {
    let with = |cells: &[&str]| {
        let mut body = district(12);
        for (at, cell) in cells.iter().enumerate() {
            body["by"][0]["values"][format!("team {at:02}")] = json!(cell);
        }
        body
    };
    let numbers = answer(&with(&["n/a"]));
    let groups: Vec<(&str, u64)> =
        numbers["by"][0]["groups"].as_array().unwrap().iter().map(name_and_teams("name")).collect();
    assert_eq!((groups.len(), groups[3], &numbers["by"][0]["numbers"]), (4, ("not stated", 1), &json!(true)));
    assert_eq!(numbers["by"][0]["without"], 1);
    let few = answer(&with(&["5", "5.0", "07", "7", "7", "5", "5", "7", "10", "10", "10", "10"]));
    let groups: Vec<(&str, u64)> =
        few["by"][0]["groups"].as_array().unwrap().iter().map(name_and_teams("name")).collect();
    assert_eq!(groups, [("5", 4), ("7", 4), ("10", 4)], "equal numbers are equal, in the order of numbers");
    for (cells, says) in [(["abc", "1"], "team 00"), (["1", "1,000"], "1,000"), (["1", "5%"], "percent")] {
        let problem = post(PATH, &with(&cells)).expect_err(says);
        assert!(problem.detail.contains(says) && problem.detail.contains("poverty"), "{}", problem.detail);
    }
}

#[test]
fn rejected_rows_are_part_of_the_report() {
    let read = |rejected: Vec<(u64, String)>, keeps_teams: bool| {
        let mut input = DistrictInput::read(&ADVISOR, district(12).to_string().as_bytes()).unwrap();
        input.rejected = rejected;
        if !keeps_teams {
            input.teams.clear();
        }
        input.report(&ADVISOR, &Unwatched)
    };
    let rows: Vec<(u64, String)> = (2..14).map(|line| (line, "not a number".to_owned())).collect();
    let report = read(rows.clone(), true).unwrap();
    assert_eq!((report.counts.rejected, report.rejected_lines.len()), (12, 10));
    assert!(report.notes[0].text.starts_with("12 rows were rejected") && report.notes[0].text.contains("11"));
    let problem = read(rows, false).expect_err("no row is left");
    assert!(problem.detail.contains("line 2: not a number"), "{}", problem.detail);
}

#[test]
fn every_file_is_the_same_each_time_and_loads_nothing() {
    let mut body = with_resources(district(12));
    body["schools"]["team 01"] = json!("=1+1<script>alert(1)</script>");
    let bytes = body.to_string();
    let made = |file: &backmap::exports::DistrictFile| {
        let report = DistrictInput::read(&ADVISOR, bytes.as_bytes()).unwrap().report(&ADVISOR, &Unwatched).unwrap();
        (file.make)(&ADVISOR, &report)
    };
    for file in &DISTRICT_FILES {
        assert_eq!(made(file), made(file), "{}", file.id);
    }
    let page = String::from_utf8(made(&DISTRICT_FILES[0])).unwrap();
    for outside in ["<script", "src=", "href=", "url(", "@import", "http"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.matches("<svg").count() >= 3 && page.matches("<table").count() > page.matches("<svg").count());
    assert!(page.contains("team 00") && page.contains("Show 2 more rows"), "rows after the tenth are folded");
    let xlsx = made(&DISTRICT_FILES[2]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(xlsx)).unwrap();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        assert!(!text.contains("<f>") && !text.contains(">=1+1"), "entry {at}");
    }
}
