//! All explanations of one profile in one object, for readers of a file.

use serde_json::{Map, Value, json};

use super::case;
use super::contrast;
use super::counterfactual;
use super::question;
use super::sensitivity;
use crate::advisor::Advisor;
use crate::wire::answered::rendered::Rendered;
use crate::wire::asked::unmarked;
use crate::wire::kit::problem::{Problem, ProblemKind};
use crate::words::fill_text;

/// Returns every explanation of one design compared with another, each as its operation returns it. `bytes` is a body
/// or a bare profile.
///
/// # Errors
/// If an operation rejects the body.
pub fn explanations(
    advisor: &Advisor,
    rendered: &Rendered,
    bytes: &[u8],
    design: &str,
    against: &str,
) -> Result<Vec<u8>, Problem> {
    let given: Value = serde_json::from_slice(unmarked(bytes))
        .map_err(|error| fill_text("wire.body.not_json", &[("error", &error.to_string())]))
        .map_err(|detail| Problem::new(ProblemKind::Malformed, detail))?;
    let body = if given.get("profile").is_some() { given } else { json!({ "profile": given }) };
    let asked = [
        ("contrast", contrast::OPERATION, json!({ "designs": [design, against] })),
        ("counterfactual", counterfactual::OPERATION, json!({ "design": against })),
        ("case", case::OPERATION, json!({ "design": design })),
        ("sensitivity", sensitivity::OPERATION, json!({})),
        ("questions", question::OPERATION, json!({})),
    ];
    let mut text = Vec::new();
    for (name, operation, own) in asked {
        let fields = [common(&body), own].into_iter().filter_map(|part| part.as_object().cloned()).flatten();
        let body = Value::Object(fields.collect::<Map<String, Value>>()).to_string();
        let answer = (operation.answer)(advisor, rendered, body.as_bytes())?;
        text.extend_from_slice(if text.is_empty() { b"{\"" } else { b",\"" });
        text.extend_from_slice(name.as_bytes());
        text.extend_from_slice(b"\":");
        text.extend_from_slice(&answer);
    }
    text.extend_from_slice(b"}\n");
    Ok(text)
}

/// Removes the options that only recommendations accept.
fn common(body: &Value) -> Value {
    let mut body = body.clone();
    if let Some(options) = body.get_mut("options").and_then(Value::as_object_mut) {
        options.retain(|name, _| !matches!(name.as_str(), "robustness" | "stakeholders"));
    }
    body
}
