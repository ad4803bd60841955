//! The OpenAPI document: one text wherever it is had, and whole.

use std::collections::{BTreeMap, BTreeSet};

use backmap::wire;
use serde_json::{Value, json};
use utoipa::{PartialSchema, ToSchema};

use super::server::{JSON, Server, command};
use super::support::{ADVISOR, file};

fn document() -> Value {
    serde_json::from_str(&file("openapi/v1.json")).expect("the document is JSON")
}

fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().expect("there are paths");
    let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let operations = paths.iter().flat_map(|(path, item)| {
        let of = methods.iter().filter_map(move |method| Some((format!("{method} {path}"), item.get(*method)?)));
        of.collect::<Vec<_>>()
    });
    operations.collect()
}

/// Returns what a reference refers to, or the value itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    reference.map_or(value, |pointer| document.pointer(pointer).expect("the reference resolves"))
}

fn has_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

#[test]
fn the_document_is_the_same_in_the_repository_from_the_command_and_from_the_service() {
    let repository = file("openapi/v1.json");
    let printed = command().arg("openapi").output().expect("the binary starts");
    assert!(printed.status.success());
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), repository, "run `backmap openapi > openapi/v1.json`");
    let served = Server::shared().get("/openapi.json");
    assert_eq!(served.header("content-type"), Some("application/json"));
    assert_eq!(served.text(), repository);
}

#[test]
fn the_document_is_of_version_3_1_and_says_what_it_is() {
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    for name in ["title", "version", "description"] {
        assert!(has_text(&document["info"][name]), "no {name}");
    }
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_document_holds_every_endpoint_of_the_contract() {
    let document = document();
    let described: BTreeSet<String> = operations(&document).into_iter().map(|(name, _)| name).collect();
    for expected in [
        "post /v1/recommendations",
        "post /v1/bundles",
        "post /v1/allocations",
        "post /v1/district",
        "post /v1/outcomes/check",
        "post /v1/cases",
        "post /v1/decisions",
        "get /v1/designs",
        "get /v1/designs/{id}",
        "get /v1/factors",
        "get /v1/sources",
        "get /openapi.json",
        "get /health/live",
        "get /health/ready",
        "get /metrics",
    ] {
        assert!(described.contains(expected), "{expected} is not described");
    }
}

#[test]
fn every_operation_has_a_summary_a_description_an_own_id_and_responses_that_are_described() {
    let document = document();
    let mut seen = BTreeSet::new();
    for (name, operation) in operations(&document) {
        for field in ["summary", "description", "operationId"] {
            assert!(has_text(&operation[field]), "{name} has no {field}");
        }
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let mut named = BTreeSet::new();
        let is_new = |parameter: &Value| named.insert((parameter["in"].to_string(), parameter["name"].to_string()));
        assert!(parameters.clone().all(is_new), "{name} describes a parameter twice");
        let of_path = parameters.filter(|parameter| parameter["in"] == "path").count();
        assert_eq!(of_path, name.matches('{').count(), "{name} describes all parameters of its path");
        assert!(seen.insert(operation["operationId"].as_str().unwrap()), "{name}: its operationId stands twice");
        let responses = operation["responses"].as_object().expect("there are responses");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{name} never succeeds");
        for (status, response) in responses {
            let response = resolved(&document, response);
            assert!(has_text(&response["description"]), "{name}: {status} has no description");
        }
        let contents = responses
            .values()
            .filter_map(|response| response["content"].as_object())
            .flat_map(|content| content.values());
        let shown = contents.filter(|content| content.get("example").is_some() || content.get("schema").is_some());
        assert!(shown.count() > 0, "{name} shows no answer");
    }
}

#[test]
fn every_problem_in_the_document_is_of_a_known_kind_and_of_its_media_type() {
    let document = document();
    for (name, operation) in operations(&document) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            if !status.starts_with(['4', '5']) {
                continue;
            }
            let content = resolved(&document, response)["content"]
                .as_object()
                .unwrap_or_else(|| panic!("{name}: {status} has no content"));
            assert_eq!(content.keys().collect::<Vec<_>>(), ["application/problem+json"], "{name}: {status}");
            let example = &content["application/problem+json"]["example"];
            let kind = backmap::wire::ProblemKind::ALL
                .iter()
                .find(|kind| example["type"] == format!("/problems/{}", kind.id()));
            assert_eq!(kind.map(|kind| kind.status().to_string()).as_ref(), Some(status), "{name}: {example}");
        }
    }
}

