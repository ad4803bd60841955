//! Sentences made from templates, each with the ids of its numbers.

use crate::catalogue::GradeId;
use crate::words::{capital, list};

/// One or more sentences, with every number in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    pub text: String,
    pub numbers: Vec<Stated>,
    /// The grade of the evidence behind it; `None` where it states only what this model computes.
    pub grade: Option<GradeId>,
}

/// A number as printed in a sentence, and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// A path such as `acceptability.coaching.first`; docs/model.md lists them.
    pub id: String,
    pub value: String,
}

/// The value for a name in braces.
#[derive(Clone, Debug)]
pub enum Slot<'a> {
    /// Words.
    Word(&'a str, String),
    /// A number: the name, its id and how it is printed.
    Number(&'a str, String, String),
    /// A list of phrases with their numbers.
    Items(&'a str, Vec<Statement>),
}

/// Returns a slot of words for a name in braces.
pub fn word<'a>(name: &'a str, text: impl Into<String>) -> Slot<'a> {
    Slot::Word(name, text.into())
}

/// Returns a slot with a number for a name in braces.
pub fn number<'a>(name: &'a str, id: impl Into<String>, value: impl Into<String>) -> Slot<'a> {
    Slot::Number(name, id.into(), value.into())
}

/// Returns a slot with a list, `a, b and c`, for a name in braces.
pub fn items<'a>(name: &'a str, items: impl IntoIterator<Item = Statement>) -> Slot<'a> {
    Slot::Items(name, items.into_iter().collect())
}

/// Fills a template.
///
/// ```
/// use backmap_model::sentences::{number, tell, word};
/// let slots = [word("first", "coaching"), number("lead", "difference", "3.4")];
/// let told = tell("First place goes to {first}, ahead by {lead} points.", &slots);
/// assert_eq!(told.text, "First place goes to coaching, ahead by 3.4 points.");
/// assert_eq!((told.numbers[0].id.as_str(), told.numbers[0].value.as_str()), ("difference", "3.4"));
/// ```
pub fn tell(template: &str, slots: &[Slot<'_>]) -> Statement {
    let mut statement = Statement::default();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        statement.text.push_str(before);
        let slot = slots.iter().find(|slot| match slot {
            Slot::Word(of, _) | Slot::Number(of, ..) | Slot::Items(of, _) => *of == name,
        });
        debug_assert!(slot.is_some(), "the template names `{name}`, which has no slot");
        match slot {
            Some(Slot::Word(_, text)) => statement.text.push_str(text),
            Some(Slot::Number(_, id, value)) => {
                statement.text.push_str(value);
                statement.numbers.push(Stated { id: id.clone(), value: value.clone() });
            }
            Some(Slot::Items(_, items)) => {
                let texts: Vec<String> = items.iter().map(|item| item.text.clone()).collect();
                statement.text.push_str(&list(&texts));
                statement.numbers.extend(items.iter().flat_map(|item| item.numbers.iter().cloned()));
            }
            None => {}
        }
        rest = after;
    }
    statement.text.push_str(rest);
    statement
}

impl Statement {
    /// Returns the statement with this grade of evidence.
    #[must_use]
    pub fn graded(self, grade: &GradeId) -> Self {
        Self { grade: Some(grade.clone()), ..self }
    }

    /// Appends another statement.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        if !next.text.is_empty() {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(&next.text);
            self.numbers.extend(next.numbers);
            self.grade = self.grade.or(next.grade);
        }
        self
    }

    /// Capitalizes the first letter.
    #[must_use]
    pub fn capitalised(mut self) -> Self {
        self.text = capital(&self.text);
        self
    }
}
