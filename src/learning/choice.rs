//! How probable each choice was: recorded by lot, or a conditional logit on the score (L2).

use crate::outcomes::OutcomeRecord;

/// The largest slope, per point of score: a choice of the first place alone.
const MOST_SLOPE: f64 = 1000.0;
/// Steps of Newton's method; halving keeps each inside its bounds.
const STEPS: usize = 60;

/// Returns the slope of the logit, per point, from the records in which no lot decided.
pub fn slope(records: &[&OutcomeRecord]) -> f64 {
    let chosen: Vec<(&OutcomeRecord, usize)> = records
        .iter()
        .filter(|record| record.lot.is_empty())
        .filter_map(|record| Some((*record, place(record)?)))
        .collect();
    if chosen.is_empty() {
        return 0.0;
    }
    // The derivative of the log-likelihood falls with the slope, so its root is found by bisection.
    let gradient = |slope: f64| -> f64 {
        let of = |(record, at): &(&OutcomeRecord, usize)| {
            let shares = softmax(record, slope);
            let mean: f64 = record.offered.iter().zip(&shares).map(|(one, share)| one.score * share).sum();
            record.offered[*at].score - mean
        };
        chosen.iter().map(of).sum()
    };
    let (mut low, mut high) = (0.0, MOST_SLOPE);
    if gradient(low) <= 0.0 {
        return 0.0;
    }
    if gradient(high) >= -1e-9 {
        return MOST_SLOPE;
    }
    for _ in 0..STEPS {
        let middle = if low == 0.0 { high / 64.0 } else { f64::sqrt(low * high) };
        if gradient(middle) > 0.0 {
            low = middle
        } else {
            high = middle
        }
        if high / f64::max(low, 1e-12) < 1.0 + 1e-9 || high < 1e-9 {
            break;
        }
    }
    high
}

/// The place of the chosen design among those offered.
fn place(record: &OutcomeRecord) -> Option<usize> {
    record.offered.iter().position(|one| Some(one.design) == record.design)
}

/// By design offered: how probable its choice was. A lot is fair.
pub fn shares(record: &OutcomeRecord, slope: f64) -> Vec<f64> {
    if record.lot.is_empty() {
        return softmax(record, slope);
    }
    let each = 1.0 / record.lot.len() as f64;
    record.offered.iter().map(|one| if record.lot.contains(&one.design) { each } else { 0.0 }).collect()
}

fn softmax(record: &OutcomeRecord, slope: f64) -> Vec<f64> {
    let best = record.offered.iter().map(|one| one.score).fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = record.offered.iter().map(|one| libm::exp(slope * (one.score - best))).collect();
    let all: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / all).collect()
}
