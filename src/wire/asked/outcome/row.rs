//! Writes a record, as JSON or as a table row, so that it reads back as the same record.

use serde_json::{Map, Value, json};

use super::super::profile_json::profile_json;
use super::table::{OBSERVED, OFFERED, RESULT};
use crate::catalogue::{Catalogue, DesignIndex};
use crate::outcomes::OutcomeRecord;

/// Returns a record without results as one line of JSON.
pub fn outcome_json(catalogue: &Catalogue, record: &OutcomeRecord) -> String {
    json_of(catalogue, record).to_string()
}

fn json_of(catalogue: &Catalogue, record: &OutcomeRecord) -> Value {
    let design = |at: DesignIndex| catalogue.designs[at].id.as_str();
    let offered = record.offered.iter().map(|one| (design(one.design).to_owned(), one.score.into()));
    let mut json = json!({
        "profile": serde_json::from_slice::<Value>(&profile_json(catalogue, &record.profile)).unwrap_or_default(),
        "school": record.school,
        "offered": Map::from_iter(offered),
        "results": [],
    });
    let texts = [
        ("district", record.district.clone()),
        ("design", record.design.map(|at| design(at).to_owned())),
        ("environment", record.environment.map(|at| catalogue.environments[at].id.clone())),
        ("decided_on", record.decided_on.map(|date| date.to_string())),
    ];
    texts.into_iter().filter_map(|(name, text)| Some((name, text?))).for_each(|(name, text)| json[name] = text.into());
    if !record.lot.is_empty() {
        json["lot"] = record.lot.iter().map(|at| design(*at)).collect();
    }
    json
}

/// Returns a record without results as names and cells of a row. Columns for what is not known yet are empty, so that
/// a school fills in what it measured.
pub fn outcome_row(catalogue: &Catalogue, record: &OutcomeRecord) -> Vec<(String, String)> {
    let json = json_of(catalogue, record);
    let profile = &json["profile"];
    let mut row = vec![("id".to_owned(), cell(&profile["id"]))];
    entries(&profile["factors"]).for_each(|(factor, answer)| flatten(factor, answer, &mut row));
    entries(&profile["setting"]).for_each(|(fact, value)| row.push((format!("setting.{fact}"), cell(value))));
    row.push(("current".to_owned(), cell(&profile["current"])));
    for name in
        ["school", "district", "design", "environment", "lot", "decided_on", "started_on", "ended_on", "dose_hours"]
    {
        row.push((name.to_owned(), cell(&json[name])));
    }
    row.extend(OBSERVED.map(|field| (format!("{RESULT}1.{field}"), String::new())));
    row.extend(entries(&json["offered"]).map(|(id, score)| (format!("{OFFERED}{id}"), cell(score))));
    row
}

fn entries(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flatten()
}

/// Adds the cells of an answer: a level, counts, or the same by key.
fn flatten(name: &str, answer: &Value, row: &mut Vec<(String, String)>) {
    match answer {
        Value::Object(parts) => parts.iter().for_each(|(key, part)| match part {
            Value::Array(counts) => {
                let named = |(at, count)| (format!("{name}.count_{}", at + 1), cell(count));
                row.extend(counts.iter().enumerate().map(named));
            }
            part => flatten(&format!("{name}.{key}"), part, row),
        }),
        answer => row.push((name.to_owned(), cell(answer))),
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(ids) => ids.iter().map(cell).collect::<Vec<_>>().join(" "),
        value => value.to_string(),
    }
}
