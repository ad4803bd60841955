//! What every operation that explains says of one profile, in one object: for those who read a file and not a service.

use serde_json::{Map, Value, json};

use super::operation::OPERATIONS;
use super::problem::{Problem, ProblemKind};
use super::rendered::Rendered;
use crate::advisor::Advisor;

/// The answers about a design held against another one, each as its operation gives it. `bytes` is a body, or a bare
/// profile.
///
/// # Errors
/// When an operation refuses the body.
pub fn explanations(
    advisor: &Advisor,
    rendered: &Rendered,
    bytes: &[u8],
    design: &str,
    against: &str,
) -> Result<Vec<u8>, Problem> {
    let given: Value = serde_json::from_slice(bytes)
        .map_err(|error| Problem::new(ProblemKind::Malformed, format!("the body is not JSON: {error}")))?;
    let body = if given.get("profile").is_some() { given } else { json!({ "profile": given }) };
    let asked = [
        ("contrast", "/v1/contrasts", json!({ "designs": [design, against] })),
        ("counterfactual", "/v1/counterfactuals", json!({ "design": against })),
        ("case", "/v1/cases", json!({ "design": design })),
        ("sensitivity", "/v1/sensitivity", json!({})),
        ("questions", "/v1/questions", json!({})),
    ];
    let mut text = Vec::new();
    for (name, path, own) in asked {
        let fields = [common(&body), own].into_iter().filter_map(|part| part.as_object().cloned()).flatten();
        let body = Value::Object(fields.collect::<Map<String, Value>>()).to_string();
        let operation = OPERATIONS.iter().find(|operation| operation.path == path).expect("every operation is listed");
        let answer = (operation.answer)(advisor, rendered, body.as_bytes())?;
        text.extend_from_slice(if text.is_empty() { b"{\"" } else { b",\"" });
        text.extend_from_slice(name.as_bytes());
        text.extend_from_slice(b"\":");
        text.extend_from_slice(&answer);
    }
    text.extend_from_slice(b"}\n");
    Ok(text)
}

/// The body without what only recommendations take.
fn common(body: &Value) -> Value {
    let mut body = body.clone();
    if let Some(options) = body.get_mut("options").and_then(Value::as_object_mut) {
        options.retain(|name, _| !matches!(name.as_str(), "robustness" | "stakeholders"));
    }
    body
}
