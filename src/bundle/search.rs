//! The exact search through every set of designs that fits the limits; it skips only supersets of sets that already
//! exceed a limit.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::candidate::{Candidate, millionths};
use super::marks::Covered;
use super::worth::Worth;
use crate::scoring::Limits;

/// The total that a bundle may take from one teacher, in millionths. Weeks and people need no sum: designs may run side
/// by side, so a bundle is within such a limit when each of its designs is, and feasibility has checked that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    hours: u64,
    cost: u64,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        let bound = |limit: Option<f64>| limit.map_or(u64::MAX, millionths);
        Self { hours: bound(limits.hours), cost: bound(limits.cost_usd_per_teacher) }
    }

    pub(super) fn allows(&self, sums: &Sums) -> bool {
        sums.hours <= self.hours && sums.cost <= self.cost
    }
}

/// The sums over the designs of a set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    designs: usize,
    scores: u64,
    hours: u64,
    cost: u64,
    covers: Covered,
}

impl Sums {
    pub(super) fn with(self, one: &Candidate) -> Self {
        Self {
            designs: self.designs + 1,
            scores: self.scores + one.score,
            hours: self.hours.saturating_add(one.hours),
            cost: self.cost.saturating_add(one.cost),
            covers: self.covers.with(one.covers),
        }
    }

    pub(super) fn of<'a>(all: impl IntoIterator<Item = &'a Candidate>) -> Self {
        all.into_iter().fold(Self::default(), Self::with)
    }

    pub(super) fn score(&self, worth: &Worth) -> u32 {
        worth.score(self.scores, self.designs, self.covers.count())
    }
}

/// A set that fits. The greatest is the best: by score, then fewer designs, then the catalog's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    score: u32,
    designs: Reverse<u32>,
    /// One bit per candidate, the first candidate highest, so that of two sets of one size the one with the earlier
    /// design is greater.
    members: u64,
}

impl Found {
    pub(super) fn score(&self) -> i32 {
        self.score as i32
    }

    /// The indices of its candidates.
    pub(super) fn places(self) -> impl Iterator<Item = usize> {
        (0..64).filter(move |place| self.members & bit(*place) != 0)
    }

    /// Whether at most half of its designs are in the other one.
    fn differs_from(&self, other: &Self) -> bool {
        2 * (self.members & other.members).count_ones() <= self.designs.0
    }
}

/// There are at most 64 candidates, because the catalog's check limits its designs.
fn bit(place: usize) -> u64 {
    1 << (63 - place)
}

/// All sets that fit.
pub(super) struct Search<'a> {
    candidates: &'a [Candidate],
    worth: Worth,
    budget: Budget,
    max_designs: usize,
    compared: usize,
    found: Vec<Found>,
}

impl<'a> Search<'a> {
    pub(super) fn new(candidates: &'a [Candidate], worth: Worth, budget: Budget, max_designs: usize) -> Self {
        let mut search = Self { candidates, worth, budget, max_designs, compared: 0, found: Vec::new() };
        search.extend(0, Sums::default(), 0);
        search
    }

    /// Adds every set that extends this one by later candidates. Supersets of a set over a limit are over it too. A set
    /// with a design that adds nothing to the others is compared, but is no bundle: it would take hours for nothing.
    fn extend(&mut self, from: usize, sums: Sums, members: u64) {
        for place in from..self.candidates.len() {
            let sums = sums.with(&self.candidates[place]);
            if !self.budget.allows(&sums) {
                continue;
            }
            let members = members | bit(place);
            let score = sums.score(&self.worth);
            let found = Found { score, designs: Reverse(sums.designs as u32), members };
            self.compared += 1;
            if sums.designs == 1 || self.each_adds(found) {
                self.found.push(found);
            }
            if sums.designs < self.max_designs {
                self.extend(place + 1, sums, members);
            }
        }
    }

    /// Whether each design covers something that no other design of the set covers.
    fn each_adds(&self, found: Found) -> bool {
        let (mut once, mut again) = (Covered::default(), Covered::default());
        for place in found.places() {
            let covers = self.candidates[place].covers;
            again = again.with(covers.and(once));
            once = once.with(covers);
        }
        let alone = once.without(again);
        found.places().all(|place| self.candidates[place].covers.and(alone).count() > 0)
    }

    /// The sets of two or more that are worth more than each of their designs alone, in the order of the search.
    pub(super) fn above_their_parts(self) -> impl Iterator<Item = Found> {
        let alone = |place: usize| Sums::default().with(&self.candidates[place]).score(&self.worth);
        let alone: Vec<u32> = (0..self.candidates.len()).map(alone).collect();
        let is_above =
            move |found: &Found| found.designs.0 > 1 && found.places().all(|place| found.score > alone[place]);
        self.found.into_iter().filter(is_above)
    }

    pub(super) fn compared(&self) -> usize {
        self.compared
    }

    /// The best sets; each shares at most half of its designs with every one before it.
    pub(super) fn best(self, top: usize) -> Vec<Found> {
        let mut rest = BinaryHeap::from(self.found);
        let mut best: Vec<Found> = Vec::new();
        while best.len() < top
            && let Some(next) = rest.pop()
        {
            if best.iter().all(|earlier| next.differs_from(earlier)) {
                best.push(next);
            }
        }
        best
    }
}
