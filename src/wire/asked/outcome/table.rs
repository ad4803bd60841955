//! A record as a table row: the columns of a profile, and those of a record.
//!
//! A row is written as the JSON of a record and read from there, so an invalid cell gets the same message as an invalid
//! field, with the column name as its place.

use serde_json::{Map, Value};

use super::super::columns::{Columns, Row, ids, plain};
use super::read_outcome;
use crate::advisor::Advisor;
use crate::catalogue::Catalogue;
use crate::outcomes::OutcomeRecord;
use crate::wire::kit::problem::{FieldError, Problem};
use crate::words::{fill_text, text};

/// Columns whose cells are text, whatever they look like.
const TEXTS: [&str; 5] = ["school", "district", "design", "environment", "measure"];
/// Columns of a record beside its results and offers.
const OWN: [&str; 9] =
    ["school", "district", "design", "environment", "waited", "dose_hours", "decided_on", "started_on", "ended_on"];
const LOT: &str = "lot";
/// Before the id of a design: its score when it was offered.
pub(super) const OFFERED: &str = "offered.";
/// Before the number of a result.
pub(super) const RESULT: &str = "result_";
/// What a result has.
pub(super) const OBSERVED: [&str; 7] = ["level", "measure", "value", "lowest", "highest", "people", "measured_on"];

/// Which column has what.
#[derive(Clone, Debug)]
pub struct OutcomeColumns {
    names: Vec<String>,
    profile: Columns,
    own: Vec<(usize, Slot)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Slot {
    Field(String),
    Lot,
    Offered(String),
    Result(usize, String),
}

impl Slot {
    fn of(name: &str) -> Option<Self> {
        if let Some(id) = name.strip_prefix(OFFERED) {
            return Some(Self::Offered(id.to_owned()));
        }
        if let Some((number, field)) = name.strip_prefix(RESULT).and_then(|rest| rest.split_once('.')) {
            let number = number.parse().ok()?;
            return OBSERVED.contains(&field).then(|| Self::Result(number, field.to_owned()));
        }
        match name {
            LOT => Some(Self::Lot),
            name => OWN.contains(&name).then(|| Self::Field(name.to_owned())),
        }
    }
}

impl OutcomeColumns {
    /// Reads the column names and skips those for which `ignored` returns true.
    ///
    /// # Errors
    /// Every unknown or duplicate name.
    pub fn new(catalogue: &Catalogue, names: &[String], ignored: impl Fn(&str) -> bool) -> Result<Self, Problem> {
        let names: Vec<String> = names.iter().map(|name| name.trim_ascii().to_owned()).collect();
        let own: Vec<(usize, Slot)> = names
            .iter()
            .enumerate()
            .filter(|(_, name)| !ignored(name))
            .filter_map(|(at, name)| Some((at, Slot::of(name)?)))
            .collect();
        let twice = own.iter().enumerate().filter(|(at, (_, slot))| own[..*at].iter().any(|(_, other)| other == slot));
        let twice: Vec<(String, String)> =
            twice.map(|(_, (at, _))| (names[*at].clone(), text("wire.field.duplicate").to_owned())).collect();
        if !twice.is_empty() {
            return Err(Problem::of_fields(twice));
        }
        let is_own = |name: &str| Slot::of(name).is_some();
        let profile = Columns::new(catalogue, names.iter().map(String::as_str), |name| ignored(name) || is_own(name))?;
        Ok(Self { profile, own, names })
    }

    /// Reads a row of cells.
    ///
    /// # Errors
    /// An `invalid` problem with every invalid cell, by column name.
    pub fn read(&self, advisor: &Advisor, cells: &[String]) -> Result<OutcomeRecord, Problem> {
        let extra = cells.iter().skip(self.names.len()).any(|cell| !cell.trim().is_empty());
        if extra {
            let slots = [("expected", &*self.names.len().to_string()), ("found", &cells.len().to_string())];
            return Err(Problem::of_fields([(String::new(), fill_text("batch.csv.cells", &slots))]));
        }
        let row: Vec<&str> = cells.iter().map(String::as_str).collect();
        let profile = self.profile.read(advisor, row.as_slice());
        let (json, results) = self.json(row.as_slice());
        let record = read_outcome(advisor, json.to_string().as_bytes());
        match (profile, record) {
            (Ok(profile), Ok(record)) => Ok(OutcomeRecord { profile, ..record }),
            (Err(problem), Ok(_)) => Err(problem),
            (profile, Err(problem)) => {
                let named = problem.errors.into_iter().map(|error| by_column(error, &results));
                let of_profile = profile.err().map(|problem| problem.errors).unwrap_or_default();
                let all: Vec<FieldError> = of_profile.into_iter().chain(named).collect();
                let count = all.len();
                Err(Problem::invalid(all, count))
            }
        }
    }

    /// Returns the row as a record without answers, and the numbers of its results.
    fn json<R: Row + ?Sized>(&self, row: &R) -> (Value, Vec<usize>) {
        let mut record = Map::from_iter([("profile".to_owned(), serde_json::json!({"factors": {}}))]);
        let (mut offered, mut results) = (Map::new(), std::collections::BTreeMap::<usize, Map<String, Value>>::new());
        for (at, slot) in &self.own {
            let cell = row.cell(*at);
            if cell.is_empty() {
                continue;
            }
            match slot {
                Slot::Field(name) => {
                    record.insert(name.clone(), cell_value(name, cell));
                }
                Slot::Lot => {
                    record.insert(LOT.to_owned(), parsed(&ids(cell)));
                }
                Slot::Offered(id) => {
                    offered.insert(id.clone(), parsed(&plain(cell)));
                }
                Slot::Result(number, field) => {
                    results.entry(*number).or_default().insert(field.clone(), cell_value(field, cell));
                }
            }
        }
        if !offered.is_empty() {
            record.insert("offered".to_owned(), offered.into());
        }
        let numbers = results.keys().copied().collect();
        record.insert("results".to_owned(), results.into_values().map(Value::from).collect());
        (record.into(), numbers)
    }
}

fn cell_value(field: &str, cell: &str) -> Value {
    if TEXTS.contains(&field) { cell.into() } else { parsed(&plain(cell)) }
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// Replaces the pointer of an error by the name of its column.
fn by_column(error: FieldError, results: &[usize]) -> FieldError {
    let parts: Vec<&str> = error.pointer.split('/').skip(1).collect();
    let name = match parts.as_slice() {
        ["results", at, rest @ ..] => {
            let number = at.parse().ok().and_then(|at: usize| results.get(at));
            let name = format!("{RESULT}{}", number.map_or_else(|| (*at).to_owned(), ToString::to_string));
            rest.iter().fold(name, |name, part| format!("{name}.{part}"))
        }
        ["lot", ..] => LOT.to_owned(),
        parts => parts.join("."),
    };
    FieldError { pointer: name, ..error }
}
