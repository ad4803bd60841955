//! The mapping: which column answers which factor on which scale, which columns make a team, and what is stated.
//!
//! It is a TOML file that people write, so all its faults are named at once. Columns are looked up later, when the file
//! with answers is there.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::error::{FaultList, SurveyError};
use super::facts::{self, Facts};
use super::grid::{Reading, key};
use super::item::{self, Item};
use super::keys::{Keys, kind};
use super::measure::leading_number;
use super::vendor::{FileForm, VENDORS, vendor};
use crate::catalogue::{Catalogue, Who, did_you_mean};

/// A mapping file, read and checked.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// Its name in messages.
    pub file: String,
    pub form: FileForm,
    pub answered_by: Who,
    pub(super) skip: Vec<Skip>,
    pub(super) team: Vec<TeamColumn>,
    pub(super) team_join: String,
    /// All rows are of this team, where no column says which.
    pub(super) one_team: Option<String>,
    /// Tells two answers of one person apart from those of two.
    pub(super) respondent: Option<ColumnName>,
    pub(super) items: Vec<Item>,
    /// Factors of which the lowest part counts.
    pub(super) lowest: BTreeSet<usize>,
    pub(super) facts: Facts,
    pub(super) teams: BTreeMap<String, Facts>,
}

/// A column by its heading or id, or by its number counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ColumnName {
    Heading(String),
    Number(usize),
}

/// Rows that do not count: those with one of these in that column.
#[derive(Clone, Debug)]
pub(super) struct Skip {
    pub column: ColumnName,
    pub values: BTreeSet<String>,
}

/// A column that names the team, or a part of its name.
#[derive(Clone, Debug)]
pub(super) struct TeamColumn {
    pub column: ColumnName,
    /// What stands in the name for a cell.
    pub values: BTreeMap<String, String>,
    /// Names for numbers from one to another.
    pub bands: Vec<(f64, f64, String)>,
}

const KEYS: [&str; 16] = [
    "vendor",
    "header_rows",
    "sheet",
    "delimiter",
    "answered_by",
    "skip_where",
    "team_columns",
    "team_join",
    "one_team",
    "respondent",
    "missing",
    "item",
    "factor",
    "facts",
    "setting",
    "team",
];

impl Mapping {
    /// Reads a mapping; `file` is its name in messages.
    ///
    /// # Errors
    /// With every fault, when it has any.
    pub fn read(catalogue: &Catalogue, file: &str, text: &str) -> Result<Self, SurveyError> {
        let table: Table = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].lines().count().max(1));
            SurveyError::unreadable(file, format!("line {line}: {}", error.message()))
        })?;
        let mut faults = FaultList::default();
        let mapping = read(catalogue, file, &mut Keys::new(&table, "", &KEYS, &mut faults));
        faults.refuse(file)?;
        Ok(mapping)
    }
}

fn read(catalogue: &Catalogue, file: &str, keys: &mut Keys<'_>) -> Mapping {
    let own = keys.texts("missing").into_iter().flatten().map(key);
    let missing: BTreeSet<String> = catalogue.survey.missing.iter().map(|label| key(label)).chain(own).collect();
    let mapping = Mapping {
        file: file.to_owned(),
        form: file_form(keys),
        answered_by: answered_by(keys),
        skip: skips(keys),
        team: team_columns(keys),
        team_join: keys.text("team_join").unwrap_or(" / ").to_owned(),
        one_team: keys.text("one_team").map(str::to_owned),
        respondent: keys.table.get("respondent").and_then(|value| column_name(value, "respondent", keys)),
        items: items(catalogue, keys, &missing),
        lowest: lowest(catalogue, keys),
        facts: facts::read(catalogue, keys),
        teams: teams(catalogue, keys),
    };
    if mapping.team.is_empty() == mapping.one_team.is_none() {
        keys.fault("", "say how answers come together: `team_columns` with the columns that name a team, or `one_team` with the name of the only one");
    }
    if mapping.items.is_empty() {
        keys.fault("", "there is no `[[item]]`, so nothing would be counted");
    }
    stated_and_asked(catalogue, &mapping, keys);
    mapping
}

