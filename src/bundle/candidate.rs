//! Candidates: the feasible designs, each with its alternative in the ranking.

use super::marks::{Covered, Marks};
use crate::catalogue::{AlternativeIndex, DesignIndex};
use crate::scoring::{Evaluation, travel_hours};

/// A design as the search uses it. Hours and dollars are in millionths, so that sums are exact.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub design: DesignIndex,
    pub alternative: AlternativeIndex,
    /// In hundredths of a point.
    pub score: u64,
    /// Its minimum hours, with travel.
    pub hours: u64,
    /// Its minimum cost; 0 where none is known.
    pub cost: u64,
    pub covers: Covered,
    pub embeds: bool,
}

/// All candidates in the catalog's order.
pub(super) fn candidates(evaluation: &Evaluation<'_>, marks: &Marks) -> Vec<Candidate> {
    let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
    let mut placed = evaluation.ranking().placed;
    placed.sort_by_key(|place| place.design);
    let candidate = |place: &crate::scoring::Placed| {
        let design = &catalogue.designs[place.design];
        let environment = &catalogue.environments[tables.alternatives[place.alternative].environment];
        let travel = travel_hours(design, environment, &evaluation.profile.setting);
        Candidate {
            design: place.design,
            alternative: place.alternative,
            score: u64::try_from(place.score).expect("parts are floors of nonnegative numbers"),
            hours: millionths(design.dosage.hours.low + travel),
            cost: design.dosage.cost_usd_per_teacher.as_ref().map_or(0, |cost| millionths(cost.low)),
            covers: marks.fully(place.design),
            embeds: catalogue.embeds_practice(place.design),
        }
    };
    placed.iter().map(candidate).collect()
}

pub(super) fn millionths(amount: f64) -> u64 {
    (amount * 1e6).round() as u64
}
