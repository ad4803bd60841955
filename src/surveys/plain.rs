//! Reads tables from unknown vendors, and writes the items as a table.

use csv::Writer;

use super::form::Form;
use super::grid::Grid;
use super::table::{Role, Table};
use super::vendor::Vendor;
use super::vocabulary::meaning;
use crate::words;

pub(super) const VENDOR: Vendor = Vendor {
    id: "plain",
    product: None,
    name: || words::text("surveys.vendors.plain"),
    recognises: |_| true,
    table,
    form: Some(("csv", form)),
    own_head: false,
};

/// With several header rows, the first contains ids and the second texts.
fn table(grid: Grid, header_rows: usize) -> Result<Table, String> {
    let (ids, texts) = if header_rows > 1 { (Some(0), 1) } else { (None, 0) };
    let role = |heading: &str| if meaning("response_id", heading).is_some() { Role::Id } else { Role::Question };
    let mut table = Table::under(grid, ids, texts, header_rows, role);
    table.find_times();
    Ok(table)
}

/// Writes the items as a table for any survey program.
fn form(form: &Form) -> String {
    let mut out = Writer::from_writer(Vec::new());
    let mut write = |record: [&str; 7]| out.write_record(record).expect("writing into memory does not fail");
    write(["id", "question", "row", "answers", "path", "scale", "reversed"]);
    let teams = form.team.teams.join(" | ");
    write(["team", &form.team.text, "", &teams, "", "", ""]);
    for question in &form.questions {
        let labels = [question.labels.as_slice(), std::slice::from_ref(&form.dont_know)].concat().join(" | ");
        let scale = question.scale.id();
        let reversed = if question.reversed { "yes" } else { "no" };
        let mut line =
            |row: &str, path: &str| write([&question.id, &question.text, row, &labels, path, scale, reversed]);
        if question.rows.is_empty() {
            line("", &question.path);
        }
        for row in &question.rows {
            line(&row.name, &row.path);
        }
    }
    let bytes = out.into_inner().expect("writing into memory does not fail");
    String::from_utf8(bytes).expect("what was written is text")
}
