//! The pairwise expectations of tests/expectations.toml, stated before the catalogue was ever scored.

use serde_json::{Value, json};

use super::support::{answer, file, score};

#[test]
fn every_pairwise_expectation_holds() {
    let table: Value = toml::from_str(&file("tests/expectations.toml")).expect("the expectations are TOML");
    let pairs = table["pair"].as_array().expect("there are pairs");
    assert!(pairs.len() >= 40);
    let mut broken = Vec::new();
    for pair in pairs {
        assert!(
            table["principles"][pair["principle"].as_str().unwrap()].is_string(),
            "{} has no principle",
            pair["id"]
        );
        let answer = answer(&body(pair));
        let (above, below) = (pair["above"].as_str().unwrap(), pair["below"].as_str().unwrap());
        let (high, low) = (score(&answer, above), score(&answer, below));
        if high <= low {
            broken
                .push(format!("{}: {above} {high} should stand above {below} {low}: {}", pair["id"], pair["because"]));
        }
    }
    assert!(broken.is_empty(), "{} of {} do not hold:\n{}", broken.len(), pairs.len(), broken.join("\n"));
}

fn body(pair: &Value) -> Value {
    if let Some(example) = pair["example"].as_str() {
        let mut body: Value =
            serde_json::from_str(&file(&format!("examples/{example}.json"))).expect("examples are JSON");
        body["options"] = json!({});
        return body;
    }
    let mut profile = json!({"factors": pair["profile"]});
    if pair["setting"].is_object() {
        profile["setting"] = pair["setting"].clone();
    }
    json!({"profile": profile})
}
