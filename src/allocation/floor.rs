//! The highest floor: the share of its own best that every team can get at once.

use super::prices::{Effort, SAMPLED_ABOVE, lowest, sample};
use super::problem::{Offer, Problem};
use super::solve::{PROVEN_UP_TO, Unsolved};
use super::{proof, repair};

/// What was found out about floors, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floor {
    /// The highest floor with a plan.
    pub holds: u32,
    /// The lowest floor that prices prove impossible; between the two, nothing is known.
    pub impossible_from: Option<u32>,
}

/// Steps of the search for prices.
const STEPS: usize = 160;

/// The work before a search for any plan gives up, in offers looked at.
const WORK: u64 = 20_000_000;

/// Returns any plan that keeps the budgets.
///
/// # Errors
/// If none does, or none was found.
pub(super) fn any_plan(reduced: &Problem) -> Result<Vec<u16>, Unsolved> {
    // Only uses count: a bound below 0 proves that even the least that the teams can take is too much.
    let mut without_value = reduced.clone();
    let offers = without_value.teams.iter_mut().flat_map(|team| &mut team.offers);
    offers.for_each(|offer| *offer = Offer { score: 0, ..*offer });
    let members: f64 = without_value.teams.iter().map(|team| f64::from(team.members)).sum();
    let least = lowest(&without_value, Effort { tolerance: 1e-4, steps: STEPS, enough: -1e-6 * members });
    if least.bound < -1e-6 * members {
        return Err(Unsolved::Impossible);
    }
    let near = lowest(reduced, Effort { tolerance: 1e-4, steps: STEPS, enough: f64::NEG_INFINITY });
    let from = least.near.iter().take(4).chain([&near.prices]).chain(&near.near);
    if let Some(plan) = from.take(8).find_map(|prices| repair::plan(reduced, prices)) {
        return Ok(plan);
    }
    if reduced.teams.len() > PROVEN_UP_TO {
        return Err(Unsolved::NotFound);
    }
    let proof = proof::search(&without_value, &least, None, WORK);
    proof.best.map(|(_, plan)| plan).ok_or(if proof.is_complete { Unsolved::Impossible } else { Unsolved::NotFound })
}

/// Whether a floor has a plan.
fn check(problem: &Problem, floor: u32) -> Result<(), Unsolved> {
    any_plan(&problem.reduced(floor).ok_or(Unsolved::Impossible)?).map(drop)
}

/// Returns the highest floor that has a plan, by halving. With many teams, a sample decides where to look first.
pub fn highest_floor(problem: &Problem) -> Floor {
    let mut floor = Floor { holds: 0, impossible_from: None };
    let mut likely = Vec::new();
    if problem.teams.len() > SAMPLED_ABOVE {
        let holds = highest_floor(&sample(problem)).holds;
        likely = vec![holds + 1, holds, holds.saturating_sub(1), holds + 2];
    }
    let mut ends = 101;
    while ends - floor.holds > 1 {
        let first = likely.iter().copied().find(|share| floor.holds < *share && *share < ends);
        let middle = first.unwrap_or(u32::midpoint(floor.holds, ends));
        match check(problem, middle) {
            Ok(()) => floor.holds = middle,
            Err(why) => {
                ends = middle;
                if why == Unsolved::Impossible {
                    floor.impossible_from = Some(middle);
                }
            }
        }
    }
    floor
}
