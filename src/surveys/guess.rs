//! Guesses the use of a column: a Backmap question, a similar one, a team's name, or nothing. The user's choice
//! replaces the guess.

use std::collections::BTreeMap;

use super::draft::Why;
use super::error::{FaultList, SurveyError};
use super::form::{Form, FormOptions, Question};
use super::labels::Labels;
use super::likeness::Phrase;
use super::table::{Column, Role, Table};
use super::vendor::Export;
use crate::catalogue::{Catalogue, FactorIndex, Who, did_you_mean};
use crate::tables::key;
use crate::words::{fill_text, text};

/// The minimum similarity for an item, and for a comment.
const LIKELY: f64 = 0.75;
const POSSIBLE: f64 = 0.5;

/// The user's choices by column number.
pub type Choices = BTreeMap<usize, Choice>;

/// What the user wants of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// `team`, `unused`, or a target such as `resources.staff`.
    pub target: String,
    /// Whether agreeing means less of it. Only the user decides that; if nothing is said, it means more, except for the
    /// words of a Backmap question.
    pub reversed: Option<bool>,
}

/// The choice for a column that names the team.
pub const TEAM: &str = "team";
/// The choice for a column that is left out.
pub const UNUSED: &str = "unused";

/// One question of a Backmap form.
pub(super) struct Known {
    pub path: String,
    pub factor: FactorIndex,
    pub scale: &'static str,
    pub reversed: bool,
    pub part: Option<String>,
    pub text: String,
    phrase: Phrase,
}

/// The guess for a column.
pub(super) enum Guess<'a> {
    Team(Why),
    /// A Backmap question, word for word.
    Exact(&'a Known),
    Likely(&'a Known, f64, String),
    Possible(&'a Known, f64),
    /// The question that the user chose, with the mapping line for its scale, and whether it is reversed.
    Chosen(&'a Known, String, bool),
    LeftOut,
    Nothing,
}

impl Known {
    /// Returns the mapping line for the scale of the question in Backmap's forms.
    pub fn own_scale(&self) -> String {
        format!("scale = \"{}\"", self.scale)
    }
}

impl<'a> Guess<'a> {
    /// Returns the certain or possible question.
    pub fn known(&self) -> Option<&'a Known> {
        match self {
            Self::Possible(known, _) => Some(known),
            _ => self.asked(),
        }
    }

    /// Returns the question that the column is counted as.
    pub fn asked(&self) -> Option<&'a Known> {
        match self {
            Self::Exact(known) | Self::Likely(known, ..) | Self::Chosen(known, ..) => Some(known),
            _ => None,
        }
    }
}

/// Returns every normalized heading that a Backmap form may have.
pub(super) fn known(catalogue: &Catalogue) -> BTreeMap<String, Known> {
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
        scale: question.scale.id(),
        reversed: question.reversed,
        part: question.part.clone(),
        phrase: Phrase::of(&text),
        text,
    }
}

/// Returns every target that the user may choose for a column, in catalog order, such as `perceived_need` or
/// `resources.staff`.
pub fn answerable(catalogue: &Catalogue) -> Vec<String> {
    let known = known(catalogue);
    let mut paths: Vec<(FactorIndex, &str)> = known.values().map(|one| (one.factor, one.path.as_str())).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.into_iter().map(|(_, path)| path.to_owned()).collect()
}

pub(super) fn guess<'a>(
    catalogue: &Catalogue,
    known: &'a BTreeMap<String, Known>,
    column: &Column,
    labels: &Labels,
) -> Guess<'a> {
    let heading = key(&column.text);
    if heading == key(&catalogue.survey.form.team) {
        return Guess::Team(Why::OwnWords);
    }
    if let Some(exact) = known.get(&heading) {
        return Guess::Exact(exact);
    }
    match (most_alike(known.values(), column, POSSIBLE), labels.scale(&catalogue.survey)) {
        // Of a question the other way round, only a person can say which way this one goes.
        (Some((alike, one)), Some(scale)) if alike >= LIKELY && !one.reversed && !turns(column, one) => {
            Guess::Likely(one, alike, scale)
        }
        (Some((alike, one)), _) if alike >= POSSIBLE => Guess::Possible(one, alike),
        _ => Guess::Nothing,
    }
}

