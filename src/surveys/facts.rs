//! Facts stated about a team, not asked of its members: by a planner in the mapping, or by the team as one answer.

use toml::{Table, Value};

use super::keys::{Keys, kind, number};
use super::target::Target;
use crate::answers::{Level, Rating, Shares};
use crate::catalogue::{Answer, Catalogue, FactKind, Kind, Setting, did_you_mean};
use crate::words::{self, fill_text};

/// Stated answers and setting of a team.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatedFacts {
    /// One slot per factor in catalog order; empty if nothing was stated.
    pub answers: Vec<Option<Answer>>,
    pub setting: Setting,
}

/// A stated value.
pub(super) enum Given<'a> {
    Number(f64),
    Text(&'a str),
    Flag(bool),
}

/// Collects facts; shares arrive one by one.
pub(super) struct Stated<'a> {
    catalogue: &'a Catalogue,
    facts: StatedFacts,
    shares: Vec<Vec<f64>>,
}

impl<'a> Stated<'a> {
    pub fn new(catalogue: &'a Catalogue) -> Self {
        let none = vec![None; catalogue.factors.len()];
        let shares = vec![Vec::new(); catalogue.factors.len()];
        Self { catalogue, facts: StatedFacts { answers: none, setting: Setting::default() }, shares }
    }

    /// Adds one stated value, by a path such as `resources.staff` or `outcome_type`.
    pub fn state(&mut self, path: &str, given: &Given<'_>) -> Result<(), String> {
        let target = Target::of(self.catalogue, path)?;
        let factor = &self.catalogue.factors[target.factor];
        match (factor.kind, target.part, given) {
            (Kind::Level, _, Given::Number(level)) => {
                self.facts.answers[target.factor] = Some(Answer::Level(rating(*level)?));
            }
            (Kind::PerDesign | Kind::PerResource, Some(part), Given::Number(level)) => {
                let rating = rating(*level)?;
                let parts =
                    if factor.kind == Kind::PerDesign { self.catalogue.designs.len() } else { factor.resources.len() };
                let answer = self.facts.answers[target.factor].get_or_insert_with(|| Answer::Each(vec![None; parts]));
                if let Answer::Each(ratings) = answer {
                    ratings[part] = Some(rating);
                }
            }
            (Kind::Shares, Some(part), Given::Number(share)) => {
                let shares = &mut self.shares[target.factor];
                shares.resize(factor.categories.len(), 0.0);
                shares[part] = *share;
            }
            (Kind::Shares, None, Given::Text(id)) => {
                let ids = || factor.categories.iter().map(|category| category.id.as_str());
                let part = ids().position(|known| known == *id);
                let part = part.ok_or_else(|| {
                    let slots = [("category", *id), ("hint", &did_you_mean(id, ids()))];
                    fill_text("surveys.facts.unknown_category", &slots)
                })?;
                self.facts.answers[target.factor] = Some(Answer::Shares(Shares::only(part)));
            }
            (Kind::Shares, ..) => return Err(words::text("surveys.facts.shares").to_owned()),
            (_, None, _) if factor.kind != Kind::Level => {
                return Err(words::text("surveys.facts.level_for_each").to_owned());
            }
            _ => return Err(words::text("surveys.facts.level").to_owned()),
        }
        Ok(())
    }

    /// Adds a fact about the setting.
    pub fn set(&mut self, name: &str, given: &Given<'_>) -> Result<(), String> {
        let value = match (Setting::kind_of(name), given) {
            (Some(FactKind::Flag), Given::Flag(flag)) => u32::from(*flag),
            (Some(FactKind::Flag), _) => return Err(words::text("surveys.facts.flag").to_owned()),
            (Some(FactKind::Number { low, high }), Given::Number(value))
                if value.fract() == 0.0 && (f64::from(low)..=f64::from(high)).contains(value) =>
            {
                *value as u32
            }
            (Some(FactKind::Number { low, high }), _) => {
                let slots = [("least", &*low.to_string()), ("most", &high.to_string())];
                return Err(fill_text("surveys.facts.whole_number", &slots));
            }
            (None, _) => return Err(unknown_setting(name)),
        };
        self.facts.setting.set(name, value);
        Ok(())
    }

    pub fn finish(mut self) -> Result<StatedFacts, String> {
        for (factor, shares) in self.shares.iter().enumerate().filter(|(_, shares)| !shares.is_empty()) {
            let id = &self.catalogue.factors[factor].id;
            if self.facts.answers[factor].is_some() {
                return Err(fill_text("surveys.facts.shares_twice", &[("factor", id)]));
            }
            let shares = Shares::new(shares).map_err(|error| format!("{id}: {error}"))?;
            self.facts.answers[factor] = Some(Answer::Shares(shares));
        }
        Ok(self.facts)
    }
}

/// Returns the error message for a fact that does not exist.
pub(super) fn unknown_setting(name: &str) -> String {
    fill_text("surveys.facts.unknown_setting", &[("hint", &did_you_mean(name, Setting::names()))])
}

fn rating(level: f64) -> Result<Rating, String> {
    Level::new(level).map(Rating::Level).map_err(|error| error.to_string())
}

/// Reads `facts` and `setting` from a table of the mapping.
pub(super) fn read(catalogue: &Catalogue, keys: &mut Keys<'_>) -> StatedFacts {
    let mut stated = Stated::new(catalogue);
    for (path, value) in keys.table("facts").map(flat).unwrap_or_default() {
        let done = given(value).and_then(|given| stated.state(&path, &given));
        if let Err(what) = done {
            keys.fault(&format!("facts, {path}"), what);
        }
    }
    for (name, value) in keys.table("setting").map(flat).unwrap_or_default() {
        let done = given(value).and_then(|given| stated.set(&name, &given));
        if let Err(what) = done {
            keys.fault(&format!("setting, {name}"), what);
        }
    }
    stated.finish().map_err(|what| keys.fault("facts", what)).unwrap_or_default()
}

/// Flattens `resources = { staff = 2 }` to `resources.staff`.
fn flat(table: &Table) -> Vec<(String, &Value)> {
    let mut all = Vec::new();
    for (key, value) in table {
        match value {
            Value::Table(inner) => all.extend(inner.iter().map(|(part, value)| (format!("{key}.{part}"), value))),
            value => all.push((key.clone(), value)),
        }
    }
    all
}

fn given(value: &Value) -> Result<Given<'_>, String> {
    match value {
        Value::String(text) => Ok(Given::Text(text)),
        Value::Boolean(flag) => Ok(Given::Flag(*flag)),
        value => number(value)
            .map(Given::Number)
            .ok_or_else(|| fill_text("surveys.facts.not_allowed", &[("found", kind(value))])),
    }
}
