//! Levers: the answers that a school can raise, to which whole levels, and at what cost.

use crate::answers::{LEVELS, Level, MILLION, Mixture};
use crate::catalogue::{DesignIndex, Kind, TermIndex};
use crate::scoring::{AnswerOf, Evaluation, Tables};

use super::change::Move;

/// The cost of raising an answer by one level, by term, in millionths of a unit of the caller's choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costs {
    /// `None` does not move.
    per_level: Vec<Option<u64>>,
}

impl Costs {
    /// Uses the catalog's lead times, in weeks; a term that a school cannot change does not move.
    pub fn by_lead_time(evaluation: &Evaluation<'_>) -> Self {
        let factors = &evaluation.catalogue().factors;
        let weeks = |term: &crate::catalogue::Term| {
            let change = &factors[term.factor].change;
            change.by_school.then_some(u64::from(change.lead_weeks) * MILLION)
        };
        Self { per_level: evaluation.tables().terms.iter().map(weeks).collect() }
    }

    /// Sets another cost for a term; `None` leaves it alone. A term that a school cannot change stays as it is.
    pub fn set(&mut self, term: TermIndex, per_level: Option<u64>) {
        if self.per_level[term].is_some() {
            self.per_level[term] = per_level;
        }
    }

    pub fn per_level(&self, term: TermIndex) -> Option<u64> {
        self.per_level[term]
    }
}

/// An answer that can be raised.
#[derive(Clone, Debug)]
pub(super) struct Lever {
    pub of: AnswerOf,
    /// The first state is the present answer.
    pub states: Vec<State>,
}

/// One level of a lever.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// `None` is the present answer.
    pub level: Option<Level>,
    /// The level, or mean, in millionths.
    pub mean: u64,
    pub distance: u64,
    pub cost: u64,
}

/// Bits below the cost that break ties: up to 255 moves, and up to 255 levels in all.
const TIES: u32 = 16;

/// Returns the cost in a price.
pub(super) fn cost(price: u64) -> u64 {
    price >> TIES
}

impl Lever {
    /// The price of a state: its cost, with ties broken by the number of moves and then of levels.
    pub(super) fn price(&self, state: usize) -> u64 {
        if state == 0 { 0 } else { (self.states[state].cost << TIES) + (1 << (TIES / 2)) + state as u64 }
    }

    pub(super) fn move_to(&self, state: usize) -> Move {
        let to = &self.states[state];
        Move {
            of: self.of,
            from: self.states[0].mean,
            to: (to.mean / MILLION) as u8,
            distance: to.distance,
            cost: to.cost,
        }
    }
}

/// Every lever of a design: known answers below 5 that a school can change, with the cost (E20) of each move.
pub(super) fn levers(evaluation: &Evaluation<'_>, design: DesignIndex, costs: &Costs) -> Vec<Lever> {
    let tables = evaluation.tables();
    let lever = |term: TermIndex| {
        let per_level = costs.per_level(term)?;
        let mixture = evaluation.mixtures.get(term, design)?;
        let of = AnswerOf { term, design: per_design(tables, term).then_some(design) };
        let mean = mean(mixture);
        let mut states = vec![State { level: None, mean, distance: 0, cost: 0 }];
        for level in (1..=LEVELS).filter(|level| *level as u64 * MILLION > mean) {
            let distance = distance(mixture, level);
            let cost = u128::from(distance) * u128::from(per_level) / u128::from(MILLION);
            states.push(State {
                level: Some(Level::new(level as f64).expect("1 to 5 is a level")),
                mean: level as u64 * MILLION,
                distance,
                cost: cost as u64,
            });
        }
        (states.len() > 1).then_some(Lever { of, states })
    };
    tables
        .all_terms()
        .filter(|term| tables.kinds[tables.terms[*term].factor] != Kind::Shares)
        .filter_map(lever)
        .collect()
}

fn per_design(tables: &Tables, term: TermIndex) -> bool {
    tables.kinds[tables.terms[term].factor] == Kind::PerDesign
}

/// The mean level in millionths, rounded down.
fn mean(mixture: &Mixture) -> u64 {
    let weighted: u128 = mixture.shares().iter().zip(1_u128..).map(|(share, level)| share * level).sum();
    (weighted * u128::from(MILLION) / mixture.total()) as u64
}

/// The mean distance (E19) of a team's members from a whole level, in millionths of a level, rounded down.
fn distance(mixture: &Mixture, level: usize) -> u64 {
    let away: u128 = mixture
        .shares()
        .iter()
        .zip(1_i64..)
        .map(|(share, at)| share * u128::from((at - level as i64).unsigned_abs()))
        .sum();
    // Shares stay below 2^74 and the distance below 4, so the product with a million fits into 128 bits.
    (away * u128::from(MILLION) / mixture.total()) as u64
}
