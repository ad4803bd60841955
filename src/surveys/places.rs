//! Finds the mapping's columns in a table.

use std::collections::BTreeSet;

use super::columns::ColumnName;
use super::error::FaultList;
use super::mapping::Mapping;
use super::table::{Column, Role, Table};
use crate::tables::key;
use crate::words::fill_text;

/// The places of the mapping's columns in a table.
pub(super) struct MappedColumns {
    pub items: Vec<usize>,
    pub team: Vec<usize>,
    pub skip: Vec<usize>,
    pub respondent: Option<usize>,
}

impl MappedColumns {
    /// Finds all columns. Reports columns that are missing or that identify people.
    pub fn find(table: &Table, mapping: &Mapping, faults: &mut FaultList) -> Option<Self> {
        let mut all = |columns: Vec<(&ColumnName, String)>, of_persons: bool| -> Option<Vec<usize>> {
            let found: Vec<Option<usize>> =
                columns.iter().map(|(name, place)| find(table, name, place, of_persons, faults)).collect();
            found.into_iter().collect()
        };
        let number = |what: &str, at: usize| format!("{what} {}", at + 1);
        let items = mapping.items.iter().enumerate().map(|(at, item)| (&item.column, number("item", at))).collect();
        let team =
            mapping.team.iter().enumerate().map(|(at, team)| (&team.column, number("team_columns", at))).collect();
        let skip = mapping.skip.iter().enumerate().map(|(at, skip)| (&skip.column, number("skip_where", at))).collect();
        let who = mapping.respondent.iter().map(|name| (name, "respondent".to_owned())).collect();
        let (items, team, skip) = (all(items, false), all(team, false), all(skip, false));
        let respondent = all(who, true)?.first().copied();
        Some(Self { items: items?, team: team?, skip: skip?, respondent })
    }

    /// Returns whether the mapping uses a column.
    pub fn uses(&self, column: usize) -> bool {
        self.items.contains(&column)
            || self.team.contains(&column)
            || self.skip.contains(&column)
            || self.respondent == Some(column)
    }
}

fn find(table: &Table, name: &ColumnName, place: &str, of_persons: bool, faults: &mut FaultList) -> Option<usize> {
    let columns = || table.columns.iter().enumerate();
    let found: Vec<usize> = match name {
        ColumnName::Number(number) => {
            columns().filter(|(_, column)| column.number == *number).map(|(at, _)| at).collect()
        }
        ColumnName::Heading(heading) => {
            let wanted = key(heading);
            let is = |id: &Option<String>| id.as_deref().is_some_and(|id| key(id) == wanted);
            columns().filter(|(_, column)| is(&column.id) || key(&column.text) == wanted).map(|(at, _)| at).collect()
        }
    };
    let named = match name {
        ColumnName::Heading(heading) => format!("`{heading}`"),
        ColumnName::Number(number) => fill_text("surveys.columns.number", &[("number", &number.to_string())]),
    };
    match found[..] {
        [at] if table.columns[at].role == Role::Person && !of_persons => {
            let column = table.columns[at].named();
            faults.add(place, fill_text("surveys.columns.person", &[("column", &column)]));
            None
        }
        [at] => Some(at),
        [] => {
            faults.add(place, not_found(table, name, &named));
            None
        }
        _ => {
            let numbers: Vec<String> = found.iter().map(|at| table.columns[*at].number.to_string()).collect();
            let slots = [("numbers", &*numbers.join(", ")), ("heading", &named)];
            faults.add(place, fill_text("surveys.columns.same_heading", &slots));
            None
        }
    }
}

/// Reports a column that is missing, with the heading most similar to the one in the mapping.
fn not_found(table: &Table, name: &ColumnName, named: &str) -> String {
    let ColumnName::Heading(heading) = name else {
        let slots = [("column", named), ("columns", &table.columns.len().to_string())];
        return fill_text("surveys.columns.no_number", &slots);
    };
    let wanted = key(heading);
    let questions = table.columns.iter().filter(|column| column.role != Role::Person);
    let likeness = |column: &&Column| strsim::normalized_damerau_levenshtein(&wanted, &key(&column.text));
    let best = questions.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match best.filter(|column| likeness(column) >= 0.6) {
        Some(column) => fill_text("surveys.columns.similar", &[("column", named), ("similar", &column.named())]),
        None => fill_text("surveys.columns.no_heading", &[("column", named)]),
    }
}

/// Returns the question columns that the mapping does not use.
pub(super) fn unused(table: &Table, places: &MappedColumns) -> BTreeSet<usize> {
    let question = |at: &usize| table.columns[*at].role == Role::Question && !places.uses(*at);
    (0..table.columns.len()).filter(question).collect()
}
