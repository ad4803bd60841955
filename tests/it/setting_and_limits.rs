//! What a team can spend, and where it works, decides what can run; what is not said decides nothing.

use serde_json::{Value, json};

use super::support::{ADVISOR, answer, entry};

fn with_limits(limits: Value) -> Value {
    answer(&json!({"profile": {"factors": {}}, "options": {"limits": limits, "explain": "none"}}))
}

fn with_setting(setting: Value) -> Value {
    answer(&json!({"profile": {"factors": {}, "setting": setting}, "options": {"explain": "none"}}))
}

fn infeasible<'a>(answer: &'a Value, design: &str) -> Option<&'a Value> {
    answer["not_feasible"].as_array().unwrap().iter().find(|one| one["design"] == design)
}

/// The needs that stand against a design, by their paths.
fn needs(answer: &Value, design: &str) -> Vec<String> {
    let unmet = infeasible(answer, design).map(|one| one["unmet"].as_array().unwrap().clone()).unwrap_or_default();
    unmet.iter().map(|one| one["factor"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_does_not_fit_a_limit_is_not_feasible_and_says_by_how_much() {
    let designs = &ADVISOR.catalogue().designs;
    type Least = fn(&backmap::catalogue::Dosage) -> Option<f64>;
    let limits: [(&str, f64, Least); 4] = [
        ("hours", 8.0, |dosage| Some(dosage.hours.low)),
        ("weeks", 10.0, |dosage| Some(dosage.weeks.low)),
        ("people", 3.0, |dosage| Some(dosage.group_size.low)),
        ("cost_usd_per_teacher", 500.0, |dosage| dosage.cost_usd_per_teacher.as_ref().map(|cost| cost.low)),
    ];
    for (name, limit, least) in limits {
        let answer = with_limits(json!({name: limit}));
        let mut refused = 0;
        for design in designs {
            let fits = least(&design.dosage).is_none_or(|least| least <= limit);
            assert_eq!(infeasible(&answer, &design.id).is_none(), fits, "{} under {name} {limit}", design.id);
            if !fits {
                refused += 1;
                let unmet = &infeasible(&answer, &design.id).unwrap()["unmet"][0];
                assert_eq!(unmet["factor"], format!("limits.{name}"));
                assert_eq!(unmet["actual"].as_f64().unwrap(), limit);
                assert_eq!(unmet["required"].as_f64(), least(&design.dosage), "{}", design.id);
            }
        }
        assert!(refused > 0 && refused < designs.len(), "{name} refuses {refused}");
    }
}

#[test]
fn an_unknown_cost_never_stands_against_a_design() {
    let answer = with_limits(json!({"cost_usd_per_teacher": 0}));
    let lesson_study = entry(&answer, "lesson_study").expect("its cost is not known");
    assert!(lesson_study["demands"]["cost_usd_per_teacher"].is_null());
    assert!(!lesson_study["demands"]["unknown"].as_array().unwrap().is_empty());
    assert!(infeasible(&answer, "coaching").is_some());
}

/// A lone teacher of a subject finds a partner at another school, over the network.
#[test]
fn the_only_teacher_of_a_subject_is_paired_across_schools_over_the_network() {
    let answer = with_setting(json!({"single_teacher_of_subject": true}));
    let pair = entry(&answer, "peer_coaching").expect("a partner can be had over the network");
    assert_eq!(pair["environment"], "online_dynamic");
    assert_eq!(pair["across_schools"], true);
    // Only in person is there co-teaching, and nobody else teaches the subject there.
    assert_eq!(needs(&answer, "co_teaching"), ["setting.single_teacher_of_subject"]);
    assert_eq!(entry(&answer, "coaching").unwrap()["across_schools"], false);
}

#[test]
fn a_team_too_small_for_a_group_is_told_so_or_finds_the_group_elsewhere() {
    let answer = with_setting(json!({"team_size": 1}));
    assert!(needs(&answer, "instructional_rounds").contains(&"setting.team_size".to_owned()));
    assert!(entry(&answer, "coaching").is_some(), "a coach comes to one teacher");
    assert!(entry(&answer, "reading_research").is_some(), "one person can read");
    let community = entry(&answer, "collaborative_learning_communities").expect("a group can be found elsewhere");
    assert_eq!((&community["environment"], &community["across_schools"]), (&json!("online_dynamic"), &json!(true)));
    let enough = with_setting(json!({"team_size": 40}));
    assert!(enough["not_feasible"].as_array().unwrap().is_empty());
}

#[test]
fn without_cover_nothing_runs_that_takes_teachers_out_of_their_lessons() {
    let answer = with_setting(json!({"cover_available": false}));
    for design in &ADVISOR.catalogue().designs {
        let in_person_only = design.environments.iter().all(|id| id == "in_person" || id == "hybrid");
        if design.cover == backmap::catalogue::Cover::Required && in_person_only {
            assert!(needs(&answer, &design.id).iter().all(|need| need == "setting.cover_available"), "{}", design.id);
            assert!(infeasible(&answer, &design.id).is_some(), "{}", design.id);
        }
    }
    assert!(entry(&answer, "coaching").is_some());
}

/// Eight people at four sites an hour apart: two at a site can pair up, a group of more has to travel.
#[test]
fn a_meeting_that_is_farther_than_it_is_long_is_not_held_in_person() {
    let near = with_setting(json!({"team_size": 8, "sites": 4, "travel_minutes": 5}));
    let far = with_setting(json!({"team_size": 8, "sites": 4, "travel_minutes": 60}));
    let community = |answer: &Value| entry(answer, "collaborative_learning_communities").unwrap().clone();
    assert_ne!(community(&far)["environment"], "in_person");
    let in_person = answer(&json!({
        "profile": {"factors": {}, "setting": {"team_size": 8, "sites": 4, "travel_minutes": 60}},
        "options": {"environments": ["in_person"]}
    }));
    assert!(entry(&in_person, "peer_coaching").is_some(), "two at one site are enough");
    let travelled =
        |answer: &Value| entry(answer, "lesson_study").map_or(0.0, |one| one["travel_hours"].as_f64().unwrap());
    assert!(travelled(&near) > 0.0);
    let unknown = with_setting(json!({"sites": 4, "travel_minutes": 60}));
    assert!(unknown["not_feasible"].as_array().unwrap().is_empty(), "an unknown team size makes nothing infeasible");
}

#[test]
fn travel_counts_against_a_limit_of_hours() {
    let body = |minutes: u32| {
        json!({
            "profile": {"factors": {}, "setting": {"team_size": 4, "sites": 4, "travel_minutes": minutes}},
            "options": {"limits": {"hours": 16}, "environments": ["in_person"]}
        })
    };
    assert!(!needs(&answer(&body(0)), "lesson_study").contains(&"limits.hours".to_owned()));
    assert!(needs(&answer(&body(30)), "lesson_study").contains(&"limits.hours".to_owned()));
}

#[test]
fn designs_in_use_are_marked() {
    let answer = answer(&json!({"profile": {"factors": {}, "current": ["workshops"]}}));
    for one in answer["recommendations"].as_array().unwrap() {
        assert_eq!(one["in_use"], one["design"] == "workshops");
    }
}

#[test]
fn every_unmet_requirement_of_every_allowed_environment_is_named() {
    let answer = answer(&json!({
        "profile": {"factors": {"resources": {"technology": 1, "time": 1}}},
        "options": {"environments": ["hybrid", "in_person"]}
    }));
    let unmet = &infeasible(&answer, "lesson_study").unwrap()["unmet"];
    let named: Vec<(&str, &str)> = unmet
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["environment"].as_str().unwrap(), one["factor"].as_str().unwrap()))
        .collect();
    assert_eq!(
        named,
        [("in_person", "resources.time"), ("hybrid", "resources.time"), ("hybrid", "resources.technology")]
    );
    assert_eq!(unmet[0]["required"], 2);
    assert_eq!(unmet[0]["actual"], 1);
}

#[test]
fn a_team_just_short_of_a_requirement_is_never_printed_as_meeting_it() {
    let answer = answer(&json!({
        "profile": {"factors": {"resources": {"technology": {"counts": [1, 1999998, 0, 0, 0]}}}},
        "options": {"environments": ["online_dynamic"]}
    }));
    let unmet = &infeasible(&answer, "coaching").unwrap()["unmet"][0];
    assert_eq!(unmet["required"], 2);
    assert_eq!(unmet["actual"], 1.999999);
}

#[test]
fn a_limit_on_cost_says_for_how_many_designs_it_was_not_tested() {
    let limited = with_limits(json!({"cost_usd_per_teacher": 1000}));
    let unknown = limited["recommendations"].as_array().unwrap().iter();
    let unknown = unknown.filter(|one| one["demands"]["cost_usd_per_teacher"].is_null()).count();
    let notices = limited["notices"].as_array().unwrap();
    let notice = notices.iter().find(|notice| notice["kind"] == "cost_not_tested").expect("it is said");
    assert!(notice["text"].as_str().unwrap().contains(&format!("for {unknown} of the ranked designs")), "{notice}");
    let free = with_limits(json!({"hours": 1000}));
    assert!(free["notices"].as_array().unwrap().iter().all(|notice| notice["kind"] != "cost_not_tested"));
}

/// With someone willing and not prepared, half of coaching is left, and the answer says what can begin now.
#[test]
fn a_first_place_that_lacks_what_it_cannot_do_without_says_what_to_build_first() {
    let answer = answer(&json!({"profile": {"factors": {
        "outcome_type": "application", "time_available": 5,
        "resources": {"staff": 2, "time": 5, "materials": 3, "technology": 2, "funds": 1}
    }}}));
    let coaching = entry(&answer, "coaching").expect("someone willing is enough to begin");
    let named: Vec<_> = coaching["gates"].as_array().unwrap().iter().map(|one| one["factor"].clone()).collect();
    assert_eq!(named, ["resources.staff"]);
    assert_eq!((&coaching["gates"][0]["keeps"], &coaching["group"]), (&json!(0.5), &json!("worth_building_toward")));
    assert!(coaching["rank"].as_u64().unwrap() > 1, "an unprepared coach is not outweighed");
    // With nothing else to choose, it is first, is never called clear, and the answer says what to build.
    let others: Vec<&str> =
        ADVISOR.catalogue().designs.iter().map(|one| one.id.as_str()).filter(|id| *id != "coaching").collect();
    let alone = super::support::answer(&json!({
        "profile": {"factors": {"outcome_type": "application", "resources": {"staff": 2}}}, "options": {"exclude": others}
    }));
    assert_eq!(
        (&alone["recommendations"][0]["rank"], &alone["first_place"]["has_to_build"]),
        (&json!(1), &json!(true))
    );
    assert_ne!(alone["first_place"]["verdict"], "clear");
    let notices = alone["notices"].as_array().unwrap();
    assert!(notices.iter().any(|notice| notice["kind"] == "build_conditions_first"), "{notices:?}");
}

/// Sixteen teachers in ten places hours apart cannot teach in pairs, however the division rounds; two in each place can.
#[test]
fn co_teaching_is_not_feasible_where_the_smallest_place_has_no_pair() {
    let of = |team_size: u32| {
        answer(&json!({"profile": {
            "factors": {"outcome_type": "application", "resources": {"staff": 5}},
            "setting": {"team_size": team_size, "sites": 10, "travel_minutes": 240}
        }, "options": {"environments": ["in_person"]}}))
    };
    for team_size in [10, 16, 19] {
        assert!(entry(&of(team_size), "co_teaching").is_none(), "{team_size} teachers");
    }
    assert!(entry(&of(20), "co_teaching").is_some());
}

/// Coaching keeps half in programs for 100 teachers and more, which every answer to such a program says.
#[test]
fn a_large_program_leaves_half_of_coaching() {
    let of = |teachers: u32| {
        answer(&json!({"profile": {
            "factors": {"outcome_type": "application", "resources": {"staff": 5}},
            "setting": {"program_teachers": teachers}
        }}))
    };
    let coaching = |answer: &serde_json::Value| entry(answer, "coaching").unwrap().clone();
    let (small, middle, large) = (of(20), of(75), of(600));
    let potential = |answer: &serde_json::Value| coaching(answer)["potential"].as_f64().unwrap();
    assert!((potential(&large) - potential(&small) / 2.0).abs() <= 0.01);
    assert!((potential(&middle) - potential(&small) * 0.75).abs() <= 0.01);
    assert!(coaching(&small)["program_size_keeps"].is_null());
    assert_eq!(coaching(&large)["program_size_keeps"], 0.5);
    let notices = large["notices"].as_array().unwrap();
    let ranked = coaching(&large)["rank"].as_u64().unwrap() <= 5;
    assert_eq!(notices.iter().any(|notice| notice["kind"] == "large_program"), ranked, "{notices:?}");
}

/// The sequence is advised for every design that shows one's own practice where trust is below what it needs, coaching
/// among them.
#[test]
fn low_trust_advises_to_begin_with_others_practice_for_coaching_too() {
    let answer = answer(&json!({"profile": {"factors": {
        "outcome_type": "mastery", "risk_taking_culture": 1, "resources": {"staff": 5, "time": 4}, "time_available": 4
    }}}));
    assert_eq!(answer["recommendations"][0]["design"], "coaching");
    let notice = answer["notices"].as_array().unwrap().iter().find(|one| one["kind"] == "begin_with_others_practice");
    assert!(notice.unwrap()["text"].as_str().unwrap().contains("coaching"));
}
