//! The rules that turn a design's needs, capacities and strengths into its worth at each answer.
//!
//! Each rule has one file here and one line in [`RULES`].

mod affinity;
mod demand;
mod familiarity;
mod matching;
mod remedy;
mod supply;

use std::collections::BTreeMap;

use crate::answers::LEVELS;
use crate::words::{fill, text};

/// Every rule that a factor can name.
pub const RULES: &[&dyn Rule] = &[
    &supply::Supply,
    &demand::Demand,
    &remedy::Remedy,
    &matching::Match,
    &affinity::Affinity,
    &familiarity::Familiarity,
];

/// Returns the rule with this id.
pub fn rule(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.id() == id)
}

/// Explains one answer in one sentence.
pub fn sentence(rule: &dyn Rule, inputs: &Inputs, subject: &Subject<'_>) -> String {
    let (template, number) = rule.template(inputs, subject);
    fill(
        text(template),
        &[
            ("factor", subject.factor),
            ("answer", subject.answer),
            ("design", subject.design),
            ("number", &number.to_string()),
            ("rationale", subject.rationale),
            ("credit", subject.credit),
        ],
    )
}

/// A number that a rule reads, and its valid range.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    pub name: &'static str,
    pub low: f64,
    pub high: f64,
}

/// Turns attributes into a value function over the cells of an answer.
pub trait Rule: Sync {
    fn id(&self) -> &'static str;

    /// The numbers that it reads from the factor.
    fn parameters(&self) -> &'static [Number] {
        &[]
    }

    /// The numbers that it reads from each design.
    fn numbers(&self) -> &'static [Number] {
        &[]
    }

    /// Whether it reads a value for each category.
    fn reads_categories(&self) -> bool {
        false
    }

    /// The number that an environment shifts, if any.
    fn shifted(&self) -> Option<Number> {
        None
    }

    /// The level that the design needs from the team, or the one not to exceed, for rules that have one.
    fn bound(&self, _inputs: &Inputs) -> Option<(f64, Bound)> {
        None
    }

    /// The level that the design needs from the team, for rules that have one.
    fn need(&self, inputs: &Inputs) -> Option<f64> {
        self.bound(inputs).filter(|(_, bound)| *bound == Bound::AtLeast).map(|(need, _)| need)
    }

    /// The worth at a whole level or category, counted from 0; callers clip it to 0 to 1.
    fn worth(&self, inputs: &Inputs, cell: usize) -> f64;

    /// The key of the template that explains one answer, and the number that it may name.
    fn template(&self, inputs: &Inputs, subject: &Subject<'_>) -> (&'static str, f64);
}

/// The side of a level on which an answer has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    AtLeast,
    AtMost,
}

impl Bound {
    /// The number of levels by which an answer misses the requirement.
    pub fn short(self, required: f64, level: f64) -> f64 {
        match self {
            Self::AtLeast => (required - level).max(0.0),
            Self::AtMost => (level - required).max(0.0),
        }
    }
}

/// The numbers that a rule reads, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inputs {
    pub numbers: BTreeMap<String, f64>,
    /// The worth of each category.
    pub categories: Vec<f64>,
}

impl Inputs {
    /// Returns a number; the compilation has checked that it is present.
    pub fn number(&self, name: &str) -> f64 {
        self.numbers.get(name).copied().unwrap_or(0.0)
    }
}

/// The subject of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subject<'a> {
    /// The design's name inside a sentence.
    pub design: &'a str,
    /// The factor's name at the start of a sentence.
    pub factor: &'a str,
    /// The answer in words, such as `2 (a few meetings a year)`.
    pub answer: &'a str,
    /// The mean level, 1 to 5.
    pub level: f64,
    /// The leading category.
    pub cell: usize,
    /// Why the number is what it is, as a clause.
    pub rationale: &'a str,
    /// The source of the number, in parentheses.
    pub credit: &'a str,
}

/// Level 1 is cell 0.
fn level(cell: usize) -> f64 {
    (cell + 1) as f64
}

/// How far a level is below the top, from 0 at level 5 to 1 at level 1.
fn lack(cell: usize) -> f64 {
    (LEVELS - 1 - cell) as f64 / (LEVELS - 1) as f64
}
