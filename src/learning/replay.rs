//! What would have come of each model's first places, estimated from what was tried (doubly robust, weights clipped).

use ndarray::Array1;

use super::fit::Fitted;
use super::part::entries;
use super::rows::{Offer, Rows};
use crate::outcomes::Estimate;

/// The largest weight of one record.
const MOST_WEIGHT: f64 = 20.0;

/// The normal quantile of a two-sided interval of 90 %.
const NORMAL: f64 = 1.645;

/// The mean outcome if every team took its first place, against what was chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Replay {
    /// By the current model and by the candidate, as a share of the scale.
    pub value: [f64; 2],
    /// The difference and its interval of 90 %.
    pub gain: Estimate,
    /// How often the first places differ.
    pub changes: f64,
}

/// Replays all rows.
pub fn replay(rows: &Rows, fitted: &Fitted) -> Replay {
    let mut by_school = vec![(0.0, 0.0); rows.school_names.len()];
    let (mut value, mut changes) = ([0.0; 2], 0.0);
    let count = rows.count().max(1) as f64;
    for at in 0..rows.count() {
        let offers = &rows.offers[at];
        let firsts = [first(offers, None), first(offers, Some(&fitted.offsets))];
        let worths = firsts.map(|first| worth(rows, fitted, at, first));
        (0..2).for_each(|which| value[which] += worths[which] / count);
        changes += f64::from(u8::from(firsts[0].design != firsts[1].design)) / count;
        let of = &mut by_school[rows.schools[at]];
        *of = (of.0 + worths[1] - worths[0], of.1 + 1.0);
    }
    let gain = value[1] - value[0];
    let squares: f64 = by_school.iter().map(|(sum, count)| (sum - count * gain).powi(2)).sum();
    let schools = by_school.len() as f64;
    let width = NORMAL * (squares * schools / (schools - 1.0).max(1.0)).sqrt() / count;
    Replay { value, gain: Estimate { value: gain, low: gain - width, high: gain + width }, changes }
}

/// The offer that scores highest, with or without offsets; of equal ones, the first.
fn first<'a>(offers: &'a [Offer], offsets: Option<&Array1<f64>>) -> &'a Offer {
    let score = |offer: &Offer| offer.score + offsets.map_or(0.0, |of| of[offer.design.at()] * offer.gradient);
    offers[1..].iter().fold(&offers[0], |best, offer| if score(offer) > score(best) { offer } else { best })
}

/// What the model predicts of an offer, corrected by what came of it where it was chosen.
fn worth(rows: &Rows, fitted: &Fitted, at: usize, offer: &Offer) -> f64 {
    let predicted = |offer: &Offer| {
        fitted.coefficients[rows.score()] * offer.score
            + fitted.slope * fitted.offsets[offer.design.at()] * offer.gradient
    };
    let mean: f64 = rows.offers[at].iter().map(|offer| offer.share * predicted(offer)).sum();
    let model = predicted(offer) - mean;
    if rows.designs[at] != offer.design {
        return model;
    }
    let row = rows.columns.row(at);
    let outcome = row.len() - 1;
    let missed = row[outcome] - entries(&row, 0..outcome).dot(&fitted.coefficients);
    model + missed * (1.0 / offer.share.max(1e-9)).min(MOST_WEIGHT)
}
