//! Qualtrics: reads its CSV or TSV with three header rows, and writes a survey in its advanced text format.
//!
//! The first row contains ids, the second question texts, the third import ids; older exports lack the third, and the
//! oldest number the first columns.
//! Previews, tests, spam and unfinished answers are not counted.

use super::form::Form;
use super::grid::{Grid, Line};
use super::table::{Role, Table};
use super::vendor::Vendor;
use super::vocabulary::{Unknown, meaning};
use crate::words::{self, fill_counted};

pub(super) const VENDOR: Vendor = Vendor {
    id: "qualtrics",
    product: Some("Qualtrics"),
    name: || words::text("surveys.vendors.qualtrics"),
    recognises,
    table,
    form: Some(("qualtrics", form)),
    own_head: true,
};

fn recognises(grid: &Grid) -> bool {
    names(grid, 0) || is_legacy(grid)
}

/// Returns whether a line has the ids that every export has.
fn names(grid: &Grid, line: usize) -> bool {
    let has = |wanted: &str| grid.cells(line).iter().any(|cell| cell.trim().eq_ignore_ascii_case(wanted));
    has("ResponseId") && (has("Finished") || has("Status") || has("DistributionChannel"))
}

/// Returns whether the first line has only numbers (`V1`, `V2`) for Qualtrics' own columns, as exports had until 2016.
fn is_legacy(grid: &Grid) -> bool {
    names(grid, 1) && grid.cells(0).first().is_some_and(|first| is_number(first))
}

fn is_number(id: &str) -> bool {
    let digits = id.trim().strip_prefix('V').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn table(mut grid: Grid, _: usize) -> Result<Table, String> {
    // Too many header rows would turn a person's answers into headings.
    if !recognises(&grid) {
        return Err(words::text("surveys.table.not_qualtrics").to_owned());
    }
    if is_legacy(&grid) {
        let ids = grid.cells(1).to_vec();
        for (cell, id) in grid.lines[0].cells.iter_mut().zip(ids).filter(|(cell, _)| is_number(cell)) {
            *cell = id;
        }
    }
    let imported = grid.cells(2).iter().any(|cell| cell.contains("ImportId"));
    let role = |id: &str| Role::in_vocabulary(VENDOR.id, id);
    let mut table = Table::under(grid, Some(0), 1, if imported { 3 } else { 2 }, role);
    drop_by(&mut table, "Status", "qualtrics_status", "no_answer", "preview, test or spam", "with an unknown status");
    if let Some(channel) = table.with_id("DistributionChannel") {
        let is_no_answer = |row: &Line| {
            row.cells.get(channel).and_then(|word| meaning("qualtrics_channel", word)) == Some("no_answer")
        };
        table.drop_where("preview, test or spam", is_no_answer);
    }
    drop_by(&mut table, "Finished", "flag", "no", "not finished", "with an unknown `Finished`");
    Ok(table)
}

/// Drops rows by what a column says about them; what it says in unknown words is no reason to count them.
fn drop_by(
    table: &mut Table,
    id: &str,
    section: &str,
    unwanted: &str,
    reason: &'static str,
    unknown_reason: &'static str,
) {
    let Some(at) = table.with_id(id) else { return };
    let said = |row: &Line| row.cells.get(at).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty());
    table.drop_where(reason, |row| said(row).is_some_and(|word| meaning(section, &word) == Some(unwanted)));
    let mut unknown = Unknown::default();
    let words = table.rows.iter().filter_map(said);
    words.filter(|word| meaning(section, word).is_none()).for_each(|word| unknown.add(&word));
    if !unknown.is_empty() {
        table.drop_where(unknown_reason, |row| said(row).is_some_and(|word| meaning(section, &word).is_none()));
        let slots = [("column", id), ("words", &*unknown.listed(1)), ("count", &unknown.count().to_string())];
        table.notes.push(fill_counted("surveys.report.unknown_words", unknown.count(), &slots));
    }
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

#[cfg(test)]
mod tests {
    use crate::surveys::vendor::{Export, FileForm};

    #[test]
    fn previews_and_tests_are_known_by_their_channel_where_no_status_says_it() {
        let text = "ResponseId,DistributionChannel,Q1,Q2\nResponse ID,Distribution Channel,Team,Q\n\
            R_1,anonymous,Elm,Yes\nR_2,Preview,Elm,Yes\nR_3,test,Elm,No\nR_4,a new one,Elm,No\n";
        let export = Export::read("f.csv", text.as_bytes(), &FileForm::default()).unwrap();
        assert_eq!(export.vendor.id, "qualtrics");
        let rows: Vec<&str> = export.table.rows.iter().map(|row| export.table.cell(row, 0)).collect();
        assert_eq!(rows, ["R_1", "R_4"]);
        assert_eq!(export.table.dropped["preview, test or spam"], 2);
    }
}
