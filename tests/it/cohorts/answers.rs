//! The JSON, the picture and the page: the same whatever the order of teams, from both doors.

use std::fs;
use std::process::Output;

use backmap::catalogue::Profile;
use backmap::wire::profile_json;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use serde_json::{Value, json};

use super::district::{planted_teams, typical_teams};
use crate::server::{JSON, Server, command};
use crate::statements::check_statements;
use crate::support::{ADVISOR, post};

const PATH: &str = "/v1/cohorts";

/// A body with teams.
pub fn body(teams: &[Profile]) -> Value {
    let json = |team: &Profile| -> Value {
        serde_json::from_slice(&profile_json(ADVISOR.catalogue(), team)).expect("profiles are JSON")
    };
    json!({ "teams": teams.iter().map(json).collect::<Vec<_>>() })
}

fn run(arguments: &[&str]) -> Output {
    let output = command().arg("cohorts").args(arguments).output().expect("the binary starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

#[test]
fn the_order_of_teams_does_not_matter_even_without_ids() {
    let mut teams = planted_teams(5, 120);
    teams[3].id = None;
    teams[4].id = None;
    let expected = post(PATH, &body(&teams)).unwrap();
    assert!(expected["distinct"].as_u64().unwrap() >= 2);
    let mut random = StdRng::seed_from_u64(1);
    for _ in 0..2 {
        teams.shuffle(&mut random);
        assert_eq!(post(PATH, &body(&teams)).unwrap(), expected);
    }
}

#[test]
fn a_team_given_twice_is_refused_by_name() {
    let mut teams = planted_teams(5, 40);
    teams[7].id = teams[5].id.as_deref().map(|id| format!(" {}", id.to_uppercase()));
    let problem = post(PATH, &body(&teams)).expect_err("one id twice");
    assert_eq!(problem.errors[0].pointer, "/teams/7/id");
    assert!(problem.detail.contains(teams[7].id.as_deref().unwrap()), "{}", problem.detail);
}

#[test]
fn every_number_in_a_sentence_is_listed_and_numbers_agree_with_the_parts() {
    for teams in [planted_teams(2, 120), typical_teams(2, 60, |_| 0.0)] {
        let answer = post(PATH, &body(&teams)).unwrap();
        assert!(check_statements(&answer) > 5);
        let teams_of = |at: usize| {
            let all = answer["teams"].as_array().unwrap().iter();
            all.filter(move |team| team["cohort"] == json!(at)).count()
        };
        for (at, cohort) in answer["cohorts"].as_array().unwrap().iter().enumerate() {
            assert_eq!(cohort["size"], json!(teams_of(at)));
            for design in cohort["suits"].as_array().unwrap() {
                assert!(2 * design["feasible"].as_u64().unwrap() >= cohort["size"].as_u64().unwrap(), "{design}");
            }
        }
        let shares: f64 = answer["map_shares"].as_array().unwrap().iter().map(|share| share.as_f64().unwrap()).sum();
        assert!(shares > 0.0 && shares < 1.0, "two of many directions never show everything: {shares}");
    }
}

#[test]
fn the_command_gives_the_same_bytes_as_the_service_and_a_picture_with_its_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let mut teams = planted_teams(6, 60);
    teams[0].id = Some("<b>&\"team".to_owned());
    let body = body(&teams);
    let lines: Vec<String> = body["teams"].as_array().unwrap().iter().map(Value::to_string).collect();
    fs::write(path("teams.ndjson"), lines.join("\n")).unwrap();
    let server = Server::shared();
    let answer = server.request("POST", PATH, &[JSON], body.to_string().as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let printed = run(&["--json", &path("teams.ndjson"), "--map", &path("map.svg")]).stdout;
    assert_eq!(String::from_utf8(printed).unwrap().trim_end(), answer.text());

    let picture = fs::read_to_string(path("map.svg")).unwrap();
    for (media, begins) in [("image/svg+xml", "<?xml"), ("text/html", "<!DOCTYPE html>")] {
        let drawn = server.request("POST", PATH, &[JSON, ("accept", media)], body.to_string().as_bytes());
        assert!(drawn.status == 200 && drawn.header("content-type").unwrap().starts_with(media), "{media}");
        let text = drawn.text();
        assert!(text.starts_with(begins), "{media}: {}", &text[..60]);
        assert!(text.contains("role=\"img\"") && text.contains("<title id=") && text.contains("<desc id="), "{media}");
        assert!(!text.contains("<b>&"), "ids never become markup");
        if media == "image/svg+xml" {
            assert_eq!(text, picture);
        } else {
            run(&[&path("teams.ndjson"), "--map", &path("map.html")]);
            assert_eq!(text, fs::read_to_string(path("map.html")).unwrap());
            assert_eq!(
                text.matches("<th scope=\"row\">").count(),
                teams.len() + answer.json()["compared_by"].as_array().unwrap().len()
            );
        }
    }
}

#[test]
fn the_example_has_three_cohorts_and_leaves_small_teams_out() {
    let file = "examples/district/cohort-teams.csv";
    let found: Value = serde_json::from_slice(&run(&["--json", file]).stdout).unwrap();
    assert_eq!((found["counts"]["teams"].as_u64(), found["counts"]["too_small"].as_u64()), (Some(120), Some(7)));
    assert_eq!(found["distinct"], json!(3));
    let words = String::from_utf8(run(&[file]).stdout).unwrap();
    for part in
        ["There are 3 cohorts", "7 teams have fewer than 5 people", "community of practice", "A starting agenda"]
    {
        assert!(words.contains(part), "{part} is missing in:\n{words}");
    }
}
