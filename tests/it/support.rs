//! What several tests share: one advisor, and answers as JSON.

use std::sync::LazyLock;

use backmap::advisor::Advisor;
use backmap::catalogue::Profile;
use backmap::wire::{Problem, RecommendationAnswer, Rendered, read_request};
use serde_json::Value;

/// The embedded catalogue, compiled once for all tests.
pub static ADVISOR: LazyLock<Advisor> = LazyLock::new(Advisor::embedded);

/// Its prepared parts.
pub static RENDERED: LazyLock<Rendered> = LazyLock::new(|| Rendered::new(&ADVISOR));

/// The answer's bytes, by the way that every door takes.
pub fn answer_bytes(body: &[u8]) -> Result<Vec<u8>, Problem> {
    let request = read_request(&ADVISOR, body)?;
    let advice = ADVISOR.recommend(&request.profile, &request.options).expect("weights were checked when read");
    Ok(RecommendationAnswer::json(&ADVISOR, &RENDERED, &advice))
}

/// The answer to a request that is expected to be right.
pub fn answer(body: &Value) -> Value {
    let bytes = answer_bytes(body.to_string().as_bytes()).unwrap_or_else(|problem| panic!("{problem:?} for {body}"));
    serde_json::from_slice(&bytes).expect("answers are JSON")
}

/// The answer for a profile with these factors.
pub fn answer_for(factors: Value) -> Value {
    answer(&serde_json::json!({"profile": {"factors": factors}}))
}

/// A design's entry among the recommendations.
pub fn entry<'a>(answer: &'a Value, design: &str) -> Option<&'a Value> {
    answer["recommendations"].as_array()?.iter().find(|entry| entry["design"] == design)
}

/// A design's score; one that is not feasible stands below all.
pub fn score(answer: &Value, design: &str) -> f64 {
    entry(answer, design).map_or(-1.0, |entry| entry["score"].as_f64().expect("scores are numbers"))
}

/// A design's place, counted from 1.
pub fn place(answer: &Value, design: &str) -> usize {
    let entries = answer["recommendations"].as_array().expect("recommendations are a list");
    entries.iter().position(|entry| entry["design"] == design).map_or(usize::MAX, |at| at + 1)
}

/// A file of the repository as text.
pub fn file(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The answer of an operation to a body, by the way that every door takes.
pub fn post(path: &str, body: &Value) -> Result<Value, Problem> {
    let operation = backmap::wire::OPERATIONS.iter().find(|operation| operation.path == path);
    let operation = operation.unwrap_or_else(|| panic!("there is no operation {path}"));
    let bytes = (operation.answer)(&ADVISOR, &RENDERED, body.to_string().as_bytes())?;
    Ok(serde_json::from_slice(&bytes).expect("answers are JSON"))
}

/// The profile of an example.
pub fn example(path: &str) -> Profile {
    read_request(&ADVISOR, file(path).as_bytes()).unwrap_or_else(|problem| panic!("{path}: {problem:?}")).profile
}

/// A profile with these factors.
pub fn profile_of(factors: Value) -> Profile {
    let body = serde_json::json!({"profile": {"factors": factors}}).to_string();
    read_request(&ADVISOR, body.as_bytes()).unwrap_or_else(|problem| panic!("{problem:?} for {body}")).profile
}
