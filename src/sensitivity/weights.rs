//! How far the weight of each factor may move before another design ranks first.
//!
//! Along the multiplier of one factor, a score is a product of ratios and powers, whose crossings have no closed form.
//! So the search follows the scores from the present multiplier outward in steps of a fiftieth, and halves the first
//! step that loses the first place down to a millionth, the finest multiplier that a request can name. It could miss a
//! first place that is lost and won back within one step, or one beyond a hundredth or a hundred times the present
//! multiplier, where only 0 is checked.

use crate::catalogue::{AlternativeIndex, DesignIndex, FactorIndex};
use crate::scoring::{Evaluation, Multiplier};

use super::course::Course;
use super::rows;

/// The multipliers of one factor's weight under which the first place stays, with the others unchanged.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightStability {
    pub factor: FactorIndex,
    /// The present multiplier; 1 is the catalog's weight.
    pub multiplier: f64,
    /// The smallest with which the first place stays; 0 when no smaller weight changes it.
    pub low: f64,
    /// The largest with which it stays; `None` when up to a hundred times the present weight does not change it.
    pub high: Option<f64>,
    /// The designs that rank first beyond the ends.
    pub below: Option<DesignIndex>,
    pub above: Option<DesignIndex>,
}

/// A weight is near the edge when multiplying or dividing it by less than this changes the first place.
const FAR: f64 = 4.0;

/// How far the search goes, as a multiple or a fraction of the present multiplier.
const FARTHEST: Multiplier = 100;

/// One step is the present multiplier divided by this.
const STEPS: Multiplier = 50;

/// Unrounded scores, as shares of 1, that differ by less than this count as equal.
const SAME: f64 = 1e-9;

impl WeightStability {
    /// The factor by which the weight would have to be multiplied or divided to change the first place.
    fn distance(&self) -> f64 {
        let down = if self.low > 0.0 { self.multiplier / self.low } else { f64::INFINITY };
        let up = self.high.map_or(f64::INFINITY, |high| high / self.multiplier.max(1e-9));
        down.min(up)
    }
}

/// The weights that change the first place before they are four times or a quarter of what they are, the nearest first.
pub fn near_weights(evaluation: &Evaluation<'_>) -> Vec<WeightStability> {
    let mut near = weight_stability(evaluation);
    near.retain(|one| one.distance() < FAR);
    near.sort_by(|a, b| a.distance().total_cmp(&b.distance()));
    near
}

/// The stability of the first place under the weight of every factor that counts now, in the catalog's order. Scores
/// are unrounded; a design that is first by rounding alone may stay behind by as much as it is now.
pub fn weight_stability(evaluation: &Evaluation<'_>) -> Vec<WeightStability> {
    let ranking = evaluation.ranking();
    let Some(first) = ranking.placed.first() else { return Vec::new() };
    let tables = evaluation.tables();
    let open: Vec<AlternativeIndex> = tables
        .all_alternatives()
        .filter(|at| evaluation.field.considered[tables.alternatives[*at].design] && evaluation.is_open(*at))
        .collect();
    let values: Vec<Vec<f64>> =
        (0..rows::count(tables)).map(|row| rows::values(evaluation, row, &open, &|_, _| true)).collect();
    let stability = |factor: FactorIndex| {
        let course = Course::new(evaluation, &open, &values, factor)?;
        Some(Walk::new(&course, first.design).stability(factor))
    };
    tables.all_factors().filter_map(stability).collect()
}

/// A walk along one factor's multiplier.
struct Walk<'a> {
    course: &'a Course<'a>,
    first: DesignIndex,
    start: Multiplier,
    /// How far the first place may be behind.
    slack: f64,
}

impl<'a> Walk<'a> {
    fn new(course: &'a Course<'a>, first: DesignIndex) -> Self {
        let start = course.start();
        let (behind, _) = course.behind(start, first);
        Self { course, first, start, slack: behind.max(0.0) + SAME }
    }

    fn stability(&self, factor: FactorIndex) -> WeightStability {
        let share = |multiplier: Multiplier| multiplier as f64 / 1e6;
        let down = self.leaves(self.course.least(), |at| {
            let next = (at - at.div_ceil(STEPS)).max(self.course.least());
            if next * FARTHEST < self.start { self.course.least() } else { next }
        });
        let up = self.leaves(self.start.saturating_mul(FARTHEST), |at| at + at.div_ceil(STEPS));
        WeightStability {
            factor,
            multiplier: share(self.start),
            low: down.map_or(0.0, |(at, _)| share(at)),
            high: up.map(|(at, _)| share(at)),
            below: down.map(|(_, design)| design),
            above: up.map(|(_, design)| design),
        }
    }

    /// The last multiplier on the way to an end with which the first place stays, and the design that ranks first right
    /// beyond it; `None` where the first place stays up to the end.
    fn leaves(&self, end: Multiplier, next: impl Fn(Multiplier) -> Multiplier) -> Option<(Multiplier, DesignIndex)> {
        let mut stays = self.start;
        while stays != end {
            let further = if end > self.start { next(stays).min(end) } else { next(stays).max(end) };
            if let Some(design) = self.lost_to(further) {
                return Some(self.halve(stays, further, design));
            }
            stays = further;
        }
        None
    }

    /// Narrows a step, at whose beginning the first place stays and at whose end it is lost, down to a millionth.
    fn halve(&self, mut stays: Multiplier, mut lost: Multiplier, mut design: DesignIndex) -> (Multiplier, DesignIndex) {
        while stays.abs_diff(lost) > 1 {
            let middle = stays.midpoint(lost);
            match self.lost_to(middle) {
                Some(other) => (lost, design) = (middle, other),
                None => stays = middle,
            }
        }
        (stays, design)
    }

    /// The design that ranks first instead.
    fn lost_to(&self, multiplier: Multiplier) -> Option<DesignIndex> {
        let (behind, rival) = self.course.behind(multiplier, self.first);
        rival.filter(|_| behind > self.slack)
    }
}
