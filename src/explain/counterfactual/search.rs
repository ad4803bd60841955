//! The exact search: best first over the whole levels of all levers, with a bound that never overstates.
//!
//! A state fixes the levels of the first groups and leaves the rest as they stand. What it still has to cost is at least
//! what its hardest rival needs, where each group may gain on that rival along the concave line above all its states.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::scoring::Evaluation;

use super::board::{Board, Rival, needs};
use super::levers::Lever;
use super::obstacles::Obstacle;
use super::{Effort, Goal};

pub(super) struct Search<'a> {
    pub evaluation: &'a Evaluation<'a>,
    pub design: usize,
    pub goal: Goal,
    /// States that may still be visited.
    left: Cell<usize>,
}

/// The levers of a change and their states, and the alternative that reaches the goal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub chosen: Vec<(usize, usize)>,
    pub alternative: usize,
    pub price: u64,
}

/// What a search came to.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub found: Option<Found>,
    pub proven: bool,
    /// Nothing that reaches the goal costs less, in millionths.
    pub bound: u64,
}

/// A cost with ties broken by the number of moves and then of levels.
pub(super) fn price(lever: &Lever, state: usize) -> u64 {
    if state == 0 { 0 } else { (lever.states[state].cost << TIES) + (1 << (TIES / 2)) + state as u64 }
}

/// Bits below the cost that break ties: up to 255 moves, and up to 255 levels in all.
const TIES: u32 = 16;

impl<'a> Search<'a> {
    pub(super) fn new(evaluation: &'a Evaluation<'a>, design: usize, goal: Goal, effort: Effort) -> Self {
        Self { evaluation, design, goal, left: Cell::new(effort.states) }
    }

    /// Takes one state off those that may still be visited.
    fn may_visit(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }

    /// The cheapest states of the levers that reach the goal, over all alternatives that the design could stand with.
    pub(super) fn run(&self, levers: &[Lever]) -> Outcome {
        let tables = self.evaluation.tables();
        let mut best = Outcome { found: None, proven: true, bound: u64::MAX };
        for target in tables.design_alternatives[self.design].clone() {
            if !self.could_run(target, levers) {
                continue;
            }
            let ceiling = best.found.as_ref().map_or(u64::MAX, |found| found.price);
            let outcome = Board::new(self, levers, target).solve(ceiling);
            best.proven &= outcome.proven;
            best.bound = best.bound.min(outcome.bound);
            if outcome.found.is_some() {
                best.found = outcome.found;
            }
        }
        best
    }

    /// Whether nothing stands against an alternative that no lever can raise far enough.
    fn could_run(&self, target: usize, levers: &[Lever]) -> bool {
        let terms = needs(self.evaluation, target);
        self.evaluation.is_allowed(target)
            && self.evaluation.field.considered[self.design]
            && self.evaluation.unmet(target).len() == terms.len()
            && terms.iter().all(|(term, at_least)| {
                let lever = levers.iter().find(|lever| lever.of.term == *term);
                lever.is_some_and(|lever| lever.states.iter().any(|state| state.mean >= *at_least))
            })
    }
}

impl Search<'_> {
    /// Designs that stay ahead of the design whatever is raised, nearest the first place first; where none does so by
    /// itself, the first of those that do so together.
    pub(super) fn rivals_that_stay(&self, levers: &[Lever]) -> Vec<Obstacle> {
        let tables = self.evaluation.tables();
        let targets = tables.design_alternatives[self.design].clone().filter(|target| self.could_run(*target, levers));
        // Of the alternatives that could run, the one that comes nearest tells what stands in its way.
        let boards = targets.map(|target| Board::new(self, levers, target).stay_ahead());
        let nearest = boards.min_by_key(|stay| stay.iter().map(|(_, ahead)| *ahead).max().unwrap_or(0));
        let mut stay = nearest.unwrap_or_default();
        stay.sort_by_key(|(_, ahead)| -ahead);
        if stay.is_empty() {
            let ranking = self.evaluation.ranking();
            let others = ranking.placed.iter().filter(|placed| placed.design != self.design);
            return others.map(|placed| Obstacle::Rival { design: placed.design, ahead_by: None }).collect();
        }
        stay.into_iter().map(|(design, ahead)| Obstacle::Rival { design, ahead_by: Some(ahead) }).collect()
    }
}

