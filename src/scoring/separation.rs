//! Whether the first place can be told apart from the rest.

use crate::catalogue::Catalogue;

use super::evaluation::Evaluation;
use super::mixtures::Mixtures;
use super::parts::Parts;
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

/// How many standard deviations (E9) the better of two alternatives leads by; 0 when their scores are equal.
pub fn apart(evaluation: &Evaluation<'_>, a: usize, b: usize) -> f64 {
    let (tables, weighting) = (evaluation.tables(), evaluation.weighting());
    let pair = Pair { tables, weighting, mixtures: &evaluation.mixtures, parts: &evaluation.parts, a, b };
    let lead = (evaluation.parts.score(a) - evaluation.parts.score(b)).abs();
    deviations(f64::from(lead) / 100.0, pair.variance(pair.of_numbers(a)))
}

/// How far two alternatives can be told apart, whichever of them leads.
pub fn verdict_between(evaluation: &Evaluation<'_>, a: usize, b: usize) -> Verdict {
    let deviations = apart(evaluation, a, b);
    let thresholds = &evaluation.catalogue().model.separation;
    let too_little_known = evaluation.mixtures.known_share(evaluation.tables()) < thresholds.known_share;
    if deviations < thresholds.close {
        Verdict::CannotSeparate
    } else if deviations < thresholds.clear || too_little_known {
        Verdict::Close
    } else {
        Verdict::Clear
    }
}

/// The variance, in squared points, that an alternative's own numbers leave in its score: N(a) of (E9).
pub fn number_variance(evaluation: &Evaluation<'_>, alternative: usize) -> f64 {
    let (tables, weighting) = (evaluation.tables(), evaluation.weighting());
    let Evaluation { mixtures, parts, .. } = evaluation;
    Pair { tables, weighting, mixtures, parts, a: alternative, b: alternative }.of_numbers(alternative)
}

/// Compares the first place with every other. `conditional` says whether the first place stands under a condition,
/// which keeps it from being called clear.
pub fn separate(
    catalogue: &Catalogue,
    tables: &Tables,
    weighting: &Weighting,
    mixtures: &Mixtures,
    parts: &Parts,
    ranking: &Ranking,
    conditional: bool,
) -> Option<Separation> {
    let first = ranking.placed.first()?;
    let thresholds = &catalogue.model.separation;
    let too_little_known = mixtures.known_share(tables) < thresholds.known_share;
    let mut group = vec![0];
    let mut hardest: Option<(f64, usize, i32)> = None;
    let of_first = Pair { tables, weighting, mixtures, parts, a: first.alternative, b: first.alternative };
    let of_first = of_first.of_numbers(first.alternative);
    for (place, other) in ranking.placed.iter().enumerate().skip(1) {
        let lead = first.score - other.score;
        let pair = Pair { tables, weighting, mixtures, parts, a: first.alternative, b: other.alternative };
        let variance = pair.variance(of_first);
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

/// Two alternatives whose scores are told apart, or not (E9): under what is unknown, what the weights leave uncertain
/// at these answers, and how far the designs' own numbers may be off.
struct Pair<'a> {
    tables: &'a Tables,
    weighting: &'a Weighting,
    mixtures: &'a Mixtures,
    parts: &'a Parts,
    a: usize,
    b: usize,
}

impl Pair<'_> {
    /// `numbers` is the variance from the first alternative's own numbers, the same for every pair.
    fn variance(&self, numbers: f64) -> f64 {
        let unknown = self.weighting.spread().unknown_difference_variance(self.tables, self.mixtures, self.a, self.b);
        unknown + self.of_weights() + numbers + self.of_numbers(self.b)
    }

    /// Every row's weight moves the difference by how far the row's own difference lies from the mean one.
    fn of_weights(&self) -> f64 {
        let points = |row: usize, alternative: usize| {
            f64::from(self.weighting.prior_part(row, alternative) + self.parts.row(row, alternative)) / 100.0
        };
        let lead = f64::from(self.parts.score(self.a) - self.parts.score(self.b)) / 100.0;
        let effect = |row: usize| {
            let deviation = self.tables.half_widths[row] / 3.0_f64.sqrt();
            deviation * (points(row, self.a) - points(row, self.b) - self.weighting.share(row) * lead)
        };
        (0..self.tables.rows()).map(effect).map(|effect| effect * effect).sum()
    }

    fn of_numbers(&self, alternative: usize) -> f64 {
        let design = self.tables.alternatives[alternative].design;
        let effect = |term: usize| {
            let mixture = self.mixtures.get(term, design).unwrap_or(&self.tables.priors[term]);
            let width: f64 = mixture
                .held()
                .map(|(cell, share)| share * self.tables.number_half_widths[[term, cell, alternative]])
                .sum();
            width / 3.0_f64.sqrt() * 100.0 * self.weighting.share(self.tables.terms[term].factor)
        };
        (0..self.tables.terms.len()).map(effect).map(|effect| effect * effect).sum()
    }
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
