//! Whether the first place is clearly ahead of the rest.

use crate::answers::CELLS;
use crate::catalogue::{AlternativeIndex, DesignIndex, TermIndex};
use crate::words::named;

use super::blocks::is_per_design;
use super::detail::Detail;
use super::effects::{Effects, of_numbers};
use super::evaluation::Evaluation;
use super::gates::Group;
use super::ranking::Ranking;
use super::tables::Tables;

named! {
    /// How clearly the model can tell the first place apart. Clear does not mean proven.
    Verdict { Clear = "clear", Close = "close", CannotSeparate = "cannot_separate" }
}

/// The first place against all others.
#[derive(Clone, Debug, PartialEq)]
pub struct Separation {
    pub verdict: Verdict,
    /// Whether too few factors are answered to call anything clear.
    pub too_little_known: bool,
    /// Whether the first place's gates leave too little for it to begin now; then it is not called clear.
    pub has_to_build: bool,
    /// The place, counted from 0, that is hardest to tell apart from the first, and how many hundredths it is behind.
    pub rival: Option<(usize, i32)>,
    /// Places, counted from 0, that cannot be told apart from the first; the first is included.
    pub group: Vec<usize>,
}

/// The number of standard deviations (E9) by which the better of two alternatives is ahead; 0 for equal scores.
pub fn apart(evaluation: &Evaluation<'_>, a: AlternativeIndex, b: AlternativeIndex) -> f64 {
    let lead = (evaluation.parts.score(a) - evaluation.parts.score(b)).abs();
    let details = [evaluation.detail(a), evaluation.detail(b)];
    let [a, b] = [0, 1].map(|at| Side::new(&details[at], of_numbers(&details)[at]));
    deviations(f64::from(lead) / 100.0, a.variance_against(&b))
}

/// How clearly two alternatives can be told apart, whichever of them is ahead.
pub fn verdict_between(evaluation: &Evaluation<'_>, a: AlternativeIndex, b: AlternativeIndex) -> Verdict {
    let score = |alternative: AlternativeIndex| evaluation.parts.score(alternative);
    let ahead = if score(a) >= score(b) { a } else { b };
    let has_to_build = evaluation.group(ahead) == Group::WorthBuildingToward;
    verdict(evaluation, apart(evaluation, a, b), has_to_build)
}

fn verdict(evaluation: &Evaluation<'_>, deviations: f64, has_to_build: bool) -> Verdict {
    let thresholds = &evaluation.catalogue().model.separation;
    if deviations < thresholds.close {
        Verdict::CannotSeparate
    } else if deviations < thresholds.clear || too_little_known(evaluation) || has_to_build {
        Verdict::Close
    } else {
        Verdict::Clear
    }
}

fn too_little_known(evaluation: &Evaluation<'_>) -> bool {
    evaluation.mixtures.known_share(evaluation.tables()) < evaluation.catalogue().model.separation.known_share
}

/// The variance, in squared points, of an alternative's score from its own numbers: N(a) of (E9).
pub fn number_variance(evaluation: &Evaluation<'_>, alternative: AlternativeIndex) -> f64 {
    of_numbers(&[evaluation.detail(alternative)])[0]
}

/// Compares the first place with every other one. Takes the detail of every place.
pub fn separate(evaluation: &Evaluation<'_>, ranking: &Ranking, details: &[Detail<'_>]) -> Option<Separation> {
    let first = ranking.placed.first()?;
    let close = evaluation.catalogue().model.separation.close;
    let numbers = of_numbers(details);
    let of_first = Side::new(&details[0], numbers[0]);
    let mut group = vec![0];
    let mut hardest: Option<(f64, usize, i32)> = None;
    for (place, other) in ranking.placed.iter().enumerate().skip(1) {
        let lead = first.score - other.score;
        let variance = of_first.variance_against(&Side::new(&details[place], numbers[place]));
        let deviations = deviations(f64::from(lead) / 100.0, variance);
        if deviations < close {
            group.push(place);
        }
        if hardest.is_none_or(|(least, ..)| deviations < least) {
            hardest = Some((deviations, place, lead));
        }
    }
    let deviations = hardest.map_or(f64::INFINITY, |(deviations, ..)| deviations);
    let has_to_build = evaluation.group(first.alternative) == Group::WorthBuildingToward;
    Some(Separation {
        verdict: verdict(evaluation, deviations, has_to_build),
        too_little_known: too_little_known(evaluation),
        has_to_build,
        rival: hardest.map(|(_, place, lead)| (place, lead)),
        group,
    })
}

/// One of two alternatives to tell apart (E9): under unanswered factors, uncertain weights at these answers, and
/// possible errors in the designs' own numbers.
struct Side<'a> {
    tables: &'a Tables,
    design: DesignIndex,
    weights: Vec<f64>,
    numbers: f64,
    /// The effects of unanswered factors of the team.
    shared: Vec<Open>,
    /// The effects of unanswered factors that have an answer for each design, and the variance from all of them.
    own: Vec<Open>,
    of_own: f64,
}

/// An unanswered term, and the effect of each of its cells.
type Open = (TermIndex, [f64; CELLS]);

impl<'a> Side<'a> {
    fn new(detail: &Detail<'a>, numbers: f64) -> Self {
        let (effects, tables) = (Effects::new(detail), detail.of.tables);
        let open = detail.open().iter().map(|(term, replaced)| (*term, effects.of_cells(replaced)));
        let (own, shared): (Vec<Open>, Vec<Open>) = open.partition(|(term, _)| is_per_design(tables, *term));
        Self {
            tables,
            design: tables.alternatives[detail.alternative()].design,
            weights: effects.of_weights(),
            numbers,
            of_own: own.iter().map(|(term, cells)| variance(tables, *term, |cell| cells[cell])).sum(),
            shared,
            own,
        }
    }

    fn variance_against(&self, other: &Self) -> f64 {
        let weights = self.weights.iter().zip(&other.weights).zip(&self.tables.half_widths);
        let of_weights: f64 = weights.map(|((one, two), width)| (width * (one - two)).powi(2) / 3.0).sum();
        let of_own =
            if self.design == other.design { self.apart(&self.own, &other.own) } else { self.of_own + other.of_own };
        of_weights + self.numbers + other.numbers + self.apart(&self.shared, &other.shared) + of_own
    }

    /// The variance of the difference from factors that are unanswered for both.
    fn apart(&self, one: &[Open], other: &[Open]) -> f64 {
        let pairs = one.iter().zip(other);
        pairs.map(|((term, one), (_, two))| variance(self.tables, *term, |cell| one[cell] - two[cell])).sum()
    }
}

/// A variance under the typical distribution of a term.
fn variance(tables: &Tables, term: TermIndex, effect: impl Fn(usize) -> f64) -> f64 {
    let prior = &tables.priors[term];
    let mean: f64 = prior.held().map(|(cell, share)| share * effect(cell)).sum();
    prior.held().map(|(cell, share)| share * (effect(cell) - mean).powi(2)).sum()
}

/// The difference in standard deviations; equal scores are never told apart.
fn deviations(lead: f64, variance: f64) -> f64 {
    if lead <= 0.0 {
        0.0
    } else if variance <= 0.0 {
        f64::INFINITY
    } else {
        lead / variance.sqrt()
    }
}
