//! Compares two catalogs: their numbers and texts, and the places of designs.

use std::collections::BTreeMap;

use crate::advisor::{Advisor, Explain, Options};
use crate::catalogue::{Files, Profile};
use crate::words;

/// A key that was changed, added (no old value) or removed (no new value).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyChange {
    pub file: String,
    pub key: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// A design whose place or score for a profile differs between the catalogs. Scores are in hundredths; `None` means
/// that it is not feasible or not in the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankChange {
    pub design: String,
    pub old: Option<(usize, i32)>,
    pub new: Option<(usize, i32)>,
}

/// Returns every key whose value differs, sorted by file and key.
pub fn number_changes(old: &Files, new: &Files) -> Vec<KeyChange> {
    let (old, new) = (flatten(old), flatten(new));
    let keys = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)));
    let mut changes: Vec<KeyChange> = keys
        .filter(|key| old.get(*key) != new.get(*key))
        .map(|key| KeyChange {
            file: key.0.clone(),
            key: key.1.clone(),
            old: old.get(key).cloned(),
            new: new.get(key).cloned(),
        })
        .collect();
    changes.sort();
    changes
}

type Flat = BTreeMap<(String, String), String>;

fn flatten(files: &Files) -> Flat {
    let mut flat = Flat::new();
    for (path, text) in files.iter() {
        match text.parse::<toml::Table>() {
            Ok(table) => walk(path, "", &toml::Value::Table(table), &mut flat),
            Err(_) => {
                flat.insert((path.to_owned(), String::new()), words::text("cli.diff.not_toml").to_owned());
            }
        }
    }
    flat
}

fn walk(path: &str, key: &str, value: &toml::Value, flat: &mut Flat) {
    let join = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
    match value {
        toml::Value::Table(table) => table.iter().for_each(|(name, value)| walk(path, &join(name), value, flat)),
        toml::Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                // Entries with ids keep their keys when others are inserted before them.
                let name = item.get("id").and_then(toml::Value::as_str).map_or_else(|| at.to_string(), str::to_owned);
                walk(path, &join(&name), item, flat);
            }
        }
        other => {
            flat.insert((path.to_owned(), key.to_owned()), other.to_string());
        }
    }
}

/// Returns the designs whose rank or score for a profile differs, in the old order, with new designs last. The profile
/// and options are built for each catalog, because their factors may differ.
pub fn rank_changes(old: (&Advisor, &Profile, &Options), new: (&Advisor, &Profile, &Options)) -> Vec<RankChange> {
    let (before, after) = (places(old), places(new));
    let find = |places: &[(String, usize, i32)], id: &str| {
        places.iter().find(|(design, ..)| design == id).map(|(_, rank, score)| (*rank, *score))
    };
    let added = after.iter().filter(|(id, ..)| find(&before, id).is_none());
    let all = before.iter().chain(added);
    all.map(|(id, ..)| RankChange { design: id.clone(), old: find(&before, id), new: find(&after, id) })
        .filter(|change| change.old != change.new)
        .collect()
}

/// Returns all places, ignoring `top`.
fn places((advisor, profile, options): (&Advisor, &Profile, &Options)) -> Vec<(String, usize, i32)> {
    let options = Options { explain: Explain::None, top: None, ..options.clone() };
    let advice = advisor.recommend(profile, &options).expect("multipliers are checked when they are read");
    let placed = advice.recommendations.iter().map(|one| one.placed);
    placed.map(|placed| (advisor.catalogue().designs[placed.design].id.clone(), placed.rank, placed.score)).collect()
}
