//! A pool of districts' sums: each district capped, one that contradicts left out, and a gate by districts (L7 to L9).

use ndarray::Array1;

use super::estimate::{candidate, prior};
use super::fit::{Prior, fit};
use super::folds::width;
use super::moments::Moments;
use super::pool_gate::{PoolComparison, compare, folds, of_folds, slope_error};
use super::sums::Sums;
use super::{Counts, Learning, Relation, Verdict, tell};
use crate::outcomes::t_quantile;
use crate::scoring::Evaluation;

/// The fewest districts of a pool, without those that are left out.
pub const LEAST_DISTRICTS: usize = 5;

/// The error of the test by which a district is left out, over all districts.
const ALPHA: f64 = 0.05;

/// What a pool is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// By name.
    pub districts: Vec<Pooled>,
    /// The most results of one district that count: the median.
    pub cap: usize,
    /// `None` if there is no candidate.
    pub comparison: Option<PoolComparison>,
}

impl Pool {
    /// Returns how many districts are not left out.
    pub fn counted(&self) -> usize {
        self.districts.iter().filter(|district| !district.is_left_out()).count()
    }
}

/// A district of a pool.
#[derive(Clone, Debug, PartialEq)]
pub struct Pooled {
    pub name: String,
    pub results: usize,
    pub schools: usize,
    /// What each of its results counts: below 1 if it has more than the cap, 0 if it is left out.
    pub weight: f64,
    /// Its outcomes on the score alone; `None` if the score does not vary.
    pub relation: Option<Relation>,
}

impl Pooled {
    /// Whether its own outcomes contradict the score, so that it is left out.
    pub fn is_left_out(&self) -> bool {
        self.weight == 0.0
    }
}

/// Learns from sums of districts; `look` is how often they were looked at, from 1. Their order does not matter. The sums
/// must have no [fault](Sums::fault).
pub fn pool(typical: &Evaluation<'_>, sums: &[Sums], look: usize) -> Learning {
    let mut sums: Vec<&Sums> = sums.iter().collect();
    sums.sort_by(|a, b| a.district.cmp(&b.district));
    let prior = prior(typical);
    let (districts, cap) = weighted(&sums, &prior);
    let kept: Vec<(&Sums, f64)> = sums
        .into_iter()
        .zip(&districts)
        .map(|(of, district)| (of, district.weight))
        .filter(|one| one.1 > 0.0)
        .collect();
    let results = results(typical, &kept);
    let mut learning = Learning::of_counts(counts(&kept, &results));
    let is_enough = learning.counts.is_enough() && kept.len() >= LEAST_DISTRICTS;
    learning.pool = Some(Pool { districts, cap, comparison: None });
    if is_enough {
        look_at(typical, &prior, &kept, &results, look, &mut learning);
    }
    learning.summary = tell::summary(typical.catalogue(), &learning);
    learning.notes = tell::notes(&learning);
    learning
}

/// Weighs each district: 0 if its own outcomes fall where the score rises, by more than chance over all districts.
fn weighted(sums: &[&Sums], prior: &Prior) -> (Vec<Pooled>, usize) {
    let relations: Vec<Option<Relation>> = sums.iter().map(|of| alone(of, prior)).collect();
    let share = 1.0 - ALPHA / sums.len().max(1) as f64;
    let contradicts = |at: usize| {
        let degrees = (sums[at].results as f64 - sums[at].products.ncols() as f64).max(3.0);
        relations[at].is_some_and(|one| one.slope < -t_quantile(share, degrees) * one.standard_error)
    };
    let mut counts: Vec<usize> = (0..sums.len()).filter(|at| !contradicts(*at)).map(|at| sums[at].results).collect();
    counts.sort_unstable();
    // Of an even number, the smaller of the two in the middle.
    let cap = counts.get(counts.len().saturating_sub(1) / 2).copied().unwrap_or(0);
    let district = |(at, of): (usize, &&Sums)| Pooled {
        name: of.district.clone(),
        results: of.results,
        schools: of.schools,
        weight: if contradicts(at) { 0.0 } else { (cap as f64 / of.results.max(1) as f64).min(1.0) },
        relation: relations[at],
    };
    (sums.iter().enumerate().map(district).collect(), cap)
}