fn file_form(keys: &mut Keys<'_>) -> FileForm {
    let mut form = FileForm::default();
    if let Some(id) = keys.text("vendor") {
        form.vendor = vendor(id).map(|vendor| vendor.id);
        if form.vendor.is_none() {
            let ids = || VENDORS.iter().map(|vendor| vendor.id);
            let hint = did_you_mean(id, ids());
            keys.fault(
                "vendor",
                format!("unknown vendor `{id}`{hint}; known are {}", ids().collect::<Vec<_>>().join(", ")),
            );
        }
    }
    form.header_rows = keys.whole("header_rows", 1, 10).map(|rows| rows as usize);
    let delimiter = keys.text("delimiter").map(str::as_bytes);
    if delimiter.is_some_and(|delimiter| delimiter.len() != 1) {
        keys.fault("delimiter", "it is one character, such as `;`");
    }
    form.reading = Reading {
        sheet: keys.text("sheet").map(str::to_owned),
        delimiter: delimiter.and_then(|delimiter| delimiter.first().copied()),
    };
    form
}

fn answered_by(keys: &mut Keys<'_>) -> Who {
    match keys.text("answered_by") {
        None | Some("teachers") => Who::Teachers,
        Some("leaders") => Who::Leaders,
        Some("planner") => Who::Planner,
        Some(_) => {
            keys.fault("answered_by", "expected `teachers`, `leaders` or `planner`");
            Who::Teachers
        }
    }
}

pub(super) fn column_name(value: &Value, at: &str, keys: &mut Keys<'_>) -> Option<ColumnName> {
    let name = match value {
        Value::String(heading) if !heading.trim().is_empty() => Some(ColumnName::Heading(heading.clone())),
        Value::Integer(number) => usize::try_from(*number).ok().filter(|number| *number > 0).map(ColumnName::Number),
        _ => None,
    };
    if name.is_none() {
        keys.fault(at, "expected a column: its heading or id as text, or its number counted from 1");
    }
    name
}

fn skips(keys: &mut Keys<'_>) -> Vec<Skip> {
    let mut skips = Vec::new();
    for (at, value) in keys.list("skip_where").iter().enumerate() {
        let place = format!("skip_where {}", at + 1);
        let Some(table) = value.as_table() else {
            keys.fault(&place, format!("expected a table with `column` and `is`, and this is {}", kind(value)));
            continue;
        };
        let mut inner = Keys::new(table, &place, &["column", "is"], keys.faults);
        let column = table.get("column").map_or_else(|| Value::Boolean(false), Value::clone);
        let column = column_name(&column, "column", &mut inner);
        let values = inner.texts("is");
        if values.is_none() {
            inner.fault("is", "name what stands in the rows to leave out, such as [\"No\"]; \"\" is an empty cell");
        }
        if let (Some(column), Some(values)) = (column, values) {
            skips.push(Skip { column, values: values.into_iter().map(key).collect() });
        }
    }
    skips
}

