//! The order in time of a bundle's designs, based only on the catalog.

use std::cmp::Ordering;

use super::candidate::Candidate;
use crate::catalogue::{Component, DesignIndex};
use crate::scoring::{Evaluation, shows_own_practice};

/// The reason why a design comes before or after a neighbor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The design before it; for the first design, the one after it.
    pub neighbour: DesignIndex,
    pub comes: Ordering,
    pub rule: OrderRule,
}

/// The first rule that decides between two designs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderRule {
    /// Designs that embed practice in the classroom come last.
    EmbedsLast,
    /// Designs that show teachers' own practice to colleagues come later.
    OwnPracticeLater,
    /// Designs that begin with an earlier component come first.
    BeginsEarlier,
    /// Designs that end with an earlier component come first.
    EndsEarlier,
    /// No rule decides; the order is the catalog's.
    CatalogueOrder,
}

/// Sorts by the fields in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    embeds: bool,
    shows_own: bool,
    begins: Option<Component>,
    ends: Option<Component>,
    design: DesignIndex,
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

    /// The reason why it comes before or after another design.
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

/// Sorts the candidates in time, each with the reason for its place relative to its neighbor.
pub(super) fn in_time<'a>(evaluation: &Evaluation<'_>, chosen: &[&'a Candidate]) -> Vec<(&'a Candidate, Option<Turn>)> {
    let mut keyed: Vec<(Key, &Candidate)> = chosen.iter().map(|one| (Key::new(evaluation, one), *one)).collect();
    keyed.sort_by_key(|(key, _)| *key);
    let turn = |place: usize| {
        let neighbour = if place == 0 { 1 } else { place - 1 };
        keyed.get(neighbour).map(|(other, _)| keyed[place].0.turn(other))
    };
    (0..keyed.len()).map(|place| (keyed[place].1, turn(place))).collect()
}
