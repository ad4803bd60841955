//! The names of columns: ids as the contract has them, joined with points.

use std::collections::BTreeMap;

use super::super::problem::Problem;
use super::super::request::{SETTING, SINGLE_ID_FACTOR};
use crate::answers::LEVELS;
use crate::catalogue::{Catalogue, Factor, Kind, did_you_mean};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Id,
    /// Ids of designs in use now.
    Current,
    Setting(usize),
    /// A level, a share or an id; `key` is the place of a design, resource or category.
    Value {
        factor: usize,
        key: Option<usize>,
    },
    /// Members at a level, counted from 0.
    Count {
        factor: usize,
        key: Option<usize>,
        level: usize,
    },
}

/// Every name that a column may have.
pub(super) struct Names(BTreeMap<String, Slot>);

impl Names {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let mut names = BTreeMap::from([("id".to_owned(), Slot::Id), ("current".to_owned(), Slot::Current)]);
        names.extend(SETTING.iter().enumerate().map(|(at, fact)| (format!("setting.{fact}"), Slot::Setting(at))));
        for (factor, of) in catalogue.factors.iter().enumerate() {
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

    /// What a name stands for, if it stands for anything.
    pub(super) fn slot(&self, name: &str) -> Option<Slot> {
        self.0.get(name).copied()
    }

    /// What is said of a name that stands for nothing.
    pub(super) fn unknown(&self, name: &str) -> String {
        let hint = did_you_mean(name, self.0.keys().map(String::as_str));
        format!("unknown column{hint}; columns that are not answers have to be named as ignored")
    }
}

/// The names under which a factor is answered.
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

/// The same problem, with names of columns in place of pointers.
pub(in crate::wire) fn by_column(problem: Problem) -> Problem {
    if problem.errors.is_empty() {
        return problem;
    }
    Problem::of_fields(problem.errors.into_iter().map(|error| (column(&error.pointer), error.detail)))
}

/// `/factors/perceived_value/counts/2` is `perceived_value.count_3`.
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
