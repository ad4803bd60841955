//! A digest that ties a record to its input.

use std::fmt::Write;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::options::{EXPLAIN, limits_of};
use super::request::Request;
use crate::advisor::Options;
use crate::answers::MILLION;
use crate::catalogue::{Answer, Catalogue, Kind, Profile};
use crate::wire::kit::number::{rating_value, values};
use crate::words::decimal;

/// Returns the SHA-256 of profile and options in canonical form, as hexadecimal digits. The order of keys and the
/// notation of numbers do not change it; an omitted field counts as its default.
pub fn input_digest(catalogue: &Catalogue, request: &Request) -> String {
    // `serde_json` keeps object keys in alphabetical order.
    let text =
        json!({"profile": profile(catalogue, &request.profile), "options": options(catalogue, &request.options)});
    hexadecimal(&text.to_string())
}

/// Returns the SHA-256 of a profile alone in canonical form, as hexadecimal digits.
pub fn profile_digest(catalogue: &Catalogue, of: &Profile) -> String {
    hexadecimal(&profile(catalogue, of).to_string())
}

/// Returns the SHA-256 of a text as hexadecimal digits.
pub fn hexadecimal(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn profile(catalogue: &Catalogue, profile: &Profile) -> Value {
    let plain = values(catalogue, profile);
    let mut factors = json!({});
    for ((factor, answer), plain) in catalogue.factors.iter().zip(&profile.answers).zip(&plain) {
        factors[&factor.id] = match (answer, plain) {
            (Some(Answer::Each(ratings)), _) if factor.kind == Kind::PerDesign => {
                let rated = catalogue.designs.iter().zip(ratings);
                let rated = rated.filter_map(|(design, rating)| Some((&design.id, rating.as_ref()?)));
                rated.fold(json!({}), |mut all, (id, rating)| {
                    all[id] = rating_value(rating).get().into();
                    all
                })
            }
            (Some(_), Some(plain)) => plain.as_str().into(),
            _ => continue,
        };
    }
    let json = |fact: String| serde_json::from_str(&fact).expect("facts are written as JSON");
    let setting = profile.setting.facts().map(|(name, fact)| (name.to_owned(), fact.map_or(Value::Null, json)));
    json!({
        "id": profile.id,
        "factors": factors,
        "setting": Map::from_iter(setting),
        "current": ids(&profile.current, |at| &catalogue.designs[at].id),
    })
}

fn options(catalogue: &Catalogue, options: &Options) -> Value {
    let mut weights = json!({});
    for (factor, times) in catalogue.factors.iter().zip(options.multipliers.iter().flatten()) {
        if *times != MILLION {
            weights[&factor.id] = decimal(u128::from(*times)).into();
        }
    }
    let limits = limits_of(&options.limits).map(|(name, limit)| (name.to_owned(), json!(limit)));
    let explain = EXPLAIN.iter().find(|(_, way)| *way == options.explain).map(|(name, _)| *name);
    json!({
        "top": options.top,
        "environments": options.environments.as_ref().map(|all| ids(all, |at| &catalogue.environments[at].id)),
        "exclude": ids(&options.exclude, |at| &catalogue.designs[at].id),
        "weights": weights,
        "explain": explain,
        "limits": Map::from_iter(limits),
    })
}

/// Sorts the ids, because their order has no meaning.
fn ids<'a, Index: Copy>(places: &[Index], id: impl Fn(Index) -> &'a String) -> Vec<&'a String> {
    let mut ids: Vec<&String> = places.iter().map(|at| id(*at)).collect();
    ids.sort();
    ids
}
