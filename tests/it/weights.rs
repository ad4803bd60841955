//! `POST /v1/weights`: what it answers, that the answer can be used, and what it refuses.

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
            catalogue.factors.iter().enumerate().filter(|(_, factor)| !ids.contains(&factor.id.as_str()))
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

/// A bad body, the pointers of all its errors, a part of what is said, and why it is refused.
type Row = (Value, &'static [&'static str], &'static str, &'static str);

fn pairs(factors: Value, judgements: Value) -> Value {
    json!({"pairwise": {"factors": factors, "judgements": judgements}})
}

fn judged(more: &str, less: &str, times: impl Into<Value>) -> Value {
    json!({"more": more, "less": less, "times": times.into()})
}

fn of_methods_and_orders() -> Vec<Row> {
    vec![
        (json!({}), &[""], "missing method", "nothing was said"),
        (json!([]), &[""], "found a list", "a body is an object"),
        (json!({"rankin": []}), &["/rankin", ""], "`ranking`", "a slip in the name"),
        (
            json!({"ranking": ["resources", "time_available"], "swing": {"resources": 1, "time_available": 1}}),
            &["/swing"],
            "`ranking` is already present",
            "two methods would give two answers",
        ),
        (json!({"ranking": []}), &["/ranking"], "two factors", "nothing is ordered"),
        (json!({"ranking": ["resources"]}), &["/ranking"], "two factors", "one factor has all of it"),
        (json!({"ranking": [["resources"]]}), &["/ranking"], "two factors", "a tie of one is one factor"),
        (json!({"ranking": ["resources", []]}), &["/ranking/1"], "is empty", "a tie of nothing"),
        (json!({"ranking": ["resources", "resources"]}), &["/ranking/1"], "duplicate factor", "it cannot stand twice"),
        (
            json!({"ranking": [["resources", "time_available"], "resources", ["time_available"]]}),
            &["/ranking/1", "/ranking/2/0"],
            "duplicate factor",
            "nor within ties",
        ),
        (
            json!({"ranking": ["time_avalable", "resources", 3]}),
            &["/ranking/0", "/ranking/2"],
            "did you mean `time_available`",
            "every bad entry at once",
        ),
        (json!({"ranking": "resources"}), &["/ranking"], "found a string", "an order is a list"),
        (json!({"ranking": [[["resources"]], "time_available"]}), &["/ranking/0/0"], "found a list", "ties hold ids"),
    ]
}

fn of_points() -> Vec<Row> {
    vec![
        (json!({"swing": {}}), &["/swing"], "two factors", "nothing has points"),
        (json!({"swing": {"resources": 100}}), &["/swing"], "two factors", "one factor has all of it"),
        (json!({"swing": {"resources": 0, "time_available": 0}}), &["/swing"], "all points are 0", "nothing counts"),
        (
            json!({"swing": {"resources": 1e-7, "time_available": 0}}),
            &["/swing"],
            "six decimals",
            "it rounds to nothing",
        ),
        (
            json!({"swing": {"resources": -1, "time_available": 2e6}}),
            &["/swing/resources", "/swing/time_available"],
            "out of range",
            "points are 0 to a million",
        ),
        (
            json!({"swing": {"resources": "100", "shared_vison": 1}}),
            &["/swing/resources", "/swing/shared_vison"],
            "`shared_vision`",
            "points are numbers",
        ),
        (
            json!({"swing": {"resources": null, "time_available": 1}}),
            &["/swing/resources"],
            "found null",
            "no points are no answer",
        ),
    ]
}

fn of_comparisons() -> Vec<Row> {
    let two = json!(["resources", "time_available"]);
    let three = json!(["resources", "time_available", "shared_vision"]);
    let one = judged("resources", "time_available", 3);
    vec![
        (json!({"pairwise": {}}), &["/pairwise/factors", "/pairwise/judgements"], "missing", "both are needed"),
        (pairs(json!([]), json!([])), &["/pairwise/factors"], "two factors", "nothing is compared"),
        (pairs(json!(["resources"]), json!([])), &["/pairwise/factors"], "two factors", "one factor has no pair"),
        (
            pairs(
                json!(ADVISOR.catalogue().factors.iter().take(16).map(|one| one.id.as_str()).collect::<Vec<_>>()),
                json!([]),
            ),
            &["/pairwise/factors"],
            "at most 15",
            "random indices are published up to 15",
        ),
        (
            pairs(json!(["resources", "resources"]), json!([])),
            &["/pairwise/factors/1"],
            "duplicate factor",
            "it cannot stand twice",
        ),
        (
            pairs(three.clone(), json!([one])),
            &["/pairwise/judgements"],
            "`shared_vision` with `time_available`, `shared_vision` with `resources`",
            "every pair is needed",
        ),
        (
            pairs(two.clone(), json!([judged("resources", "time_available", 0)])),
            &["/pairwise/judgements/0/times"],
            "swap `more` and `less`",
            "0 times",
        ),
        (
            pairs(two.clone(), json!([judged("resources", "time_available", 10)])),
            &["/pairwise/judgements/0/times"],
            "from 1",
            "the scale ends at 9",
        ),
        (
            pairs(two.clone(), json!([judged("resources", "time_available", 0.5)])),
            &["/pairwise/judgements/0/times"],
            "swap",
            "half as important is twice the other way",
        ),
        (
            pairs(two.clone(), json!([judged("resources", "resources", 1)])),
            &["/pairwise/judgements/0"],
            "with itself",
            "that is no pair",
        ),
        (
            pairs(two.clone(), json!([one, judged("time_available", "resources", 3)])),
            &["/pairwise/judgements/1"],
            "already compared",
            "both directions of one pair",
        ),
        (pairs(two.clone(), json!([one, one])), &["/pairwise/judgements/1"], "already compared", "the same pair twice"),
        (
            pairs(two.clone(), json!([one, judged("resources", "shared_vision", 2)])),
            &["/pairwise/judgements/1/less"],
            "not listed in `factors`",
            "it is not listed",
        ),
        (
            pairs(two.clone(), json!([{"more": "resource", "times": 2}, 7])),
            &["/pairwise/judgements/0/more", "/pairwise/judgements/0/less", "/pairwise/judgements/1"],
            "did you mean `resources`",
            "every bad field at once",
        ),
        (pairs(two, json!({"resources": 1})), &["/pairwise/judgements"], "found an object", "comparisons are a list"),
    ]
}

#[test]
fn wrong_bodies_are_refused_with_every_bad_field() {
    for (body, pointers, says, reason) in [of_methods_and_orders(), of_points(), of_comparisons()].concat() {
        let problem = post(PATH, &body).expect_err(reason);
        let found: Vec<&str> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(found, pointers, "{body}: {reason}");
        assert_eq!(problem.status, 422, "{body}");
        assert!(problem.errors.iter().any(|error| error.detail.contains(says)), "{reason}: {problem:?}");
    }
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
