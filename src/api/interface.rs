//! What the page at `/docs` tells of each operation, from the OpenAPI document.

use serde_json::Value;
use utoipa::openapi::OpenApi;

use crate::pages::{DescribedOperation, OperationGroup};

const METHODS: [&str; 2] = ["get", "post"];

/// Returns the operations of the document by their tags, in the order of both.
pub(super) fn described(document: &OpenApi) -> Vec<OperationGroup> {
    let document = serde_json::to_value(document).expect("the document serializes");
    let paths = document["paths"].as_object();
    let operations = || {
        let paths = paths.into_iter().flatten();
        paths.flat_map(|(path, item)| METHODS.map(|method| (path, method, &item[method]))).filter(|of| of.2.is_object())
    };
    let group = |tag: &Value| {
        let own = operations().filter(|(_, _, operation)| operation["tags"][0] == tag["name"]);
        OperationGroup {
            id: text(&tag["name"]),
            about: text(&tag["description"]),
            operations: own.map(|(path, method, operation)| one(path, method, operation)).collect(),
        }
    };
    document["tags"].as_array().into_iter().flatten().map(group).collect()
}

fn one(path: &str, method: &str, operation: &Value) -> DescribedOperation {
    DescribedOperation {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        description: text(&operation["description"]),
        request: example(&operation["requestBody"]["content"]),
        answer: example(&operation["responses"]["200"]["content"]),
    }
}

/// Returns the first example of a body.
fn example(content: &Value) -> Option<String> {
    let example = content.as_object()?.values().find_map(|media| media.get("example"))?;
    match example {
        Value::String(text) => Some(text.clone()),
        value => serde_json::to_string_pretty(value).ok(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
