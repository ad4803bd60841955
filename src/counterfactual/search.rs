//! The exact search: best first over the whole levels of all levers, with a bound that never overestimates.
//!
//! A state fixes the levels of the first groups and leaves the rest as they are. Its remaining cost is at least what
//! its hardest rival needs. Floating-point numbers decide whether a goal is reached, unless one of them is so near a
//! rounding boundary that its error could matter; then the scores are computed as the ranking computes them.

use std::cell::{Cell, OnceCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::catalogue::{AlternativeIndex, DesignIndex, TermIndex};
use crate::scoring::Parts;

use super::aim::Aim;
use super::board::Board;
use super::bound::Bounds;
use super::change::{Effort, Goal};
use super::effects::Product;
use super::levers::{Lever, cost};

pub(super) struct Search<'a> {
    pub aim: Aim<'a>,
    /// States that may still be visited.
    left: Cell<usize>,
}

/// The levers of a change and their states, and the alternative that reaches the goal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub chosen: Vec<(usize, usize)>,
    pub alternative: AlternativeIndex,
    pub price: u64,
}

/// The outcome of a search.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub found: Option<Found>,
    pub proven: bool,
    /// Lower bound on the cost of reaching the goal, in millionths.
    pub bound: u64,
}

impl<'a> Search<'a> {
    pub(super) fn new(aim: Aim<'a>, effort: Effort) -> Self {
        Self { aim, left: Cell::new(effort.states) }
    }

    /// Counts one visit; false when the budget is used up.
    fn may_visit(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }

    /// Finds the cheapest states of the levers that reach the goal, over all alternatives of the design.
    pub(super) fn run(&self, levers: &[Lever]) -> Outcome {
        let mut best = Outcome { found: None, proven: true, bound: u64::MAX };
        for target in self.aim.targets(levers) {
            let ceiling = best.found.as_ref().map_or(u64::MAX, |found| found.price);
            let board = Board::new(self.aim, levers, target);
            let outcome = BoardSearch { board: &board, bounds: Bounds::new(&board), search: self }.solve(ceiling);
            best.proven &= outcome.proven;
            best.bound = best.bound.min(outcome.bound);
            if outcome.found.is_some() {
                best.found = outcome.found;
            }
        }
        best
    }
}

/// One state of the search.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Visit {
    /// The smallest cost of any change from here on; ties go by the order of discovery.
    bound: u64,
    order: usize,
    price: u64,
    /// The joint states of the first groups.
    states: Vec<u16>,
}

/// The search over one board.
struct BoardSearch<'a> {
    board: &'a Board<'a>,
    bounds: Bounds<'a>,
    /// Counts the visits.
    search: &'a Search<'a>,
}

