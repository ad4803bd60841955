//! Exchanges between two teams: one gives up a little so that another gains more.

use super::problem::{Amounts, Problem, RESOURCES};

/// Teams beyond which exchanges take longer than they are worth.
const MOST_TEAMS: usize = 600;

/// Offers beyond which they do: those teams with a whole catalog each.
const MOST_OFFERS: usize = MOST_TEAMS * 26;

/// Rounds over all pairs.
const ROUNDS: usize = 20;

/// A change of one team's offer.
#[derive(Clone, Copy)]
struct Change {
    offer: u16,
    gain: i64,
    uses: Amounts,
}

/// Improves a plan by exchanges between two teams until none helps.
pub fn improve(problem: &Problem, chosen: &mut [u16]) {
    let teams = chosen.len();
    let offers: usize = problem.teams.iter().map(|team| team.offers.len()).sum();
    if teams > MOST_TEAMS || offers > MOST_OFFERS {
        return;
    }
    for _ in 0..ROUNDS {
        let mut any = false;
        let mut changes: Vec<Vec<Change>> = (0..teams).map(|team| changes_of(problem, chosen, team)).collect();
        let mut left = left(problem, chosen);
        for one in 0..teams {
            for other in (0..teams).filter(|other| *other != one) {
                let Some((first, second)) = best_exchange(&changes[one], &changes[other], &left) else { continue };
                chosen[one] = first.offer;
                chosen[other] = second.offer;
                (0..RESOURCES).for_each(|at| left[at] -= first.uses[at] + second.uses[at]);
                changes[one] = changes_of(problem, chosen, one);
                changes[other] = changes_of(problem, chosen, other);
                any = true;
            }
        }
        if !any {
            return;
        }
    }
}

fn left(problem: &Problem, chosen: &[u16]) -> Amounts {
    let totals = problem.totals(chosen);
    std::array::from_fn(|at| (i128::from(problem.budgets[at]) - totals[at]) as i64)
}

/// Every other offer of a team, against what it has.
fn changes_of(problem: &Problem, chosen: &[u16], team: usize) -> Vec<Change> {
    let (own, now) = (&problem.teams[team], usize::from(chosen[team]));
    let (value, uses) = (own.value(own.offers[now]), problem.uses(team, now));
    let change = |offer: usize| {
        let more = problem.uses(team, offer);
        let gain = own.value(own.offers[offer]) - value;
        Change { offer: offer as u16, gain, uses: std::array::from_fn(|at| more[at] - uses[at]) }
    };
    (0..own.offers.len()).filter(|offer| *offer != now).map(change).collect()
}

/// The exchange that gains most within what is left: the first team gains, and the second gives.
fn best_exchange(gains: &[Change], gives: &[Change], left: &Amounts) -> Option<(Change, Change)> {
    let mut best: Option<(i64, Change, Change)> = None;
    for first in gains.iter().filter(|one| one.gain > 0) {
        for second in gives.iter().filter(|one| one.gain <= 0) {
            let gain = first.gain + second.gain;
            let fits = (0..RESOURCES).all(|at| first.uses[at] + second.uses[at] <= left[at]);
            if fits && gain > best.as_ref().map_or(0, |(own, ..)| *own) {
                best = Some((gain, *first, *second));
            }
        }
    }
    best.map(|(_, first, second)| (first, second))
}
