//! Writes a table row as the JSON of a profile.

use super::cells::{Cells, Columns, Row};
use crate::catalogue::{Catalogue, Factor, Kind, Setting};
use crate::tables::is_decimal_comma;
use crate::wire::kit::problem::Problem;
use crate::words::text;

impl Columns {
    /// Returns the row as a bare profile.
    ///
    /// # Errors
    /// Every level given both directly and as counts.
    pub(super) fn json<R: Row + ?Sized>(&self, catalogue: &Catalogue, row: &R) -> Result<Vec<u8>, Problem> {
        let twice = self.given_twice(catalogue, row);
        if !twice.is_empty() {
            return Err(Problem::of_fields(twice));
        }
        let mut fields = Vec::new();
        fields.extend(self.id(row).map(|id| ("id", quoted(id))));
        let factors = catalogue.factors.iter().zip(&self.factors);
        let answers =
            factors.filter_map(|(factor, cells)| Some((factor.id.as_str(), answer(catalogue, factor, cells, row)?)));
        fields.push(("factors", object(answers)));
        let facts = Setting::names().zip(&self.setting);
        let facts: Vec<(&str, String)> =
            facts.filter_map(|(fact, column)| Some((fact, plain(given(row, *column)?)))).collect();
        fields.extend((!facts.is_empty()).then(|| ("setting", object(facts.into_iter()))));
        fields.extend(given(row, self.current).map(|current| ("current", ids(current))));
        Ok(object(fields.into_iter()).into_bytes())
    }

    fn given_twice<R: Row + ?Sized>(&self, catalogue: &Catalogue, row: &R) -> Vec<(String, String)> {
        let mut twice = Vec::new();
        for (factor, cells) in catalogue.factors.iter().zip(&self.factors) {
            for cells in cells {
                let counted = cells.counts.iter().any(|column| given(row, *column).is_some());
                if counted && given(row, cells.value).is_some() {
                    let name = [Some(factor.id.as_str()), key(catalogue, factor, cells)];
                    let name: Vec<&str> = name.into_iter().flatten().collect();
                    let detail = text("wire.column.level_twice");
                    twice.push((name.join("."), detail.to_owned()));
                }
            }
            if factor.kind == Kind::Shares
                && cells.iter().any(|cells| cells.key.is_none() && given(row, cells.value).is_some())
            {
                let shared = cells.iter().any(|cells| cells.key.is_some() && given(row, cells.value).is_some());
                let detail = || text("wire.column.shares_twice").to_owned();
                twice.extend(shared.then(|| (factor.id.clone(), detail())));
            }
        }
        twice
    }
}

/// Returns the text of a nonempty cell.
fn given<R: Row + ?Sized>(row: &R, column: Option<usize>) -> Option<&str> {
    column.map(|column| row.cell(column)).filter(|text| !text.is_empty())
}

/// Returns the JSON of an answer; `None` if all of its cells are empty.
fn answer<R: Row + ?Sized>(catalogue: &Catalogue, factor: &Factor, cells: &[Cells], row: &R) -> Option<String> {
    if let Some(whole) = cells.iter().find(|cells| cells.key.is_none()).and_then(|cells| value(cells, row)) {
        return Some(whole);
    }
    let keyed = cells.iter().filter_map(|cells| Some((key(catalogue, factor, cells)?, value(cells, row)?)));
    let mut keyed = keyed.peekable();
    keyed.peek()?;
    Some(object(keyed))
}

fn key<'a>(catalogue: &'a Catalogue, factor: &'a Factor, cells: &Cells) -> Option<&'a str> {
    let key = cells.key?;
    Some(match factor.kind {
        Kind::PerDesign => &catalogue.designs[key].id,
        Kind::PerResource => &factor.resources[key].id,
        Kind::Level | Kind::Shares => &factor.categories[key].id,
    })
}

/// Returns a level as written, or counts; an empty count is 0.
fn value<R: Row + ?Sized>(cells: &Cells, row: &R) -> Option<String> {
    if let Some(text) = given(row, cells.value) {
        return Some(plain(text));
    }
    let counts = cells.counts.map(|column| given(row, column));
    counts.iter().any(Option::is_some).then(|| {
        let counts = counts.map(|count| count.map_or("0".to_owned(), plain));
        format!("{{\"counts\":[{}]}}", counts.join(","))
    })
}

/// Splits ids of designs at spaces, commas, semicolons or bars.
pub fn ids(text: &str) -> String {
    let ids = text.split([' ', ',', ';', '|']).filter(|id| !id.is_empty()).map(quoted);
    format!("[{}]", ids.collect::<Vec<_>>().join(","))
}

/// Returns numbers and booleans as written, anything else as a JSON string.
pub fn plain(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    match lower.as_str() {
        "true" | "false" => lower,
        _ if serde_json::from_str::<serde_json::Number>(text).is_ok() => text.to_owned(),
        _ if is_decimal_comma(text) => text.trim_start_matches('+').replacen(',', ".", 1),
        _ => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

pub fn object<'a>(fields: impl Iterator<Item = (&'a str, String)>) -> String {
    let fields: Vec<String> = fields.map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", fields.join(","))
}