/// A district's own slope. Its standard error comes from the sums, because a district could state any.
fn alone(of: &Sums, prior: &Prior) -> Option<Relation> {
    let moments = of.moments();
    let reduced = moments.scaled(&moments.scales(), 1.0).reduced()?;
    let plain = fit(&reduced, prior, 0.0)?;
    Some(Relation { slope: plain.slope, standard_error: (plain.variance / reduced.products[[0, 0]]).sqrt() })
}

/// By design: results, as far as they count.
fn results(typical: &Evaluation<'_>, kept: &[(&Sums, f64)]) -> Vec<usize> {
    let of = |at: usize| kept.iter().map(|(of, weight)| of.designs[at] as f64 * weight).sum::<f64>();
    (0..typical.tables().all_designs().len()).map(|at| of(at).round() as usize).collect()
}

fn counts(kept: &[(&Sums, f64)], results: &[usize]) -> Counts {
    let all = |of: fn(&Sums) -> usize| kept.iter().map(|one| of(one.0)).sum::<usize>();
    let counted: f64 = kept.iter().map(|(of, weight)| of.results as f64 * weight).sum();
    Counts {
        records: all(|of| of.results),
        results: counted.round() as usize,
        schools: all(|of| of.schools),
        designs: results.iter().filter(|count| **count > 0).count(),
        by_lot: all(|of| of.by_lot),
        ..Counts::default()
    }
}

fn look_at(
    typical: &Evaluation<'_>,
    prior: &Prior,
    kept: &[(&Sums, f64)],
    results: &[usize],
    look: usize,
    learning: &mut Learning,
) {
    learning.verdict = Verdict::NoRelation;
    let raw: Vec<Moments> = kept.iter().map(|(of, weight)| of.moments().scaled(&ones(of), *weight)).collect();
    let Some(scales) = Moments::sum(raw.iter()).map(|sum| sum.scales()) else { return };
    let moments: Vec<Moments> = raw.iter().map(|one| one.scaled(&scales, 1.0)).collect();
    let Some(reduced) = Moments::sum(moments.iter()).and_then(|sum| sum.reduced()) else { return };
    let Some(plain) = fit(&reduced, prior, 0.0) else { return };
    let relation = Relation { slope: plain.slope, standard_error: slope_error(&moments, &reduced, plain.slope) };
    learning.relation = Some(relation);
    let degrees = moments.len() as f64 - 1.0;
    if relation.slope < t_quantile(1.0 - ALPHA, degrees) * relation.standard_error || relation.slope <= 0.0 {
        return;
    }
    learning.verdict = Verdict::NothingMoves;
    let folds = folds(&kept.iter().map(|one| one.0.district.as_str()).collect::<Vec<_>>());
    let of_folds = of_folds(&moments, &folds);
    let width = width(&of_folds.iter().collect::<Vec<_>>(), prior);
    let Some((_, offsets)) = candidate(typical, &reduced, prior, width, results) else { return };
    learning.offsets = offsets;
    if width == 0.0 {
        return;
    }
    let Some(comparison) = compare(&moments, &folds, &of_folds, prior, look) else { return };
    let is_better = comparison.error_fall_low > 0.0 && comparison.correlation[1] >= comparison.correlation[0];
    learning.verdict = if is_better { Verdict::Promoted } else { Verdict::NotBetter };
    learning.pool.iter_mut().for_each(|pool| pool.comparison = Some(comparison));
}

fn ones(of: &Sums) -> Array1<f64> {
    Array1::ones(of.products.ncols())
}
