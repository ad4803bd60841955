//! Errors of a form in the words of its fields: what to enter, instead of what a program expected.
//!
//! The value is checked against what the field takes; an error of another kind keeps the words of the reader.

use super::fields::MOVED;
use super::plan::field_kind;
use super::scene::Scene;
use crate::answers::LEVELS;
use crate::catalogue::{Catalogue, FactKind, Kind, Setting};
use crate::wire::{FieldError, FieldKind, PLAN_PREFIX, Problem, read_date};
use crate::words::thousands;

/// The largest number that a field takes.
const MOST: f64 = 1e9;

/// What a field takes.
#[derive(Clone, Copy)]
enum Takes {
    Level,
    Amount,
    Whole { low: u32, high: u32 },
    YesOrNo,
    Date,
    Design,
    Environment,
    Category,
    Name,
    Reason,
}

/// Fields that take a design.
const DESIGNS: [&str; 6] = ["current", "exclude", "choice", "design", "first", "second"];

/// Returns a problem with every error in plain words.
pub fn plain(scene: &Scene<'_>, problem: &Problem) -> Problem {
    let errors = problem.errors.iter().map(|error| plain_error(scene, error)).collect();
    Problem { errors, ..problem.clone() }
}

fn plain_error(scene: &Scene<'_>, error: &FieldError) -> FieldError {
    let pointer = dotted(&error.pointer);
    let detail = said(scene, &pointer).unwrap_or_else(|| quoted(&error.detail));
    FieldError { pointer, detail }
}

/// Returns the name of a field for a place in an opened file.
fn dotted(pointer: &str) -> String {
    let Some(path) = pointer.strip_prefix('/') else { return pointer.to_owned() };
    let path = path.replace('/', ".");
    ["profile.factors.", "factors.", "profile.", "options."]
        .iter()
        .find_map(|outer| path.strip_prefix(outer))
        .unwrap_or(&path)
        .to_owned()
}

/// Returns a text with the quotes of a text instead of those of a program.
fn quoted(detail: &str) -> String {
    let parts = detail.split('`').enumerate();
    parts.map(|(at, part)| if at == 0 { part.to_owned() } else { format!("{}{part}", ["”", "“"][at % 2]) }).collect()
}

/// Says what to enter, if the value is not what the field takes.
fn said(scene: &Scene<'_>, field: &str) -> Option<String> {
    let field = of_entry(field);
    let moved = format!("{MOVED}{field}");
    let values: Vec<&str> = scene.fields.all(&moved).chain(scene.fields.all(field)).collect();
    let Some(takes) = takes(scene.catalogue(), field) else {
        let is_of_link = !values.is_empty() && !field.starts_with(PLAN_PREFIX);
        return is_of_link.then(|| scene.fill("errors.unknown", &[("field", field)]));
    };
    if let Some(wrong) = values.iter().flat_map(|value| each(takes, value)).find(|value| !is_taken(scene, takes, value))
    {
        let (low, high) = bounds(takes);
        return Some(scene.fill(key(takes), &[("value", wrong), ("low", &low), ("high", &high)]));
    }
    let has_parts = !values.is_empty() && scene.fields.any_under(&format!("{field}."));
    let key = match takes {
        Takes::Level if has_parts => "errors.level_and_counts",
        Takes::Category if has_parts => "errors.category_and_points",
        Takes::Reason if values.is_empty() => "errors.reason",
        _ if values.len() > 1 && !matches!(takes, Takes::Design | Takes::Environment) => "errors.twice",
        _ => return None,
    };
    Some(scene.say(key).to_owned())
}

/// Returns the field of an entry of a list of ids, such as `exclude.0`.
fn of_entry(field: &str) -> &str {
    let entry = field.rsplit_once('.').filter(|(_, at)| !at.is_empty() && at.bytes().all(|byte| byte.is_ascii_digit()));
    entry.map_or(field, |(list, _)| list)
}

