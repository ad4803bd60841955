//! What was learned as JSON.

use crate::advisor::Advisor;
use crate::catalogue::Catalogue;
use crate::learning::{Bin, Comparison, Counts, Learning, Offset, Pool, PoolComparison, Pooled, Relation};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::range::RangePart;
use crate::wire::answered::statement::StatementText;
use crate::wire::kit::number::to_json;
use crate::wire::kit::view::{View, view, views};

view! {
    /// What outcomes taught the model.
    pub struct LearningAnswer<'a> from (learning: &'a Learning, advisor: &'a Advisor) {
        /// `too_few`, `no_relation`, `nothing_moves`, `not_better` or `promoted`.
        verdict: &'a str = learning.verdict.id(),
        summary: Vec<StatementText<'a>> = views(&learning.summary),
        notes: Vec<StatementText<'a>> = views(&learning.notes),
        counts: LearningCounts = View::view(&learning.counts),
        /// Null if there are too few records to look.
        relation: Option<RelationPart> = learning.relation.as_ref().map(View::view),
        offsets: Vec<OffsetPart<'a>> = views(learning.offsets.iter().map(|one| (one, advisor.catalogue()))),
        /// Null if there is no candidate.
        comparison: Option<ComparisonPart> = learning.comparison.as_ref().map(View::view),
        /// The districts, if their sums were pooled; null if records were read.
        pool: Option<PoolPart<'a>> = learning.pool.as_ref().map(View::view),
        /// The model that was learned from.
        provenance: Provenance<'a> = advisor.into(),
    }

    struct LearningCounts from (counts: &Counts) {
        records: usize = counts.records,
        waited: usize = counts.waited,
        without_result: usize = counts.without_result,
        /// Results of too few people, or of designs or measures of too few teams; they enter no number.
        too_small: usize = counts.too_small,
        /// Records that were given again, equal in everything; they count once.
        repeated: usize = counts.repeated,
        /// Results of use or students.
        results: usize = counts.results,
        schools: usize = counts.schools,
        designs: usize = counts.designs,
        by_lot: usize = counts.by_lot,
    }

    struct RelationPart from (one: &Relation) {
        /// The change of the outcome, in points of 100 of its scale, for a score higher by 100 points.
        slope: f64 = one.slope * 100.0,
        standard_error: f64 = one.standard_error * 100.0,
    }

    /// What is added to a design's value for every outcome, in points of 100.
    struct OffsetPart<'a> from (one: &Offset, catalogue: &'a Catalogue) {
        design: &'a str = &catalogue.designs[one.design].id,
        results: usize = one.results,
        old: f64 = one.old * 100.0,
        new: f64 = one.new * 100.0,
        low: f64 = one.low * 100.0,
        high: f64 = one.high * 100.0,
        is_bounded: bool = one.is_bounded,
        /// Results until the interval is half as wide as before any.
        missing: Option<usize> = one.missing,
    }

    struct ComparisonPart from (one: &Comparison) {
        /// The fall of the mean squared error in percent, and its lower bound.
        error_fall: f64 = one.error_fall * 100.0,
        error_fall_low: f64 = one.error_fall_low * 100.0,
        /// Pairs of results in the predicted order, in percent, now and with the candidate.
        concordance: Vec<f64> = one.concordance.map(|share| share * 100.0).to_vec(),
        /// The estimated gain of each model's first place over what was chosen, in points of 100.
        replay: Vec<f64> = one.replay.map(|share| share * 100.0).to_vec(),
        /// The difference with its interval of 90 %.
        replay_gain: RangePart = View::view(&one.replay_gain),
        /// Teams whose first place changes, in percent.
        first_changes: f64 = one.first_changes * 100.0,
        /// Tenths of results by prediction.
        calibration_before: Vec<BinPart> = views(one.calibration.before.iter()),
        calibration_after: Vec<BinPart> = views(one.calibration.after.iter()),
    }

    struct PoolPart<'a> from (pool: &'a Pool) {
        /// The most results of one district that count.
        cap: usize = pool.cap,
        districts: Vec<DistrictPart<'a>> = views(pool.districts.iter()),
        /// On districts that the fit did not see; null if there is no candidate.
        comparison: Option<PoolComparisonPart> = pool.comparison.as_ref().map(View::view),
    }

    struct DistrictPart<'a> from (one: &'a Pooled) {
        district: &'a str = &one.name,
        results: usize = one.results,
        schools: usize = one.schools,
        /// What each result counts, in percent; 0 if the district is left out because it contradicts the score.
        weight: f64 = one.weight * 100.0,
        /// The district alone; null if its score does not vary.
        relation: Option<RelationPart> = one.relation.as_ref().map(View::view),
    }

    struct PoolComparisonPart from (one: &PoolComparison) {
        /// The fall of the mean squared error in percent, and its lower bound.
        error_fall: f64 = one.error_fall * 100.0,
        error_fall_low: f64 = one.error_fall_low * 100.0,
        /// The correlation of predicted and reached results in percent, now and with the candidate.
        correlation: Vec<f64> = one.correlation.map(|share| share * 100.0).to_vec(),
    }

    struct BinPart from (bin: &Bin) {
        predicted: f64 = bin.predicted * 100.0,
        reached: f64 = bin.reached * 100.0,
        /// The isotonic curve.
        curve: f64 = bin.curve * 100.0,
        results: usize = bin.count,
    }
}

impl LearningAnswer<'_> {
    /// Returns what was learned as JSON.
    pub fn json(advisor: &Advisor, learning: &Learning) -> Vec<u8> {
        to_json(&LearningAnswer::view((learning, advisor)))
    }
}
