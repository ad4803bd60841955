//! A plan from prices: what teams would take at them, moved back where it takes too much, then filled up.

use super::dual::Prices;
use super::problem::{Amounts, Problem, RESOURCES, Totals};

/// Rounds of moving back before giving up.
const ROUNDS: usize = 40;

/// A change of one team's offer.
struct Move {
    rate: f64,
    team: u32,
    offer: u16,
}

/// A plan on its way.
struct Draft<'a> {
    problem: &'a Problem,
    costs: Vec<f64>,
    chosen: Vec<u16>,
    totals: Totals,
}

/// Returns a plan within the budgets, made from what teams take at these prices; `None` if none was found.
pub fn plan(problem: &Problem, prices: &Prices) -> Option<Vec<u16>> {
    let chosen = problem.taken(prices);
    let totals = problem.totals(&chosen);
    let mut draft = Draft { problem, costs: problem.costs(prices), chosen, totals };
    if !draft.move_back() {
        return None;
    }
    draft.fill();
    Some(draft.chosen)
}

impl Draft<'_> {
    /// How far a change goes beyond what it replaces.
    fn change(&self, team: usize, offer: usize) -> Amounts {
        let (new, old) = (self.problem.uses(team, offer), self.problem.uses(team, usize::from(self.chosen[team])));
        std::array::from_fn(|at| new[at] - old[at])
    }

    /// The amount over each budget, as a share of the budget.
    fn over(&self) -> [f64; RESOURCES] {
        std::array::from_fn(|at| {
            let budget = self.problem.budgets[at];
            let over = self.totals[at] - i128::from(budget);
            if over > 0 { over as f64 / budget.max(1) as f64 } else { 0.0 }
        })
    }

    /// How much of the amounts over the budgets a change takes away, less what it adds to them.
    fn relief(&self, over: &[f64; RESOURCES], change: &Amounts) -> f64 {
        let relief = |at: usize| {
            let budget = self.problem.budgets[at];
            let left = i128::from(budget) - self.totals[at];
            let after = i128::from(change[at]) - left;
            over[at] - if after > 0 { after as f64 / budget.max(1) as f64 } else { 0.0 }
        };
        (0..RESOURCES).map(relief).sum()
    }

    fn apply(&mut self, team: usize, offer: u16, change: &Amounts) {
        self.totals.iter_mut().zip(change).for_each(|(total, one)| *total += i128::from(*one));
        self.chosen[team] = offer;
    }

    /// Every change of a team's offer that `rate` accepts, the lowest rate first.
    fn moves(&self, rate: impl Fn(&Self, usize, usize, f64) -> Option<f64>) -> Vec<Move> {
        let mut moves = Vec::new();
        for team in 0..self.chosen.len() {
            let own = usize::from(self.chosen[team]);
            let net = self.problem.net(&self.costs, team, own);
            for offer in (0..self.problem.teams[team].offers.len()).filter(|offer| *offer != own) {
                let loss = net - self.problem.net(&self.costs, team, offer);
                if let Some(rate) = rate(self, team, offer, loss) {
                    moves.push(Move { rate, team: team as u32, offer: offer as u16 });
                }
            }
        }
        moves.sort_by(|a, b| a.rate.total_cmp(&b.rate).then((a.team, a.offer).cmp(&(b.team, b.offer))));
        moves
    }

    /// Makes the cheapest changes until every budget holds. Returns whether they do.
    fn move_back(&mut self) -> bool {
        for _ in 0..ROUNDS {
            let over = self.over();
            if over.iter().all(|over| *over <= 0.0) {
                return true;
            }
            let rate = |draft: &Self, team: usize, offer: usize, loss: f64| {
                let relief = draft.relief(&over, &draft.change(team, offer));
                (relief > 0.0).then(|| loss.max(0.0) / relief)
            };
            let moves = self.moves(rate);
            if !self.make(moves) {
                return false;
            }
        }
        false
    }

    /// Makes those of the moves that still bring something. Returns whether any did.
    fn make(&mut self, moves: Vec<Move>) -> bool {
        let mut any = false;
        let mut over = self.over();
        let mut has_moved = vec![false; self.chosen.len()];
        for Move { team, offer, .. } in moves {
            let team = team as usize;
            if over.iter().all(|over| *over <= 0.0) {
                break;
            }
            let change = self.change(team, usize::from(offer));
            if !has_moved[team] && self.relief(&over, &change) > 1e-15 {
                self.apply(team, offer, &change);
                over = self.over();
                has_moved[team] = true;
                any = true;
            }
        }
        any
    }

    /// Gives teams more where it fits, first where the least is lost after paying.
    fn fill(&mut self) {
        for _ in 0..ROUNDS {
            let room: [i128; RESOURCES] =
                std::array::from_fn(|at| i128::from(self.problem.budgets[at]) - self.totals[at]);
            let fits = |change: &Amounts, room: &[i128; RESOURCES]| {
                change.iter().zip(room).all(|(change, room)| i128::from(*change) <= *room)
            };
            let rate = |draft: &Self, team: usize, offer: usize, loss: f64| {
                let own = &draft.problem.teams[team];
                let more = own.value(own.offers[offer]) - own.value(own.offers[usize::from(draft.chosen[team])]);
                // What is lost after paying, for each point gained.
                (more > 0 && fits(&draft.change(team, offer), &room)).then(|| loss / more as f64)
            };
            let mut any = false;
            for Move { team, offer, .. } in self.moves(rate) {
                let team = team as usize;
                let own = &self.problem.teams[team];
                let gains =
                    own.value(own.offers[usize::from(offer)]) > own.value(own.offers[usize::from(self.chosen[team])]);
                let change = self.change(team, usize::from(offer));
                let room = std::array::from_fn(|at| i128::from(self.problem.budgets[at]) - self.totals[at]);
                if gains && fits(&change, &room) {
                    self.apply(team, offer, &change);
                    any = true;
                }
            }
            if !any {
                return;
            }
        }
    }
}
