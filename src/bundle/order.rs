//! The order in time of a bundle's designs, by what the catalogue says of them and nothing else.

use std::cmp::Ordering;

use super::candidate::Candidate;
use crate::catalogue::Component;
use crate::scoring::{Evaluation, shows_own_practice};

/// Why a design stands before or after a neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The design before it; for the first, the one after it.
    pub neighbour: usize,
    pub comes: Ordering,
    pub rule: OrderRule,
}

/// What decides between two designs, the first rule that tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderRule {
    /// What embeds practice in the classroom comes last.
    EmbedsLast,
    /// Showing one's own practice to colleagues comes after what does not.
    OwnPracticeLater,
    /// What begins with an earlier component comes first.
    BeginsEarlier,
    /// What ends with an earlier component comes first.
    EndsEarlier,
    /// Nothing tells them apart.
    CatalogueOrder,
}

/// The order is that of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    embeds: bool,
    shows_own: bool,
    begins: Option<Component>,
    ends: Option<Component>,
    design: usize,
}

impl Key {
    fn new(evaluation: &Evaluation<'_>, one: &Candidate) -> Self {
        let catalogue = evaluation.catalogue();
        let components = || catalogue.designs[one.design].components.iter().copied();
        Self {
            embeds: one.embeds,
            shows_own: shows_own_practice(catalogue, evaluation.tables(), one.alternative),
            begins: components().min(),
            ends: components().max(),
            design: one.design,
        }
    }

    /// Why it comes before or after another.
    fn turn(&self, other: &Self) -> Turn {
        let rule = if self.embeds != other.embeds {
            OrderRule::EmbedsLast
        } else if self.shows_own != other.shows_own {
            OrderRule::OwnPracticeLater
        } else if self.begins != other.begins {
            OrderRule::BeginsEarlier
        } else if self.ends != other.ends {
            OrderRule::EndsEarlier
        } else {
            OrderRule::CatalogueOrder
        };
        Turn { neighbour: other.design, comes: self.cmp(other), rule }
    }
}

/// The candidates in time, each with the reason for its place against the one before it.
pub(super) fn in_time<'a>(evaluation: &Evaluation<'_>, chosen: &[&'a Candidate]) -> Vec<(&'a Candidate, Option<Turn>)> {
    let mut keyed: Vec<(Key, &Candidate)> = chosen.iter().map(|one| (Key::new(evaluation, one), *one)).collect();
    keyed.sort_by_key(|(key, _)| *key);
    let turn = |place: usize| {
        let neighbour = if place == 0 { 1 } else { place - 1 };
        keyed.get(neighbour).map(|(other, _)| keyed[place].0.turn(other))
    };
    (0..keyed.len()).map(|place| (keyed[place].1, turn(place))).collect()
}
