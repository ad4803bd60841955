//! What a request sets by hand: weights, excluded designs, limits, environments, and whose answers count.
//!
//! A ranking with other settings may have another order, so every page, record, and answer names them.

use crate::answers::MILLION;
use crate::catalogue::{Catalogue, DesignIndex, EnvironmentIndex, Profile};
use crate::scoring::{Limits, Multiplier};
use crate::sentences::{Statement, items, number, tell, word};
use crate::words::{counted, decimal, in_sentence, list, named, text};

named! {
    /// The kind of a setting.
    ByHandKind {
        Weights = "weights",
        Exclude = "exclude",
        Limits = "limits",
        Environments = "environments",
        Groups = "groups",
    }
}

/// One kind of setting that differs from the usual one, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand {
    pub kind: ByHandKind,
    pub statement: Statement,
}

/// The settings of a request, by index in the catalog.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    pub multipliers: Option<&'a [Multiplier]>,
    pub exclude: &'a [DesignIndex],
    pub limits: Limits,
    pub environments: Option<&'a [EnvironmentIndex]>,
}

/// Returns what was set by hand, one entry for each kind.
pub fn by_hand(catalogue: &Catalogue, profile: &Profile, settings: Settings<'_>) -> Vec<ByHand> {
    let said = [
        (ByHandKind::Weights, weights(catalogue, settings.multipliers.unwrap_or_default())),
        (ByHandKind::Exclude, excluded(catalogue, settings.exclude)),
        (ByHandKind::Limits, limits(settings.limits)),
        (ByHandKind::Environments, settings.environments.and_then(|allowed| environments(catalogue, allowed))),
        (ByHandKind::Groups, groups(profile)),
    ];
    said.into_iter().filter_map(|(kind, statement)| Some(ByHand { kind, statement: statement? })).collect()
}

fn weights(catalogue: &Catalogue, multipliers: &[Multiplier]) -> Option<Statement> {
    let changed = catalogue.factors.iter().zip(multipliers).filter(|(_, times)| **times != MILLION);
    let changed: Vec<Statement> = changed
        .map(|(factor, times)| {
            let name = word("factor", in_sentence(&factor.name));
            if *times == 0 {
                return tell(text("explain.by_hand.weight_none"), &[name]);
            }
            let id = format!("options.weights.{}", factor.id);
            tell(text("explain.by_hand.weight"), &[name, number("times", id, decimal(u128::from(*times)))])
        })
        .collect();
    several("explain.by_hand.weights", changed)
}

/// Fills a template in the form for the number of its items; `None` without items.
fn several(key: &str, all: Vec<Statement>) -> Option<Statement> {
    let template = counted(key, all.len());
    (!all.is_empty()).then(|| tell(template, &[items("all", all)]))
}

fn excluded(catalogue: &Catalogue, exclude: &[DesignIndex]) -> Option<Statement> {
    let names = exclude.iter().map(|at| in_sentence(&catalogue.designs[*at].name));
    several("explain.by_hand.excluded", names.map(phrase).collect())
}

fn phrase(text: String) -> Statement {
    Statement { text, ..Statement::default() }
}

fn limits(limits: Limits) -> Option<Statement> {
    let values = [
        ("hours", limits.hours),
        ("weeks", limits.weeks),
        ("cost_usd_per_teacher", limits.cost_usd_per_teacher),
        ("people", limits.people),
    ];
    let set = values.into_iter().filter_map(|(name, value)| {
        let slot = number("value", format!("options.limits.{name}"), crate::words::number(value?));
        Some(tell(text(&format!("explain.by_hand.limit.{name}")), &[slot]))
    });
    several("explain.by_hand.limits", set.collect())
}

fn environments(catalogue: &Catalogue, allowed: &[EnvironmentIndex]) -> Option<Statement> {
    let all = EnvironmentIndex::enumerate(&catalogue.environments).filter(|(at, _)| allowed.contains(at));
    let names: Vec<String> = all.map(|(_, environment)| in_sentence(&environment.name)).collect();
    let some = names.len() < catalogue.environments.len();
    some.then(|| tell(text("explain.by_hand.environments"), &[word("names", list(&names))]))
}

fn groups(profile: &Profile) -> Option<Statement> {
    let voices = profile.voices.as_ref()?;
    let names: Vec<String> = voices.groups.iter().map(|group| group.name.clone()).collect();
    let template = counted("explain.by_hand.groups", names.len());
    (!names.is_empty()).then(|| tell(template, &[word("names", list(&names))]))
}
