//! The mapping: which column answers which factor on which scale, which columns name a team, and stated facts.
//!
//! People write this TOML file, so all its errors are reported at once. Columns are looked up later, when the file of
//! answers is read.

use std::collections::{BTreeMap, BTreeSet};

use toml::Table;

use super::columns::{ColumnName, Skip, TeamColumn, column_name, skips, team_columns};
use super::error::{FaultList, SurveyError};
use super::facts::{self, StatedFacts};
use super::grid::GridOptions;
use super::item::{self, Item};
use super::keys::Keys;
use super::vendor::{FileForm, VENDORS, vendor};
use crate::catalogue::{Catalogue, FactorIndex, Who, did_you_mean};
use crate::tables::key;
use crate::words::{self, fill_text};

/// A checked mapping file.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// The file name for messages.
    pub file: String,
    pub form: FileForm,
    pub answered_by: Who,
    pub(super) skip: Vec<Skip>,
    pub(super) team: Vec<TeamColumn>,
    pub(super) team_join: String,
    /// The team of all rows, if no column names teams.
    pub(super) one_team: Option<String>,
    /// The hidden teams whose sum is shown.
    pub(super) joined: Vec<String>,
    /// The column that identifies respondents, to detect repeated answers.
    pub(super) respondent: Option<ColumnName>,
    /// Labels that count as missing, for every item and in the name of a team.
    pub(super) missing: BTreeSet<String>,
    pub(super) items: Vec<Item>,
    /// Factors that count their lowest part.
    pub(super) lowest: BTreeSet<FactorIndex>,
    pub(super) facts: StatedFacts,
    pub(super) teams: BTreeMap<String, StatedFacts>,
}

/// More than any survey needs.
const MOST_ITEMS: usize = 1_000;
const MOST_SKIPS: usize = 100;
const MOST_BYTES: usize = 1 << 20;

const KEYS: [&str; 17] = [
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
    "joined",
];

impl Mapping {
    /// Reads a mapping; `file` is its name in messages.
    ///
    /// # Errors
    /// Lists every error in the file.
    pub fn read(catalogue: &Catalogue, file: &str, text: &str) -> Result<Self, SurveyError> {
        if text.len() > MOST_BYTES {
            return Err(SurveyError::unreadable(file, words::text("surveys.mapping.too_large")));
        }
        let table: Table = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].lines().count().max(1));
            let slots = [("line", &*line.to_string()), ("problem", error.message())];
            SurveyError::unreadable(file, fill_text("surveys.import.line", &slots))
        })?;
        let mut faults = FaultList::default();
        let mapping = read(catalogue, file, &mut Keys::new(&table, "", &KEYS, &mut faults));
        faults.into_result(file)?;
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
        joined: keys.texts("joined").into_iter().flatten().map(str::to_owned).collect(),
        respondent: keys.table.get("respondent").and_then(|value| column_name(value, "respondent", keys)),
        items: items(catalogue, keys, &missing),
        missing,
        lowest: lowest(catalogue, keys),
        facts: facts::read(catalogue, keys),
        teams: teams(catalogue, keys),
    };
    if mapping.team.is_empty() == mapping.one_team.is_none() {
        keys.fault("", words::text("surveys.mapping.no_team"));
    }
    if mapping.items.is_empty() {
        keys.fault("", words::text("surveys.mapping.no_item"));
    }
    // The work of counting is rows times these.
    for (key, entries, most) in
        [("item", mapping.items.len(), MOST_ITEMS), ("skip_where", mapping.skip.len(), MOST_SKIPS)]
    {
        if entries > most {
            keys.fault(key, fill_text("surveys.mapping.too_many", &[("most", &most.to_string())]));
        }
    }
    check_stated_and_asked(catalogue, &mapping, keys);
    mapping
}

