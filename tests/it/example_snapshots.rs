//! The ranking of each example team, as a person has read it. A change here is a change of advice: say so in
//! CHANGELOG.md under the changes that can alter a ranking.

use serde_json::Value;

use super::support::{answer, file};

/// Rank, score, interval, design and environment, a line each; then what is said of the answer.
fn ranking(example: &str) -> String {
    let mut body: Value = serde_json::from_str(&file(&format!("examples/{example}.json"))).unwrap();
    body["options"] = serde_json::json!({"explain": "none"});
    let answer = answer(&body);
    let mut text = format!("{}\n", answer["first_place"]["sentence"].as_str().unwrap());
    for notice in answer["notices"].as_array().unwrap() {
        text.push_str(&format!("{}: {}\n", notice["kind"].as_str().unwrap(), notice["text"].as_str().unwrap()));
    }
    for one in answer["recommendations"].as_array().unwrap() {
        let variant = one["variant"].as_str().map_or_else(String::new, |variant| format!(" ({variant})"));
        text.push_str(&format!(
            "{:>2}. {:>5.1} ({:.1} to {:.1}) {} {}{variant}\n",
            one["rank"],
            one["score"].as_f64().unwrap(),
            one["interval"]["low"].as_f64().unwrap(),
            one["interval"]["high"].as_f64().unwrap(),
            one["design"].as_str().unwrap(),
            one["environment"].as_str().unwrap(),
        ));
    }
    for one in answer["not_feasible"].as_array().unwrap() {
        text.push_str(&format!("not feasible: {}\n", one["design"].as_str().unwrap()));
    }
    text
}

#[test]
fn rural_novices_with_little_time() {
    insta::assert_snapshot!(ranking("rural-novices"));
}

#[test]
fn a_stable_team_with_a_demanding_goal() {
    insta::assert_snapshot!(ranking("stable-demanding-goal"));
}

#[test]
fn a_large_school_of_low_trust_under_pressure() {
    insta::assert_snapshot!(ranking("low-trust-under-pressure"));
}