/// Where one state of the search stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Visit {
    /// The least that any change from here on costs, then the order of discovery.
    bound: u64,
    order: usize,
    price: u64,
    /// The joint states of the first groups.
    states: Vec<u16>,
}

impl Board<'_> {
    fn solve(&mut self, ceiling: u64) -> Outcome {
        let mut open = BinaryHeap::new();
        open.push(Reverse(Visit { bound: 0, order: 0, price: 0, states: Vec::new() }));
        let mut order = 0;
        while let Some(Reverse(visit)) = open.pop() {
            if visit.bound >= ceiling {
                break;
            }
            if !self.search.may_visit() {
                let found = self.dive(visit.clone()).filter(|found| found.price < ceiling);
                return Outcome { found, proven: false, bound: visit.bound >> TIES };
            }
            let standing = self.standing(&visit.states);
            if self.is_reached(&visit.states, &standing) {
                let found = Found { chosen: self.chosen(&visit.states), alternative: self.target, price: visit.price };
                return Outcome { bound: visit.bound >> TIES, found: Some(found), proven: true };
            }
            for mut child in self.children(&visit, &standing) {
                order += 1;
                child.order = order;
                open.push(Reverse(child));
            }
        }
        Outcome { found: None, proven: true, bound: u64::MAX }
    }

    /// One group more: its states from which the goal may still be reached.
    fn children(&mut self, visit: &Visit, standing: &[i32]) -> Vec<Visit> {
        let at = visit.states.len();
        let Some(group) = self.groups.get(at) else { return Vec::new() };
        let (count, is_resource) = (group.states.len(), self.is_resource(group.levers[0]));
        let mut children = Vec::new();
        let mut scores = standing.to_vec();
        for state in 0..count {
            let mut states = visit.states.clone();
            states.push(state as u16);
            if is_resource {
                scores = self.standing(&states);
            } else {
                let gains = &self.groups[at].states[state].gains;
                scores.iter_mut().zip(standing.iter().zip(gains)).for_each(|(score, (was, gain))| *score = was + gain);
            }
            if let Some(more) = self.least_more(states.len(), &scores) {
                let price = visit.price + self.groups[at].states[state].price;
                children.push(Visit { bound: (price + more).max(visit.bound), order: 0, price, states });
            }
        }
        children
    }

    /// Some change that reaches the goal, by always going on where the bound is lowest.
    fn dive(&mut self, mut visit: Visit) -> Option<Found> {
        loop {
            let standing = self.standing(&visit.states);
            if self.is_reached(&visit.states, &standing) {
                return Some(Found {
                    chosen: self.chosen(&visit.states),
                    alternative: self.target,
                    price: visit.price,
                });
            }
            visit = self.children(&visit, &standing).into_iter().min_by_key(|child| (child.bound, child.price))?;
        }
    }

    /// The levers that a state raises.
    fn chosen(&self, states: &[u16]) -> Vec<(usize, usize)> {
        let groups = self.groups.iter().zip(states);
        let all = groups.flat_map(|(group, state)| {
            group.levers.iter().copied().zip(group.states[usize::from(*state)].chosen.iter().copied())
        });
        all.filter(|(_, state)| *state > 0).collect()
    }

    fn is_reached(&self, states: &[u16], scores: &[i32]) -> bool {
        let chosen = self.chosen(states);
        if !self.needs_met(&chosen) || !self.is_fair(&chosen) {
            return false;
        }
        let places = match self.search.goal {
            Goal::Feasible => return true,
            Goal::First => 1,
            Goal::Within(places) => places,
        };
        let means = self.means(&chosen);
        let mut ahead: Vec<usize> = self
            .rivals
            .iter()
            .filter(|rival| scores[rival.alternative] >= scores[self.target] && rival.can_run(&means))
            .map(|rival| rival.design)
            .collect();
        ahead.dedup();
        ahead.len() < places
    }

    fn needs_met(&self, chosen: &[(usize, usize)]) -> bool {
        self.needs.iter().all(|(term, least)| {
            chosen.iter().any(|(lever, state)| {
                let lever = &self.levers[*lever];
                lever.of.term == *term && lever.states[*state].mean >= *least
            })
        })
    }

    /// Nothing is raised by itself that the catalogue wants raised only with something else.
    fn is_fair(&self, chosen: &[(usize, usize)]) -> bool {
        let evaluation = self.search.evaluation;
        let raises = |path: &str| {
            chosen.iter().any(|(lever, _)| evaluation.tables().terms[self.levers[*lever].of.term].path == path)
        };
        let low = |path: &str, level: f64| {
            let term = evaluation.tables().terms.iter().position(|term| term.path == path);
            let mean = term.and_then(|term| evaluation.mixtures.mean_millionths(term));
            mean.is_some_and(|mean| mean as f64 <= level * 1e6)
        };
        let rules = &evaluation.catalogue().model.not_alone;
        rules.iter().all(|rule| !raises(&rule.factor) || raises(&rule.unless) || !low(&rule.unless, rule.at_or_below))
    }

    /// Means of the terms that are raised.
    fn means(&self, chosen: &[(usize, usize)]) -> BTreeMap<usize, u64> {
        chosen
            .iter()
            .map(|(lever, state)| (self.levers[*lever].of.term, self.levers[*lever].states[*state].mean))
            .collect()
    }

    /// The least that further groups have to cost; `None` when they cannot reach the goal at all.
    fn least_more(&self, decided: usize, scores: &[i32]) -> Option<u64> {
        let places = match self.search.goal {
            Goal::Feasible => return Some(0),
            Goal::First => 1,
            Goal::Within(places) => places,
        };
        // By design, the dearest of its alternatives that can run as things stand: raising closes none of them.
        let mut by_design: Vec<(usize, Option<u64>)> = Vec::new();
        for rival in self.rivals.iter().filter(|rival| rival.is_open) {
            let least = self.least_against(rival, decided, scores);
            match by_design.last_mut() {
                Some((design, most)) if *design == rival.design => {
                    *most = most.zip(least).map(|(a, b)| a.max(b));
                }
                _ => by_design.push((rival.design, least)),
            }
        }
        // All but the `places - 1` dearest have to be beaten.
        let mut costs: Vec<u64> = by_design.iter().map(|(_, least)| least.unwrap_or(u64::MAX)).collect();
        costs.sort_unstable_by_key(|cost| Reverse(*cost));
        let least = costs.get(places - 1).copied().unwrap_or(0);
        (least < u64::MAX).then_some(least)
    }

    /// Designs that no raising of levers brings below the target, with the least hundredths by which they stay ahead.
    fn stay_ahead(&self) -> Vec<(usize, i32)> {
        let parts = &self.search.evaluation.parts;
        let mut stay: Vec<(usize, i32)> = Vec::new();
        for rival in self.rivals.iter().filter(|rival| rival.is_open) {
            let ahead = parts.score(rival.alternative) - parts.score(self.target) - rival.most - self.slack;
            match stay.last_mut() {
                Some((design, longest)) if *design == rival.design => *longest = ahead.max(*longest),
                _ => stay.push((rival.design, ahead)),
            }
        }
        stay.retain(|(_, ahead)| *ahead >= 0);
        stay
    }

    fn least_against(&self, rival: &Rival, decided: usize, scores: &[i32]) -> Option<u64> {
        let mut short = f64::from(scores[rival.alternative] - scores[self.target] + 1 - self.slack);
        let mut price = 0.0;
        for step in rival.steps.iter().filter(|step| step.group >= decided) {
            if short <= 0.0 {
                break;
            }
            let taken = step.gain.min(short);
            short -= taken;
            price += taken / step.rate;
        }
        // A little below, so that the rounding of these sums never makes a bound too high.
        (short <= 1e-6).then_some((price * (1.0 - 1e-9)) as u64)
    }
}