fn file_form(keys: &mut Keys<'_>) -> FileForm {
    let mut form = FileForm::default();
    if let Some(id) = keys.text("vendor") {
        form.vendor = vendor(id).map(|vendor| vendor.id);
        if form.vendor.is_none() {
            let ids = || VENDORS.iter().map(|vendor| vendor.id);
            let known = ids().collect::<Vec<_>>().join(", ");
            let slots = [("vendor", id), ("hint", &did_you_mean(id, ids())), ("known", &known)];
            keys.fault("vendor", fill_text("surveys.mapping.unknown_vendor", &slots));
        }
    }
    form.header_rows = keys.whole_number("header_rows", 1, 10).map(|rows| rows as usize);
    let delimiter = keys.text("delimiter").map(str::as_bytes);
    if delimiter.is_some_and(|delimiter| delimiter.len() != 1) {
        keys.fault("delimiter", words::text("surveys.mapping.delimiter"));
    }
    form.reading = GridOptions {
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
            keys.fault("answered_by", words::text("surveys.mapping.answered_by"));
            Who::Teachers
        }
    }
}

fn items(catalogue: &Catalogue, keys: &mut Keys<'_>, missing: &BTreeSet<String>) -> Vec<Item> {
    let mut items = Vec::new();
    for (at, value) in keys.list("item").iter().enumerate() {
        let place = format!("item {}", at + 1);
        match value.as_table() {
            Some(table) => items.extend(item::read(catalogue, table, &place, missing, keys.faults)),
            None => keys.fault(&place, words::text("surveys.mapping.item_table")),
        }
    }
    items
}

fn lowest(catalogue: &Catalogue, keys: &mut Keys<'_>) -> BTreeSet<FactorIndex> {
    let mut lowest = BTreeSet::new();
    for (id, value) in keys.table("factor").into_iter().flatten() {
        let place = format!("factor, {id}");
        let Some(factor) = catalogue.factor_index(id) else {
            let ids = catalogue.factors.iter().map(|factor| factor.id.as_str());
            let hint = did_you_mean(id, ids);
            keys.fault(&place, fill_text("surveys.mapping.unknown_factor", &[("hint", &hint)]));
            continue;
        };
        let Some(table) = value.as_table() else {
            keys.fault(&place, words::text("surveys.mapping.factor_table"));
            continue;
        };
        let mut inner = Keys::new(table, &place, &["combine"], keys.faults);
        match inner.text("combine") {
            Some("lowest") => drop(lowest.insert(factor)),
            Some("mean") | None => {}
            Some(_) => inner.fault("combine", words::text("surveys.mapping.combine")),
        }
    }
    lowest
}

fn teams(catalogue: &Catalogue, keys: &mut Keys<'_>) -> BTreeMap<String, StatedFacts> {
    let mut teams = BTreeMap::new();
    for (id, value) in keys.table("team").into_iter().flatten() {
        let place = format!("team, {id}");
        match value.as_table() {
            Some(table) => {
                let mut inner = Keys::new(table, &place, &["facts", "setting"], keys.faults);
                let facts = facts::read(catalogue, &mut inner);
                keys.insert_once("team", &mut teams, id, facts);
            }
            None => keys.fault(&place, words::text("surveys.mapping.team_table")),
        }
    }
    teams
}

/// Reports a factor that is both stated and asked, because one of the two would be ignored silently.
fn check_stated_and_asked(catalogue: &Catalogue, mapping: &Mapping, keys: &mut Keys<'_>) {
    let asked: BTreeSet<FactorIndex> = mapping.items.iter().map(|item| item.target.factor).collect();
    for factor in asked {
        let stated = |facts: &StatedFacts| facts.answers.get(factor.at()).is_some_and(Option::is_some);
        if stated(&mapping.facts) || mapping.teams.values().any(stated) {
            let id = &catalogue.factors[factor].id;
            keys.fault("facts", fill_text("surveys.mapping.stated_and_asked", &[("factor", id)]));
        }
    }
}
