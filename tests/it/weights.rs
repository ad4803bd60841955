//! `POST /v1/weights`: what it answers, that the answer can be used, and what it refuses.

use backmap::catalogue::FactorIndex;
use backmap::wire::read_request;
use serde_json::{Value, json};

use super::statements::check_statements;
use super::support::{ADVISOR, post};

const PATH: &str = "/v1/weights";

fn weigh(body: Value) -> Value {
    let answer = post(PATH, &body).unwrap_or_else(|problem| panic!("{problem:?} for {body}"));
    assert!(check_statements(&answer) >= 2, "{answer}");
    answer
}

/// All text of the statements.
fn told(answer: &Value) -> String {
    let statements = answer["statements"].as_array().unwrap().iter();
    statements.map(|one| one["text"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

pub fn bodies() -> Vec<Value> {
    vec![
        json!({"ranking": ["time_available", "risk_taking_culture", "sustained_support", "resources"]}),
        json!({"ranking": [["time_available", "outcome_type"], "risk_taking_culture", ["shared_vision", "perceived_need"]]}),
        json!({"ranking": [["time_available", "outcome_type", "resources"]]}),
        json!({"ranking": ADVISOR.catalogue().factors.iter().map(|factor| factor.id.as_str()).collect::<Vec<_>>()}),
        json!({"swing": {"time_available": 100, "risk_taking_culture": 60.5, "outcome_type": 0}}),
        json!({"swing": {"outcome_type": 1, "outcome_complexity": 1, "degree_of_change": 1e6}}),
        json!({"pairwise": {"factors": ["time_available", "resources"], "judgements":
            [{"more": "resources", "less": "time_available", "times": 1}]}}),
        json!({"pairwise": {"judgements": [
            {"more": "time_available", "less": "resources", "times": 9},
            {"more": "resources", "less": "perceived_need", "times": 9},
            {"more": "perceived_need", "less": "time_available", "times": 9}],
            "factors": ["time_available", "perceived_need", "resources"]}}),
        serde_json::from_str(include_str!("../../src/wire/examples/weights.json")).unwrap(),
    ]
}

#[test]
fn weights_pasted_into_options_are_taken_and_give_the_shares() {
    for body in bodies() {
        let answer = weigh(body.clone());
        let pasted = json!({"profile": {"factors": {}}, "options": {"weights": answer["weights"], "top": 1}});
        let read =
            read_request(&ADVISOR, pasted.to_string().as_bytes()).unwrap_or_else(|problem| panic!("{problem:?}"));
        let times = read.options.multipliers.unwrap();
        let catalogue = ADVISOR.catalogue();
        let weighed = |id: &str| {
            let factor = catalogue.factor_index(id).unwrap();
            times[factor] as f64 / 1e6 * ADVISOR.weighting().stake(ADVISOR.tables(), factor)
        };
        let factors = answer["factors"].as_array().unwrap();
        let ids: Vec<&str> = factors.iter().map(|one| one["factor"].as_str().unwrap()).collect();
        let all: f64 = ids.iter().map(|id| weighed(id)).sum();
        for one in factors {
            let (id, share) = (one["factor"].as_str().unwrap(), one["share"].as_f64().unwrap());
            assert!((weighed(id) / all - share).abs() < 2e-6, "{id} in {body}");
            assert_eq!(one["multiplier"], answer["weights"][id]);
        }
        for (at, factor) in
            FactorIndex::enumerate(&catalogue.factors).filter(|(_, factor)| !ids.contains(&factor.id.as_str()))
        {
            assert_eq!(times[at], 1_000_000, "{} was not named", factor.id);
        }
        assert!(post("/v1/recommendations", &pasted).is_ok(), "{body}");
    }
}

#[test]
fn printed_shares_add_up_to_one_in_their_digits() {
    for body in bodies() {
        let answer = weigh(body.clone());
        let factors = answer["factors"].as_array().unwrap();
        let millionths = factors.iter().map(|one| (one["share"].as_f64().unwrap() * 1e6).round() as u64);
        assert_eq!(millionths.sum::<u64>(), 1_000_000, "{body}");
        let shares: Vec<f64> = factors.iter().map(|one| one["share"].as_f64().unwrap()).collect();
        assert!(shares.is_sorted_by(|one, next| one >= next), "{shares:?}");
    }
}

#[test]
fn weights_name_what_would_no_longer_count() {
    let answer = weigh(json!({"swing": {"outcome_type": 10, "time_available": 0, "resources": 0}}));
    assert!(told(&answer).contains("Time available and resources would have no weight"), "{}", told(&answer));
    assert_eq!(answer["weights"]["time_available"], 0);
}

#[test]
fn contradicting_comparisons_are_named_and_the_method_is_told() {
    let [.., circle, example] = &bodies()[..] else { unreachable!() };
    let answer = weigh(circle.clone());
    assert_eq!(answer["consistency"]["inconsistent"], true);
    assert_eq!(answer["consistency"]["reconsider"]["equally_far"], 2);
    assert!(told(&answer).contains("Talk about the comparisons before"), "{}", told(&answer));
    let answer = weigh(example.clone());
    assert_eq!(answer["consistency"]["inconsistent"], false);
    let reconsider = &answer["consistency"]["reconsider"];
    assert_eq!(reconsider["judged"], json!({"more": "risk_taking_culture", "less": "sustained_support", "times": 4}));
    assert!(told(&answer).contains("eigenvector"));
    assert!(told(&weigh(json!({"ranking": ["resources", "time_available"]}))).contains("rank-order centroids"));
}

#[test]
fn random_indices_are_published_for_15_factors_and_no_more() {
    let factors: Vec<&str> = ADVISOR.catalogue().factors.iter().take(16).map(|one| one.id.as_str()).collect();
    let problem = post(PATH, &json!({"pairwise": {"factors": factors, "judgements": []}})).unwrap_err();
    assert_eq!((problem.status, &*problem.errors[0].pointer), (422, "/pairwise/factors"));
    assert!(problem.errors[0].detail.contains("at most 15"), "{problem:?}");
}

#[test]
fn what_is_no_number_or_stands_twice_is_refused() {
    let operation = backmap::wire::OPERATIONS.iter().find(|operation| operation.path == PATH).unwrap();
    let rows = [
        (r#"{"swing": {"resources": 1e999, "time_available": 1}}"#, 400, "no number holds it"),
        (r#"{"swing": {"resources": NaN, "time_available": 1}}"#, 400, "JSON has no such number"),
        ("", 400, "nothing was sent"),
        (r#"{"ranking": ["resources""#, 400, "it was cut off"),
        (r#"{"swing": {"resources": 1, "time_available": 2, "resources": 3}}"#, 422, "the key stands twice"),
        (r#"{"ranking": ["resources", "time_available"], "ranking": []}"#, 422, "the method stands twice"),
    ];
    for (body, status, reason) in rows {
        let answered = (operation.answer)(&ADVISOR, &super::support::RENDERED, body.as_bytes());
        assert_eq!(answered.expect_err(reason).status, status, "{body}: {reason}");
    }
}
