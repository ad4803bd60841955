//! The rules that turn what a design needs, carries or gives into its worth at each answer.
//!
//! A rule is one file here and one line in [`RULES`].

mod affinity;
mod demand;
mod familiarity;
mod matching;
mod remedy;
mod supply;

use std::collections::BTreeMap;

use crate::answers::LEVELS;

/// Every rule that a factor can name.
pub const RULES: &[&dyn Rule] = &[
    &supply::Supply,
    &demand::Demand,
    &remedy::Remedy,
    &matching::Match,
    &affinity::Affinity,
    &familiarity::Familiarity,
];

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.id() == id)
}

/// A number that a rule reads, and the range that it has to lie in.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    pub name: &'static str,
    pub low: f64,
    pub high: f64,
}

/// A way to turn attributes into a value function over the cells of an answer.
pub trait Rule: Sync {
    fn id(&self) -> &'static str;

    /// What it reads of the factor.
    fn parameters(&self) -> &'static [Number] {
        &[]
    }

    /// What it reads of each design.
    fn numbers(&self) -> &'static [Number] {
        &[]
    }

    /// Whether it reads a value for each category.
    fn reads_categories(&self) -> bool {
        false
    }

    /// Which number an environment shifts, if any.
    fn shifted(&self) -> Option<Number> {
        None
    }

    /// The level that the design needs of the team, or the one that must not be exceeded, for rules that have one.
    fn bound(&self, _inputs: &Inputs) -> Option<(f64, Bound)> {
        None
    }

    /// The level that the design needs of the team, for rules that have one.
    fn need(&self, inputs: &Inputs) -> Option<f64> {
        self.bound(inputs).filter(|(_, bound)| *bound == Bound::AtLeast).map(|(need, _)| need)
    }

    /// The worth at a whole level or category, counted from 0; results are clipped to 0 to 1.
    fn worth(&self, inputs: &Inputs, cell: usize) -> f64;

    /// What the numbers say of one answer, as a sentence without its end.
    fn sentence(&self, inputs: &Inputs, subject: &Subject<'_>) -> String;
}

/// On which side of a level an answer has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    AtLeast,
    AtMost,
}

impl Bound {
    /// By how many levels an answer misses what is required.
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
    /// A number that the compilation has checked to be there.
    pub fn number(&self, name: &str) -> f64 {
        self.numbers.get(name).copied().unwrap_or(0.0)
    }
}

/// What a sentence speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The design's name as it stands within a sentence.
    pub design: &'a str,
    /// The factor's name at the head of a sentence.
    pub factor: &'a str,
    /// The answer in words, such as `2 (a few meetings a year)`.
    pub answer: &'a str,
    /// The mean level, 1 to 5.
    pub level: f64,
    /// The leading category.
    pub cell: usize,
    /// Why the number is what it is, as a clause.
    pub rationale: &'a str,
}

/// Level 1 is cell 0.
fn level(cell: usize) -> f64 {
    (cell + 1) as f64
}

/// How far a level is below the top, from 0 at level 5 to 1 at level 1.
fn lack(cell: usize) -> f64 {
    (LEVELS - 1 - cell) as f64 / (LEVELS - 1) as f64
}