fn key(takes: Takes) -> &'static str {
    match takes {
        Takes::Level => "errors.level",
        Takes::Amount => "errors.amount",
        Takes::Whole { high: u32::MAX, .. } => "errors.whole_from",
        Takes::Whole { .. } => "errors.whole",
        Takes::YesOrNo => "errors.yes_or_no",
        Takes::Date => "errors.date",
        Takes::Design => "errors.design",
        Takes::Environment => "errors.environment",
        Takes::Category => "errors.category",
        Takes::Name | Takes::Reason => "errors.long",
    }
}

fn bounds(takes: Takes) -> (String, String) {
    match takes {
        Takes::Whole { low, high } => (low.to_string(), thousands(f64::from(high))),
        _ => Default::default(),
    }
}

/// Returns the single values of a value that may be a list of ids.
fn each(takes: Takes, value: &str) -> Vec<&str> {
    match takes {
        Takes::Design | Takes::Environment => value.split([' ', ',']).filter(|one| !one.is_empty()).collect(),
        _ => vec![value],
    }
}

fn is_taken(scene: &Scene<'_>, takes: Takes, value: &str) -> bool {
    let catalogue = scene.catalogue();
    match takes {
        Takes::Level => value.parse().is_ok_and(|level: f64| (1.0..=LEVELS as f64).contains(&level)),
        Takes::Amount => value.parse().is_ok_and(|amount: f64| (0.0..=MOST).contains(&amount)),
        Takes::Whole { low, high } => value.parse().is_ok_and(|whole: u32| (low..=high).contains(&whole)),
        Takes::YesOrNo => ["true", "false"].contains(&value),
        Takes::Date => read_date(value).is_some(),
        Takes::Design => catalogue.design_index(value).is_some(),
        Takes::Environment => catalogue.environments.iter().any(|one| one.id == value),
        Takes::Category => catalogue.factors.iter().any(|one| one.categories.iter().any(|one| one.id == value)),
        Takes::Name => value.chars().count() <= 200,
        Takes::Reason => true,
    }
}

fn takes(catalogue: &Catalogue, field: &str) -> Option<Takes> {
    if let Some(fact) = field.strip_prefix("setting.") {
        return Some(match Setting::kind_of(fact)? {
            FactKind::Number { low, high } => Takes::Whole { low, high },
            FactKind::Flag => Takes::YesOrNo,
        });
    }
    if field.starts_with(PLAN_PREFIX) {
        return of_plan(field);
    }
    if let Some(factor) = field.strip_prefix("weights.") {
        return catalogue.factor_index(factor).map(|_| Takes::Amount);
    }
    match field {
        "id" => Some(Takes::Name),
        "reason" => Some(Takes::Reason),
        "decided_on" | "starts_on" => Some(Takes::Date),
        "environments" => Some(Takes::Environment),
        _ if DESIGNS.contains(&field) => Some(Takes::Design),
        _ if field.contains(".count_") || field.starts_with("limits.") => Some(Takes::Amount),
        _ => of_factor(catalogue, field),
    }
}

fn of_plan(field: &str) -> Option<Takes> {
    match field_kind(field)? {
        FieldKind::Date => Some(Takes::Date),
        FieldKind::Whole => Some(Takes::Whole { low: 0, high: u32::MAX }),
        FieldKind::Number => Some(Takes::Amount),
        FieldKind::Flag => Some(Takes::YesOrNo),
        _ => None,
    }
}

fn of_factor(catalogue: &Catalogue, field: &str) -> Option<Takes> {
    let (factor, part) = field.split_once('.').map_or((field, None), |(factor, part)| (factor, Some(part)));
    let factor = &catalogue.factors[catalogue.factor_index(factor)?];
    match (factor.kind, part) {
        (Kind::Level, None) => Some(Takes::Level),
        (Kind::PerResource, Some(part)) => factor.resources.iter().any(|kind| kind.id == part).then_some(Takes::Level),
        (Kind::PerDesign, Some(part)) => catalogue.design_index(part).map(|_| Takes::Level),
        (Kind::Shares, None) => Some(Takes::Category),
        (Kind::Shares, Some(part)) => factor.categories.iter().any(|one| one.id == part).then_some(Takes::Amount),
        _ => None,
    }
}
