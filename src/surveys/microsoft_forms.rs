//! Microsoft Forms: reads its workbook or the CSV saved from it, and writes a text for its quick import.
//!
//! `ID`, `Start time`, `Completion time`, `Email` and `Name` come first, then one column per question. Quizzes add
//! `Points - ` and `Feedback - ` columns. Checked boxes are joined by `;`.

use super::form::{Form, in_grid};
use super::grid::Grid;
use super::table::{Role, Table};
use super::vendor::Vendor;
use crate::tables::key;
use crate::words;

pub(super) const VENDOR: Vendor = Vendor {
    id: "microsoft_forms",
    product: Some("Microsoft Forms"),
    name: || words::text("surveys.vendors.microsoft_forms"),
    recognises,
    table,
    form: Some(("microsoft-forms", form)),
    own_head: false,
};

fn recognises(grid: &Grid) -> bool {
    let heads: Vec<Role> = grid.cells(0).iter().take(3).map(|cell| Role::in_vocabulary(VENDOR.id, cell)).collect();
    heads == [Role::Id, Role::Time, Role::Time]
}

fn table(grid: Grid, _: usize) -> Result<Table, String> {
    let role = |heading: &str| match key(heading) {
        of_a_quiz if of_a_quiz.starts_with("points - ") || of_a_quiz.starts_with("feedback - ") => Role::Besides,
        _ => Role::in_vocabulary(VENDOR.id, heading),
    };
    Ok(Table::under(grid, None, 0, 1, role))
}

/// Writes numbered questions with lettered answers, which quick import reads from a Word document. It has no grids, so
/// every row becomes a question.
fn form(form: &Form) -> String {
    let mut text = format!("{}\n\n", form.title);
    for note in &form.notes {
        text.push_str(&format!("{note}\n\n"));
    }
    let mut number = 0;
    let mut ask = |question: &str, answers: &[&String]| {
        number += 1;
        text.push_str(&format!("{number}. {question}\n"));
        for (at, answer) in answers.iter().enumerate() {
            // After z comes aa, for long lists of teams.
            let letter = char::from(b'a' + (at % 26) as u8);
            text.push_str(&format!("{}. {answer}\n", String::from(letter).repeat(at / 26 + 1)));
        }
        text.push('\n');
    };
    ask(&form.team.text, &form.team.teams.iter().collect::<Vec<_>>());
    for question in &form.questions {
        let answers: Vec<&String> = question.labels.iter().chain([&form.dont_know]).collect();
        if question.rows.is_empty() {
            ask(&question.text, &answers);
        }
        for row in &question.rows {
            ask(&in_grid(&question.text, &row.name), &answers);
        }
    }
    text
}
