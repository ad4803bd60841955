//! One term: teams with their scores, what there is to divide, and the plan with everything derived from it.

use super::floor::{Floor, highest_floor};
use super::problem::{Activity, Amounts, Offer, Problem, RESOURCES, Team};
use super::review::{Covering, InUse, ResourceLine, covering, drawn_by_order, in_use, resource_lines};
use super::solve::{Solution, Unsolved, solve};
use super::uses::{THOUSAND, UsesOf};
use crate::catalogue::DesignIndex;

/// A team as it is given.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub id: String,
    pub members: u32,
    /// In hundredths: 100 counts a member once.
    pub weight: u32,
    /// The best feasible form of each design, with its score in hundredths.
    pub scores: Vec<(Activity, i32)>,
    /// Sets of several designs, with their scores on the same scale.
    pub sets: Vec<(Activity, i32)>,
    /// Designs in use now.
    pub current: Vec<DesignIndex>,
}

/// A term as it is given.
#[derive(Clone, Debug, Default)]
pub struct Term {
    pub name: String,
    /// In the order of [`super::Resource`]; `None` is not limited.
    pub amounts: [Option<f64>; RESOURCES],
    /// Coaches who are trained in this term and serve in all later ones.
    pub trains_coaches: f64,
}

/// What there is in a term, with the coaches trained before.
#[derive(Clone, Debug)]
pub struct Supply {
    pub name: String,
    pub amounts: [Option<f64>; RESOURCES],
    /// The coach hours among them that coaches trained in earlier terms give.
    pub from_trained: f64,
}

/// The plan of a term.
#[derive(Clone, Debug)]
pub struct TermPlan {
    pub supply: Supply,
    pub solution: Solution,
    /// By team, its own best; `None` if nothing is feasible.
    pub best: Vec<Option<Offer>>,
    pub resources: Vec<ResourceLine>,
    pub floor: Floor,
    pub covering: Vec<Covering>,
    pub in_use: Vec<InUse>,
    /// Teams with the same scores, size and weight that still get different designs: only their ids decided.
    pub drawn_by_order: usize,
    /// Teams that get several designs; `None` where none can.
    pub in_sets: Option<usize>,
}

/// Adds what trained coaches give to the terms after theirs.
pub fn supplies(terms: &[Term], hours_per_coach: f64) -> Vec<Supply> {
    let mut trained = 0.0;
    let supply = |term: &Term| {
        let mut amounts = term.amounts;
        let from_trained = trained * hours_per_coach;
        amounts[0] = amounts[0].map(|hours| hours + from_trained);
        trained += term.trains_coaches;
        Supply { name: term.name.clone(), from_trained: amounts[0].map_or(0.0, |_| from_trained), amounts }
    };
    terms.iter().map(supply).collect()
}

impl TermPlan {
    /// What a team loses against its own best, in hundredths.
    pub fn loss(&self, team: usize) -> i32 {
        self.best[team].map_or(0, |best| best.score) - self.solution.chosen[team].score
    }
}

/// A proof for a step more of a resource gets this part of the work.
const STEP_SHARE: u64 = 40;

/// Allocates one term with a floor in hundredths; a proof gives up after so much work. The teams must be in the order of
/// their ids.
///
/// # Errors
/// If the floor cannot hold, or no plan was found for it.
pub fn allocate_term(
    given: &[Given],
    uses: &UsesOf,
    supply: Supply,
    (floor, work): (u32, u64),
) -> Result<TermPlan, (Unsolved, Floor)> {
    let problem = problem(given, uses, &supply);
    let holds = highest_floor(&problem);
    let solution = solve(&problem, floor, work).map_err(|why| (why, holds))?;
    Ok(TermPlan {
        best: problem.teams.iter().map(|team| team.best().filter(|best| best.activity > 0)).collect(),
        resources: resource_lines(&problem, uses, &supply, &solution, (floor, work / STEP_SHARE)),
        covering: covering(&problem, uses),
        in_use: in_use(given, uses, &solution),
        drawn_by_order: drawn_by_order(&problem, &solution),
        in_sets: uses.has_sets().then(|| solution.chosen.iter().filter(|one| uses.set(one.activity).is_some()).count()),
        floor: holds,
        supply,
        solution,
    })
}

/// The problem of a term: a resource that is not limited is not used in it.
fn problem(given: &[Given], uses: &UsesOf, supply: &Supply) -> Problem {
    let nothing = Offer { activity: 0, score: 0 };
    let team = |given: &Given| {
        let offers = given
            .scores
            .iter()
            .chain(&given.sets)
            .map(|(activity, score)| Offer { activity: *activity, score: *score });
        Team { members: given.members, weight: given.weight, offers: std::iter::once(nothing).chain(offers).collect() }
    };
    let limited =
        |amounts: &Amounts| std::array::from_fn(|at| if supply.amounts[at].is_some() { amounts[at] } else { 0 });
    Problem {
        teams: given.iter().map(team).collect(),
        activities: uses.amounts.iter().map(limited).collect(),
        budgets: supply.amounts.map(|amount| amount.map_or(0, |amount| (amount * THOUSAND).floor() as i64)),
    }
}
