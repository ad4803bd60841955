//! Gates: critical needs that are known to be unmet, and whether a design can begin now.

use crate::answers::{LEVELS, MILLION, mean};
use crate::catalogue::{AlternativeIndex, Catalogue, TermIndex};
use crate::words::named;

use super::mixtures::Mixtures;
use super::rules::Bound;
use super::tables::Tables;
use super::weighting::Weighting;

/// A critical need that is known to be unmet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnmetGate {
    /// Its index among the alternative's gates.
    pub gate: usize,
    pub term: TermIndex,
    pub required: f64,
    pub bound: Bound,
    /// The team's level, or mean, in millionths.
    pub actual_millionths: u64,
    /// The share of the design that is left, in millionths.
    pub keeps_millionths: u64,
}

named! {
    /// Whether a design can begin with the team now.
    Group { CanBeginNow = "can_begin_now", WorthBuildingToward = "worth_building_toward" }
}

/// The gates of an alternative that are known to be unmet.
pub fn unmet_gates(
    tables: &Tables,
    weighting: &Weighting,
    mixtures: &Mixtures,
    alternative: AlternativeIndex,
) -> Vec<UnmetGate> {
    let of = |(at, gate): (usize, &super::alternative::Gate)| {
        let mixture = mixtures.of_team(gate.term)?;
        let keeps = weighting.gate_keeps(alternative, at);
        let left = mean(mixture, |cell| f64::from(keeps[cell.min(LEVELS - 1)]));
        // The shares of a team that meets the need may add up to a little less than 1.
        (left + 1e-6 < MILLION as f64).then(|| UnmetGate {
            gate: at,
            term: gate.term,
            required: gate.required,
            bound: gate.bound,
            actual_millionths: mixtures.mean_millionths(gate.term).unwrap_or(0),
            keeps_millionths: (left + 1e-6) as u64,
        })
    };
    tables.alternatives[alternative].gates.iter().enumerate().filter_map(of).collect()
}

/// Whether an alternative can begin now: its known gates together leave at least the catalog's share.
pub fn group(catalogue: &Catalogue, unmet: &[UnmetGate]) -> Group {
    let keeps: f64 = unmet.iter().map(|gate| gate.keeps_millionths as f64 / 1e6).product();
    if keeps + 1e-9 < catalogue.model.gate.begin_now { Group::WorthBuildingToward } else { Group::CanBeginNow }
}
