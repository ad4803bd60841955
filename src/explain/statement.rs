//! Sentences made from templates, each with the ids of the numbers that it states.

use crate::catalogue::GradeId;

/// A sentence, or a few, and every number in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    pub text: String,
    pub numbers: Vec<Stated>,
    /// The grade of the evidence that it speaks of; `None` where it tells only what this model computes.
    pub grade: Option<GradeId>,
}

/// A number as a sentence prints it, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// A path such as `acceptability.coaching.first`; docs/model.md lists them.
    pub id: String,
    pub value: String,
}

/// What stands for a name in braces.
#[derive(Clone, Debug)]
pub enum Slot<'a> {
    /// Words.
    Word(&'a str, String),
    /// A number: the name, its id and how it is printed.
    Number(&'a str, String, String),
}

/// Words for a name in braces.
pub fn word<'a>(name: &'a str, text: impl Into<String>) -> Slot<'a> {
    Slot::Word(name, text.into())
}

/// A number for a name in braces.
pub fn number<'a>(name: &'a str, id: impl Into<String>, value: impl Into<String>) -> Slot<'a> {
    Slot::Number(name, id.into(), value.into())
}

/// Fills a template.
///
/// ```
/// use backmap::explain::{number, tell, word};
/// let slots = [word("first", "coaching"), number("lead", "difference", "3.4")];
/// let told = tell("{first} leads by {lead} points.", &slots);
/// assert_eq!(told.text, "coaching leads by 3.4 points.");
/// assert_eq!((told.numbers[0].id.as_str(), told.numbers[0].value.as_str()), ("difference", "3.4"));
/// ```
pub fn tell(template: &str, slots: &[Slot<'_>]) -> Statement {
    let mut statement = Statement::default();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        statement.text.push_str(before);
        let slot = slots.iter().find(|slot| match slot {
            Slot::Word(of, _) | Slot::Number(of, ..) => *of == name,
        });
        debug_assert!(slot.is_some(), "the template names `{name}`, which has no slot");
        match slot {
            Some(Slot::Word(_, text)) => statement.text.push_str(text),
            Some(Slot::Number(_, id, value)) => {
                statement.text.push_str(value);
                statement.numbers.push(Stated { id: id.clone(), value: value.clone() });
            }
            None => {}
        }
        rest = after;
    }
    statement.text.push_str(rest);
    statement
}

impl Statement {
    /// The same, resting on evidence of this grade.
    #[must_use]
    pub fn graded(self, grade: &GradeId) -> Self {
        Self { grade: Some(grade.clone()), ..self }
    }

    /// Another sentence after this one.
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

    /// With a capital at the beginning.
    #[must_use]
    pub fn capitalised(mut self) -> Self {
        let mut letters = self.text.chars();
        if let Some(first) = letters.next() {
            self.text = first.to_uppercase().chain(letters).collect();
        }
        self
    }
}
