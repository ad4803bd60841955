//! The pairwise expectations of tests/expectations.toml and tests/expectations_product.toml, each file stated before the
//! model it speaks of was run.

use serde_json::{Map, Value, json};

use super::support::{answer, file};

/// Answers by a body that were asked for, and the expectations that do not hold.
struct Check {
    table: Value,
    broken: Vec<String>,
}

impl Check {
    fn new(path: &str) -> Self {
        Self { table: toml::from_str(&file(path)).expect("the expectations are TOML"), broken: Vec::new() }
    }

    fn entries(&self, kind: &str) -> Vec<Value> {
        self.table[kind].as_array().cloned().unwrap_or_default()
    }

    fn principle(&self, entry: &Value) {
        assert!(
            self.table["principles"][entry["principle"].as_str().unwrap()].is_string(),
            "{} has no principle",
            entry["id"]
        );
    }

    /// The places of a profile by design, best first.
    fn ranked(&self, factors: &Value, setting: &Value) -> Vec<(String, f64)> {
        let mut profile = json!({"factors": factors});
        if setting.is_object() {
            profile["setting"] = setting.clone();
        }
        ranked(&json!({"profile": profile, "options": {"explain": "none"}}))
    }

    fn above(&mut self, entry: &Value, of: &[(String, f64)], above: &str, below: &str, at: &str) {
        let score = |id: &str| of.iter().find(|(design, _)| design == id).map_or(-1.0, |(_, score)| *score);
        let (high, low) = (score(above), score(below));
        if high <= low {
            self.broken.push(format!(
                "{}{at}: {above} {high} should be above {below} {low}: {}",
                entry["id"].as_str().unwrap(),
                entry["because"].as_str().unwrap()
            ));
        }
    }
}

fn ranked(body: &Value) -> Vec<(String, f64)> {
    let answer = answer(body);
    let places = answer["recommendations"].as_array().unwrap().iter();
    places.map(|place| (place["design"].as_str().unwrap().to_owned(), place["score"].as_f64().unwrap())).collect()
}

/// `over` on top of `base`; resources and skills with designs merge key by key.
fn merged(base: &Value, over: &Value) -> Value {
    let mut all = base.as_object().cloned().unwrap_or_default();
    for (key, value) in over.as_object().unwrap_or(&Map::new()) {
        let deep = matches!(key.as_str(), "resources" | "design_experience");
        let value = match all.get(key) {
            Some(before) if deep => merged(before, value),
            _ => value.clone(),
        };
        all.insert(key.clone(), value);
    }
    Value::Object(all)
}

#[test]
fn the_first_expectations_hold() {
    let mut check = Check::new("tests/expectations.toml");
    let pairs = check.entries("pair");
    assert!(pairs.len() >= 40);
    for pair in pairs {
        check.principle(&pair);
        let of = match pair["example"].as_str() {
            Some(example) => {
                let text = file(&format!("examples/{example}.json"));
                let mut body: Value = serde_json::from_str(&text).expect("examples are JSON");
                body["options"] = json!({});
                ranked(&body)
            }
            None => check.ranked(&pair["profile"], &pair["setting"]),
        };
        check.above(&pair, &of, pair["above"].as_str().unwrap(), pair["below"].as_str().unwrap(), "");
    }
    assert!(check.broken.is_empty(), "{} do not hold:\n{}", check.broken.len(), check.broken.join("\n"));
}

#[test]
fn the_expectations_of_the_product_hold_but_for_those_that_are_named() {
    let mut check = Check::new("tests/expectations_product.toml");
    let base = |entry: &Value| {
        let base = &check.table["bases"][entry["base"].as_str().expect("an entry names its base")];
        assert!(base.is_object(), "{} has an unknown base", entry["id"]);
        merged(base, &entry["with"])
    };
    let (mut crossovers, mut pairs, mut absents) = (Vec::new(), Vec::new(), Vec::new());
    for (kind, all) in [("crossover", &mut crossovers), ("pair", &mut pairs), ("absent", &mut absents)] {
        all.extend(check.entries(kind).into_iter().map(|entry| (base(&entry), entry)));
    }
    assert!(crossovers.len() >= 25 && crossovers.len() + pairs.len() + absents.len() >= 60);
    for (base, entry) in crossovers {
        check.principle(&entry);
        for end in ["low", "high"] {
            let setting = merged(&entry["setting"], &entry[format!("setting_{end}")]);
            let setting = if setting.as_object().is_some_and(|all| all.is_empty()) { Value::Null } else { setting };
            let of = check.ranked(&merged(&base, &entry[end]), &setting);
            let order = &entry[format!("at_{end}")];
            check.above(&entry, &of, order[0].as_str().unwrap(), order[1].as_str().unwrap(), &format!(" at {end}"));
        }
    }
    for (base, entry) in pairs {
        check.principle(&entry);
        let of = check.ranked(&base, &entry["setting"]);
        check.above(&entry, &of, entry["above"].as_str().unwrap(), entry["below"].as_str().unwrap(), "");
    }
    for (base, entry) in absents {
        check.principle(&entry);
        let of = check.ranked(&base, &entry["setting"]);
        let design = entry["design"].as_str().unwrap();
        let place = of.iter().position(|(other, _)| other == design).map(|place| place + 1);
        if place.is_some_and(|place| place <= entry["places"].as_u64().unwrap() as usize) {
            let id = entry["id"].as_str().unwrap();
            check.broken.push(format!("{id}: {design} is at place {place:?}: {}", entry["because"].as_str().unwrap()));
        }
    }
    // What does not hold is a disagreement with the reader who wrote it, reported and not tuned away.
    let disagreed = &check.table["disagreed"];
    let known = |line: &str| {
        let id = line.split([':', ' ']).next().unwrap_or_default();
        disagreed[id].is_string()
    };
    let (named, new): (Vec<&String>, Vec<&String>) = check.broken.iter().partition(|line| known(line));
    let lines = |all: &[&String]| all.iter().map(|line| line.as_str()).collect::<Vec<_>>().join("\n");
    assert!(new.is_empty(), "{} do not hold and are not named:\n{}", new.len(), lines(&new));
    let ids: std::collections::BTreeSet<&str> = named.iter().filter_map(|line| line.split([':', ' ']).next()).collect();
    let all = disagreed.as_object().map_or(0, Map::len);
    assert_eq!(ids.len(), all, "a disagreement that is named holds by now: take it out");
}
