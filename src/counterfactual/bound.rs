//! A lower bound on the remaining cost of a change from a state of the search; it never overestimates.
//!
//! Against each rival, an open group can gain at most what its state could add to the target's score, minus the least
//! that it adds to the rival's, wherever the other open groups end up. Groups that set the target's gates or its
//! potential are decided first: after them the target's part is exact, and the rival's is near its minimum, as long as
//! little is raised. A group's gain for its price follows the concave line above all its states.

use std::cell::{OnceCell, RefCell};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::catalogue::{AlternativeIndex, DesignIndex};

use super::board::{Board, Rival};
use super::change::Goal;
use super::effects::{NOISE, Product, Reach};

/// Part of a group's possible gain on a rival, and its minimum cost.
#[derive(Debug)]
struct Gain {
    group: usize,
    gain: f64,
    /// Gain for each unit of price.
    rate: f64,
}

/// The possible gains of open groups from some states of the first groups on.
#[derive(Debug)]
struct Plan {
    /// The states of the first groups.
    prefix: Vec<u16>,
    /// By open group and state: the largest possible rise of the target's score.
    rises: Vec<Vec<f64>>,
    /// By rival, best rate first; made on demand.
    steps: Vec<OnceCell<Vec<Gain>>>,
}

/// The bounds of one board.
pub(super) struct Bounds<'a> {
    board: &'a Board<'a>,
    /// By the states of the groups that scale the target's score.
    plans: RefCell<BTreeMap<Vec<u16>, Rc<Plan>>>,
}

impl<'a> Bounds<'a> {
    pub(super) fn new(board: &'a Board<'a>) -> Self {
        Self { board, plans: RefCell::default() }
    }

    /// How far an alternative can move once the first groups are decided.
    fn reach(&self, alternative: AlternativeIndex, prefix: &[u16]) -> Reach {
        let decided = self.board.groups.iter().zip(prefix);
        let now = decided.fold(self.board.start[alternative], |now, (group, state)| {
            now.with(&group.states[usize::from(*state)].effects[alternative])
        });
        let mut reach = Reach::of(now);
        for group in &self.board.groups[prefix.len()..] {
            reach.open(group.states.iter().map(|state| &state.effects[alternative]));
        }
        reach
    }

