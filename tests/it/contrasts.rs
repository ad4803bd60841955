//! Contrasts: what decides between two designs, and that it adds up whichever way it is asked.

use backmap::advisor::Options;
use backmap::catalogue::DesignIndex;
use backmap::explain::contrast;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::properties::{multipliers, profile};
use super::statements::check_statements;
use super::support::{ADVISOR, post};

const PATH: &str = "/v1/contrasts";

fn hundredths(value: &Value) -> i64 {
    (value.as_f64().unwrap_or_else(|| panic!("{value} is no number")) * 100.0).round() as i64
}

fn sum(list: &Value, field: &str) -> i64 {
    list.as_array().unwrap().iter().map(|one| hundredths(&one[field])).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_contrast_adds_up_and_is_turned_round_by_asking_the_other_way(
        team in profile(),
        weights in prop::option::of(multipliers()),
        first in 0..25_usize,
        step in 1..25_usize,
    ) {
        let (first, second) = (DesignIndex::from(first), DesignIndex::from((first + step) % 25));
        let options = Options { multipliers: weights, ..Options::default() };
        let evaluation = ADVISOR.evaluate(&team, &options).unwrap();
        let there = contrast(&evaluation, first, second).unwrap();
        let back = contrast(&evaluation, second, first).unwrap();

        let scores = [there.first, there.second].map(|alternative| evaluation.parts.score(alternative));
        prop_assert_eq!(there.difference, scores[0] - scores[1]);
        prop_assert_eq!(there.factors.iter().map(|one| one.difference).sum::<i32>(), there.difference);
        prop_assert_eq!(there.lead_from.iter().map(|one| one.points).sum::<i32>(), there.difference.abs());
        let ahead = there.difference.signum();
        for tradeoff in &there.tradeoffs {
            prop_assert!(tradeoff.against > 0);
            prop_assert_eq!(tradeoff.answered_by.iter().map(|one| one.points).sum::<i32>(), tradeoff.against);
            for support in &tradeoff.answered_by {
                prop_assert!(support.points > 0);
                prop_assert!(ahead == 0 || there.factors[support.factor].difference * ahead > 0);
            }
        }
        // What a factor gives is used up exactly: in what it outweighs and in the lead.
        for one in there.factors.iter().filter(|one| ahead != 0 && one.difference * ahead > 0) {
            let used = there.tradeoffs.iter().flat_map(|tradeoff| &tradeoff.answered_by).chain(&there.lead_from);
            let used: i32 = used.filter(|support| support.factor == one.factor).map(|support| support.points).sum();
            prop_assert_eq!(used, one.difference.abs());
        }

        prop_assert_eq!(back.difference, -there.difference);
        prop_assert_eq!(back.verdict, there.verdict);
        for (one, other) in there.factors.iter().zip(&back.factors) {
            prop_assert_eq!((one.difference, one.of_typical), (-other.difference, -other.of_typical));
            prop_assert_eq!(one.decides, other.decides);
        }
        if ahead != 0 {
            prop_assert_eq!(&back.lead_from, &there.lead_from);
            prop_assert_eq!(&back.tradeoffs, &there.tradeoffs);
            prop_assert_eq!(&back.statement, &there.statement);
        }
    }

    #[test]
    fn the_factors_that_decide_outweigh_all_that_speaks_against(team in profile(), first in 0..25_usize) {
        let evaluation = ADVISOR.evaluate(&team, &Options::default()).unwrap();
        let found = contrast(&evaluation, first.into(), ((first + 7) % 25).into()).unwrap();
        let ahead = found.difference.signum();
        prop_assume!(ahead != 0);
        let gains: Vec<i32> = found.factors.iter().map(|one| one.difference * ahead).collect();
        let against: i32 = gains.iter().filter(|gain| **gain < 0).sum();
        let deciding: Vec<i32> =
            found.factors.iter().filter(|one| one.decides).map(|one| one.difference * ahead).collect();
        prop_assert!(deciding.iter().all(|gain| *gain > 0));
        prop_assert!(deciding.iter().sum::<i32>() + against > 0);
        let least = deciding.iter().min().copied().unwrap_or(0);
        prop_assert!(deciding.iter().sum::<i32>() - least + against <= 0, "one fewer would do");
    }
}

#[test]
fn the_answer_holds_the_scores_of_the_ranking_and_says_what_it_states() {
    let profile: Value = serde_json::from_str(&super::support::file("examples/rural-novices.json")).unwrap();
    let body = json!({"profile": profile["profile"], "designs": ["coaching", "lesson_study"]});
    let answer = post(PATH, &body).unwrap();
    let ranking = super::support::answer(&json!({"profile": profile["profile"]}));
    for (side, design) in [("first", "coaching"), ("second", "lesson_study")] {
        let entry = super::support::entry(&ranking, design).unwrap();
        for field in ["design", "environment", "variant", "rank", "score"] {
            assert_eq!(answer[side][field], entry[field], "{design} {field}");
        }
    }
    assert_eq!(hundredths(&answer["difference"]), sum(&answer["factors"], "difference"));
    assert_eq!(answer["factors"].as_array().unwrap().len(), 25);
    assert!(check_statements(&answer) > 25);
}

#[test]
fn a_design_that_cannot_run_is_contrasted_with_its_best_allowed_alternative() {
    let body = json!({
        "profile": {"factors": {"resources": {"time": 1}}},
        "designs": ["lesson_study", "coaching"],
    });
    let answer = post(PATH, &body).unwrap();
    assert_eq!(answer["first"]["feasible"], false);
    assert_eq!(answer["first"]["rank"], Value::Null);
    check_statements(&answer);
}

#[test]
fn equal_designs_are_said_to_be_equal() {
    // With all weight on one factor that treats most designs alike, some score the same.
    let mut weights = serde_json::Map::new();
    for factor in &ADVISOR.catalogue().factors {
        let counts = u8::from(factor.id == "experience_outside_education");
        weights.insert(factor.id.clone(), counts.into());
    }
    let body = json!({
        "profile": {"factors": {"experience_outside_education": 3}},
        "options": {"weights": weights},
        "designs": ["coaching", "lesson_study"],
    });
    let answer = post(PATH, &body).unwrap();
    assert_eq!(answer["difference"], 0.0);
    assert!(answer["statement"]["text"].as_str().unwrap().contains("have the same score"), "{}", answer["statement"]);
    assert_eq!(answer["verdict"], "cannot_separate");
}