/// Returns whether one of the two texts has a negation that the other lacks.
fn turns(column: &Column, one: &Known) -> bool {
    const NEGATIONS: [&str; 12] =
        ["not", "no", "never", "nobody", "none", "nothing", "without", "cannot", "rarely", "hardly", "lack", "lacks"];
    let negations = |text: &str| {
        let text = key(text);
        let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
        words.filter(|word| NEGATIONS.contains(word) || word.ends_with("n't")).count() % 2
    };
    negations(&column.text) != negations(&one.text)
}

/// Returns the most similar question and its similarity, which counts as 0 if it cannot reach `least`.
fn most_alike<'a>(known: impl Iterator<Item = &'a Known>, column: &Column, least: f64) -> Option<(f64, &'a Known)> {
    let heading = Phrase::of(&column.text);
    known.map(|one| (one.phrase.likeness(&heading, least), one)).max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Returns the choices by the position of their column.
///
/// # Errors
/// Lists every choice for a column without answers, and every choice that no Backmap question asks about.
pub(super) fn chosen<'a>(
    known: &BTreeMap<String, Known>,
    export: &Export,
    choices: &'a Choices,
) -> Result<BTreeMap<usize, &'a Choice>, SurveyError> {
    let (mut chosen, mut faults) = (BTreeMap::new(), FaultList::default());
    for (number, choice) in choices {
        let place = fill_text("surveys.place.column", &[("column", &number.to_string())]);
        let Some(at) = export.table.columns.iter().position(|column| column.number == *number) else {
            faults.add(&place, text("surveys.choice.no_column"));
            continue;
        };
        let target = choice.target.as_str();
        let used = target != UNUSED;
        if used && target != TEAM && known.values().all(|one| one.path != target) {
            let names = known.values().map(|one| one.path.as_str()).chain([TEAM, UNUSED]);
            let hint = did_you_mean(target, names);
            faults.add(&place, fill_text("surveys.choice.unknown_target", &[("hint", &hint)]));
        } else if used && export.table.columns[at].role != Role::Question {
            faults.add(&place, text("surveys.choice.no_answers"));
        } else {
            chosen.insert(at, choice);
        }
    }
    faults.into_result(&export.file)?;
    Ok(chosen)
}

/// Applies a choice to a column; a choice equal to the guess changes nothing.
pub(super) fn of_choice<'a>(
    catalogue: &Catalogue,
    known: &'a BTreeMap<String, Known>,
    column: &Column,
    labels: &Labels,
    choice: &Choice,
) -> Guess<'a> {
    let guess = guess(catalogue, known, column, labels);
    match (choice.target.as_str(), &guess) {
        (TEAM, Guess::Team(_)) => guess,
        (TEAM, _) => Guess::Team(Why::Chosen),
        (UNUSED, _) => Guess::LeftOut,
        (path, Guess::Exact(known))
            if known.path == path && choice.reversed.is_none_or(|reversed| reversed == known.reversed) =>
        {
            guess
        }
        (path, Guess::Likely(known, ..)) if known.path == path && choice.reversed != Some(true) => guess,
        (path, _) => {
            let asks = known.values().filter(|one| one.path == path);
            let (_, asks) = most_alike(asks, column, 0.0).expect("invalid choices were rejected before");
            Guess::Chosen(
                asks,
                labels.scale(&catalogue.survey).unwrap_or_else(|| asks.own_scale()),
                choice.reversed == Some(true),
            )
        }
    }
}

/// Picks columns whose headings mention schools and teams, if no Backmap question or choice names the team.
pub(super) fn with_team<'a>(table: &Table, mut guesses: Vec<(usize, Guess<'a>)>) -> Vec<(usize, Guess<'a>)> {
    if guesses.iter().all(|(_, guess)| !matches!(guess, Guess::Team(_))) {
        let speaking = guesses
            .iter_mut()
            .filter(|(at, guess)| matches!(guess, Guess::Nothing) && speaks_of_teams(&table.columns[*at]));
        speaking.for_each(|(_, guess)| *guess = Guess::Team(Why::Heading));
    }
    guesses
}

fn speaks_of_teams(column: &Column) -> bool {
    const WORDS: [&str; 10] =
        ["team", "school", "grade", "department", "subject", "campus", "site", "building", "faculty", "phase"];
    let heading = key(&column.text);
    let words: Vec<&str> = heading.split(|letter: char| !letter.is_alphanumeric()).collect();
    words.len() <= 8 && words.iter().any(|word| WORDS.contains(&word.trim_end_matches('s')))
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
