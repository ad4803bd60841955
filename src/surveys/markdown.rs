//! Writes a form as Markdown for reading, discussing or printing.

use super::form::Form;
use crate::words;

/// Writes the whole form, with explanations of each grid's rows and labels.
pub(super) fn form(form: &Form) -> String {
    let mut text = format!("# {}\n\n", form.title);
    for note in &form.notes {
        text.push_str(&format!("{note}\n\n"));
    }
    text.push_str(&format!("**1. {}**\n\n", form.team.text));
    text.push_str(&list(form.team.teams.iter()));
    for (number, question) in form.questions.iter().enumerate() {
        text.push_str(&format!("**{}. {}**\n\n", number + 2, question.text));
        for row in &question.rows {
            text.push_str(&format!("- {}: {}\n", row.name, row.meaning));
        }
        if !question.rows.is_empty() {
            text.push_str(&format!("\n{}\n\n", words::text("surveys.form.answers_for_each")));
        }
        let labels = if question.legend.is_empty() { &question.labels } else { &question.legend };
        text.push_str(&list(labels.iter().chain([&form.dont_know])));
    }
    text
}

fn list<'a>(labels: impl Iterator<Item = &'a String>) -> String {
    labels.map(|label| format!("- [ ] {label}\n")).collect::<String>() + "\n"
}
