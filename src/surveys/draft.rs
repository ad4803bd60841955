//! Drafts a mapping for a file from what its columns look like ([`super::guess`]).
//!
//! An export of a form made by Backmap needs no change. For other files, likely matches become items and possible
//! matches become comments. The draft never quotes answers that only a few people gave.

use std::collections::{BTreeMap, BTreeSet};

use super::error::SurveyError;
use super::form::in_role;
use super::guess::{self, Choices, Guess, Known};
use super::labels::Labels;
use super::table::{Column, Role, Table};
use super::vendor::Export;
use crate::catalogue::{Catalogue, FactorIndex, Who};
use crate::tables::key;
use crate::words::{self, fill_text};

/// A mapping as text, and its decision for each column.
#[derive(Clone, Debug)]
pub struct Draft {
    pub mapping: String,
    /// In the order of the file.
    pub columns: Vec<Proposal>,
}

/// The draft's decision for one column.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub column: Column,
    pub becomes: Becomes,
    pub why: Why,
    /// The likely or possible target of the column, such as `resources.staff`.
    pub path: Option<String>,
    /// The most similar Backmap question, with its similarity from 0 to 1.
    pub like: Option<(f64, String)>,
    /// Whether agreeing means less of what the column answers.
    pub reversed: bool,
}

/// The use of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becomes {
    Team,
    Factor,
    Unused,
}

/// The reason for the use of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The user chose it.
    Chosen,
    /// Its heading is a Backmap question, word for word.
    OwnWords,
    /// Its heading is similar to a Backmap question, and its answers fit a scale.
    Alike,
    /// Its heading mentions schools or teams.
    Heading,
    /// It may match a Backmap question; the user must decide.
    Perhaps,
    /// It matches no Backmap question.
    Unlike,
    /// The vendor added it.
    Added,
    /// It identifies people.
    Person,
}

/// Drafts a mapping. The user's choice for a column replaces the guess.
///
/// # Errors
/// Lists every invalid choice.
pub fn draft(catalogue: &Catalogue, export: &Export, choices: &Choices) -> Result<Draft, SurveyError> {
    let known = guess::known(catalogue);
    let table = &export.table;
    let labels: BTreeMap<usize, Labels> =
        questions(table).map(|at| (at, Labels::of(table, at, &catalogue.survey))).collect();
    let chosen = guess::chosen(&known, export, choices)?;
    let guess = |at: usize| match chosen.get(&at) {
        Some(choice) => guess::of_choice(catalogue, &known, &table.columns[at], &labels[&at], choice),
        None => guess::guess(catalogue, &known, &table.columns[at], &labels[&at]),
    };
    let guesses: Vec<(usize, Guess<'_>)> =
        guess::with_team(table, questions(table).map(|at| (at, guess(at))).collect());
    let mut text = head(catalogue, export, &guesses);
    let names = Names::of(&table.columns);
    text.push_str(&team(table, &names, &guesses));
    for (at, guess) in &guesses {
        text.push_str(&item(&table.columns[*at], &names, guess));
    }
    text.push_str(&lowest(catalogue, &guesses));
    text.push_str(&rest(catalogue, table, &guesses, &labels));
    Ok(Draft { mapping: text, columns: proposals(table, &guesses) })
}

fn questions(table: &Table) -> impl Iterator<Item = usize> {
    table.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Question).map(|(at, _)| at)
}

