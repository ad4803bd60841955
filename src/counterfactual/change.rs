//! What is asked for and what is found: goals, changes of answers, and what is in their way.

use crate::catalogue::{AlternativeIndex, DesignIndex, FactorIndex};
use crate::scoring::{AnswerOf, Unmet};
use crate::sentences::Statement;

/// The goal to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Ahead of every other design; a tie is not enough.
    First,
    /// Among this many first places, ahead of all that follow.
    Within(usize),
    /// Feasible in an allowed environment.
    Feasible,
}

/// The most answers to look for, and the search budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    pub answers: usize,
    /// The states of the team to visit in all before a bound replaces a proof.
    pub states: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { answers: 3, states: 50_000 }
    }
}

/// The changes that would reach a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterfactual {
    pub design: DesignIndex,
    pub goal: Goal,
    /// Whether the goal is reached already.
    pub reached: bool,
    /// The smallest change first; then the smallest ones that leave out one of its moves. Empty when the goal is
    /// already reached or cannot be reached.
    pub changes: Vec<Change>,
    /// The obstacles when no change reaches the goal.
    pub obstacles: Vec<Obstacle>,
    /// Unanswered factors that could raise the design, largest gain first.
    pub questions: Vec<OpenQuestion>,
    /// Whether the search visited everything that could be cheaper.
    pub proven: bool,
    pub statement: Statement,
}

/// Moves that together reach the goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub moves: Vec<Move>,
    /// In millionths of the unit of the costs.
    pub cost: u64,
    /// No change that reaches the goal costs less than this.
    pub bound: u64,
    /// Whether `cost` is proven to be the smallest.
    pub proven: bool,
    /// The answer that the search for this change did not move.
    pub without: Option<AnswerOf>,
    /// The design's place after the change, and how many hundredths it is then ahead of the best other design; below 0
    /// when it is behind.
    pub alternative: AlternativeIndex,
    pub rank: usize,
    pub score: i32,
    pub lead: Option<i32>,
    pub statement: Statement,
}

/// One answer raised to a whole level.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub of: AnswerOf,
    /// The present level, or mean, in millionths.
    pub from: u64,
    /// 1 to 5.
    pub to: u8,
    /// The members' average distance from it, in millionths of a level.
    pub distance: u64,
    /// In millionths of the unit of the costs.
    pub cost: u64,
}

/// An obstacle that keeps a design from its goal whatever a school raises.
#[derive(Clone, Debug, PartialEq)]
pub enum Obstacle {
    /// The design is offered in no allowed environment.
    NotOffered,
    /// A requirement that no change meets: a limit, a setting, or a level that a school cannot raise.
    Need(Unmet),
    /// A design that stays ahead, with the fewest hundredths by which it does so on its own; `None` where it does so
    /// only together with others.
    Rival { design: DesignIndex, ahead_by: Option<i32> },
    /// A factor that a school cannot change and that favors the first place, with the hundredths.
    Fixed { factor: FactorIndex, against: i32 },
}

/// An unanswered factor that could raise the design.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenQuestion {
    pub of: AnswerOf,
    /// The most hundredths that the design could gain on the best other one.
    pub gain: i32,
}
