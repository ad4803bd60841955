//! Google Forms: reads its CSV or sheet (a timestamp comes first) and writes a script that makes a form.
//!
//! Each question has one column, headed by its text. A grid has one column per row, as `Question [Row]`. Checked boxes
//! are joined by `, `.

use super::form::Form;
use super::grid::Grid;
use super::table::{Role, Table};
use super::vendor::Vendor;
use crate::words;

pub(super) const VENDOR: Vendor = Vendor {
    id: "google_forms",
    product: Some("Google Forms"),
    name: || words::text("surveys.vendors.google_forms"),
    recognises,
    table,
    form: Some(("google-forms", form)),
    own_head: false,
};

fn recognises(grid: &Grid) -> bool {
    grid.cells(0).first().is_some_and(|first| Role::in_vocabulary(VENDOR.id, first) == Role::Time)
}

fn table(grid: Grid, _: usize) -> Result<Table, String> {
    Ok(Table::under(grid, None, 0, 1, |heading| Role::in_vocabulary(VENDOR.id, heading)))
}

/// Writes a script for script.google.com that makes the form in the user's account.
fn form(form: &Form) -> String {
    let help = words::text("surveys.form.script");
    let mut script: String = help.lines().map(|line| format!("// {line}\n")).collect();
    script.push_str("function makeForm() {\n");
    script.push_str(&format!("  const form = FormApp.create({});\n", quoted(&form.title)));
    script.push_str(&format!("  form.setDescription({});\n", quoted(&form.notes.join("\n\n"))));
    script.push_str("  form.setCollectEmail(false);\n  form.setLimitOneResponsePerUser(false);\n");
    let team = quoted(&form.team.text);
    script.push_str(&if form.team.teams.is_empty() {
        format!("  form.addTextItem().setTitle({team}).setRequired(true);\n")
    } else {
        format!(
            "  form.addListItem().setTitle({team}).setChoiceValues({}).setRequired(true);\n",
            list(form.team.teams.iter())
        )
    });
    for question in &form.questions {
        let title = quoted(&question.text);
        let labels = list(question.labels.iter().chain([&form.dont_know]));
        if question.rows.is_empty() {
            script.push_str(&format!("  form.addMultipleChoiceItem().setTitle({title}).setChoiceValues({labels});\n"));
            continue;
        }
        let rows = list(question.rows.iter().map(|row| &row.name));
        let meanings = question.rows.iter().map(|row| format!("{}: {}", row.name, row.meaning));
        let help: Vec<String> = meanings.chain(question.legend.iter().cloned()).collect();
        script.push_str(&format!(
            "  form.addGridItem().setTitle({title}).setHelpText({}).setRows({rows}).setColumns({labels});\n",
            quoted(&help.join("\n"))
        ));
    }
    script.push_str("  Logger.log(form.getEditUrl());\n}\n");
    script
}

fn list<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    format!("[{}]", texts.map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// Quotes a text as a string of the script.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() || matches!(letter, '<' | '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
