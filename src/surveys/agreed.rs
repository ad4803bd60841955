//! Reads the agreed answers of teams: a table with one row per team and the columns of a batch.

use std::collections::BTreeMap;

use super::error::{FaultList, SurveyError};
use super::facts::{Given, Stated, StatedFacts, unknown_setting};
use super::grid::{Grid, Line};
use crate::catalogue::{Catalogue, Setting};
use crate::tables::{decimal, key, tidy};
use crate::words::{fill_text, text};

/// The maximum length of a team's id, in characters.
const LONGEST_ID: usize = 200;

/// Reads agreed answers by the teams' normalized ids.
///
/// # Errors
/// Lists every error in the file.
pub fn read_agreed(
    catalogue: &Catalogue,
    file: &str,
    bytes: &[u8],
) -> Result<BTreeMap<String, (String, StatedFacts)>, SurveyError> {
    let grid = Grid::read_alone(bytes).map_err(|why| SurveyError::unreadable(file, why))?;
    let mut faults = FaultList::default();
    let headings: Vec<String> = grid.cells(0).iter().map(|cell| tidy(cell)).collect();
    let Some(id) = headings.iter().position(|heading| heading == "id") else {
        return Err(SurveyError::unreadable(file, text("surveys.agreed.no_id")));
    };
    if headings.iter().filter(|heading| *heading == "id").count() > 1 {
        faults.add("", text("surveys.agreed.two_ids"));
    }
    check_headings(catalogue, &headings, &mut faults);
    let mut teams = BTreeMap::new();
    for line in grid.lines.iter().skip(1) {
        let name = tidy(line.cells.get(id).map_or("", String::as_str));
        if name.is_empty() || name.chars().count() > LONGEST_ID {
            faults.add(&row_place(line), text("surveys.agreed.name"));
            continue;
        }
        no_cell_is_lost(&headings, line, &mut faults);
        let facts = row(catalogue, &headings, id, line, &mut faults);
        if teams.insert(key(&name), (name, facts)).is_some() {
            faults.add(&row_place(line), text("surveys.agreed.duplicate"));
        }
    }
    faults.into_result(file)?;
    Ok(teams)
}

/// Reports the cells of a row that have no heading, such as those after a thousands comma.
fn no_cell_is_lost(headings: &[String], line: &Line, faults: &mut FaultList) {
    let is_filled = |(_, cell): &(usize, &String)| !cell.trim().is_empty();
    for (at, _) in line.cells.iter().enumerate().filter(is_filled) {
        if headings.get(at).is_none_or(String::is_empty) {
            let slots = [("row", &*line.number.to_string()), ("column", &(at + 1).to_string())];
            faults.add(&fill_text("surveys.place.row_column", &slots), text("surveys.agreed.no_heading"));
        }
    }
}

fn check_headings(catalogue: &Catalogue, headings: &[String], faults: &mut FaultList) {
    for (at, heading) in headings.iter().enumerate().filter(|(_, heading)| !heading.is_empty() && *heading != "id") {
        let slots = [("column", &*(at + 1).to_string()), ("heading", heading)];
        let place = fill_text("surveys.place.heading", &slots);
        if headings[..at].contains(heading) {
            faults.add(&place, text("surveys.agreed.same_heading"));
        }
        if heading.split_once('.').is_some_and(|(_, part)| part.starts_with("count_")) {
            faults.add(&place, text("surveys.agreed.counts"));
        } else if let Some(name) = heading.strip_prefix("setting.") {
            if Setting::kind_of(name).is_none() {
                faults.add(&place, unknown_setting(name));
            }
        } else if let Err(what) = super::target::Target::of(catalogue, heading) {
            faults.add(&place, what);
        }
    }
}

fn row(catalogue: &Catalogue, headings: &[String], id: usize, line: &Line, faults: &mut FaultList) -> StatedFacts {
    let mut stated = Stated::new(catalogue);
    for (at, heading) in headings.iter().enumerate().filter(|(at, heading)| *at != id && !heading.is_empty()) {
        let cell = line.cells.get(at).map_or("", |cell| cell.trim());
        if cell.is_empty() || heading.contains(".count_") {
            continue;
        }
        let given = match cell.to_ascii_lowercase().as_str() {
            "true" | "yes" => Given::Flag(true),
            "false" | "no" => Given::Flag(false),
            _ => decimal(cell).map_or(Given::Text(cell), Given::Number),
        };
        let done = match heading.strip_prefix("setting.") {
            Some(name) if Setting::kind_of(name).is_some() => stated.set(name, &given),
            Some(_) => continue,
            None if super::target::Target::of(catalogue, heading).is_err() => continue,
            None => stated.state(heading, &given),
        };
        if let Err(what) = done {
            let (row, column) = (line.number.to_string(), (at + 1).to_string());
            let slots = [("row", &*row), ("column", &column), ("heading", heading)];
            faults.add(&fill_text("surveys.place.row_heading", &slots), what);
        }
    }
    stated.finish().map_err(|what| faults.add(&row_place(line), what)).unwrap_or_default()
}

fn row_place(line: &Line) -> String {
    fill_text("surveys.place.row", &[("row", &line.number.to_string())])
}
