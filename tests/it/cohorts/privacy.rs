//! What is shown of many teams does not let anybody compute the answers of a team that is too small to be shown.

use backmap::answers::{Distribution, Level, Rating};
use backmap::catalogue::{Answer, AskedGroup, Profile, Setting};
use serde_json::Value;

use super::answers::body;
use super::district::{planted_teams, team};
use crate::support::post;

fn answer(teams: &[Profile]) -> Value {
    post("/v1/cohorts", &body(teams)).unwrap()
}

/// The place of a factor with levels.
fn time() -> usize {
    let mut factors = super::ADVISOR.catalogue().factors.iter();
    factors.position(|factor| factor.id == "time_available").expect("the catalog has it")
}

/// Ways in which a team is too small, each with answers at a level.
fn small_teams(level: f64) -> Vec<Profile> {
    let of = |id: &str| team(id, |_, _| level, [1.0, 0.0, 0.0, level, 0.0, 0.0]);
    let sized = Profile { setting: Setting { team_size: Some(4), ..Setting::default() }, ..of("small-by-size") };
    let counted = |people: f64| {
        let mut counts = [0.0; 5];
        counts[level as usize - 1] = people;
        Some(Answer::Level(Rating::Distribution(Distribution::new(counts).unwrap())))
    };
    let mut counted_few = of("small-by-answers");
    counted_few.answers[time()] = counted(1.0);
    let by_group = of("small-by-group");
    let mut of_group = vec![None; by_group.answers.len()];
    of_group[time()] = counted(2.0);
    let by_group = by_group.with_groups(vec![AskedGroup { name: "novices".to_owned(), answers: of_group }]);
    vec![sized, counted_few, by_group]
}

#[test]
fn the_answers_of_small_teams_change_nothing() {
    let district = planted_teams(9, 90);
    let with = |level: f64| {
        let mut teams = district.clone();
        teams.extend(small_teams(level));
        answer(&teams)
    };
    let (low, high) = (with(1.0), with(5.0));
    assert_eq!(low, high, "whatever small teams answer, every byte is the same");
    assert_eq!(low["counts"]["too_small"], 3);
    let text = low.to_string();
    assert!(!text.contains("small-by"), "small teams are not named");
}

#[test]
fn subtracting_an_answer_without_a_small_team_leaves_only_its_being_left_out() {
    let district = planted_teams(9, 90);
    let mut teams = district.clone();
    teams.extend(small_teams(2.0));
    let (mut with, mut without) = (answer(&teams), answer(&district));
    for one in [&mut with, &mut without] {
        for place in ["counts", "notes"] {
            one[place] = Value::Null;
        }
    }
    assert_eq!(with, without);
}

/// The strongest attack: somebody who knows all other teams solves for the answers of the one that is left. A team of the
/// minimum may be shown, as in surveys, so the attack has to find it and must not find one of fewer.
#[test]
fn an_attacker_who_knows_all_other_teams_cannot_solve_for_a_small_one() {
    let district = planted_teams(4, 60);
    let solve = |size: u32| -> Option<f64> {
        let mut teams = district.clone();
        let mut target = team("target", |_, _| 2.0, [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        target.setting.team_size = Some(size);
        teams.push(target);
        let shown = answer(&teams);
        // Tries every level of one answer, and keeps those that give what was shown.
        let fits = |level: &f64| {
            let mut teams = district.clone();
            let mut guess = team("target", |_, _| 2.0, [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
            guess.setting.team_size = Some(size);
            guess.answers[time()] = Some(Answer::Level(Rating::Level(Level::new(*level).unwrap())));
            teams.push(guess);
            answer(&teams) == shown
        };
        let fitting: Vec<f64> = [1.0, 2.0, 3.0].into_iter().filter(fits).collect();
        if let [one] = fitting.as_slice() { Some(*one) } else { None }
    };
    assert_eq!(solve(5), Some(2.0), "the attack works on a team that may be shown");
    assert_eq!(solve(4), None, "and fails on one that may not");
}

#[test]
fn a_team_without_answers_as_imports_leave_suppressed_ones_is_counted_and_placed_nowhere() {
    let mut teams = planted_teams(9, 60);
    let empty = Profile {
        id: Some("suppressed".to_owned()),
        answers: vec![None; teams[0].answers.len()],
        ..Profile::default()
    };
    teams.push(empty);
    let found = answer(&teams);
    assert_eq!(found["counts"]["too_little_known"], 1);
    assert!(!found["teams"].to_string().contains("suppressed"));
}
