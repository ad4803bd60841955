//! Counterfactuals: what would have to change for a design to rank first, to be among the first, or to be feasible.
//!
//! Only levels that a school can change move, only up, and only where the answer is known; an unanswered factor is a
//! question, not a move. The search is exact over whole levels, by the scores that are printed: a product of
//! potential, readiness and gates, of which a raised level can change several. It finds what would rank first in this
//! model, never what would work.

mod aim;
mod board;
mod bound;
mod change;
mod effects;
mod fix;
mod levers;
mod obstacles;
mod search;
mod tell;

use crate::answers::{Level, Rating};
use crate::catalogue::{Answer, DesignIndex, Profile};
use crate::scoring::{AnswerOf, Evaluation, Tables};
use crate::sentences::Statement;

pub use change::{Change, Counterfactual, Effort, Goal, Move, Obstacle, OpenQuestion};
pub use fix::{Decision, Fix, fix};
pub use levers::Costs;
pub use tell::obstacle as tell_obstacle;

use aim::Aim;
use levers::{Lever, levers};
use obstacles::{obstacles, open_questions};
use search::{Found, Outcome, Search};

/// Finds the smallest change that reaches a goal for a design, and different ones where there are any.
pub fn counterfactual(
    evaluation: &Evaluation<'_>,
    design: DesignIndex,
    goal: Goal,
    costs: &Costs,
    effort: Effort,
) -> Counterfactual {
    let all = levers(evaluation, design, costs);
    let aim = Aim { evaluation, design, goal };
    let search = Search::new(aim, effort);
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
        obstacles: if unreached { obstacles(aim, &all) } else { Vec::new() },
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
    let Aim { evaluation, design, goal } = search.aim;
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
    change.statement = tell::change(evaluation, design, goal, &change);
    change
}

/// Returns the profile after some moves.
pub fn applied(tables: &Tables, profile: &Profile, moves: &[Move]) -> Profile {
    let mut after = profile.clone();
    for one in moves {
        let level = Level::new(f64::from(one.to)).expect("moves go to whole levels from 1 to 5");
        let term = &tables.terms[one.of.term];
        let rating = Rating::Level(level);
        match (&mut after.answers[term.factor], term.resource.or(one.of.design.map(DesignIndex::at))) {
            (Some(Answer::Each(ratings)), Some(at)) => ratings[at] = Some(rating),
            (answer, _) => *answer = Some(Answer::Level(rating)),
        }
    }
    after
}
