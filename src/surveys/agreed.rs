//! Reads the agreed answers of teams: a table with one row per team and the columns of a batch.

use std::collections::BTreeMap;

use super::encoding;
use super::error::{FaultList, SurveyError};
use super::facts::{Facts, Given, SETTING, Stated};
use super::grid::{Grid, Line, Reading, key, tidy};
use crate::catalogue::{Catalogue, did_you_mean};

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
) -> Result<BTreeMap<String, (String, Facts)>, SurveyError> {
    encoding::decode(bytes).map_err(|why| SurveyError::unreadable(file, why))?;
    let grid = Grid::read(bytes, &Reading::default()).map_err(|why| SurveyError::unreadable(file, why))?;
    let mut faults = FaultList::default();
    let headings: Vec<String> = grid.cells(0).iter().map(|cell| tidy(cell)).collect();
    let Some(id) = headings.iter().position(|heading| heading == "id") else {
        return Err(SurveyError::unreadable(file, "column `id` is missing; it must contain the team's name"));
    };
    headings_known(catalogue, &headings, &mut faults);
    let mut teams = BTreeMap::new();
    for line in grid.lines.iter().skip(1) {
        let name = tidy(line.cells.get(id).map_or("", String::as_str));
        if name.is_empty() || name.chars().count() > LONGEST_ID {
            faults.add(&format!("row {}", line.number), "column `id` is empty or too long: enter the team's name");
            continue;
        }
        let facts = row(catalogue, &headings, id, line, &mut faults);
        if teams.insert(key(&name), (name, facts)).is_some() {
            faults.add(&format!("row {}", line.number), "duplicate team: each team has one row");
        }
    }
    faults.refuse(file)?;
    Ok(teams)
}

fn headings_known(catalogue: &Catalogue, headings: &[String], faults: &mut FaultList) {
    for (at, heading) in headings.iter().enumerate().filter(|(_, heading)| !heading.is_empty() && *heading != "id") {
        let place = format!("column {} ({heading})", at + 1);
        if heading.split_once('.').is_some_and(|(_, part)| part.starts_with("count_")) {
            faults.add(&place, "counts are not allowed: enter one level, which protects the members' privacy");
        } else if let Some(name) = heading.strip_prefix("setting.") {
            if !SETTING.contains(&name) {
                faults.add(&place, format!("unknown setting field{}", did_you_mean(name, SETTING.into_iter())));
            }
        } else if let Err(what) = super::target::Target::of(catalogue, heading) {
            faults.add(&place, what);
        }
    }
}

fn row(catalogue: &Catalogue, headings: &[String], id: usize, line: &Line, faults: &mut FaultList) -> Facts {
    let mut stated = Stated::new(catalogue);
    for (at, heading) in headings.iter().enumerate().filter(|(at, heading)| *at != id && !heading.is_empty()) {
        let cell = line.cells.get(at).map_or("", |cell| cell.trim());
        if cell.is_empty() || heading.contains(".count_") {
            continue;
        }
        let given = match cell.to_ascii_lowercase().as_str() {
            "true" | "yes" => Given::Flag(true),
            "false" | "no" => Given::Flag(false),
            _ => cell.replacen(',', ".", 1).parse().map_or(Given::Text(cell), Given::Number),
        };
        let done = match heading.strip_prefix("setting.") {
            Some(name) if SETTING.contains(&name) => stated.set(name, &given),
            Some(_) => continue,
            None if super::target::Target::of(catalogue, heading).is_err() => continue,
            None => stated.state(heading, &given),
        };
        if let Err(what) = done {
            faults.add(&format!("row {}, column {} ({heading})", line.number, at + 1), what);
        }
    }
    stated.finish().map_err(|what| faults.add(&format!("row {}", line.number), what)).unwrap_or_default()
}
