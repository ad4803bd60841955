//! Groups that answer for themselves and stakeholders with weights of their own: what is pooled, what is reported, and
//! what is refused.

use backmap::advisor::{Advice, Options};
use backmap::answers::{Distribution, Level, Mixture, Rating};
use backmap::catalogue::{AskedGroup, Profile};
use num_rational::Ratio;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::properties::profile;
use super::statements::check_statements;
use super::support::{ADVISOR, answer, post};

const PATH: &str = "/v1/recommendations";

fn example() -> Value {
    json!({
        "profile": {
            "factors": {"time_available": 3, "outcome_type": "application", "resources": {"staff": 3, "technology": 4}},
            "groups": {
                "teachers": {
                    "risk_taking_culture": {"counts": [3, 6, 3, 0, 0]}, "shared_vision": 2, "time_available": 1,
                    "resources": {"time": 1}, "learning_preference": {"discussion": 2, "hands_on": 1},
                    "design_experience": {"coaching": 1, "workshops": 5}
                },
                "leaders": {
                    "risk_taking_culture": 4.5, "shared_vision": 3, "resources": {"time": 3, "staff": 4},
                    "learning_preference": {"reading": 3, "hands_on": 1}, "design_experience": {"coaching": 4}
                },
                "parents": {"shared_vision": 3, "perceived_value": 4}
            }
        },
        "options": {"stakeholders": {"council": {"time_available": 3}, "office": {"outcome_type": 0, "fidelity_expectation": 4}}}
    })
}

fn report<'a>(answer: &'a Value, report: &str, name: &str) -> &'a Value {
    let voices = answer[report]["voices"].as_array().unwrap();
    voices.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name} in {answer}"))
}

/// The first three places of an answer, as reports give them.
fn top(answer: &Value) -> Value {
    let places = answer["recommendations"].as_array().unwrap().iter().take(3);
    let keys = ["rank", "design", "name", "environment", "score"];
    places.map(|one| keys.iter().map(|key| (key.to_string(), one[key].clone())).collect::<Value>()).collect()
}

#[test]
fn each_group_is_ranked_by_its_answers_over_the_common_ones() {
    let answer = answer(&example());
    let leaders = json!({"time_available": 3, "outcome_type": "application", "risk_taking_culture": 4.5, "shared_vision": 3,
        "resources": {"staff": 4, "technology": 4, "time": 3}, "learning_preference": {"reading": 3, "hands_on": 1},
        "design_experience": {"coaching": 4}});
    let alone = super::support::answer_for(leaders);
    let reported = report(&answer, "groups", "leaders");
    assert_eq!(reported["top"], top(&alone));
    assert_eq!(reported["known_factors"], 7);
    assert_eq!(reported["verdict"], alone["first_place"]["verdict"]);
}

#[test]
fn each_stakeholder_is_ranked_by_those_weights() {
    let mut body = example();
    let given = answer(&body);
    body["options"] = json!({"weights": {"outcome_type": 0, "fidelity_expectation": 4}});
    assert_eq!(report(&given, "stakeholders", "office")["top"], top(&answer(&body)));
    assert!(given["stakeholders"].get("disagreements").is_none());
}

#[test]
fn the_main_ranking_pools_what_is_not_common_and_says_so() {
    let answer = answer(&example());
    let pooled = answer["notices"].as_array().unwrap().iter().find(|notice| notice["kind"] == "pooled_groups");
    let text = pooled.expect("a notice names what was pooled")["text"].as_str().unwrap();
    for name in [
        "risk-taking culture",
        "shared vision",
        "perceived value",
        "resources (substitute coverage)",
        "experience with the design (coaching)",
    ] {
        assert!(text.contains(name), "{name} is not in: {text}");
    }
    assert!(!text.contains("time available") && !text.contains("resources (staff)"), "{text}");
    assert!(
        text.ends_with("Only one group answered on perceived value and experience with the design (workshops)."),
        "{text}"
    );
    // A third of teachers' and leaders' halves: three of twelve is one of four, and 4.5 is half of 4 and half of 5.
    let mut plain = example();
    plain["profile"] = json!({"factors": {
        "time_available": 3, "outcome_type": "application", "resources": {"staff": 3, "technology": 4, "time": {"counts": [1, 0, 1, 0, 0]}},
        "risk_taking_culture": {"counts": [1, 2, 1, 2, 2]}, "shared_vision": {"counts": [0, 1, 2, 0, 0]}, "perceived_value": 4,
        "learning_preference": {"discussion": 8, "hands_on": 7, "reading": 9},
        "design_experience": {"coaching": {"counts": [1, 0, 0, 1, 0]}, "workshops": 5}}});
    let plain = super::support::answer(&plain);
    assert_eq!(answer["recommendations"], plain["recommendations"]);
    assert!(plain.get("groups").is_none() && answer.get("groups").is_some());
}

