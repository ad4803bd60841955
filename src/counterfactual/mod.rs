//! Counterfactuals: what would have to change for a design to rank first, to be among the first, or to be feasible.
//!
//! Only levels that a school can change move, only up, and only where the answer is known; an unanswered factor is a
//! question, not a move. The search is exact over whole levels, by the scores that are printed: a product of
//! potential, readiness and gates, of which a raised level can change several. It finds what would rank first in this
//! model, never what would work.

mod board;
mod bound;
mod effects;
mod fix;
mod levers;
mod obstacles;
mod search;
mod tell;

use crate::answers::{Level, MILLION, Rating};
use crate::catalogue::{Answer, Profile};
use crate::scoring::{AnswerOf, Evaluation, Tables};

pub use fix::{Decision, Fix, fix};
pub use levers::Costs;
pub use obstacles::{Obstacle, OpenQuestion};
pub use tell::obstacle as tell_obstacle;

use crate::sentences::Statement;
use levers::{Lever, levers};
use obstacles::{obstacles, open_questions};
use search::{Found, Outcome, Search};

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
    pub design: usize,
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
    pub alternative: usize,
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

/// Finds the smallest change that reaches a goal for a design, and different ones where there are any.
pub fn counterfactual(
    evaluation: &Evaluation<'_>,
    design: usize,
    goal: Goal,
    costs: &Costs,
    effort: Effort,
) -> Counterfactual {
    let all = levers(evaluation, design, costs);
    let search = Search::new(evaluation, design, goal, effort);
    let first = search.run(&all);
    let reached = matches!(&first.found, Some(found) if found.chosen.is_empty());
    let mut changes = Vec::new();
    if !reached && let Some(found) = &first.found {
        changes.push(change(&search, &all, found, &first, None));
        changes.extend(others(&search, &all, found));
        changes[1..].sort_by_key(|change| (change.cost, change.moves.len()));
        changes.dedup_by(|a, b| a.moves == b.moves);
        changes.truncate(effort.answers);
    }
    let unreached = first.found.is_none() && first.proven;
    let mut counterfactual = Counterfactual {
        design,
        goal,
        reached,
        changes,
        obstacles: if unreached { obstacles(&search, &all) } else { Vec::new() },
        questions: if reached { Vec::new() } else { open_questions(evaluation, design) },
        proven: first.proven,
        statement: Statement::default(),
    };
    counterfactual.statement = tell::summary(evaluation, &counterfactual);
    counterfactual
}

/// For each move of the smallest change, most expensive first, the smallest change that leaves that answer alone.
fn others(search: &Search<'_>, all: &[Lever], least: &Found) -> Vec<Change> {
    let mut dearest = least.chosen.clone();
    dearest.sort_by_key(|(lever, state)| std::cmp::Reverse(all[*lever].states[*state].cost));
    let mut changes: Vec<Change> = Vec::new();
    for (left_alone, _) in dearest {
        let rest: Vec<Lever> =
            all.iter().enumerate().filter(|(at, _)| *at != left_alone).map(|(_, lever)| lever.clone()).collect();
        let outcome = search.run(&rest);
        if let Some(found) = &outcome.found {
            let without = Some(all[left_alone].of);
            let change = change(search, &rest, found, &outcome, without);
            if changes.iter().all(|other| other.moves != change.moves) {
                changes.push(change);
            }
        }
    }
    changes
}

fn change(
    search: &Search<'_>,
    levers: &[Lever],
    found: &Found,
    outcome: &Outcome,
    without: Option<AnswerOf>,
) -> Change {
    let (evaluation, design) = (search.evaluation, search.design);
    let mut moves: Vec<Move> = found.chosen.iter().map(|(lever, state)| levers[*lever].move_to(*state)).collect();
    moves.sort_by_key(|one| one.of);
    let cost = moves.iter().map(|one| one.cost).sum();
    let after = evaluation.with_profile(applied(evaluation.tables(), &evaluation.profile, &moves));
    let ranking = after.ranking();
    let placed = ranking.placed.iter().find(|placed| placed.design == design);
    let best_other = ranking.placed.iter().find(|placed| placed.design != design);
    let mut change = Change {
        cost,
        bound: if outcome.proven { cost } else { outcome.bound.min(cost) },
        proven: outcome.proven,
        without,
        alternative: placed.map_or(found.alternative, |placed| placed.alternative),
        rank: placed.map_or(0, |placed| placed.rank),
        score: placed.map_or(0, |placed| placed.score),
        lead: placed.zip(best_other).map(|(placed, other)| placed.score - other.score),
        statement: Statement::default(),
        moves,
    };
    change.statement = tell::change(evaluation, search.design, search.goal, &change);
    change
}

/// Returns the profile after some moves.
pub fn applied(tables: &Tables, profile: &Profile, moves: &[Move]) -> Profile {
    let mut after = profile.clone();
    for one in moves {
        let level = Level::new(f64::from(one.to)).expect("moves go to whole levels from 1 to 5");
        let term = &tables.terms[one.of.term];
        let rating = Rating::Level(level);
        match (&mut after.answers[term.factor], term.resource.or(one.of.design)) {
            (Some(Answer::Each(ratings)), Some(at)) => ratings[at] = Some(rating),
            (answer, _) => *answer = Some(Answer::Level(rating)),
        }
    }
    after
}

/// The mean distance (E19) of a team's members from a whole level, in millionths of a level, rounded down.
fn distance(mixture: &crate::answers::Mixture, level: usize) -> u64 {
    let away: u128 = mixture
        .shares()
        .iter()
        .zip(1_i64..)
        .map(|(share, at)| share * u128::from((at - level as i64).unsigned_abs()))
        .sum();
    // Shares stay below 2^74 and the distance below 4, so the product with a million fits into 128 bits.
    (away * u128::from(MILLION) / mixture.total()) as u64
}
