//! What a plan shows beside itself: each resource with its price, designs that suit most teams, designs in use.

use super::problem::{Activity, Amounts, Offer, Problem, RESOURCES};
use super::solve::{PROVEN_UP_TO, Solution, solve};
use super::term::{Given, Supply};
use super::uses::{Resource, THOUSAND, UsesOf};
use crate::catalogue::DesignIndex;

/// One resource of a term.
#[derive(Clone, Debug)]
pub struct ResourceLine {
    pub resource: Resource,
    /// `None` is not limited.
    pub available: Option<f64>,
    pub used: f64,
    /// What the teams would use if each got its own best.
    pub wanted: f64,
    /// Whether more of it is worth something.
    pub is_short: bool,
    /// What one more unit gains, in points × members; 0 if it is not short.
    pub price: f64,
    /// How many more steps were tried, with the size of [`step_of`].
    pub steps: u32,
    /// What these steps gain, in points × members.
    pub gain_of_steps: f64,
    /// Whether that gain is exact; otherwise it follows from the price.
    pub is_exact: bool,
    /// The team that would gain most from them, and what it would get.
    pub helps: Option<(usize, Offer)>,
}

/// A design that suits teams which the designs before it do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Covering {
    pub design: DesignIndex,
    /// All teams that it suits.
    pub suits: usize,
    /// Teams that it or a design before it suits.
    pub together: usize,
}

/// A design in use now, in the teams that use it.
#[derive(Clone, Debug, PartialEq)]
pub struct InUse {
    pub design: DesignIndex,
    pub teams: usize,
    /// Teams whose plan has it too.
    pub kept: usize,
    /// Teams for which it is not feasible.
    pub not_feasible: usize,
    /// The mean score for a member, in points; 0 where it is not feasible.
    pub score: f64,
    /// The mean score of what the plan gives the same members, in points.
    pub planned: f64,
    /// What it uses there in a school year, in the order of [`Resource`].
    pub frees: [f64; RESOURCES],
}

/// The share of a team's own best from which a design suits it, in hundredths; a judgment.
pub const SUITS: i32 = 90;

/// The most designs that are listed as covering teams.
const MOST_COVERING: usize = 5;

/// One step of a resource, in its unit: a day of a coach, a day, a thousand dollars, a seat.
pub fn step_of(resource: Resource) -> f64 {
    match resource {
        Resource::CoachHours => crate::planning::HOURS_OF_A_DAY,
        Resource::SubstituteDays | Resource::Seats => 1.0,
        Resource::Money => 1_000.0,
    }
}

/// A gain in points × members.
pub fn points(gain: f64) -> f64 {
    // Scores and weights are both in hundredths.
    gain / 10_000.0
}

/// What some more steps of a resource bring.
struct More {
    steps: u32,
    gain: f64,
    is_exact: bool,
    helps: Option<(usize, Offer)>,
}

/// How many steps are tried, until a better plan fits.
const TRIED: [u32; 4] = [1, 3, 10, 30];

/// The share of the gain below which all of a resource is worth nothing: the search for prices is not finer.
const WORTHLESS: f64 = 1e-5;

/// Returns every resource, with what more of it would bring.
pub fn resource_lines(
    problem: &Problem,
    uses: &UsesOf,
    supply: &Supply,
    solution: &Solution,
    effort: (u32, u64),
) -> Vec<ResourceLine> {
    let best: Vec<Offer> = problem.teams.iter().filter_map(|team| team.best()).collect();
    let (used, wanted) = (total(problem, uses, &solution.chosen), total(problem, uses, &best));
    let line = |(at, resource): (usize, Resource)| {
        let worth = solution.prices[at] * problem.budgets[at].max(1) as f64;
        let is_worth_something = worth > WORTHLESS * solution.bound.max(1) as f64;
        let is_short = supply.amounts[at].is_some() && (is_worth_something || is_too_small(problem, solution, at));
        let none = More { steps: 1, gain: 0.0, is_exact: true, helps: None };
        let more = if is_short { some_more(problem, solution, effort, at) } else { none };
        ResourceLine {
            resource,
            available: supply.amounts[at],
            used: used[at],
            wanted: wanted[at],
            is_short,
            price: if is_short { points(solution.prices[at] * THOUSAND) } else { 0.0 },
            steps: more.steps,
            gain_of_steps: points(more.gain),
            is_exact: more.is_exact,
            helps: more.helps,
        }
    };
    Resource::ALL.into_iter().enumerate().map(line).collect()
}