#[test]
fn groups_that_stand_apart_are_named_the_farthest_first() {
    let answer = answer(&example());
    let all = answer["groups"]["disagreements"].as_array().unwrap();
    let found: Vec<&str> = all.iter().map(|one| one["factor"].as_str().unwrap()).collect();
    assert_eq!(found, ["design_experience.coaching", "risk_taking_culture", "learning_preference", "resources.time"]);
    assert_eq!(all[1]["levels_apart"], 2.5);
    assert_eq!(all[1]["answers"][1], json!({"group": "teachers", "value": {"counts": [3, 6, 3, 0, 0]}}));
    assert_eq!(all[2]["shares_apart"], 0.75);
    let text = all[1]["statement"]["text"].as_str().unwrap();
    assert!(
        text.starts_with("On risk-taking culture, the groups are 2.5 levels apart: teachers at 2, leaders at 4.5.")
    );
    let trust = ADVISOR.catalogue().factor_index("risk_taking_culture").unwrap();
    assert!(text.ends_with(&ADVISOR.catalogue().factors[trust].caution), "{text}");
}

#[test]
fn every_number_in_the_reports_is_listed() {
    let answer = answer(&example());
    assert_eq!(check_statements(&answer["groups"]), 5);
    assert_eq!(check_statements(&answer["stakeholders"]), 1);
}

#[test]
fn different_first_places_are_told_with_a_doubt_where_they_are_not_clear() {
    let groups = json!({
        "teachers": {"risk_taking_culture": 1, "outcome_type": "awareness", "resources": {"staff": 1, "funds": 1}},
        "leaders": {"risk_taking_culture": 5, "outcome_type": "mastery", "resources": {"staff": 5, "funds": 5}},
        "parents": {"outcome_type": "awareness"}
    });
    let answer = answer(&json!({"profile": {"factors": {}, "groups": groups}}));
    let dependence = &answer["groups"]["dependence"];
    assert_eq!(dependence["same_first"], false);
    let text = dependence["statement"]["text"].as_str().unwrap();
    assert!(text.starts_with("First place depends on the group: "), "{text}");
    assert!(text.contains("Not all of these first places are clear"), "{text}");
    assert_eq!(dependence["pairs"].as_array().unwrap().len(), 3);
    assert_eq!(dependence["lowest"]["one"], "leaders");
    check_statements(&answer);
    let designs = dependence["designs"].as_array().unwrap();
    assert!(designs.len() > 3, "{designs:?}");
    for one in designs {
        assert!(one["best_rank"].as_u64() <= one["worst_rank"].as_u64(), "{one}");
    }
}

#[test]
fn a_design_that_cannot_run_for_one_group_is_said_to() {
    let technology = |level: u8| json!({"resources": {"technology": level}});
    let body = json!({"profile": {"factors": {}, "groups": {"town": technology(5), "village": technology(1)}},
        "options": {"environments": ["online_dynamic", "online_static"]}});
    let answer = answer(&body);
    assert_eq!(report(&answer, "groups", "village")["top"], json!([]));
    assert_eq!(report(&answer, "groups", "village")["verdict"], Value::Null);
    let dependence = &answer["groups"]["dependence"];
    assert_eq!(dependence["same_first"], Value::Null);
    assert!(dependence["designs"].as_array().unwrap().iter().all(|one| one["not_feasible_for"] == json!(["village"])));
    assert!(dependence["statement"]["text"].as_str().unwrap().contains("No design is feasible for village."));
}

fn level() -> impl Strategy<Value = Rating> {
    (1_000_000..=5_000_000_u32).prop_map(|level| Rating::Level(Level::new(f64::from(level) / 1e6).unwrap()))
}

fn team() -> impl Strategy<Value = Rating> {
    let people = prop::array::uniform5(0..12_u32).prop_filter("somebody", |counts| counts.iter().any(|one| *one > 0));
    people.prop_map(|counts| Rating::Distribution(Distribution::new(counts.map(f64::from)).unwrap()))
}

fn fractions(mixture: &Mixture) -> Vec<Ratio<i128>> {
    mixture.shares().iter().map(|share| Ratio::new(*share as i128, mixture.total() as i128)).collect()
}

fn heard(groups: Vec<Profile>) -> Profile {
    let nobody = Profile { answers: vec![None; ADVISOR.catalogue().factors.len()], ..Profile::default() };
    let named = |(at, one): (usize, Profile)| AskedGroup { name: format!("group {at}"), answers: one.answers };
    nobody.with_groups(groups.into_iter().enumerate().map(named).collect())
}

