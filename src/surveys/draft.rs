//! A mapping proposed for a file, by the likeness of its headings to the catalogue's survey items.
//!
//! An export of a form that was made here needs no change. Everything else is a proposal: what is likely stands as it is,
//! what is possible stands in comments, and nothing of what few people wrote stands anywhere.

use std::collections::BTreeMap;

use super::form::{Form, FormOptions, Question, in_role};
use super::grid::key;
use super::labels::Labels;
use super::likeness::likeness;
use super::plain::scale_name;
use super::table::{Column, Role, Table};
use super::vendor::Export;
use crate::catalogue::{Catalogue, Who};

/// From here on a likeness stands as an item, and from there on as a comment.
const LIKELY: f64 = 0.75;
const POSSIBLE: f64 = 0.5;

/// One thing that a form of ours would ask.
struct Known {
    path: String,
    factor: usize,
    scale: &'static str,
    reversed: bool,
    part: Option<String>,
    text: String,
}

/// What a column looks like.
enum Guess<'a> {
    Team,
    /// Our own words.
    Exact(&'a Known),
    Likely(&'a Known, f64, String),
    Possible(&'a Known, f64),
    Nothing,
}

/// A mapping as text.
pub fn draft(catalogue: &Catalogue, export: &Export) -> String {
    let known = known(catalogue);
    let table = &export.table;
    let questions = table.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Question);
    let labels: BTreeMap<usize, Labels> =
        questions.clone().map(|(at, _)| (at, Labels::of(table, at, &catalogue.survey))).collect();
    let guesses: Vec<(usize, Guess<'_>)> =
        questions.map(|(at, column)| (at, guess(catalogue, &known, column, &labels[&at]))).collect();
    let mut text = head(catalogue, export, &guesses);
    text.push_str(&team(table, &guesses));
    for (at, guess) in &guesses {
        text.push_str(&item(&table.columns, *at, guess));
    }
    text.push_str(&lowest(catalogue, &guesses));
    text.push_str(&rest(catalogue, table, &guesses, &labels));
    text
}

/// The columns of a file, one a line, for a mapping by hand.
pub fn columns(export: &Export) -> String {
    let line = |column: &Column| {
        let what = match column.role {
            Role::Question => "question",
            Role::Besides => "added by the vendor",
            Role::Person => "who somebody is; not kept",
        };
        format!("{}\t{}\t{}\t{what}\n", column.number, column.id.as_deref().unwrap_or("-"), column.text)
    };
    let lines: String = export.table.columns.iter().map(line).collect();
    format!("number\tid\theading\twhat\n{lines}")
}

/// Every heading that a form of ours may have, as it is compared.
fn known(catalogue: &Catalogue) -> BTreeMap<String, Known> {
    let mut known = BTreeMap::new();
    for who in [Who::Teachers, Who::Leaders, Who::Planner] {
        for question in Form::new(catalogue, &FormOptions::of(who)).questions {
            for (path, headings) in question.answers() {
                for heading in headings {
                    known.entry(key(&heading)).or_insert_with(|| one(&question, path, heading));
                }
            }
        }
    }
    known
}

fn one(question: &Question, path: &str, text: String) -> Known {
    Known {
        path: path.to_owned(),
        factor: question.factor,
        scale: scale_name(question),
        reversed: question.reversed,
        part: question.part.clone(),
        text,
    }
}

fn guess<'a>(catalogue: &Catalogue, known: &'a BTreeMap<String, Known>, column: &Column, labels: &Labels) -> Guess<'a> {
    let heading = key(&column.text);
    if heading == key(&catalogue.survey.form.team) {
        return Guess::Team;
    }
    if let Some(exact) = known.get(&heading) {
        return Guess::Exact(exact);
    }
    let best = known.values().map(|one| (likeness(&one.text, &column.text), one)).max_by(|a, b| a.0.total_cmp(&b.0));
    match (best, labels.scale(&catalogue.survey)) {
        (Some((alike, one)), Some(scale)) if alike >= LIKELY => Guess::Likely(one, alike, scale),
        (Some((alike, one)), _) if alike >= POSSIBLE => Guess::Possible(one, alike),
        _ => Guess::Nothing,
    }
}

