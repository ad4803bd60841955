//! The bound at given prices: every team takes what is worth most to it after paying, and the budgets are worth their
//! prices. No plan within the budgets gains more (equation A2).

use super::problem::{Problem, RESOURCES};

/// A price for one thousandth of each resource's unit, in units of value.
pub type Prices = [f64; RESOURCES];

/// What follows from prices.
#[derive(Clone, Debug)]
pub struct Priced {
    pub bound: f64,
    /// What is left of each budget, in thousandths; less than 0 where the teams would take too much.
    pub left: [f64; RESOURCES],
}

impl Problem {
    /// What each activity costs one member at these prices.
    pub(super) fn costs(&self, prices: &Prices) -> Vec<f64> {
        let cost = |uses: &[i64; RESOURCES]| uses.iter().zip(prices).map(|(one, price)| *one as f64 * price).sum();
        self.activities.iter().map(cost).collect()
    }

    /// The bound at these prices, and the gradient that belongs to it.
    pub(super) fn price(&self, prices: &Prices) -> Priced {
        let costs = self.costs(prices);
        let mut bound = 0.0;
        let mut taken = vec![0.0; self.activities.len()];
        for team in &self.teams {
            let weight = f64::from(team.weight);
            let (mut best, mut which) = (f64::NEG_INFINITY, 0);
            for offer in &team.offers {
                let net = weight * f64::from(offer.score) - costs[offer.activity as usize];
                if net > best {
                    (best, which) = (net, offer.activity as usize);
                }
            }
            let members = f64::from(team.members);
            bound += members * best;
            taken[which] += members;
        }
        let mut left = self.budgets.map(|budget| budget as f64);
        for (members, uses) in taken.iter().zip(&self.activities).filter(|(members, _)| **members > 0.0) {
            left.iter_mut().zip(uses).for_each(|(left, one)| *left -= members * *one as f64);
        }
        bound += self.budgets.iter().zip(prices).map(|(budget, price)| *budget as f64 * price).sum::<f64>();
        Priced { bound, left }
    }

    /// What each team takes at these prices; of equals, the first.
    pub(super) fn taken(&self, prices: &Prices) -> Vec<u16> {
        let costs = self.costs(prices);
        let take = |team: usize| {
            let mut best = 0;
            for offer in 1..self.teams[team].offers.len() {
                if self.net(&costs, team, offer) > self.net(&costs, team, best) {
                    best = offer;
                }
            }
            best as u16
        };
        (0..self.teams.len()).map(take).collect()
    }

    /// What an offer is worth to a team after paying, with the costs of activities.
    pub(super) fn net(&self, costs: &[f64], team: usize, offer: usize) -> f64 {
        let team = &self.teams[team];
        let offer = team.offers[offer];
        let each = f64::from(team.weight) * f64::from(offer.score) - costs[offer.activity as usize];
        f64::from(team.members) * each
    }
}
