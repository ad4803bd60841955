//! Branch and bound on the bound of `dual.rs`: each team's offers are tried until no plan can gain more.

use super::dual::Prices;
use super::prices::{Effort, Lowest, lowest_near};
use super::problem::{Activity, Offer, Problem, RESOURCES, Team};
use super::repair;
use super::solve::whole_bound;

/// Steps of the search for prices at a branch.
const STEPS: usize = 60;

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

/// What is left to decide: the teams with several offers, and the budgets that the others leave.
#[derive(Clone)]
struct Part {
    open: Problem,
    /// By open team, its position in the whole problem.
    places: Vec<usize>,
    /// By activity of what is open, its position in the whole problem.
    activities: Vec<Activity>,
    /// By team of the whole problem, its offer if that is decided.
    decided: Vec<Offer>,
    /// What the decided teams gain.
    gain: i128,
}

/// Searches all plans, from a good one if there is one, and gives up after so much work.
pub fn search(problem: &Problem, root: &Lowest, best: Option<(i128, Vec<u16>)>, work: u64) -> Proof {
    let values = problem.teams.iter().flat_map(|team| team.offers.iter().map(|offer| team.value(*offer)));
    let unit = i128::from(values.fold(0, gcd)).max(1);
    let least = |team: &Team| team.offers.iter().map(|offer| team.value(*offer)).min().unwrap_or(0);
    let least = problem.teams.iter().map(|team| i128::from(least(team))).sum();
    let part = Part {
        open: problem.clone(),
        places: (0..problem.teams.len()).collect(),
        activities: (0..problem.activities.len() as Activity).collect(),
        decided: problem.teams.iter().map(|team| team.offers[0]).collect(),
        gain: 0,
    };
    let mut search = Search { problem, best, unit, least, work };
    let is_complete = search.branch(part, root.prices);
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

    /// Whether a bound on what the open teams gain leaves room for an improvement.
    fn is_open(&self, part: &Part, bound: f64) -> bool {
        part.gain + whole_bound(bound) >= self.wanted()
    }

    /// Searches the plans of a part. Returns whether it finished.
    fn branch(&mut self, mut part: Part, mut prices: Prices) -> bool {
        let mut bound = f64::INFINITY;
        for round in 0..ROUNDS {
            if !part.drop_unreachable() {
                return true;
            }
            part.decide();
            part.forget();
            let offers = part.offers();
            if offers == 0 {
                self.take(&part, &[]);
                return true;
            }
            let work = (offers * STEPS) as u64;
            if self.work < work {
                return false;
            }
            self.work -= work;
            let enough = (self.wanted() - part.gain) as f64 - 1.0;
            let found = lowest_near(&part.open, prices, 0.3, Effort { tolerance: 1e-8, steps: STEPS, enough });
            (prices, bound) = (found.prices, found.bound);
            if !self.is_open(&part, bound) {
                return true;
            }
            if round == 0
                && let Some(chosen) = repair::plan(&part.open, &prices)
            {
                self.take(&part, &chosen);
            }
            self.rule_out(&mut part, &prices, bound);
            if part.open.teams.iter().any(|team| team.offers.is_empty()) {
                return true;
            }
            if part.offers() * 10 > offers * 9 {
                break;
            }
        }
        let costs = part.open.costs(&prices);
        let Some((team, order)) = open_team(&part.open, &costs) else { return self.branch(part, prices) };
        for (offer, loss) in order {
            if !self.is_open(&part, bound - loss) {
                break;
            }
            let mut child = part.clone();
            child.open.teams[team].offers = vec![part.open.teams[team].offers[offer]];
            if !self.branch(child, prices) {
                return false;
            }
        }
        true
    }

    /// Keeps a plan for the open teams if it is the best so far.
    fn take(&mut self, part: &Part, chosen: &[u16]) {
        let gain = part.gain + part.open.gain(chosen);
        if gain < self.wanted() || !part.open.holds(&part.open.totals(chosen)) {
            return;
        }
        let mut offers = part.decided.clone();
        for ((place, team), offer) in part.places.iter().zip(&part.open.teams).zip(chosen) {
            offers[*place] = part.whole(team.offers[usize::from(*offer)]);
        }
        let find = |(team, offer): (&Team, &Offer)| {
            team.offers.iter().position(|one| one == offer).expect("a part has offers of the whole") as u16
        };
        self.best = Some((gain, self.problem.teams.iter().zip(&offers).map(find).collect()));
    }

    /// Drops the offers that no improvement can contain.
    fn rule_out(&self, part: &mut Part, prices: &Prices, bound: f64) {
        let costs = part.open.costs(prices);
        for team in 0..part.open.teams.len() {
            let losses = losses(&part.open, &costs, team);
            let mut kept = losses.iter().map(|loss| self.is_open(part, bound - loss)).collect::<Vec<_>>().into_iter();
            part.open.teams[team].offers.retain(|_| kept.next().unwrap_or(true));
        }
    }
}