fn head(catalogue: &Catalogue, export: &Export, guesses: &[(usize, Guess<'_>)]) -> String {
    let used: Vec<usize> = guesses.iter().filter_map(|(_, guess)| factor(guess)).collect();
    let all = |who: Who| !used.is_empty() && used.iter().all(|at| in_role(&catalogue.factors[*at], who));
    let answered_by = [(Who::Leaders, "leaders"), (Who::Planner, "planner")].into_iter().find(|(who, _)| all(*who));
    format!(
        "# A mapping proposed for {}: read it against the questions before it is used.\n\
         # `backmap import FILE --mapping THIS` counts the answers; docs/surveys.md says what every key means.\n\n\
         vendor = {}\nanswered_by = \"{}\"\n",
        export.file.replace(char::is_control, " "),
        quoted(export.vendor.id),
        answered_by.map_or("teachers", |(_, name)| name)
    )
}

fn factor(guess: &Guess<'_>) -> Option<usize> {
    match guess {
        Guess::Exact(known) | Guess::Likely(known, ..) => Some(known.factor),
        _ => None,
    }
}

/// Columns whose headings speak of schools and teams.
fn team(table: &Table, guesses: &[(usize, Guess<'_>)]) -> String {
    const WORDS: [&str; 10] =
        ["team", "school", "grade", "department", "subject", "campus", "site", "building", "faculty", "phase"];
    let own: Vec<usize> = guesses.iter().filter(|(_, guess)| matches!(guess, Guess::Team)).map(|(at, _)| *at).collect();
    let name = |at: &usize| reference(&table.columns, *at);
    if !own.is_empty() {
        return format!("team_columns = [{}]\n", own.iter().map(name).collect::<Vec<_>>().join(", "));
    }
    let speaks = |column: &Column| {
        let heading = key(&column.text);
        let words: Vec<&str> = heading.split(|letter: char| !letter.is_alphanumeric()).collect();
        words.len() <= 8 && words.iter().any(|word| WORDS.contains(&word.trim_end_matches('s')))
    };
    let likely = guesses.iter().filter(|(at, guess)| matches!(guess, Guess::Nothing) && speaks(&table.columns[*at]));
    let likely: Vec<String> = likely.map(|(at, _)| name(at)).collect();
    if likely.is_empty() {
        return "# No column seems to name a team. Name one or several here, or the only team as `one_team`.\n\
                # team_columns = []\n"
            .to_owned();
    }
    format!(
        "# By their headings; the order is that of the parts of a team's name.\nteam_columns = [{}]\n",
        likely.join(", ")
    )
}

fn item(columns: &[Column], at: usize, guess: &Guess<'_>) -> String {
    let lines = |known: &Known, scale: &str| {
        let mut lines = vec!["[[item]]".to_owned(), format!("column = {}", reference(columns, at))];
        lines.push(format!("factor = \"{}\"", known.path));
        lines.push(scale.to_owned());
        if known.reversed {
            lines.push("reversed = true".to_owned());
        }
        lines.extend(known.part.as_ref().map(|part| format!("part = \"{part}\"")));
        lines
    };
    let own = |known: &Known| format!("scale = \"{}\"", known.scale);
    match guess {
        Guess::Exact(known) => format!("\n{}\n", lines(known, &own(known)).join("\n")),
        Guess::Likely(known, alike, scale) => {
            let why = format!("# likeness {alike:.2} to: {}", known.text);
            format!("\n{why}\n{}\n", lines(known, scale).join("\n"))
        }
        Guess::Possible(known, alike) => {
            let heading = &columns[at].text;
            let lines: String = lines(known, &own(known)).iter().map(|line| format!("# {line}\n")).collect();
            format!("\n# perhaps, with likeness {alike:.2} to: {}\n# this file asks: {heading}\n{lines}", known.text)
        }
        Guess::Team | Guess::Nothing => String::new(),
    }
}

/// Factors of which the lowest part counts.
fn lowest(catalogue: &Catalogue, guesses: &[(usize, Guess<'_>)]) -> String {
    let lowest = catalogue.survey.lowest.iter().filter(|lowest| {
        let at = catalogue.factor_index(&lowest.factor);
        guesses.iter().any(|(_, guess)| at.is_some() && factor(guess) == at)
    });
    lowest.map(|lowest| format!("\n[factor.{}]\ncombine = \"lowest\"\n", lowest.factor)).collect()
}

/// What is left over, in comments: nothing is passed over in silence.
fn rest(
    catalogue: &Catalogue,
    table: &Table,
    guesses: &[(usize, Guess<'_>)],
    labels: &BTreeMap<usize, Labels>,
) -> String {
    let mut text = String::new();
    let undecided: Vec<usize> =
        guesses.iter().filter(|(_, guess)| matches!(guess, Guess::Nothing)).map(|(at, _)| *at).collect();
    if !undecided.is_empty() {
        text.push_str("\n# Undecided: no survey item is like these.\n");
    }
    for at in undecided {
        text.push_str(&format!("#   {}\n", table.columns[at].named()));
        let labels = &labels[&at];
        if let Some(scale) = labels.scale(&catalogue.survey) {
            text.push_str(&format!("#     {scale}\n"));
        } else if labels.closed {
            let quoted: Vec<String> = labels.common.values().map(|label| quoted(label)).collect();
            text.push_str(&format!("#     answers that several gave: {}\n", quoted.join(", ")));
        }
    }
    let persons = table.columns.iter().filter(|column| column.role == Role::Person);
    let persons: Vec<String> = persons.map(|column| format!("#   {}\n", column.named())).collect();
    if !persons.is_empty() {
        text.push_str("\n# Left out, since they hold who somebody is:\n");
        text.push_str(&persons.concat());
    }
    text
}

/// The shortest way to name a column that names no other.
fn reference(columns: &[Column], at: usize) -> String {
    let column = &columns[at];
    let once = |name: &str| {
        let name = key(name);
        let is = |one: &&Column| key(&one.text) == name || one.id.as_deref().is_some_and(|id| key(id) == name);
        !name.is_empty() && columns.iter().filter(is).count() == 1
    };
    match &column.id {
        Some(id) if once(id) => quoted(id),
        _ if once(&column.text) => quoted(&column.text),
        _ => column.number.to_string(),
    }
}

/// A text as a string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            letter if letter.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::form::in_grid;
    use super::*;

    #[test]
    fn headings_of_a_grid_are_known_in_every_vendors_words() {
        let catalogue = Catalogue::read(&crate::catalogue::Files::embedded(), &mut crate::catalogue::Faults::default());
        let catalogue = catalogue.unwrap();
        let known = known(&catalogue);
        let item = &catalogue.factors[catalogue.factor_index("learning_preference").unwrap()].survey[0].text;
        for heading in [in_grid(item, "Reading"), format!("{item} - Reading")] {
            assert_eq!(known[&key(&heading)].path, "learning_preference.reading", "{heading}");
        }
    }
}
