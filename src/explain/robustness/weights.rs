//! How far the weight of each factor may move before another design comes first.
//!
//! Along the multiplier of one factor every alternative's score, up to the common sum of weights, is a line, with a kink
//! where an interaction begins or ends to count by the other factor. So the ends are found exactly: they are crossings
//! of two lines.

use crate::scoring::Evaluation;

use super::surface::row_points;

/// The multipliers of one factor's weight under which the first place stays; the others as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightStability {
    pub factor: usize,
    /// As it is now; 1 is the catalogue's weight.
    pub multiplier: f64,
    /// 0 when no smaller weight changes the first place.
    pub low: f64,
    /// `None` when no larger weight changes it.
    pub high: Option<f64>,
    /// Designs that come first beyond the ends.
    pub below: Option<usize>,
    pub above: Option<usize>,
}

/// A weight has to be multiplied or divided by less than this to be near.
const FAR: f64 = 4.0;

impl WeightStability {
    /// By what factor the weight would have to be multiplied or divided to change the first place.
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

/// The stability of the first place under the weight of every factor that weighs anything now, in the catalogue's order. Scores are taken unrounded.
pub fn weight_stability(evaluation: &Evaluation<'_>) -> Vec<WeightStability> {
    let ranking = evaluation.ranking();
    let Some(first) = ranking.placed.first() else { return Vec::new() };
    let tables = evaluation.tables();
    let points: Vec<Vec<f64>> = (0..tables.rows())
        .map(|row| (0..tables.alternatives.len()).map(|alternative| row_points(evaluation, row, alternative)).collect())
        .collect();
    let open: Vec<usize> = (0..tables.alternatives.len())
        .filter(|alternative| {
            evaluation.field.considered[tables.alternatives[*alternative].design] && evaluation.is_open(*alternative)
        })
        .collect();
    let walk = Walk { evaluation, points, open, first: first.design };
    (0..tables.factors()).filter_map(|factor| walk.stability(factor)).collect()
}

struct Walk<'a> {
    evaluation: &'a Evaluation<'a>,
    /// By row and alternative, under the weights as they are.
    points: Vec<Vec<f64>>,
    open: Vec<usize>,
    first: usize,
}

/// A score along a multiplier: `start + slope · x`.
#[derive(Clone, Copy)]
struct Line {
    design: usize,
    start: f64,
    slope: f64,
}

impl Walk<'_> {
    fn stability(&self, factor: usize) -> Option<WeightStability> {
        let weighting = self.evaluation.weighting();
        let multiplier = weighting.multipliers()[factor] as f64 / 1e6;
        // Of a factor without weight there is nothing to multiply.
        if self.points[factor].iter().all(|points| *points == 0.0) {
            return None;
        }
        let kinks = self.kinks(factor, multiplier);
        let mut low = (0.0, None);
        let mut above = (None, None);
        for ends in kinks.windows(2).rev().filter(|ends| ends[0] < multiplier) {
            let to = ends[1].min(multiplier);
            if let Some((at, design)) = self.leaves(factor, multiplier, to, ends[0]) {
                low = (at, Some(design));
                break;
            }
        }
        for ends in kinks.windows(2).filter(|ends| ends[1] > multiplier) {
            let from = ends[0].max(multiplier);
            if let Some((at, design)) = self.leaves(factor, multiplier, from, ends[1]) {
                above = (Some(at), Some(design));
                break;
            }
        }
        Some(WeightStability { factor, multiplier, low: low.0, high: above.0, below: low.1, above: above.1 })
    }

    /// 0, where interactions of the factor change over to the other factor's multiplier, and without end.
    fn kinks(&self, factor: usize, multiplier: f64) -> Vec<f64> {
        let multipliers = self.evaluation.weighting().multipliers();
        let pairs = self.evaluation.tables().pair_terms.iter();
        let others = pairs.filter_map(|pair| match factor {
            factor if factor == pair.first_factor => Some(pair.second_factor),
            factor if factor == pair.second_factor => Some(pair.first_factor),
            _ => None,
        });
        let mut kinks: Vec<f64> = others.map(|other| multipliers[other] as f64 / 1e6).collect();
        kinks.extend([0.0, multiplier, f64::INFINITY]);
        kinks.sort_by(f64::total_cmp);
        kinks.dedup();
        kinks
    }

    /// Where between two multipliers without a kink between them the first place is lost, going from the one to the
    /// other, and to which design.
    fn leaves(&self, factor: usize, multiplier: f64, from: f64, to: f64) -> Option<(f64, usize)> {
        let lines = self.lines(factor, multiplier, if to.is_finite() { (from + to) / 2.0 } else { from + 1.0 });
        let (own, rivals): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.design == self.first);
        let toward = if to > from { 1.0 } else { -1.0 };
        let crossing = |a: &Line, b: &Line| {
            let at = (a.start - b.start) / (b.slope - a.slope);
            let inside = at.is_finite() && (at - from) * toward >= 0.0 && (to - at) * toward >= 0.0;
            inside.then_some(at)
        };
        let mut at: Vec<f64> = own.iter().flat_map(|a| rivals.iter().filter_map(move |b| crossing(a, b))).collect();
        at.push(from);
        at.sort_by(|a, b| (toward * a).total_cmp(&(toward * b)));
        at.dedup();
        for (index, here) in at.iter().enumerate() {
            let next = at.get(index + 1).copied().unwrap_or(to);
            // In the middle of two crossings the order is settled; beyond the last one, a little further on.
            let beyond = if next.is_finite() { (here + next) / 2.0 } else { here + 1.0 };
            let best = |lines: &[Line]| {
                lines
                    .iter()
                    .map(|line| (line.start + line.slope * beyond, line.design))
                    .max_by(|a, b| a.0.total_cmp(&b.0))
            };
            let (Some(own), Some(rival)) = (best(&own), best(&rivals)) else { return None };
            if rival.0 > own.0 && beyond != *here {
                return Some((*here, rival.1));
            }
        }
        None
    }

    /// The lines that hold around a multiplier.
    fn lines(&self, factor: usize, multiplier: f64, around: f64) -> Vec<Line> {
        let tables = self.evaluation.tables();
        let multipliers = self.evaluation.weighting().multipliers();
        let line = |alternative: &usize| {
            let mut line = Line { design: tables.alternatives[*alternative].design, start: 0.0, slope: 0.0 };
            for row in 0..tables.rows() {
                let points = self.points[row][*alternative];
                let pair = row.checked_sub(tables.factors()).map(|pair| &tables.pair_terms[pair]);
                let other = pair.and_then(|pair| match factor {
                    factor if factor == pair.first_factor => Some(pair.second_factor),
                    factor if factor == pair.second_factor => Some(pair.first_factor),
                    _ => None,
                });
                match other {
                    _ if row == factor => line.slope += points / multiplier,
                    None => line.start += points,
                    Some(other) => {
                        let other = multipliers[other] as f64 / 1e6;
                        let catalogue = points / multiplier.min(other);
                        if !catalogue.is_finite() {
                            continue;
                        }
                        if around < other { line.slope += catalogue } else { line.start += catalogue * other }
                    }
                }
            }
            line
        };
        self.open.iter().map(line).collect()
    }
}
