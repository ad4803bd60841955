//! A plan's answers grow with the plan: twice the parts in a list never make much more than twice the bytes.

use serde_json::Value;

use super::plans::example;
use super::support::post;

/// The largest growth of an answer when one list of the plan is twice as long.
const MOST: f64 = 2.5;

/// Every operation that takes a plan alone.
const OPERATIONS: [&str; 5] =
    ["/v1/plans/check", "/v1/plans/schedule", "/v1/plans/implementation", "/v1/plans/resources", "/v1/audits"];

/// The places of all kinds of lists of objects in a plan: of alike entries, the lists of the first.
fn lists(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(entries) => {
            if entries.iter().any(Value::is_object) {
                found.push(at.to_owned());
            }
            entries.iter().take(1).for_each(|entry| lists(entry, &format!("{at}/0"), found));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, field)| lists(field, &format!("{at}/{key}"), found)),
        _ => {}
    }
}

/// Gives every part within a copy an id of its own.
fn rename(value: &mut Value) {
    match value {
        Value::Array(entries) => entries.iter_mut().for_each(rename),
        Value::Object(fields) => {
            if let Some(Value::String(id)) = fields.get_mut("id") {
                id.push_str("-copy");
            }
            fields.values_mut().for_each(rename);
        }
        _ => {}
    }
}

fn doubled(plan: &Value, list: &str) -> Value {
    let mut plan = plan.clone();
    let entries = plan.pointer_mut(list).and_then(Value::as_array_mut).expect("the list is there");
    let mut copies = entries.clone();
    copies.iter_mut().for_each(rename);
    entries.extend(copies);
    plan
}

#[test]
fn a_list_of_twice_the_length_makes_answers_of_at_most_two_and_a_half_times_the_bytes() {
    let plan = example();
    let mut all = Vec::new();
    lists(&plan, "", &mut all);
    let size = |operation: &str, plan: &Value| post(operation, plan).map(|answer| answer.to_string().len()).ok();
    let mut answered = 0;
    for operation in OPERATIONS {
        let before = size(operation, &plan).unwrap_or_else(|| panic!("{operation} refuses the example")) as f64;
        for list in &all {
            // Some lists may not name one part twice, which is refused and not answered at length.
            let Some(after) = size(operation, &doubled(&plan, list)) else { continue };
            answered += 1;
            assert!(after as f64 <= MOST * before, "{operation} with twice {list}: {after} bytes after {before}");
        }
    }
    assert!(answered > 50, "{answered} answers were compared");
}