fn proposals(table: &Table, guesses: &[(usize, Guess<'_>)]) -> Vec<Proposal> {
    let guesses: BTreeMap<usize, &Guess<'_>> = guesses.iter().map(|(at, guess)| (*at, guess)).collect();
    let columns = table.columns.iter().enumerate();
    columns.map(|(at, column)| proposal(column, guesses.get(&at).copied())).collect()
}

fn proposal(column: &Column, guess: Option<&Guess<'_>>) -> Proposal {
    let (becomes, why) = match (guess, column.role) {
        (None, Role::Person) => (Becomes::Unused, Why::Person),
        (None, _) => (Becomes::Unused, Why::Added),
        (Some(Guess::Team(why)), _) => (Becomes::Team, *why),
        (Some(Guess::Exact(_)), _) => (Becomes::Factor, Why::OwnWords),
        (Some(Guess::Likely(..)), _) => (Becomes::Factor, Why::Alike),
        (Some(Guess::Chosen(..)), _) => (Becomes::Factor, Why::Chosen),
        (Some(Guess::Possible(..)), _) => (Becomes::Unused, Why::Perhaps),
        (Some(Guess::LeftOut), _) => (Becomes::Unused, Why::Chosen),
        (Some(Guess::Nothing), _) => (Becomes::Unused, Why::Unlike),
    };
    let like = match guess {
        Some(Guess::Likely(known, alike, _) | Guess::Possible(known, alike)) => Some((*alike, known.text.clone())),
        _ => None,
    };
    let path = guess.and_then(Guess::known).map(|known| known.path.clone());
    let reversed = guess.is_some_and(|guess| match guess {
        Guess::Chosen(.., reversed) => *reversed,
        guess => guess.asked().is_some_and(|known| known.reversed),
    });
    Proposal { column: column.clone(), becomes, why, path, like, reversed }
}

/// Lists the columns of a file, one per line, for writing a mapping by hand.
pub fn columns(export: &Export) -> String {
    let line = |column: &Column| {
        let what = match column.role {
            Role::Question => words::text("surveys.draft.role.question"),
            Role::Besides | Role::Id | Role::Time => words::text("surveys.draft.role.vendor"),
            Role::Person => words::text("surveys.draft.role.person"),
        };
        format!("{}\t{}\t{}\t{what}\n", column.number, column.id.as_deref().unwrap_or("-"), column.text)
    };
    let lines: String = export.table.columns.iter().map(line).collect();
    format!("number\tid\theading\twhat\n{lines}")
}

fn head(catalogue: &Catalogue, export: &Export, guesses: &[(usize, Guess<'_>)]) -> String {
    let used: Vec<FactorIndex> = guesses.iter().filter_map(|(_, guess)| factor(guess)).collect();
    let all = |who: Who| !used.is_empty() && used.iter().all(|at| in_role(&catalogue.factors[*at], who));
    let answered_by = [(Who::Leaders, "leaders"), (Who::Planner, "planner")].into_iter().find(|(who, _)| all(*who));
    let file = export.file.replace(char::is_control, " ");
    format!(
        "# {}\n# {}\n\nvendor = {}\n{}answered_by = \"{}\"\n",
        fill_text("surveys.draft.title", &[("file", &file)]),
        words::text("surveys.draft.use"),
        quoted(export.vendor.id),
        export.header_rows.map(|rows| format!("header_rows = {rows}\n")).unwrap_or_default(),
        answered_by.map_or("teachers", |(_, name)| name)
    )
}

fn factor(guess: &Guess<'_>) -> Option<FactorIndex> {
    guess.asked().map(|known| known.factor)
}

/// Writes the line with the columns that name a team.
fn team(table: &Table, names: &Names, guesses: &[(usize, Guess<'_>)]) -> String {
    let of = |wanted: fn(Why) -> bool| -> Vec<String> {
        let named = guesses.iter().filter(|(_, guess)| matches!(guess, Guess::Team(why) if wanted(*why)));
        named.map(|(at, _)| names.reference(&table.columns[*at])).collect()
    };
    let all = of(|_| true);
    if all.is_empty() {
        return format!("# {}\n# team_columns = []\n", words::text("surveys.draft.no_team"));
    }
    let by_heading = !of(|why| why == Why::Heading).is_empty();
    let columns = all.join(", ");
    let note = words::text("surveys.draft.team_by_heading");
    if by_heading { format!("# {note}\nteam_columns = [{columns}]\n") } else { format!("team_columns = [{columns}]\n") }
}

fn item(column: &Column, names: &Names, guess: &Guess<'_>) -> String {
    let lines = |known: &Known, scale: &str, reversed: bool| {
        let mut lines = vec!["[[item]]".to_owned(), format!("column = {}", names.reference(column))];
        lines.push(format!("factor = \"{}\"", known.path));
        lines.push(scale.to_owned());
        if reversed {
            lines.push("reversed = true".to_owned());
        }
        lines
    };
    match guess {
        Guess::Exact(known) => {
            format!("\n{}\n{}", lines(known, &known.own_scale(), known.reversed).join("\n"), part(known))
        }
        Guess::Chosen(known, scale, reversed) => format!("\n{}\n", lines(known, scale, *reversed).join("\n")),
        Guess::Likely(known, alike, scale) => {
            let slots = [("similarity", &*format!("{alike:.2}")), ("question", &known.text)];
            let why = fill_text("surveys.draft.likely", &slots);
            format!("\n# {why}\n{}\n{}", lines(known, scale, false).join("\n"), part(known))
        }
        Guess::Possible(known, alike) => {
            let slots = [("similarity", &*format!("{alike:.2}")), ("question", &known.text)];
            let why = fill_text("surveys.draft.possible", &slots);
            let heading = fill_text("surveys.draft.heading", &[("heading", &column.text)]);
            let lines: String =
                lines(known, &known.own_scale(), known.reversed).iter().map(|line| format!("# {line}\n")).collect();
            format!("\n# {why}\n# {heading}\n{lines}")
        }
        Guess::Team(_) | Guess::LeftOut | Guess::Nothing => String::new(),
    }
}

/// Writes which aspect a question asks about.
fn part(known: &Known) -> String {
    known.part.as_ref().map(|part| format!("part = \"{part}\"\n")).unwrap_or_default()
}

/// Writes the factors that count their lowest part.
fn lowest(catalogue: &Catalogue, guesses: &[(usize, Guess<'_>)]) -> String {
    let lowest = catalogue.survey.lowest.iter().filter(|lowest| {
        let at = catalogue.factor_index(&lowest.factor);
        guesses.iter().any(|(_, guess)| at.is_some() && factor(guess) == at)
    });
    lowest.map(|lowest| format!("\n[factor.{}]\ncombine = \"lowest\"\n", lowest.factor)).collect()
}

/// Lists the remaining columns in comments, so that none is dropped silently.
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
        text.push_str(&format!("\n# {}\n", words::text("surveys.draft.undecided")));
    }
    for at in undecided {
        text.push_str(&format!("#   {}\n", table.columns[at].named()));
        let labels = &labels[&at];
        if let Some(scale) = labels.scale(&catalogue.survey) {
            text.push_str(&format!("#     {scale}\n"));
        } else if labels.closed {
            let quoted: Vec<String> = labels.common.values().map(|label| quoted(label)).collect();
            let answers = fill_text("surveys.draft.answers", &[("answers", &quoted.join(", "))]);
            text.push_str(&format!("#     {answers}\n"));
        }
    }
    let left_out = guesses.iter().filter(|(_, guess)| matches!(guess, Guess::LeftOut));
    let left_out = left_out.map(|(at, _)| format!("#   {}\n", table.columns[*at].named())).collect();
    let persons = table.columns.iter().filter(|column| column.role == Role::Person);
    let persons = persons.map(|column| format!("#   {}\n", column.named())).collect();
    let by_choice: (&str, String) = (words::text("surveys.draft.left_out"), left_out);
    for (title, columns) in [by_choice, (words::text("surveys.draft.persons"), persons)] {
        if !columns.is_empty() {
            text.push_str(&format!("\n# {title}\n{columns}"));
        }
    }
    text
}

/// The number of columns with each name, to refer to a column only by a unique name.
struct Names(BTreeMap<String, usize>);

impl Names {
    fn of(columns: &[Column]) -> Self {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for column in columns {
            let own: BTreeSet<String> = column.id.iter().chain([&column.text]).map(|name| key(name)).collect();
            own.into_iter().for_each(|name| *names.entry(name).or_default() += 1);
        }
        Self(names)
    }

    /// Returns the shortest unambiguous reference to a column.
    fn reference(&self, column: &Column) -> String {
        let once = |name: &str| !key(name).is_empty() && self.0.get(&key(name)) == Some(&1);
        match &column.id {
            Some(id) if once(id) => quoted(id),
            _ if once(&column.text) => quoted(&column.text),
            _ => column.number.to_string(),
        }
    }
}

/// Quotes a text as a TOML string.
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
