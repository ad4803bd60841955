//! From records to offsets: what there is, the relation test, the fit, the gate.

use std::collections::BTreeSet;

use super::allowed::allowed;
use super::calibration::{Calibration, bins};
use super::fit::{Fitted, Prior, fit, slope_error};
use super::folds::{FOLDS, of_schools, width};
use super::gate::{better, held};
use super::moments::{Moments, Reduced};
use super::replay::replay;
use super::rows::{Rows, rows, teaches};
use super::{Comparison, Counts, Learning, MOST_EVER, MOST_MOVE, Offset, Relation, Verdict, tell};
use crate::catalogue::DesignIndex;
use crate::outcomes::{OutcomeRecord, Unified, unified};
use crate::scoring::Evaluation;

/// The normal quantile of a one-sided test of 5 %, and of a two-sided interval of 90 %.
pub const NORMAL: f64 = 1.644_853_626_951_472_7;

/// Learns from records; `look` is how often records of these teams were looked at, from 1. The order of the records
/// does not matter.
pub fn learn(typical: &Evaluation<'_>, records: &[OutcomeRecord], look: usize) -> Learning {
    let all = unified(records);
    let rows = rows(typical, &allowed(&all.records));
    let counts = counts(&all, &rows);
    let mut learning = Learning::of_counts(counts);
    if counts.is_enough() {
        look_at(typical, &rows, look, &mut learning);
    }
    learning.summary = tell::summary(typical.catalogue(), &learning);
    learning.notes = tell::notes(&learning);
    learning
}

fn counts(Unified { records, repeated }: &Unified, rows: &Rows) -> Counts {
    let waited = records.iter().filter(|record| record.waited).count();
    let teaching: Vec<&OutcomeRecord> = records.iter().filter(|record| teaches(record)).collect();
    let by_lot = teaching.iter().filter(|record| !record.lot.is_empty());
    let given = teaching.iter().flat_map(|record| &record.results).filter(|result| result.level.teaches()).count();
    Counts {
        records: records.len(),
        waited,
        without_result: records.len() - waited - teaching.len(),
        too_small: given.saturating_sub(rows.count()),
        repeated: *repeated,
        results: rows.count(),
        schools: rows.school_names.len(),
        designs: rows.designs.iter().collect::<BTreeSet<_>>().len(),
        by_lot: by_lot.flat_map(|record| &record.results).filter(|result| result.level.teaches()).count(),
    }
}

/// Returns the prior of the offsets: widths from the grades of each design's values, and the bounds.
pub fn prior(typical: &Evaluation<'_>) -> Prior {
    let (tables, catalogue) = (typical.tables(), typical.catalogue());
    let outcome = tables.transfer.outcome;
    let spread = |design: DesignIndex| {
        let cells = tables.cells(outcome);
        let first = tables.alternatives_of(design).next();
        let width = |cell: usize| first.map_or(0.0, |at| tables.number_half_widths[[outcome.at(), cell, at.at()]]);
        let mean = (0..cells).map(width).sum::<f64>() / cells.max(1) as f64;
        (mean / f64::sqrt(3.0)).max(1e-3)
    };
    let old = |design: DesignIndex| catalogue.learned_offset(design);
    let designs = || tables.all_designs();
    Prior {
        spreads: designs().map(spread).collect(),
        low: designs().map(|design| (-MOST_EVER - old(design)).clamp(-MOST_MOVE, 0.0)).collect(),
        high: designs().map(|design| (MOST_EVER - old(design)).clamp(0.0, MOST_MOVE)).collect(),
    }
}

fn look_at(typical: &Evaluation<'_>, rows: &Rows, look: usize, learning: &mut Learning) {
    let prior = prior(typical);
    let folds = of_schools(rows);
    let moments = Moments::of_folds(rows, &folds, FOLDS);
    learning.verdict = Verdict::NoRelation;
    let Some(reduced) = Moments::sum(moments.iter()).and_then(|sum| sum.reduced()) else { return };
    let Some(plain) = fit(&reduced, &prior, 0.0) else { return };
    let relation = Relation { slope: plain.slope, standard_error: slope_error(rows, &reduced, plain.slope) };
    learning.relation = Some(relation);
    if relation.slope < NORMAL * relation.standard_error || relation.slope <= 0.0 {
        return;
    }
    learning.verdict = Verdict::NothingMoves;
    let width = width(&moments.iter().collect::<Vec<_>>(), &prior);
    let results = results(typical, rows);
    let Some((fitted, offsets)) = candidate(typical, &reduced, &prior, width, &results) else { return };
    learning.offsets = offsets;
    if width == 0.0 {
        return;
    }
    let Some(held) = held(rows, &folds, &moments, &prior) else { return };
    let better = better(rows, &held, look);
    let replay = replay(rows, &fitted);
    // The candidate must not be significantly worse where its first places were tried.
    let is_worse = replay.gain.high < 0.0;
    learning.verdict = if better.is_promoted() && !is_worse { Verdict::Promoted } else { Verdict::NotBetter };
    learning.comparison = Some(Comparison {
        error_fall: better.fall,
        error_fall_low: better.fall_low,
        concordance: better.concordance,
        replay: replay.value,
        replay_gain: replay.gain,
        first_changes: replay.changes,
        calibration: Calibration {
            before: bins(&held.added[0], &held.reached),
            after: bins(&held.added[1], &held.reached),
        },
    });
}

/// By design: its results.
pub fn results(typical: &Evaluation<'_>, rows: &Rows) -> Vec<usize> {
    let mut results = vec![0; typical.tables().all_designs().len()];
    rows.designs.iter().for_each(|design| results[design.at()] += 1);
    results
}

/// Fits with a width of the prior, and returns every offset with its interval; `results` counts them by design.
pub fn candidate(
    typical: &Evaluation<'_>,
    reduced: &Reduced,
    prior: &Prior,
    width: f64,
    results: &[usize],
) -> Option<(Fitted, Vec<Offset>)> {
    // The rule that chooses the width errs toward moving little. What is known of an offset must not look surer for that,
    // so intervals come from a prior at least as wide as the grades say.
    let known = width.max(1.0);
    let (fitted, open) = (fit(reduced, prior, width)?, fit(reduced, prior, known)?);
    let spreads = open.spreads(prior, known)?;
    let of = |design: DesignIndex| {
        let at = design.at();
        let old = typical.catalogue().learned_offset(design);
        let (new, center, half) = (fitted.offsets[at], open.offsets[at], NORMAL * spreads[at]);
        Offset {
            design,
            results: results[at],
            old,
            new: old + new,
            low: old + (center - half).min(new),
            high: old + (center + half).max(new),
            is_bounded: new <= prior.low[at] || new >= prior.high[at],
            missing: missing(&fitted, prior, at, results[at]),
        }
    };
    let offsets = typical.tables().all_designs().map(of).collect();
    Some((fitted, offsets))
}

/// How many more results make the interval half as wide as the prior's: three times the prior's precision must come from
/// them.
fn missing(fitted: &Fitted, prior: &Prior, at: usize, results: usize) -> Option<usize> {
    let each = fitted.products[[at, at]] / (results as f64) * fitted.slope * fitted.slope / fitted.variance;
    let needed = 3.0 / (prior.spreads[at] * prior.spreads[at]) / each;
    (results > 0 && each > 1e-9).then(|| (needed.ceil() as usize).saturating_sub(results))
}