    fn make_plan(&self, prefix: &[u16]) -> Plan {
        let reach = self.reach(self.board.target, prefix);
        let rises = self.board.groups[prefix.len()..].iter();
        let rises = rises.map(|group| {
            group.states.iter().map(|state| reach.change(&state.effects[self.board.target]).high).collect()
        });
        Plan {
            prefix: prefix.to_vec(),
            rises: rises.collect(),
            steps: self.board.rivals.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    /// The plan for a state of the search, shared by all states with the same scaling groups.
    fn plan(&self, states: &[u16]) -> Rc<Plan> {
        let prefix = &states[..states.len().min(self.board.scaling)];
        if let Some(plan) = self.plans.borrow().get(prefix) {
            return Rc::clone(plan);
        }
        let plan = Rc::new(self.make_plan(prefix));
        self.plans.borrow_mut().insert(prefix.to_vec(), Rc::clone(&plan));
        plan
    }

    /// By raised state of an open group: its cost and the most that the target can gain on a rival.
    fn points(&self, plan: &Plan, group: usize, rival: AlternativeIndex, reach: &Reach) -> Vec<(f64, f64)> {
        let states = self.board.groups[group].states.iter().zip(&plan.rises[group - plan.prefix.len()]);
        let raised = states.filter(|(state, _)| state.price > 0);
        raised.map(|(state, rise)| (state.price as f64, rise - reach.change(&state.effects[rival]).low)).collect()
    }

    fn steps(&self, plan: &Plan, rival: AlternativeIndex) -> Vec<Gain> {
        let reach = self.reach(rival, &plan.prefix);
        let open = plan.prefix.len()..self.board.groups.len();
        let mut steps: Vec<Gain> =
            open.flat_map(|group| concave(group, &self.points(plan, group, rival, &reach))).collect();
        steps.sort_by(|a, b| b.rate.total_cmp(&a.rate));
        steps
    }

    /// (E21): the minimum cost of further groups; `None` when they cannot reach the goal at all.
    pub(super) fn least_more(&self, states: &[u16], products: &[Product]) -> Option<u64> {
        let places = match self.board.aim.goal {
            Goal::Feasible => return Some(0),
            Goal::First => 1,
            Goal::Within(places) => places,
        };
        let plan = self.plan(states);
        // By design, the most expensive of its alternatives that are feasible now: raising levers closes none of them.
        let mut by_design: Vec<(DesignIndex, Option<u64>)> = Vec::new();
        for (at, rival) in self.board.rivals.iter().enumerate().filter(|(_, rival)| rival.is_open) {
            let least = self.least_against(&plan, at, states.len(), products);
            match by_design.last_mut() {
                Some((design, most)) if *design == rival.design => {
                    *most = most.zip(least).map(|(a, b)| a.max(b));
                }
                _ => by_design.push((rival.design, least)),
            }
        }
        // All but the `places - 1` most expensive ones have to be beaten.
        let mut costs: Vec<u64> = by_design.iter().map(|(_, least)| least.unwrap_or(u64::MAX)).collect();
        costs.sort_unstable_by_key(|cost| Reverse(*cost));
        let least = costs.get(places - 1).copied().unwrap_or(0);
        (least < u64::MAX).then_some(least)
    }

    fn least_against(&self, plan: &Plan, rival: usize, decided: usize, products: &[Product]) -> Option<u64> {
        let alternative = self.board.rivals[rival].alternative;
        // A tie is not enough.
        let mut short = products[alternative].score() - products[self.board.target].score() + NOISE;
        if short <= 0.0 {
            return Some(0);
        }
        let mut price = 0.0;
        let steps = plan.steps[rival].get_or_init(|| self.steps(plan, alternative));
        for step in steps.iter().filter(|step| step.group >= decided) {
            let taken = step.gain.min(short);
            short -= taken;
            price += taken / step.rate;
            if short <= 0.0 {
                // Slightly lower, so that rounding of these sums never makes the bound too high.
                return Some((price * (1.0 - 1e-9)) as u64);
            }
        }
        None
    }

    /// Designs that stay ahead of the target whatever levers are raised, with the fewest hundredths by which they do.
    pub(super) fn stay_ahead(&self) -> Vec<(DesignIndex, i32)> {
        let mut least = vec![f64::INFINITY; self.board.rivals.len()];
        for prefix in self.prefixes() {
            let plan = self.make_plan(&prefix);
            let products = self.board.products(&prefix);
            let open = self.board.rivals.iter().zip(&mut least).filter(|(rival, _)| rival.is_open);
            for (rival, least) in open.filter(|(_, least)| **least >= -NOISE) {
                *least = least.min(self.least_lead(&plan, rival, &products));
            }
        }
        let mut stay: Vec<(DesignIndex, i32)> = Vec::new();
        for (rival, least) in self.board.rivals.iter().zip(least).filter(|(rival, _)| rival.is_open) {
            // Printed scores are rounded down, so their difference is at least the difference rounded down.
            let ahead = ((least + NOISE) * 1e4).floor() as i32;
            match stay.last_mut() {
                Some((design, longest)) if *design == rival.design => *longest = ahead.max(*longest),
                _ => stay.push((rival.design, ahead)),
            }
        }
        stay.retain(|(_, ahead)| *ahead >= 0);
        stay
    }

    /// The smallest difference by which a rival stays ahead of the target, whatever the open groups do.
    fn least_lead(&self, plan: &Plan, rival: &Rival, products: &[Product]) -> f64 {
        let reach = self.reach(rival.alternative, &plan.prefix);
        let most = |group: usize| {
            let points = self.points(plan, group, rival.alternative, &reach);
            points.into_iter().map(|(_, gain)| gain).fold(0.0, f64::max)
        };
        let gains: f64 = (plan.prefix.len()..self.board.groups.len()).map(most).sum();
        products[rival.alternative].score() - products[self.board.target].score() - gains
    }

    /// All states of the groups that scale the target's score.
    fn prefixes(&self) -> Vec<Vec<u16>> {
        let mut prefixes = vec![Vec::new()];
        for group in &self.board.groups[..self.board.scaling] {
            let longer = |prefix: Vec<u16>| {
                (0..group.states.len()).map(move |state| prefix.iter().copied().chain([state as u16]).collect())
            };
            prefixes = prefixes.into_iter().flat_map(longer).collect();
        }
        prefixes
    }
}

/// The steps of the concave line above all points, which are prices and gains.
fn concave(group: usize, points: &[(f64, f64)]) -> Vec<Gain> {
    let (mut at, mut reached) = (0.0, 0.0);
    let mut steps = Vec::new();
    loop {
        let rate = |point: &&(f64, f64)| (point.1 - reached) / (point.0 - at);
        let ahead = points.iter().filter(|point| point.0 > at && point.1 > reached);
        let Some(best) = ahead.max_by(|a, b| rate(a).total_cmp(&rate(b)).then(a.0.total_cmp(&b.0))) else { break };
        steps.push(Gain { group, gain: best.1 - reached, rate: rate(&best) });
        (at, reached) = *best;
    }
    steps
}