/// Whether something better for a team is more than there is: such offers have no part in the prices.
fn is_too_small(problem: &Problem, solution: &Solution, at: usize) -> bool {
    problem.teams.iter().zip(&solution.chosen).any(|(team, chosen)| {
        let better = team.offers.iter().filter(|offer| offer.score > chosen.score);
        let mut uses = better.map(|offer| problem.activities[offer.activity as usize][at]);
        uses.any(|one| one * i64::from(team.members) > problem.budgets[at])
    })
}

/// What these offers use in all, in units.
fn total(problem: &Problem, uses: &UsesOf, chosen: &[Offer]) -> [f64; RESOURCES] {
    let mut total = [0_i128; RESOURCES];
    for (team, offer) in problem.teams.iter().zip(chosen) {
        let each = uses.amounts[offer.activity as usize];
        total.iter_mut().zip(each).for_each(|(total, one)| *total += i128::from(one) * i128::from(team.members));
    }
    total.map(|total| total as f64 / THOUSAND)
}

/// The fewest steps of a resource that bring a better plan, if that can be proven; otherwise what the price says of one.
fn some_more(problem: &Problem, solution: &Solution, (floor, work): (u32, u64), at: usize) -> More {
    let step = step_of(Resource::ALL[at]) * THOUSAND;
    let is_proven = problem.teams.len() <= PROVEN_UP_TO && solution.is_best();
    for steps in TRIED.into_iter().filter(|_| is_proven) {
        let mut more = problem.clone();
        more.budgets[at] += (step * f64::from(steps)) as i64;
        let Some(found) = solve(&more, floor, work).ok().filter(Solution::is_best) else { break };
        if found.gain > solution.gain {
            let helps = most_gained(problem, solution, &found);
            return More { steps, gain: (found.gain - solution.gain) as f64, is_exact: true, helps };
        }
        if Some(&steps) == TRIED.last() {
            return More { steps, gain: 0.0, is_exact: true, helps: None };
        }
    }
    More { steps: 1, gain: solution.prices[at] * step, is_exact: false, helps: most_helped(problem, solution, at) }
}

/// The team that gains most between two plans, and what it gets in the second.
fn most_gained(problem: &Problem, before: &Solution, after: &Solution) -> Option<(usize, Offer)> {
    let gain = |team: usize| {
        let own = &problem.teams[team];
        own.value(after.chosen[team]) - own.value(before.chosen[team])
    };
    let gained = (0..problem.teams.len()).filter(|team| gain(*team) > 0);
    gained.max_by_key(|team| (gain(*team), std::cmp::Reverse(*team))).map(|team| (team, after.chosen[team]))
}

/// The team that gains most for each unit of a resource, after paying for the others.
fn most_helped(problem: &Problem, solution: &Solution, at: usize) -> Option<(usize, Offer)> {
    let mut most: Option<(f64, usize, Offer)> = None;
    for (team, (own, chosen)) in problem.teams.iter().zip(&solution.chosen).enumerate() {
        let now = problem.activities[chosen.activity as usize];
        for offer in own.offers.iter().filter(|offer| offer.score > chosen.score) {
            let then = problem.activities[offer.activity as usize];
            let more: Amounts = std::array::from_fn(|at| then[at] - now[at]);
            if more[at] <= 0 {
                continue;
            }
            let others = (0..RESOURCES).filter(|other| *other != at);
            let paid: f64 = others.map(|other| more[other] as f64 * solution.prices[other]).sum();
            let gain = f64::from(own.weight) * f64::from(offer.score - chosen.score) - paid;
            let rate = gain / more[at] as f64;
            if rate > most.as_ref().map_or(0.0, |(own, ..)| *own) {
                most = Some((rate, team, *offer));
            }
        }
    }
    most.map(|(_, team, offer)| (team, offer))
}

