//! Reads tables from unknown vendors, and writes the items as a table.

use csv::Writer;

use super::form::Form;
use super::grid::Grid;
use super::table::{Column, Role, Table};
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
    drop_unsubmitted(&mut table);
    table.find_times();
    Ok(table)
}

/// Drops the rows of a LimeSurvey export that were never submitted: their date is empty.
fn drop_unsubmitted(table: &mut Table) {
    let means = |column: &Column| {
        let headings = column.id.as_deref().into_iter().chain([column.text.as_str()]);
        headings.filter_map(|heading| meaning("limesurvey", heading)).next()
    };
    let meanings: Vec<Option<&str>> = table.columns.iter().map(means).collect();
    let Some(submitted) = meanings.iter().position(|meaning| *meaning == Some("submitted")) else { return };
    for (column, _) in table.columns.iter_mut().zip(&meanings).filter(|(_, meaning)| **meaning == Some("besides")) {
        column.role = Role::Besides;
    }
    table.columns[submitted].role = Role::Time;
    table.drop_where("not finished", |row| row.cells.get(submitted).is_none_or(|date| date.trim().is_empty()));
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

#[cfg(test)]
mod tests {
    use crate::surveys::vendor::{Export, FileForm};

    #[test]
    fn answers_that_were_never_submitted_to_limesurvey_do_not_count() {
        let read = |text: &str| Export::read("f.csv", text.as_bytes(), &FileForm::default()).unwrap().table;
        for head in ["id,submitdate,lastpage,Team,Q", "Response ID,Date submitted,Last page,Team,Q"] {
            let table = read(&format!("{head}\n1,2026-03-14 09:05:00,4,Elm,Yes\n2,,2,Elm,No\n3,,1,Elm\n"));
            assert_eq!((table.rows.len(), table.dropped["not finished"]), (1, 2), "{head}");
        }
        let table = read("id,Team,Q\n1,Elm,Yes\n2,,No\n");
        assert_eq!((table.rows.len(), table.dropped.len()), (2, 0));
    }
}
