//! Columns named in a mapping, and what their cells mean for rows and teams.

use std::collections::{BTreeMap, BTreeSet};

use toml::Value;

use super::item;
use super::keys::{Keys, kind};
use super::measure::Units;
use crate::tables::{decimal, key, tidy};
use crate::words::{fill_text, text};

/// A reference to a column by heading or id, or by number counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ColumnName {
    Heading(String),
    Number(usize),
}

/// Skips rows that have one of these values in the column.
#[derive(Clone, Debug)]
pub(super) struct Skip {
    pub column: ColumnName,
    pub values: BTreeSet<String>,
}

/// A column with the team's name, or a part of it.
#[derive(Clone, Debug)]
pub(super) struct TeamColumn {
    pub column: ColumnName,
    /// Replacements for cells in the name.
    pub values: BTreeMap<String, String>,
    /// Names for ranges of numbers.
    pub bands: Vec<(f64, f64, String)>,
    /// The units of these numbers.
    pub units: Units,
}

impl TeamColumn {
    /// Returns the part of the team's name for a cell, or `None` for an empty part and for words that say as little. A
    /// number is a name, even if `missing` lists it for the items.
    pub(super) fn name(&self, cell: &str, missing: &BTreeSet<String>) -> Option<String> {
        let cell = tidy(cell);
        if cell.is_empty() {
            return None;
        }
        if let Some(name) = self.values.get(&key(&cell)) {
            return Some(name.clone());
        }
        if missing.contains(&key(&cell)) && decimal(&cell).is_none() {
            return None;
        }
        if self.bands.is_empty() {
            return Some(cell);
        }
        let number = self.units.number(&cell)?;
        self.bands.iter().find(|(from, to, _)| (*from..=*to).contains(&number)).map(|(.., name)| name.clone())
    }
}

pub(super) fn column_name(value: &Value, at: &str, keys: &mut Keys<'_>) -> Option<ColumnName> {
    let name = match value {
        Value::String(heading) if !heading.trim().is_empty() => Some(ColumnName::Heading(heading.clone())),
        Value::Integer(number) => usize::try_from(*number).ok().filter(|number| *number > 0).map(ColumnName::Number),
        _ => None,
    };
    if name.is_none() {
        keys.fault(at, text("surveys.mapping.column"));
    }
    name
}

pub(super) fn skips(keys: &mut Keys<'_>) -> Vec<Skip> {
    let mut skips = Vec::new();
    for (at, value) in keys.list("skip_where").iter().enumerate() {
        let place = format!("skip_where {}", at + 1);
        let Some(table) = value.as_table() else {
            keys.fault(&place, fill_text("surveys.mapping.skip_table", &[("found", kind(value))]));
            continue;
        };
        let mut inner = Keys::new(table, &place, &["column", "is"], keys.faults);
        let column = table.get("column").map_or_else(|| Value::Boolean(false), Value::clone);
        let column = column_name(&column, "column", &mut inner);
        let values = inner.texts("is");
        if values.is_none() {
            inner.fault("is", text("surveys.mapping.skip_values"));
        }
        if let (Some(column), Some(values)) = (column, values) {
            skips.push(Skip { column, values: values.into_iter().map(key).collect() });
        }
    }
    skips
}

pub(super) fn team_columns(keys: &mut Keys<'_>) -> Vec<TeamColumn> {
    let mut columns = Vec::new();
    for (at, value) in keys.list("team_columns").iter().enumerate() {
        let place = format!("team_columns {}", at + 1);
        let plain = |column| TeamColumn { column, values: BTreeMap::new(), bands: Vec::new(), units: Units::default() };
        let Some(table) = value.as_table() else {
            columns.extend(column_name(value, &place, keys).map(plain));
            continue;
        };
        let mut inner = Keys::new(table, &place, &["column", "values", "bands", "unit"], keys.faults);
        let name = table.get("column").map_or_else(|| Value::Boolean(false), Value::clone);
        let Some(column) = column_name(&name, "column", &mut inner) else { continue };
        let mut column = plain(column);
        column.units = inner.text("unit").map(Units::of).unwrap_or_default();
        for (cell, name) in inner.table("values").into_iter().flatten() {
            match name.as_str().filter(|name| !name.trim().is_empty()) {
                Some(name) => inner.insert_once("values", &mut column.values, cell, name.to_owned()),
                None => inner.fault("values", fill_text("surveys.mapping.no_name", &[("cell", cell)])),
            }
        }
        for (at, value) in inner.list("bands").iter().enumerate() {
            let place = format!("{place}, band {}", at + 1);
            let Some(table) = value.as_table() else {
                inner.fault("bands", text("surveys.mapping.name_bands"));
                continue;
            };
            let mut band = Keys::new(table, &place, &["from", "to", "name"], inner.faults);
            if let (Some((from, to)), Some(name)) = (item::ends(&mut band), band.text("name")) {
                column.bands.push((from, to, name.to_owned()));
            }
        }
        columns.push(column);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_no_team_are_none_unless_the_mapping_renames_them() {
        let missing: BTreeSet<String> = ["Don't know", "NA", "n.a.", "-", "9"].map(key).into();
        let mut team = TeamColumn {
            column: ColumnName::Number(1),
            values: BTreeMap::new(),
            bands: Vec::new(),
            units: Units::default(),
        };
        for cell in ["", " ", "DON\u{2019}T KNOW", "na", "N.A", "\u{2013}"] {
            assert_eq!(team.name(cell, &missing), None, "{cell}");
        }
        for cell in ["Elm", "9", "Nash", "NA 2"] {
            assert_eq!(team.name(cell, &missing).as_deref(), Some(cell));
        }
        team.values.insert(key("NA"), "North".to_owned());
        assert_eq!(team.name("na", &missing).as_deref(), Some("North"));
    }
}