fn recommended(profile: &Profile) -> Advice<'_> {
    ADVISOR.recommend(profile, &Options::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn pooled_answers_are_the_exact_mean_of_the_groups(ratings in prop::collection::vec(prop_oneof![level(), team()], 1..5)) {
        let pooled = Rating::pool(&ratings.iter().collect::<Vec<_>>()).unwrap();
        let count = ratings.len() as i128;
        let mut mean = vec![Ratio::from(0); 6];
        for rating in &ratings {
            for (sum, share) in mean.iter_mut().zip(fractions(&rating.mixture())) {
                *sum += share / count;
            }
        }
        prop_assert_eq!(fractions(&pooled.mixture()), mean);
        let turned: Vec<&Rating> = ratings.iter().rev().collect();
        prop_assert_eq!(pooled, Rating::pool(&turned).unwrap());
    }

    #[test]
    fn groups_of_the_same_level_are_that_level(rating in level(), count in 1..20_usize) {
        prop_assert_eq!(Rating::pool(&vec![&rating; count]), Some(rating));
    }

    #[test]
    fn one_group_that_holds_all_answers_is_ranked_as_those_answers(profile in profile()) {
        let one = heard(vec![profile.clone()]);
        prop_assert_eq!(&one.answers, &profile.answers);
        let (alone, grouped) = (recommended(&profile), recommended(&one));
        prop_assert_eq!(format!("{:?}", alone.recommendations), format!("{:?}", grouped.recommendations));
        prop_assert_eq!(alone.first_place, grouped.first_place);
        let groups = grouped.groups.unwrap();
        prop_assert_eq!(groups.voices[0].ranking.placed.first(), alone.recommendations.first().map(|one| &one.placed));
        prop_assert_eq!(groups.dependence.same_first, None);
    }

    #[test]
    fn groups_of_one_mind_agree(profile in profile(), count in 2..5_usize) {
        let alike = heard(vec![profile; count]);
        let groups = recommended(&alike).groups.unwrap();
        prop_assert!(groups.dependence.pairs.iter().all(|(.., tau)| *tau == Some(1.0)));
        prop_assert_eq!(groups.dependence.same_first, Some(true));
        prop_assert_eq!(groups.disagreements, Some(Vec::new()));
        prop_assert!(groups.dependence.moved.iter().all(|one| one.best == one.worst));
    }

    #[test]
    fn the_order_of_groups_changes_nothing_but_their_order(profiles in prop::collection::vec(profile(), 2..5)) {
        let names = |one: &Profile| one.voices.as_ref().unwrap().groups.clone();
        let forth = heard(profiles);
        let back = Profile { answers: forth.voices.as_ref().unwrap().common.clone(), ..Profile::default() };
        let back = back.with_groups(names(&forth).into_iter().rev().collect());
        prop_assert_eq!(&forth.answers, &back.answers);
        let (forth, back) = (recommended(&forth), recommended(&back));
        prop_assert_eq!(&forth.notices, &back.notices);
        let (forth, back) = (forth.groups.unwrap(), back.groups.unwrap());
        let turned: Vec<_> = back.voices.iter().rev().cloned().collect();
        prop_assert_eq!(&forth.voices, &turned);
        prop_assert_eq!(forth.dependence.same_first, back.dependence.same_first);
        let apart = |voices: &backmap::advisor::Voices| -> Vec<_> {
            let all = voices.disagreements.as_ref().unwrap().iter();
            all.map(|one| (one.path.clone(), one.apart, one.statement.clone())).collect()
        };
        prop_assert_eq!(apart(&forth), apart(&back));
        let moved = |voices: &backmap::advisor::Voices| -> Vec<_> {
            voices.dependence.moved.iter().map(|one| (one.design, one.best, one.worst)).collect()
        };
        prop_assert_eq!(moved(&forth), moved(&back));
        let mean = |voices: &backmap::advisor::Voices| voices.dependence.mean.unwrap_or(2.0);
        prop_assert!((mean(&forth) - mean(&back)).abs() < 1e-12);
    }
}

#[test]
fn too_many_voices_and_stakeholders_who_weigh_nothing_are_refused() {
    let many: Value = (0..21).map(|at| (format!("g{at}"), json!({}))).collect::<serde_json::Map<_, _>>().into();
    let factors = ADVISOR.catalogue().factors.iter();
    let zero: Value = factors.map(|one| (one.id.clone(), json!(0))).collect::<serde_json::Map<_, _>>().into();
    let of = |stakeholders| json!({"profile": {"factors": {}}, "options": {"stakeholders": stakeholders}});
    for (body, pointer, says) in [
        (json!({"profile": {"factors": {}, "groups": many}}), "/profile/groups", "at most 20"),
        (of(many), "/options/stakeholders", "at most 20"),
        (of(json!({"nobody": zero})), "/options/stakeholders/nobody", "every factor to zero"),
    ] {
        let error = post(PATH, &body).expect_err(says).errors.remove(0);
        assert_eq!(error.pointer, pointer);
        assert!(error.detail.contains(says), "{}", error.detail);
    }
}

#[test]
fn groups_of_the_most_number_and_the_longest_names_are_answered() {
    let name = |at: usize| format!("{at:02}{}", "é".repeat(58));
    let groups: serde_json::Map<String, Value> =
        (0..20).map(|at| (name(at), json!({"time_available": at % 5 + 1}))).collect();
    let weights: serde_json::Map<String, Value> = (0..20).map(|at| (name(at), json!({"time_available": at}))).collect();
    let answer = answer(&json!({"profile": {"factors": {}, "groups": groups}, "options": {"stakeholders": weights}}));
    for report in ["groups", "stakeholders"] {
        assert_eq!(answer[report]["voices"].as_array().unwrap().len(), 20);
        assert_eq!(answer[report]["dependence"]["pairs"].as_array().unwrap().len(), 190);
    }
}
