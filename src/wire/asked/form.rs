//! A request as form fields, named like table columns: `time_available`, `resources.staff`, `perceived_value.count_3`,
//! `setting.team_size`, `current`. Options follow the same pattern: `limits.hours`, `weights.time_available`,
//! `environments` and `exclude`.
//!
//! The JSON reader alone defines what a field means; an error carries the name of its field.

use std::collections::BTreeMap;

use super::columns::{Columns, by_column, ids, object, plain};
use super::options::limits_of;
use super::profile_json::profile_json;
use super::request::{Request, read_options};
use crate::advisor::{Advisor, Options};
use crate::answers::{MILLION, Rating};
use crate::catalogue::{Answer, Catalogue, DesignIndex, Factor, Kind, Profile};
use crate::wire::kit::problem::Problem;
use crate::words::decimal;

/// The name and the value of a field.
pub type FormField = (String, String);

/// Options that are objects by key, and options that are lists of ids.
const BY_KEY: [&str; 2] = ["limits", "weights"];
const LISTS: [&str; 2] = ["environments", "exclude"];

/// Reads form fields; empty ones are omitted.
///
/// # Errors
/// An `invalid` problem with every invalid field, by field name.
pub fn read_form(advisor: &Advisor, fields: &[FormField]) -> Result<Request, Problem> {
    let given = || fields.iter().filter(|(_, value)| !value.trim().is_empty());
    let (options, answers): (Vec<_>, Vec<_>) = given().partition(|(name, _)| is_option(name));
    let options = read_options(advisor, options_json(&options).as_bytes()).map_err(by_column);
    match (read_answers(advisor, &answers), options) {
        (Ok(profile), Ok(options)) => Ok(Request { profile, options }),
        (answers, options) => {
            let problems = [answers.err(), options.err()].into_iter().flatten();
            Err(Problem::of_fields(problems.flat_map(|problem| {
                let whole = problem.errors.is_empty().then(|| (String::new(), problem.detail));
                problem.errors.into_iter().map(|error| (error.pointer, error.detail)).chain(whole)
            })))
        }
    }
}

fn is_option(name: &str) -> bool {
    LISTS.contains(&name) || name.split_once('.').is_some_and(|(object, _)| BY_KEY.contains(&object))
}

/// Reads answers as a table row with one column per field.
fn read_answers(advisor: &Advisor, fields: &[&FormField]) -> Result<Profile, Problem> {
    let mut names: Vec<&str> = Vec::new();
    let mut cells: Vec<String> = Vec::new();
    for (name, value) in fields {
        match names.iter().position(|known| known == name) {
            // Checked boxes share a name.
            Some(at) if name == "current" => cells[at] = format!("{} {value}", cells[at]),
            _ => {
                names.push(name);
                cells.push(value.clone());
            }
        }
    }
    let row: Vec<&str> = cells.iter().map(String::as_str).collect();
    Columns::new(advisor.catalogue(), names, |_| false)?.read(advisor, row.as_slice())
}

/// Returns the options as the JSON of a body.
fn options_json(fields: &[&FormField]) -> String {
    let keyed = |name: &'static str| {
        let own =
            fields.iter().filter_map(|(field, value)| Some((field.strip_prefix(name)?.strip_prefix('.')?, value)));
        let own: BTreeMap<&str, String> = own.map(|(key, value)| (key, plain(value.trim()))).collect();
        (!own.is_empty()).then(|| (name, object(own.into_iter())))
    };
    let listed = |name: &'static str| {
        let own: Vec<&str> = fields.iter().filter(|(field, _)| field == name).map(|(_, id)| id.as_str()).collect();
        (!own.is_empty()).then(|| (name, ids(&own.join(" "))))
    };
    object(BY_KEY.into_iter().filter_map(keyed).chain(LISTS.into_iter().filter_map(listed)))
}

/// Returns the form fields that [`read_form`] reads back as the same request; answers of groups are pooled.
pub fn fields_of(catalogue: &Catalogue, request: &Request) -> Vec<FormField> {
    let Request { profile, options } = request;
    let mut fields = Vec::new();
    fields.extend(profile.id.clone().map(|id| ("id".to_owned(), id)));
    for (factor, answer) in catalogue.factors.iter().zip(&profile.answers) {
        fields.extend(answer.iter().flat_map(|answer| of_answer(catalogue, factor, answer)));
    }
    let setting = profile.setting.facts().into_iter();
    fields.extend(setting.filter_map(|(fact, value)| Some((format!("setting.{fact}"), value?))));
    let design = |at: &DesignIndex| catalogue.designs[*at].id.clone();
    fields.extend(profile.current.iter().map(|at| ("current".to_owned(), design(at))));
    fields.extend(of_options(catalogue, options));
    fields
}

/// Returns the request as a body that every operation accepts and that a form can open again.
pub fn request_json(catalogue: &Catalogue, request: &Request) -> Vec<u8> {
    let options = options_text(catalogue, &request.options);
    let profile = profile_json(catalogue, &request.profile);
    [b"{\"profile\":", profile.as_slice(), b",\"options\":", options.as_bytes(), b"}\n"].concat()
}

/// Returns the options as the JSON of a body; `{}` if none is set.
pub(super) fn options_text(catalogue: &Catalogue, options: &Options) -> String {
    options_json(&of_options(catalogue, options).iter().collect::<Vec<_>>())
}

fn of_answer(catalogue: &Catalogue, factor: &Factor, answer: &Answer) -> Vec<FormField> {
    match answer {
        Answer::Level(rating) => of_rating(&factor.id, rating),
        Answer::Shares(shares) => {
            let named = factor.categories.iter().zip(shares.millionths()).filter(|(_, share)| **share > 0);
            named.map(|(category, share)| (format!("{}.{}", factor.id, category.id), decimal(*share))).collect()
        }
        Answer::Each(ratings) => {
            let key = |at: usize| match factor.kind {
                Kind::PerDesign => &catalogue.designs[at].id,
                _ => &factor.resources[at].id,
            };
            let known = ratings.iter().enumerate().filter_map(|(at, rating)| Some((key(at), rating.as_ref()?)));
            known.flat_map(|(key, rating)| of_rating(&format!("{}.{key}", factor.id), rating)).collect()
        }
    }
}

fn of_rating(name: &str, rating: &Rating) -> Vec<FormField> {
    match rating {
        Rating::Level(level) => vec![(name.to_owned(), decimal(level.millionths().into()))],
        Rating::Distribution(distribution) => {
            let counts = distribution.millionths().iter().enumerate();
            counts.map(|(at, count)| (format!("{name}.count_{}", at + 1), decimal(*count))).collect()
        }
    }
}

fn of_options(catalogue: &Catalogue, options: &Options) -> Vec<FormField> {
    let limits = limits_of(&options.limits).into_iter();
    let limits = limits.filter_map(|(limit, value)| Some((format!("limits.{limit}"), value?.to_string())));
    let multipliers = options.multipliers.iter().flatten().zip(&catalogue.factors);
    let weights = multipliers.filter(|(times, _)| **times != MILLION);
    let weights = weights.map(|(times, factor)| (format!("weights.{}", factor.id), decimal(u128::from(*times))));
    let environments = options.environments.iter().flatten();
    let environments = environments.map(|at| ("environments".to_owned(), catalogue.environments[*at].id.clone()));
    let exclude = options.exclude.iter().map(|at| ("exclude".to_owned(), catalogue.designs[*at].id.clone()));
    limits.chain(weights).chain(environments).chain(exclude).collect()
}
