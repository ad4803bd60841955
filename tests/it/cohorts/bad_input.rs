//! What cannot be compared is a problem that says why, and never a panic or a 5xx.

use backmap::catalogue::Profile;
use backmap::cohorts::{CohortError, MOST_TEAMS};
use serde_json::{Value, json};

use super::answers::body;
use super::district::planted_teams;
use super::found;
use crate::server::{JSON, Server};

fn many(count: usize, team: impl Fn(usize) -> Value) -> Value {
    json!({ "teams": (0..count).map(team).collect::<Vec<_>>() })
}

#[test]
fn what_cannot_be_compared_says_why() {
    let server = Server::shared();
    let equal =
        |at: usize| json!({"id": format!("t{at}"), "factors": {"time_available": 3, "resources": {"staff": 2}}});
    let differing = |at: usize| json!({"id": format!("t{at}"), "factors": {"time_available": 1 + at % 5}});
    let unknown = |at: usize| json!({"id": format!("t{at}"), "factors": {}});
    let small = |at: usize| json!({"factors": {"time_available": 1 + at % 5}, "setting": {"team_size": 3}});
    let apart = |at: usize| {
        let factor = ["time_available", "shared_vision", "risk_taking_culture", "sustained_support"][at % 4];
        json!({"factors": {factor: 1 + at % 5}})
    };
    for (body, status, says, why) in [
        (json!({"teams": []}), 422, "Of 0 sent, 0 can be compared", "no team"),
        (many(1, differing), 422, "Of 1 sent, 1 can be compared", "one team"),
        (many(5, differing), 422, "at least 6", "fewer than two cohorts"),
        (many(40, small), 422, "Of 40 sent, 0 can be compared", "only small teams"),
        (many(1000, equal), 422, "All 1000 teams gave the same answers", "a thousand equal teams"),
        (many(40, unknown), 422, "No question is answered by enough teams", "nothing known"),
        (many(40, apart), 422, "No question is answered by enough teams", "each question by a few"),
        (json!({}), 422, "missing field: give the profiles of the teams", "no teams"),
        (json!({"teams": 3}), 422, "found", "not a list"),
        (json!({"teams": [3]}), 422, "found a number", "not a team"),
        (
            json!({"teams": [{"factors": {"time_avalable": 3}}]}),
            422,
            "did you mean `time_available`",
            "a misspelt factor",
        ),
        (json!({"teams": [], "minimum": 4}), 422, "from 5 to 1000", "too low a minimum"),
        (json!({"teams": [], "minimum": 1.5}), 422, "from 5", "half a person"),
        (json!({"teams": [], "options": {"weights": {"time_available": -1}}}), 422, "0 or more", "a negative weight"),
        (json!({"teams": [], "k": 3}), 422, "unknown field", "no such field"),
    ] {
        let answer = server.request("POST", "/v1/cohorts", &[JSON], body.to_string().as_bytes());
        assert_eq!(answer.status, status, "{why}: {}", answer.text());
        assert!(answer.text().contains(says), "{why}: {}", answer.text());
    }
}

#[test]
fn few_and_strange_teams_get_an_answer() {
    let server = Server::shared();
    let levels = |at: usize| json!({"factors": {"time_available": 1 + at % 5}});
    // Two places only: groups of more than two have equal teams in several.
    let two = |at: usize| json!({"factors": {"resources": {"staff": if at.is_multiple_of(2) { 1 } else { 5 }}}});
    let one_apart = |at: usize| json!({"factors": {"time_available": if at == 0 { 5 } else { 1 }}});
    let whole = |at: usize| {
        let wanted = ["awareness", "mastery", "inquiry"][at % 3];
        json!({"factors": {"outcome_type": wanted}})
    };
    for (body, why) in [
        (many(6, levels), "the fewest"),
        (many(7, levels), "an odd number"),
        (many(40, two), "two places"),
        (many(300, two), "two places and many teams"),
        (many(50, one_apart), "one unlike all others"),
        (many(30, whole), "kinds of outcomes"),
    ] {
        let answer = server.request("POST", "/v1/cohorts", &[JSON], body.to_string().as_bytes());
        assert_eq!(answer.status, 200, "{why}: {}", answer.text());
        crate::statements::check_statements(&answer.json());
    }
}

#[test]
fn too_many_teams_are_refused_before_any_work() {
    let teams = vec![Profile::default(); MOST_TEAMS + 1];
    assert_eq!(found(&teams).unwrap_err(), CohortError::TooMany { teams: MOST_TEAMS + 1 });
}

#[test]
fn options_that_leave_no_design_get_an_answer() {
    let mut body = body(&planted_teams(3, 30));
    let designs: Vec<&str> = super::ADVISOR.catalogue().designs.iter().map(|design| design.id.as_str()).collect();
    body["options"] = json!({"exclude": designs});
    let answer = Server::shared().request("POST", "/v1/cohorts", &[JSON], body.to_string().as_bytes());
    assert!(matches!(answer.status, 200 | 422), "{}", answer.text());
}
