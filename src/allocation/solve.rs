//! One solution: prices, a plan, and how far from the best it can be at most.

use super::dual::Prices;
use super::floor::any_plan;
use super::prices::{Effort, Lowest, lowest};
use super::problem::{Offer, Problem};
use super::{exchange, proof, repair};

/// Up to this many teams, the best plan is proven.
pub const PROVEN_UP_TO: usize = 100;

/// Up to this many teams, plans are made from several prices.
const SEVERAL_UP_TO: usize = 10_000;

/// A plan that keeps the budgets, and the bound.
#[derive(Clone, Debug)]
pub struct Solution {
    /// By team, what it gets.
    pub chosen: Vec<Offer>,
    /// In hundredths of a point × hundredths of a weight × members.
    pub gain: i128,
    /// No plan gains more.
    pub bound: i128,
    /// For one thousandth of each resource's unit, in the unit of the gain.
    pub prices: Prices,
}

/// Why there is no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsolved {
    /// No plan keeps the budgets; prices prove it.
    Impossible,
    /// None was found, and none was ruled out.
    NotFound,
}

impl Solution {
    /// Whether no plan gains more.
    pub fn is_best(&self) -> bool {
        self.gain == self.bound
    }

    /// The part of the bound that may be missing at most, 0 to 1.
    pub fn gap(&self) -> f64 {
        if self.bound <= 0 { 0.0 } else { (self.bound - self.gain) as f64 / self.bound as f64 }
    }
}

/// Plans that are improved by exchanges.
const EXCHANGED: usize = 4;

/// The work before the proofs of all terms give up, in offers looked at: seconds.
pub const WORK: u64 = 400_000_000;

/// Steps of the search for prices.
const STEPS: usize = 900;

/// Allocates, where every team gets at least `floor` hundredths of its own best. A proof gives up after so much work.
///
/// # Errors
/// If no plan keeps the budgets, or none was found. Without a floor, there always is one.
pub fn solve(problem: &Problem, floor: u32, work: u64) -> Result<Solution, Unsolved> {
    let reduced = problem.reduced(floor).ok_or(Unsolved::Impossible)?;
    let tolerance = if reduced.teams.len() > SEVERAL_UP_TO { 1e-6 } else { 1e-9 };
    let effort = Effort { tolerance, steps: STEPS, enough: f64::NEG_INFINITY };
    let found = lowest(&reduced, effort);
    let mut best = best_plan(&reduced, &found);
    let mut bound = whole_bound(found.bound);
    if best.is_none() {
        let plan = any_plan(&reduced)?;
        best = Some((reduced.gain(&plan), plan));
    }
    if reduced.teams.len() <= PROVEN_UP_TO {
        let proof = proof::search(&reduced, &found, best.take(), work);
        best = proof.best;
        if proof.is_complete {
            bound = best.as_ref().ok_or(Unsolved::Impossible)?.0;
        }
    }
    let (gain, plan) = best.ok_or(Unsolved::NotFound)?;
    assert!(reduced.holds(&reduced.totals(&plan)), "a plan keeps the budgets");
    let chosen = plan.iter().zip(&reduced.teams).map(|(offer, team)| team.offers[usize::from(*offer)]).collect();
    Ok(Solution { chosen, gain, bound: bound.max(gain), prices: found.prices })
}

/// The best of the plans that low prices give, after exchanges between teams.
fn best_plan(reduced: &Problem, found: &Lowest) -> Option<(i128, Vec<u16>)> {
    let several = if reduced.teams.len() > SEVERAL_UP_TO { 2 } else { usize::MAX };
    let from = std::iter::once(&found.prices).chain(&found.near).take(several);
    let mut plans: Vec<Vec<u16>> = from.filter_map(|prices| repair::plan(reduced, prices)).collect();
    plans.sort_by_key(|plan| std::cmp::Reverse(reduced.gain(plan)));
    plans.dedup();
    plans.truncate(EXCHANGED);
    plans.iter_mut().for_each(|plan| exchange::improve(reduced, plan));
    plans.into_iter().map(|plan| (reduced.gain(&plan), plan)).max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
}

/// The bound as a whole number, with room for the rounding of its sum.
pub(super) fn whole_bound(bound: f64) -> i128 {
    (bound + bound.abs() * 1e-11 + 1e-6).floor() as i128
}