#[test]
fn every_reference_in_the_document_resolves() {
    fn walk(value: &Value, document: &Value, found: &mut usize) {
        match value {
            Value::Object(fields) => {
                if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                    let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} lies elsewhere"));
                    assert!(document.pointer(pointer).is_some(), "{reference} resolves to nothing");
                    *found += 1;
                }
                fields.values().for_each(|value| walk(value, document, found));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, document, found)),
            _ => {}
        }
    }
    let (document, mut found) = (document(), 0);
    walk(&document, &document, &mut found);
    assert!(found > 10, "only {found} references");
}

#[test]
fn every_schema_of_the_document_is_used() {
    let text = file("openapi/v1.json");
    for name in document()["components"]["schemas"].as_object().unwrap().keys() {
        assert!(text.contains(&format!("\"#/components/schemas/{name}\"")), "nothing refers to {name}");
    }
}

#[test]
fn the_examples_of_the_document_are_what_the_service_answers() {
    let document = document();
    for operation in backmap::wire::OPERATIONS {
        let path = operation.path;
        let described = &document["paths"][path]["post"];
        let request = &described["requestBody"]["content"]["application/json"]["example"];
        let answer = &described["responses"]["200"]["content"]["application/json"]["example"];
        let given = Server::shared().request("POST", path, &[JSON], request.to_string().as_bytes());
        assert_eq!(&shortened(given.json()), answer, "{path}");
    }
}

/// The first entry of every list, as examples have them.
fn shortened(value: Value) -> Value {
    match value {
        Value::Array(list) => list.into_iter().take(1).map(shortened).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, shortened(value))).collect(),
        other => other,
    }
}

#[test]
fn the_document_is_short_enough_to_read_and_its_types_are_few() {
    let text = file("openapi/v1.json");
    assert!(text.len() < 600_000, "{} bytes", text.len());
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    assert!(!schemas.contains_key("Vec"), "a component is named after a container");
    let lists = |name: &str| schemas[name]["enum"].as_array().unwrap().len();
    assert_eq!(lists("DesignId"), ADVISOR.catalogue().designs.len());
    assert_eq!(lists("FactorId"), ADVISOR.catalogue().factors.len());
    assert_eq!(schemas["DecisionRequest"]["properties"]["choice"]["properties"]["design"], reference("DesignId"));
    let listed = text.matches("\n     \"peer_coaching\",\n").count();
    assert_eq!(listed, 1, "the ids of designs are listed in one place");
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[test]
fn every_kind_of_problem_has_a_section_in_its_page() {
    let page = file("docs/problems.md");
    let headings: Vec<&str> = page.lines().filter(|line| line.starts_with('#')).collect();
    for kind in backmap::wire::ProblemKind::ALL {
        let named = |heading: &&str| {
            heading.split(|letter: char| !letter.is_alphanumeric() && letter != '-').any(|word| word == kind.id())
        };
        assert!(headings.iter().any(named), "no heading names {}", kind.id());
    }
}

/// Every shape that an answer refers to, as the document collects them: once for each place that names it, so that two
/// shapes under one name are both here.
fn shapes() -> Vec<(String, Value)> {
    let mut all = Vec::new();
    macro_rules! collect {
        ($($shape:ident)*) => {
            $(
                all.push((wire::$shape::name().into_owned(), wire::$shape::schema()));
                wire::$shape::schemas(&mut all);
            )*
        };
    }
    wire::OPERATIONS.iter().for_each(|operation| drop((operation.result.0)(&mut all)));
    collect! { ImportAnswer MappingAnswer DesignList DesignPage FactorList SourceList StandardList PlanningPage Problem }
    let json = |schema| serde_json::to_value(schema).expect("schemas serialize");
    all.into_iter().map(|(name, schema)| (name, json(schema))).collect()
}

#[test]
fn no_two_shapes_stand_under_one_name() {
    let (all, document) = (shapes(), document());
    let mut by_name: BTreeMap<&str, &Value> = BTreeMap::new();
    for (name, shape) in &all {
        let first = by_name.entry(name).or_insert(shape);
        assert_eq!(*first, shape, "two shapes are called {name}: one would take the other's place");
    }
    assert!(by_name.len() > 100, "{} shapes", by_name.len());
    for (name, operation) in operations(&document) {
        let contents = operation["responses"].as_object().unwrap().values();
        for content in contents.filter_map(|response| response["content"].as_object()).flat_map(|all| all.values()) {
            let Some(reference) = content["schema"]["$ref"].as_str() else { continue };
            let shape = reference.rsplit('/').next().expect("a reference has an end");
            assert!(by_name.contains_key(shape) || shape == "Health", "{name}: the list above misses {shape}");
        }
    }
}
