//! Whether the first place can be told apart from the rest.

use crate::catalogue::Catalogue;

use super::mixtures::Mixtures;
use super::ranking::Ranking;
use super::tables::Tables;
use super::weighting::Weighting;

/// How far the model can tell the first place apart. Clear is not proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    CannotSeparate,
    Close,
    Clear,
}

/// The first place against all others.
#[derive(Clone, Debug, PartialEq)]
pub struct Separation {
    pub verdict: Verdict,
    /// Fewer factors are answered than it takes to call anything clear.
    pub too_little_known: bool,
    /// Which place, counted from 0, is hardest to tell from the first, and by how many hundredths it trails.
    pub rival: Option<(usize, i32)>,
    /// Places, counted from 0, that cannot be told from the first; the first is among them.
    pub group: Vec<usize>,
}

/// Compares the first place with every other. `conditional` says whether the first place stands under a condition,
/// which keeps it from being called clear.
pub fn separate(
    catalogue: &Catalogue,
    tables: &Tables,
    weighting: &Weighting,
    mixtures: &Mixtures,
    ranking: &Ranking,
    conditional: bool,
) -> Option<Separation> {
    let first = ranking.placed.first()?;
    let thresholds = &catalogue.model.separation;
    let too_little_known = mixtures.known_share(tables) < thresholds.known_share;
    let mut group = vec![0];
    let mut hardest: Option<(f64, usize, i32)> = None;
    for (place, other) in ranking.placed.iter().enumerate().skip(1) {
        let lead = first.score - other.score;
        let variance =
            weighting.spread().difference_variance(tables, mixtures, first.alternative, other.alternative);
        let deviations = deviations(f64::from(lead) / 100.0, variance);
        if deviations < thresholds.close {
            group.push(place);
        }
        if hardest.is_none_or(|(least, ..)| deviations < least) {
            hardest = Some((deviations, place, lead));
        }
    }
    let deviations = hardest.map_or(f64::INFINITY, |(deviations, ..)| deviations);
    let verdict = if deviations < thresholds.close {
        Verdict::CannotSeparate
    } else if deviations < thresholds.clear || conditional || too_little_known {
        Verdict::Close
    } else {
        Verdict::Clear
    };
    Some(Separation { verdict, too_little_known, rival: hardest.map(|(_, place, lead)| (place, lead)), group })
}

/// The lead in standard deviations; equal scores are never told apart.
fn deviations(lead: f64, variance: f64) -> f64 {
    if lead <= 0.0 {
        0.0
    } else if variance <= 0.0 {
        f64::INFINITY
    } else {
        lead / variance.sqrt()
    }
}