impl Part {
    fn offers(&self) -> usize {
        self.open.teams.iter().map(|team| team.offers.len()).sum()
    }

    /// Takes the teams with a single offer out of what is open.
    fn decide(&mut self) {
        let mut at = 0;
        while at < self.open.teams.len() {
            if self.open.teams[at].offers.len() > 1 {
                at += 1;
                continue;
            }
            let uses = self.open.uses(at, 0);
            let team = self.open.teams.remove(at);
            let place = self.places.remove(at);
            self.decided[place] = self.whole(team.offers[0]);
            self.gain += i128::from(team.value(team.offers[0]));
            (0..RESOURCES).for_each(|at| self.open.budgets[at] -= uses[at]);
        }
    }

    /// An offer of what is open, as the whole problem has it.
    fn whole(&self, offer: Offer) -> Offer {
        Offer { activity: self.activities[offer.activity as usize], ..offer }
    }

    /// Takes out activities that nothing open uses, when they are most: every price is multiplied with each.
    fn forget(&mut self) {
        let mut used: Vec<Activity> =
            self.open.teams.iter().flat_map(|team| &team.offers).map(|one| one.activity).collect();
        used.sort_unstable();
        used.dedup();
        if used.len() * 2 > self.activities.len() {
            return;
        }
        let mut now = vec![0; self.activities.len()];
        used.iter().enumerate().for_each(|(at, activity)| now[*activity as usize] = at as Activity);
        let offers = self.open.teams.iter_mut().flat_map(|team| &mut team.offers);
        offers.for_each(|offer| offer.activity = now[offer.activity as usize]);
        self.activities = used.iter().map(|activity| self.activities[*activity as usize]).collect();
        self.open.activities = used.iter().map(|activity| self.open.activities[*activity as usize]).collect();
    }

    /// Drops the offers that do not fit even if all other teams take the least. Returns whether a plan can be left.
    fn drop_unreachable(&mut self) -> bool {
        for at in 0..RESOURCES {
            let activities = &self.open.activities;
            let uses =
                |members: u32, offer: &Offer| i128::from(activities[offer.activity as usize][at]) * i128::from(members);
            let least = |team: &Team| team.offers.iter().map(|offer| uses(team.members, offer)).min().unwrap_or(0);
            let room = i128::from(self.open.budgets[at]) - self.open.teams.iter().map(least).sum::<i128>();
            if room < 0 {
                return false;
            }
            for team in &mut self.open.teams {
                let (own, members) = (least(team), team.members);
                team.offers.retain(|offer| uses(members, offer) - own <= room);
            }
        }
        true
    }
}

/// By offer of a team, what it loses after paying against the team's best.
fn losses(problem: &Problem, costs: &[f64], team: usize) -> Vec<f64> {
    let nets: Vec<f64> = (0..problem.teams[team].offers.len()).map(|one| problem.net(costs, team, one)).collect();
    let best = nets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    nets.into_iter().map(|net| best - net).collect()
}

/// The team whose two best offers are closest, with its offers in the order of what each loses.
fn open_team(problem: &Problem, costs: &[f64]) -> Option<(usize, Vec<(usize, f64)>)> {
    let order = |team: usize| {
        let mut order: Vec<(usize, f64)> = losses(problem, costs, team).into_iter().enumerate().collect();
        order.sort_by(|a, b| a.1.total_cmp(&b.1));
        order
    };
    let teams = 0..problem.teams.len();
    let open = teams.filter(|team| problem.teams[*team].offers.len() > 1).map(|team| (team, order(team)));
    open.min_by(|(_, a), (_, b)| a[1].1.total_cmp(&b[1].1))
}
