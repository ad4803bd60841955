//! SurveyMonkey: reads its CSV or workbook, whose headings stand in two rows: the question, and below it the choice, the
//! row of a grid, or `Response` for a question with one column.

use super::grid::Grid;
use super::table::{Role, Table};
use super::vendor::Vendor;
use super::vocabulary::meaning;
use crate::words;

pub(super) const VENDOR: Vendor = Vendor {
    id: "surveymonkey",
    product: Some("SurveyMonkey"),
    name: || words::text("surveys.vendors.surveymonkey"),
    recognises,
    table,
    form: None,
    own_head: false,
};

fn recognises(grid: &Grid) -> bool {
    let heads: Vec<Role> = grid.cells(0).iter().take(2).map(|cell| Role::in_vocabulary(VENDOR.id, cell)).collect();
    heads == [Role::Id, Role::Besides]
}

/// A condensed export has one row of headings: its second row begins with a number of a response.
fn table(mut grid: Grid, _: usize) -> Result<Table, String> {
    if grid.cells(1).first().is_none_or(|first| !first.trim().is_empty()) {
        return Ok(Table::under(grid, None, 0, 1, |heading| Role::in_vocabulary(VENDOR.id, heading)));
    }
    let below = grid.cells(1).to_vec();
    let width = grid.cells(0).len().max(below.len());
    let head = &mut grid.lines[0].cells;
    head.resize(width, String::new());
    let mut question = String::new();
    // The first row keeps what the column is, the second its whole question.
    let mut texts = Vec::new();
    for (at, cell) in head.iter_mut().enumerate() {
        if !cell.trim().is_empty() {
            question.clone_from(cell);
        }
        let choice = below.get(at).map(|choice| choice.trim()).unwrap_or_default();
        let is_alone = choice.is_empty() || meaning(VENDOR.id, choice) == Some("alone");
        texts.push(if is_alone { question.clone() } else { format!("{} - {choice}", question.trim()) });
        *cell = if is_alone { question.clone() } else { choice.to_owned() };
    }
    grid.lines[1].cells = texts;
    Ok(Table::under(grid, Some(0), 1, 2, |id| Role::in_vocabulary(VENDOR.id, id)))
}
