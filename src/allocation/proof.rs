//! Branch and bound on the bound of `dual.rs`: each team's offers are tried until no plan can gain more.

use super::dual::Prices;
use super::prices::{Effort, Lowest, lowest_near};
use super::problem::{Offer, Problem, RESOURCES, Team};
use super::repair;
use super::solve::whole_bound;

/// Steps of the search for prices at a branch.
const STEPS: usize = 70;

/// Rounds of prices at one branch, while offers are still ruled out.
const ROUNDS: usize = 4;

/// What the search found.
pub struct Proof {
    pub best: Option<(i128, Vec<u16>)>,
    /// Whether nothing better exists; otherwise the search gave up.
    pub is_complete: bool,
}

struct Search<'a> {
    problem: &'a Problem,
    best: Option<(i128, Vec<u16>)>,
    /// All gains are multiples of it.
    unit: i128,
    /// What any plan gains.
    least: i128,
    /// The work that is left, in offers looked at.
    work: u64,
}

/// Searches all plans, from a good one if there is one, and gives up after so much work.
pub fn search(problem: &Problem, root: &Lowest, best: Option<(i128, Vec<u16>)>, work: u64) -> Proof {
    let values = problem.teams.iter().flat_map(|team| team.offers.iter().map(|offer| team.value(*offer)));
    let unit = i128::from(values.fold(0, gcd)).max(1);
    let least = |team: &Team| team.offers.iter().map(|offer| team.value(*offer)).min().unwrap_or(0);
    let least = problem.teams.iter().map(|team| i128::from(least(team))).sum();
    let mut search = Search { problem, best, unit, least, work };
    let is_complete = search.branch(problem.clone(), root.prices);
    Proof { best: search.best, is_complete }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

impl Search<'_> {
    /// The least that an improvement gains.
    fn wanted(&self) -> i128 {
        self.best.as_ref().map_or(self.least, |(gain, _)| gain + self.unit)
    }

    /// Whether a bound leaves room for an improvement.
    fn is_open(&self, bound: f64) -> bool {
        whole_bound(bound) >= self.wanted()
    }

    /// Searches the plans of a part of the problem. Returns whether it finished.
    fn branch(&mut self, mut part: Problem, mut prices: Prices) -> bool {
        let mut bound = f64::INFINITY;
        for round in 0..ROUNDS {
            if !within_reach(&mut part) {
                return true;
            }
            let offers: usize = part.teams.iter().map(|team| team.offers.len()).sum();
            if offers == part.teams.len() {
                self.take(&part, None);
                return true;
            }
            let work = (offers * STEPS) as u64;
            if self.work < work {
                return false;
            }
            self.work -= work;
            let enough = self.wanted() as f64 - 1.0;
            let found = lowest_near(&part, prices, 0.3, Effort { tolerance: 1e-8, steps: STEPS, enough });
            (prices, bound) = (found.prices, found.bound);
            if !self.is_open(bound) {
                return true;
            }
            if round == 0 {
                self.take(&part, Some(&prices));
            }
            let before = offers;
            if !self.rule_out(&mut part, &prices, bound) {
                return true;
            }
            let after: usize = part.teams.iter().map(|team| team.offers.len()).sum();
            if after * 10 > before * 9 {
                break;
            }
        }
        let costs = part.costs(&prices);
        let Some((team, order)) = open_team(&part, &costs) else {
            self.take(&part, None);
            return true;
        };
        for (offer, loss) in order {
            if !self.is_open(bound - loss) {
                break;
            }
            let mut child = part.clone();
            child.teams[team].offers = vec![part.teams[team].offers[offer]];
            if !self.branch(child, prices) {
                return false;
            }
        }
        true
    }

    /// Keeps the plan of a part if it is the best so far: the one that prices give, or the only one left.
    fn take(&mut self, part: &Problem, prices: Option<&Prices>) {
        let chosen = match prices {
            Some(prices) => repair::plan(part, prices),
            None => Some(vec![0; part.teams.len()]).filter(|chosen| part.holds(&part.totals(chosen))),
        };
        let Some(chosen) = chosen else { return };
        let gain = part.gain(&chosen);
        if gain >= self.wanted() {
            let place = |team: usize| {
                let offer = part.teams[team].offers[usize::from(chosen[team])];
                let all = &self.problem.teams[team].offers;
                all.iter().position(|one| *one == offer).expect("a part has offers of the whole") as u16
            };
            self.best = Some((gain, (0..part.teams.len()).map(place).collect()));
        }
    }

    /// Drops the offers that no improvement can contain. Returns whether every team has one left.
    fn rule_out(&self, part: &mut Problem, prices: &Prices, bound: f64) -> bool {
        let costs = part.costs(prices);
        for team in 0..part.teams.len() {
            let nets: Vec<f64> = (0..part.teams[team].offers.len()).map(|one| part.net(&costs, team, one)).collect();
            let best = nets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let mut nets = nets.into_iter();
            let is_open = |net: f64| self.is_open(bound - (best - net));
            part.teams[team].offers.retain(|_| nets.next().is_some_and(is_open));
        }
        part.teams.iter().all(|team| !team.offers.is_empty())
    }
}

/// Drops the offers that do not fit even if all other teams take the least. Returns whether a plan can be left.
fn within_reach(part: &mut Problem) -> bool {
    let uses = |team: &Team, offer: &Offer, activities: &[[i64; RESOURCES]], at: usize| {
        i128::from(activities[usize::from(offer.activity)][at]) * i128::from(team.members)
    };
    for at in 0..RESOURCES {
        let activities = &part.activities;
        let least = |team: &Team| team.offers.iter().map(|offer| uses(team, offer, activities, at)).min().unwrap_or(0);
        let all: i128 = part.teams.iter().map(least).sum();
        let room = i128::from(part.budgets[at]) - all;
        if room < 0 {
            return false;
        }
        for team in &mut part.teams {
            let own = least(team);
            let own_team = Team { offers: Vec::new(), ..*team };
            team.offers.retain(|offer| uses(&own_team, offer, activities, at) - own <= room);
        }
    }
    true
}

/// The team whose two best offers are closest, with its offers in the order of what each loses.
fn open_team(part: &Problem, costs: &[f64]) -> Option<(usize, Vec<(usize, f64)>)> {
    let order = |team: usize| {
        let nets: Vec<f64> = (0..part.teams[team].offers.len()).map(|one| part.net(costs, team, one)).collect();
        let best = nets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut order: Vec<(usize, f64)> = nets.iter().enumerate().map(|(at, net)| (at, best - net)).collect();
        order.sort_by(|a, b| a.1.total_cmp(&b.1));
        order
    };
    let open = (0..part.teams.len()).filter(|team| part.teams[*team].offers.len() > 1).map(|team| (team, order(team)));
    open.min_by(|(_, a), (_, b)| a[1].1.total_cmp(&b[1].1))
}
