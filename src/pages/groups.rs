//! Whose answers count, after a file with answers of several groups was opened: all of them together, or one group.
//!
//! The file goes along in a field, so that every page names the groups and a choice can be undone.

use std::collections::BTreeMap;

use super::by_hand::GROUPS;
use super::fields::{Fields, UNDO};
use crate::advisor::{Advisor, Options};
use crate::catalogue::{AskedGroup, Catalogue, Kind, Profile, Voices};
use crate::wire::{FormField, Request, fields_of, read_profile_or_request, request_json};

/// The prefix of the fields about groups.
pub const PREFIX: &str = "groups.";

/// The field with the opened file.
const FILE: &str = "groups.file";

/// The field with the name of the group whose answers count alone.
const ONLY: &str = "groups.only";

/// The field of the buttons that choose a group.
pub const HEAR: &str = "hear";

/// Returns the field that keeps the groups of an opened profile, if it has any.
pub fn kept(catalogue: &Catalogue, profile: &Profile) -> Option<FormField> {
    profile.voices.as_ref()?;
    let request = Request { profile: profile.clone(), options: Options::default() };
    Some((FILE.to_owned(), String::from_utf8_lossy(&request_json(catalogue, &request)).into_owned()))
}

/// Returns the opened profile with its groups.
fn opened(advisor: &Advisor, fields: &Fields) -> Option<(Profile, Voices)> {
    let file = read_profile_or_request(advisor, fields.get(FILE)?.as_bytes()).ok()?;
    let voices = *file.profile.voices.clone()?;
    Some((file.profile, voices))
}

/// Returns the names of the groups, and the one that counts alone.
pub fn names(advisor: &Advisor, fields: &Fields) -> Option<(Vec<String>, Option<String>)> {
    let (_, voices) = opened(advisor, fields)?;
    let names: Vec<String> = voices.groups.into_iter().map(|group| group.name).collect();
    let only = names.iter().find(|name| fields.get(ONLY) == Some(name)).cloned();
    Some((names, only))
}

/// Adds the groups that count to a profile read from the fields, so that every record names them.
pub fn attach(advisor: &Advisor, fields: &Fields, profile: &mut Profile) {
    let Some((_, voices)) = opened(advisor, fields) else { return };
    let only = chosen(&voices, fields.get(ONLY)).cloned();
    let groups = only.map_or(voices.groups, |group| vec![group]);
    profile.voices = Some(Box::new(Voices { common: profile.answers.clone(), groups, pooled: Vec::new() }));
}

fn chosen<'v>(voices: &'v Voices, name: Option<&str>) -> Option<&'v AskedGroup> {
    voices.groups.iter().find(|group| Some(group.name.as_str()) == name)
}

/// Returns the fields after a button that chooses a group or undoes the choice. Answers that somebody changed since the
/// file was opened stay.
#[must_use]
pub fn heard(advisor: &Advisor, fields: Fields) -> Fields {
    let (hear, undo) = (fields.get(HEAR), fields.get(UNDO) == Some(GROUPS));
    if hear.is_none() && !undo {
        return fields;
    }
    let rest = fields.without(|name| name == HEAR || name == UNDO);
    let Some((profile, voices)) = opened(advisor, &fields) else { return rest };
    let catalogue = advisor.catalogue();
    let group = chosen(&voices, hear);
    if group.is_none() && !undo {
        return rest;
    }
    let answers = |group: Option<&AskedGroup>| {
        let answers = group.map_or_else(|| profile.answers.clone(), |group| voices.heard(group));
        let own = Profile { answers, ..Profile::default() };
        by_question(catalogue, fields_of(catalogue, &Request { profile: own, options: Options::default() }))
    };
    let (before, mut after) = (answers(chosen(&voices, fields.get(ONLY))), answers(group));
    let of_answers = |name: &str| question(catalogue, name).is_some();
    let now = fields.iter().filter(|(name, _)| of_answers(name));
    let now = by_question(catalogue, now.map(|(name, value)| (name.to_owned(), value.to_owned())));
    for (question, given) in now {
        if before.get(&question) != Some(&given) {
            after.insert(question, given);
        }
    }
    let only = group.map(|group| (ONLY.to_owned(), group.name.clone()));
    rest.without(|name| of_answers(name) || name == ONLY).and(after.into_values().flatten()).and(only)
}

/// Returns what a field answers: a factor, or its part that is answered by itself.
fn question<'f>(catalogue: &Catalogue, field: &'f str) -> Option<&'f str> {
    let own = field.split(".count_").next().unwrap_or(field);
    let factor = own.split('.').next().unwrap_or(own);
    let kind = catalogue.factors[catalogue.factor_index(factor)?].kind;
    Some(if kind == Kind::Shares { factor } else { own })
}

fn by_question(catalogue: &Catalogue, fields: impl IntoIterator<Item = FormField>) -> BTreeMap<String, Vec<FormField>> {
    let mut all: BTreeMap<String, Vec<FormField>> = BTreeMap::new();
    for field in fields {
        if let Some(question) = question(catalogue, &field.0) {
            all.entry(question.to_owned()).or_default().push(field);
        }
    }
    all.values_mut().for_each(|fields| fields.sort());
    all
}
