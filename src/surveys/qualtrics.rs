//! Qualtrics: reads its CSV or TSV with three header rows, and writes a survey in its advanced text format.
//!
//! The first row contains ids, the second question texts, the third import ids; older exports lack the third.
//! Previews, tests, spam and unfinished answers are not counted.

use super::form::Form;
use super::grid::Grid;
use super::table::{Role, Table};
use super::vendor::Vendor;
use crate::words;

pub(super) const VENDOR: Vendor = Vendor {
    id: "qualtrics",
    product: Some("Qualtrics"),
    format: "qualtrics",
    name: || words::text("surveys.vendors.qualtrics"),
    recognises,
    table,
    form,
};

/// Columns that Qualtrics adds.
const BESIDES: [&str; 11] = [
    "StartDate",
    "EndDate",
    "Status",
    "Progress",
    "Duration (in seconds)",
    "Finished",
    "RecordedDate",
    "ResponseId",
    "ResponseID",
    "DistributionChannel",
    "UserLanguage",
];
/// Columns that identify people.
const PERSON: [&str; 7] = [
    "IPAddress",
    "RecipientLastName",
    "RecipientFirstName",
    "RecipientEmail",
    "ExternalReference",
    "LocationLatitude",
    "LocationLongitude",
];

fn recognises(grid: &Grid) -> bool {
    let has = |id: &str| grid.cells(0).iter().any(|cell| cell.trim() == id);
    (has("ResponseId") || has("ResponseID")) && (has("Finished") || has("Status"))
}

fn table(grid: Grid, _: usize) -> Result<Table, String> {
    // Too many header rows would turn a person's answers into headings.
    if !recognises(&grid) {
        return Err(words::text("surveys.table.not_qualtrics").to_owned());
    }
    let imported = grid.cells(2).iter().any(|cell| cell.trim_start().starts_with("{\"ImportId\""));
    let role = |id: &str| {
        if BESIDES.contains(&id) {
            Role::Besides
        } else if PERSON.contains(&id) {
            Role::Person
        } else {
            Role::Question
        }
    };
    let mut table = Table::under(grid, Some(0), 1, if imported { 3 } else { 2 }, role);
    let is = |at: usize, words: &'static [&'static str]| {
        move |row: &super::grid::Line| row.cells.get(at).is_some_and(|cell| words.contains(&cell.trim()))
    };
    if let Some(at) = table.with_id("Status") {
        table.drop_where(
            "preview, test or spam",
            is(at, &["Survey Preview", "Survey Test", "Spam", "1", "2", "8", "9", "12"]),
        );
    }
    if let Some(at) = table.with_id("Finished") {
        table.drop_where("not finished", is(at, &["False", "FALSE", "false", "0"]));
    }
    Ok(table)
}

/// Writes the survey as text for Tools, Import survey.
fn form(form: &Form) -> String {
    let mut text = format!("[[AdvancedFormat]]\n\n[[Block:{}]]\n\n", plain(&form.title));
    text.push_str(&format!(
        "[[Question:DB]]\n{}\n\n",
        form.notes.iter().map(|note| plain(note)).collect::<Vec<_>>().join("<br><br>")
    ));
    if form.team.teams.is_empty() {
        text.push_str(&format!("[[Question:TE:SingleLine]]\n[[ID:team]]\n{}\n\n", plain(&form.team.text)));
    } else {
        text.push_str(&format!("[[Question:MC:Dropdown]]\n[[ID:team]]\n{}\n[[Choices]]\n", plain(&form.team.text)));
        text.push_str(&lines(form.team.teams.iter()));
    }
    for question in &form.questions {
        let labels = lines(question.labels.iter().chain([&form.dont_know]));
        if question.rows.is_empty() {
            text.push_str(&format!(
                "[[Question:MC:SingleAnswer:Vertical]]\n[[ID:{}]]\n{}\n",
                question.id,
                plain(&question.text)
            ));
            text.push_str(&format!("[[Choices]]\n{labels}"));
            continue;
        }
        text.push_str(&format!("[[Question:Matrix]]\n[[ID:{}]]\n{}\n", question.id, plain(&question.text)));
        text.push_str(&format!(
            "[[Choices]]\n{}",
            lines(question.rows.iter().map(|row| &row.name)).trim_end_matches('\n')
        ));
        text.push_str(&format!("\n[[Answers]]\n{labels}"));
    }
    text
}

fn lines<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    texts.map(|text| plain(text) + "\n").collect::<String>() + "\n"
}

/// Returns the text as one line, without anything that the format would read as a command.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("[[", "[").replace("]]", "]")
}
