//! Column names: ids from the contract, joined with dots.

use std::collections::BTreeMap;

use crate::answers::LEVELS;
use crate::catalogue::{Catalogue, Factor, FactorIndex, Kind, Setting, did_you_mean};
use crate::wire::asked::answers::SINGLE_ID_FACTOR;
use crate::wire::kit::problem::Problem;
use crate::words::fill_text;

/// The content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Id,
    /// Ids of designs in use now.
    Current,
    Setting(usize),
    /// A level, a share or an id; `key` is the index of a design, resource or category.
    Value {
        factor: FactorIndex,
        key: Option<usize>,
    },
    /// The number of members at a level; `level` counts from 0.
    Count {
        factor: FactorIndex,
        key: Option<usize>,
        level: usize,
    },
}

/// Every valid column name.
pub(super) struct Names(BTreeMap<String, Slot>);

impl Names {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let mut names = BTreeMap::from([("id".to_owned(), Slot::Id), ("current".to_owned(), Slot::Current)]);
        names.extend(Setting::names().enumerate().map(|(at, fact)| (format!("setting.{fact}"), Slot::Setting(at))));
        for (factor, of) in FactorIndex::enumerate(&catalogue.factors) {
            for (key, name) in parts(catalogue, of) {
                names.insert(name.clone(), Slot::Value { factor, key });
                if of.kind != Kind::Shares {
                    let count = |level| (format!("{name}.count_{}", level + 1), Slot::Count { factor, key, level });
                    names.extend((0..LEVELS).map(count));
                }
            }
        }
        Self(names)
    }

    /// Returns the content of the column with this name, if the name is known.
    pub(super) fn slot(&self, name: &str) -> Option<Slot> {
        self.0.get(name).copied()
    }

    /// Returns the error message for an unknown name.
    pub(super) fn unknown(&self, name: &str) -> String {
        let hint = did_you_mean(name, self.0.keys().map(String::as_str));
        fill_text("wire.column.unknown", &[("hint", &hint)])
    }
}

/// Returns the column names of a factor's answers.
fn parts(catalogue: &Catalogue, factor: &Factor) -> Vec<(Option<usize>, String)> {
    let joined = |ids: Vec<&str>| -> Vec<(Option<usize>, String)> {
        ids.into_iter().enumerate().map(|(key, id)| (Some(key), format!("{}.{id}", factor.id))).collect()
    };
    match factor.kind {
        Kind::Level => vec![(None, factor.id.clone())],
        Kind::PerDesign => joined(catalogue.designs.iter().map(|design| design.id.as_str()).collect()),
        Kind::PerResource => joined(factor.resources.iter().map(|kind| kind.id.as_str()).collect()),
        Kind::Shares => {
            let mut parts = joined(factor.categories.iter().map(|category| category.id.as_str()).collect());
            parts.extend((factor.id == SINGLE_ID_FACTOR).then(|| (None, factor.id.clone())));
            parts
        }
    }
}

/// Replaces pointers with column names.
pub fn by_column(problem: Problem) -> Problem {
    if problem.errors.is_empty() {
        return problem;
    }
    Problem::of_fields(problem.errors.into_iter().map(|error| (column(&error.pointer), error.detail)))
}

/// Converts `/factors/perceived_value/counts/2` to `perceived_value.count_3`.
fn column(pointer: &str) -> String {
    let name = pointer.trim_start_matches('/').trim_start_matches("factors/").replace('/', ".");
    match name.split_once(".counts.") {
        Some((name, level)) => match level.parse::<usize>() {
            Ok(level) => format!("{name}.count_{}", level + 1),
            Err(_) => name.to_owned(),
        },
        None => name.trim_end_matches(".counts").to_owned(),
    }
}