impl BoardSearch<'_> {
    fn solve(&self, ceiling: u64) -> Outcome {
        let mut open = BinaryHeap::new();
        open.push(Reverse(Visit { bound: 0, order: 0, price: 0, states: Vec::new() }));
        let mut order = 0;
        while let Some(Reverse(visit)) = open.pop() {
            if visit.bound >= ceiling {
                break;
            }
            if !self.search.may_visit() {
                let found = self.dive(visit.clone()).filter(|found| found.price < ceiling);
                return Outcome { found, proven: false, bound: cost(visit.bound) };
            }
            let products = self.board.products(&visit.states);
            if self.is_reached(&visit.states, &products) {
                let found =
                    Found { chosen: self.chosen(&visit.states), alternative: self.board.target, price: visit.price };
                return Outcome { bound: cost(visit.bound), found: Some(found), proven: true };
            }
            for mut child in self.children(&visit, &products) {
                order += 1;
                child.order = order;
                open.push(Reverse(child));
            }
        }
        Outcome { found: None, proven: true, bound: u64::MAX }
    }

    /// Adds one group: its states from which the goal may still be reached.
    fn children(&self, visit: &Visit, products: &[Product]) -> Vec<Visit> {
        let Some(group) = self.board.groups.get(visit.states.len()) else { return Vec::new() };
        let mut children = Vec::new();
        let mut raised = products.to_vec();
        for (state, joint) in group.states.iter().enumerate() {
            let effects = products.iter().zip(&joint.effects);
            raised.iter_mut().zip(effects).for_each(|(raised, (now, effect))| *raised = now.with(effect));
            let states: Vec<u16> = visit.states.iter().copied().chain([state as u16]).collect();
            if let Some(more) = self.bounds.least_more(&states, &raised) {
                let price = visit.price + joint.price;
                children.push(Visit { bound: (price + more).max(visit.bound), order: 0, price, states });
            }
        }
        children
    }

    /// Finds some change that reaches the goal by always following the lowest bound.
    fn dive(&self, mut visit: Visit) -> Option<Found> {
        loop {
            let products = self.board.products(&visit.states);
            if self.is_reached(&visit.states, &products) {
                return Some(Found {
                    chosen: self.chosen(&visit.states),
                    alternative: self.board.target,
                    price: visit.price,
                });
            }
            visit = self.children(&visit, &products).into_iter().min_by_key(|child| (child.bound, child.price))?;
        }
    }

    /// The levers that a state raises, with their states.
    fn chosen(&self, states: &[u16]) -> Vec<(usize, usize)> {
        let groups = self.board.groups.iter().zip(states);
        let all = groups.flat_map(|(group, state)| {
            group.levers.iter().copied().zip(group.states[usize::from(*state)].chosen.iter().copied())
        });
        all.filter(|(_, state)| *state > 0).collect()
    }

    fn is_reached(&self, states: &[u16], products: &[Product]) -> bool {
        let chosen = self.chosen(states);
        if !self.needs_met(&chosen) || !self.is_fair(&chosen) {
            return false;
        }
        let places = match self.board.aim.goal {
            Goal::Feasible => return true,
            Goal::First => 1,
            Goal::Within(places) => places,
        };
        let means = self.means(&chosen);
        let printed = Printed { board: self.board, chosen: &chosen, products, exact: OnceCell::new() };
        let mut ahead: Vec<DesignIndex> = self
            .board
            .rivals
            .iter()
            .filter(|rival| rival.can_run(&means) && !printed.is_behind(rival.alternative))
            .map(|rival| rival.design)
            .collect();
        ahead.dedup();
        ahead.len() < places
    }

    fn needs_met(&self, chosen: &[(usize, usize)]) -> bool {
        self.board.needs.iter().all(|(term, least)| {
            chosen.iter().any(|(lever, state)| {
                let lever = &self.board.levers[*lever];
                lever.of.term == *term && lever.states[*state].mean >= *least
            })
        })
    }

    /// Whether no lever is raised alone that the catalog allows only together with another one.
    fn is_fair(&self, chosen: &[(usize, usize)]) -> bool {
        let evaluation = self.board.aim.evaluation;
        let raises = |path: &str| {
            chosen.iter().any(|(lever, _)| evaluation.tables().terms[self.board.levers[*lever].of.term].path == path)
        };
        let low = |path: &str, level: f64| {
            let term = evaluation.tables().terms.iter().position(|term| term.path == path).map(TermIndex::from);
            let mean = term.and_then(|term| evaluation.mixtures.mean_millionths(term));
            mean.is_some_and(|mean| mean as f64 <= level * 1e6)
        };
        let rules = &evaluation.catalogue().model.not_alone;
        rules.iter().all(|rule| !raises(&rule.factor) || raises(&rule.unless) || !low(&rule.unless, rule.at_or_below))
    }

    /// The means of the raised terms.
    fn means(&self, chosen: &[(usize, usize)]) -> BTreeMap<TermIndex, u64> {
        chosen
            .iter()
            .map(|(lever, state)| (self.board.levers[*lever].of.term, self.board.levers[*lever].states[*state].mean))
            .collect()
    }
}

/// Scores as printed in one state: floating-point numbers, and exact ones where rounding is in doubt.
struct Printed<'a> {
    board: &'a Board<'a>,
    chosen: &'a [(usize, usize)],
    products: &'a [Product],
    exact: OnceCell<Parts>,
}

impl Printed<'_> {
    /// Whether an alternative is behind the target by at least a hundredth.
    fn is_behind(&self, alternative: AlternativeIndex) -> bool {
        let [own, other] = [self.board.target, alternative].map(|of| self.products[of].score() * 1e4);
        // Rounding down never makes a lower score higher, and it keeps a score higher that is so by a whole hundredth.
        if own < other - DOUBT || own > other + 1.0 + DOUBT {
            return own > other;
        }
        match (certain_floor(own), certain_floor(other)) {
            (Some(own), Some(other)) => own > other,
            _ => self.exact().score(self.board.target) > self.exact().score(alternative),
        }
    }

    fn exact(&self) -> &Parts {
        self.exact.get_or_init(|| {
            let evaluation = self.board.aim.evaluation;
            let mixtures = self.board.mixtures(self.chosen.iter().copied());
            Parts::new(evaluation.tables(), evaluation.weighting(), &mixtures)
        })
    }
}

/// The error of floating-point scores is far smaller than this many hundredths.
const DOUBT: f64 = 1e-6;

/// Rounds down, unless the number is so near a whole one that its error could decide.
fn certain_floor(hundredths: f64) -> Option<f64> {
    ((hundredths - hundredths.round()).abs() > DOUBT).then(|| hundredths.floor())
}
