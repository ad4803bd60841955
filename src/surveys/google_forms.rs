//! Google Forms: its CSV or sheet with a timestamp first, and a script that makes a form.
//!
//! One column a question, headed by its text; a grid gives one column a row, as `Question [Row]`. Ticked boxes are joined
//! by `, `.

use super::form::Form;
use super::grid::{Grid, key};
use super::table::{Role, Table};
use super::vendor::Vendor;

pub(super) const VENDOR: Vendor =
    Vendor { id: "google_forms", name: "an export of Google Forms", recognises, table, form };

/// What the first column is called, in the languages that schools use most.
const TIMESTAMPS: [&str; 9] = [
    "timestamp",
    "zeitstempel",
    "horodateur",
    "marca temporal",
    "informazioni cronologiche",
    "carimbo de data/hora",
    "tijdstempel",
    "tidsstämpel",
    "sygnatura czasowa",
];

fn recognises(grid: &Grid) -> bool {
    grid.cells(0).first().is_some_and(|first| TIMESTAMPS.contains(&key(first).as_str()))
}

fn table(grid: Grid, _: usize) -> Result<Table, String> {
    let role = |heading: &str| match key(heading) {
        heading if TIMESTAMPS.contains(&heading.as_str()) || heading == "score" => Role::Besides,
        _ => Role::Question,
    };
    Ok(Table::under(grid, None, 0, 1, role))
}

/// A script for script.google.com: run once, it makes the form in one's own account.
fn form(form: &Form) -> String {
    let mut script = String::from(
        "// Open script.google.com, make a new project, paste this over what stands there, and run makeForm.\n\
         // The form then lies in your own account; its address stands in the log of the run.\n\
         function makeForm() {\n",
    );
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

/// A text as a string of the script.
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