fn team_columns(keys: &mut Keys<'_>) -> Vec<TeamColumn> {
    let mut columns = Vec::new();
    for (at, value) in keys.list("team_columns").iter().enumerate() {
        let place = format!("team_columns {}", at + 1);
        let plain = |column| TeamColumn { column, values: BTreeMap::new(), bands: Vec::new() };
        let Some(table) = value.as_table() else {
            columns.extend(column_name(value, &place, keys).map(plain));
            continue;
        };
        let mut inner = Keys::new(table, &place, &["column", "values", "bands"], keys.faults);
        let name = table.get("column").map_or_else(|| Value::Boolean(false), Value::clone);
        let Some(column) = column_name(&name, "column", &mut inner) else { continue };
        let mut column = plain(column);
        for (cell, name) in inner.table("values").into_iter().flatten() {
            match name.as_str().filter(|name| !name.trim().is_empty()) {
                Some(name) => drop(column.values.insert(key(cell), name.to_owned())),
                None => inner.fault("values", format!("expected a name for `{cell}`")),
            }
        }
        for (at, value) in inner.list("bands").iter().enumerate() {
            let place = format!("{place}, band {}", at + 1);
            let Some(table) = value.as_table() else {
                inner.fault("bands", "expected tables with `from`, `to` and `name`");
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

fn items(catalogue: &Catalogue, keys: &mut Keys<'_>, missing: &BTreeSet<String>) -> Vec<Item> {
    let mut items = Vec::new();
    for (at, value) in keys.list("item").iter().enumerate() {
        let place = format!("item {}", at + 1);
        match value.as_table() {
            Some(table) => items.extend(item::read(catalogue, table, &place, missing, keys.faults)),
            None => keys.fault(&place, "expected a table, as [[item]]"),
        }
    }
    items
}

fn lowest(catalogue: &Catalogue, keys: &mut Keys<'_>) -> BTreeSet<usize> {
    let mut lowest = BTreeSet::new();
    for (id, value) in keys.table("factor").into_iter().flatten() {
        let place = format!("factor, {id}");
        let Some(factor) = catalogue.factor_index(id) else {
            let ids = catalogue.factors.iter().map(|factor| factor.id.as_str());
            keys.fault(&place, format!("unknown factor{}", did_you_mean(id, ids)));
            continue;
        };
        let Some(table) = value.as_table() else {
            keys.fault(&place, "expected a table with `combine`");
            continue;
        };
        let mut inner = Keys::new(table, &place, &["combine"], keys.faults);
        match inner.text("combine") {
            Some("lowest") => drop(lowest.insert(factor)),
            Some("mean") | None => {}
            Some(_) => inner.fault("combine", "expected `mean` or `lowest`"),
        }
    }
    lowest
}

fn teams(catalogue: &Catalogue, keys: &mut Keys<'_>) -> BTreeMap<String, Facts> {
    let mut teams = BTreeMap::new();
    for (id, value) in keys.table("team").into_iter().flatten() {
        let place = format!("team, {id}");
        match value.as_table() {
            Some(table) => {
                let mut inner = Keys::new(table, &place, &["facts", "setting"], keys.faults);
                teams.insert(key(id), facts::read(catalogue, &mut inner));
            }
            None => keys.fault(&place, "expected a table with `facts` or `setting`"),
        }
    }
    teams
}

/// What is stated cannot be asked as well: one of the two would be passed over in silence.
fn stated_and_asked(catalogue: &Catalogue, mapping: &Mapping, keys: &mut Keys<'_>) {
    let asked: BTreeSet<usize> = mapping.items.iter().map(|item| item.target.factor).collect();
    for factor in asked {
        let stated = |facts: &Facts| facts.answers.get(factor).is_some_and(Option::is_some);
        if stated(&mapping.facts) || mapping.teams.values().any(stated) {
            let id = &catalogue.factors[factor].id;
            keys.fault("facts", format!("`{id}` is stated here, and an item asks for it: leave one of them out"));
        }
    }
}

impl TeamColumn {
    /// What a cell gives to the name of the team; `None` where it gives nothing.
    pub(super) fn name(&self, cell: &str) -> Option<String> {
        let cell = super::grid::tidy(cell);
        if cell.is_empty() {
            return None;
        }
        if let Some(name) = self.values.get(&key(&cell)) {
            return Some(name.clone());
        }
        if self.bands.is_empty() {
            return Some(cell);
        }
        let number = leading_number(&cell)?;
        self.bands.iter().find(|(from, to, _)| (*from..=*to).contains(&number)).map(|(.., name)| name.clone())
    }
}