/// Returns few designs that together suit most teams, the one that suits most first. Each is compared with the best of
/// a team's designs alone.
pub fn covering(problem: &Problem, uses: &UsesOf) -> Vec<Covering> {
    let suited = |team: &super::problem::Team| {
        let alone = team.offers.iter().filter(|offer| uses.set(offer.activity).is_none());
        let best = alone.clone().map(|offer| offer.score).max().unwrap_or(0);
        let fits = alone.filter(move |offer| offer.score * 100 >= best * SUITS);
        fits.flat_map(|offer| uses.of(offer.activity).map(|(design, _)| design)).collect::<Vec<_>>()
    };
    let by_team: Vec<Vec<DesignIndex>> = problem.teams.iter().map(suited).collect();
    let designs = by_team.iter().flatten().map(|design| design.at() + 1).max().unwrap_or(0);
    let count = |is_open: &[bool]| {
        let mut counts = vec![0; designs];
        let open = by_team.iter().zip(is_open).filter(|(_, is_open)| **is_open);
        open.flat_map(|(suited, _)| suited).for_each(|design| counts[design.at()] += 1);
        counts
    };
    let mut is_open = vec![true; by_team.len()];
    let all = count(&is_open);
    let mut covering = Vec::new();
    let mut together = 0;
    while covering.len() < MOST_COVERING {
        let counts = count(&is_open);
        let most = (0..designs).filter(|at| counts[*at] > 0).max_by_key(|at| (counts[*at], -(*at as i64)));
        let Some(most) = most else { break };
        let design = DesignIndex::from(most);
        together += counts[most];
        is_open.iter_mut().zip(&by_team).for_each(|(open, suited)| *open &= !suited.contains(&design));
        covering.push(Covering { design, suits: all[most], together });
    }
    covering
}

/// Returns the designs in use, the one that adds least against the plan first.
pub fn in_use(given: &[Given], uses: &UsesOf, solution: &Solution) -> Vec<InUse> {
    let designs: std::collections::BTreeSet<DesignIndex> = given.iter().flat_map(|team| team.current.clone()).collect();
    let of = |design: DesignIndex| {
        let is_of = |activity: Activity| uses.of(activity).any(|(own, _)| own == design);
        let (mut line, mut members) = (InUse::of(design), 0.0);
        for (team, chosen) in given.iter().zip(&solution.chosen).filter(|(team, _)| team.current.contains(&design)) {
            let own = team.scores.iter().find(|(activity, _)| is_of(*activity));
            let size = f64::from(team.members);
            line.teams += 1;
            line.kept += usize::from(is_of(chosen.activity));
            line.not_feasible += usize::from(own.is_none());
            line.score += size * own.map_or(0.0, |(_, score)| f64::from(*score) / 100.0);
            line.planned += size * f64::from(chosen.score) / 100.0;
            let each = own.map_or([0; RESOURCES], |(activity, _)| uses.amounts[*activity as usize]);
            line.frees.iter_mut().zip(each).for_each(|(frees, one)| *frees += size * one as f64 / THOUSAND);
            members += size;
        }
        line.score /= members;
        line.planned /= members;
        line
    };
    let mut lines: Vec<InUse> = designs.into_iter().map(of).collect();
    lines.sort_by(|a, b| (a.score - a.planned).total_cmp(&(b.score - b.planned)));
    lines
}

impl InUse {
    fn of(design: DesignIndex) -> Self {
        Self { design, teams: 0, kept: 0, not_feasible: 0, score: 0.0, planned: 0.0, frees: [0.0; RESOURCES] }
    }

    /// Whether the plan gives it to none of the teams that use it, and they do better with what it gives.
    pub fn is_to_stop(&self) -> bool {
        self.kept == 0 && self.score < self.planned
    }
}

/// Teams that only their ids set apart from one that gets something else.
pub fn drawn_by_order(problem: &Problem, solution: &Solution) -> usize {
    let mut order: Vec<usize> = (0..problem.teams.len()).collect();
    let key = |team: &usize| {
        let team = &problem.teams[*team];
        (team.members, team.weight, &team.offers)
    };
    order.sort_by(|a, b| key(a).cmp(&key(b)));
    let alike = order.chunk_by(|a, b| problem.teams[*a] == problem.teams[*b]);
    let differ = alike.filter(|group| group.iter().any(|team| solution.chosen[*team] != solution.chosen[group[0]]));
    differ.map(<[usize]>::len).sum()
}
