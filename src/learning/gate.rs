//! Whether a candidate predicts outcomes of schools that it did not see better, by more than chance (L6).

use ndarray::Array1;

use super::chance::Chance;
use super::concordance::concordance;
use super::fit::{Prior, fit};
use super::folds::{FOLDS, width};
use super::moments::Moments;
use super::part::entries;
use super::rows::Rows;

/// Draws of the bootstrap.
const DRAWS: usize = 2_000;
const SEED: u64 = 20_260_701;

/// The error that all looks together may make.
const ALPHA: f64 = 0.05;

/// Predictions of each row by a fit that did not see its school: by the model as it is, and by the candidate.
#[derive(Clone, Debug)]
pub struct Held {
    /// What the score, and then the score with offsets, adds to what context predicts.
    pub added: [Vec<f64>; 2],
    /// The outcome without what context predicts.
    pub reached: Vec<f64>,
}

/// How much better the candidate is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Better {
    /// The fall of the mean squared error, as a share of it, and its lower bound.
    pub fall: f64,
    pub fall_low: f64,
    pub concordance: [f64; 2],
}

impl Better {
    /// Whether the candidate may serve.
    pub fn is_promoted(&self) -> bool {
        self.fall_low > 0.0 && self.concordance[1] >= self.concordance[0]
    }
}

/// Predicts every fold by the others; the width of the prior is chosen within those.
pub fn held(rows: &Rows, folds: &[usize], moments: &[Moments], prior: &Prior) -> Option<Held> {
    let count = rows.count();
    let mut held = Held { added: [vec![0.0; count], vec![0.0; count]], reached: vec![0.0; count] };
    for fold in 0..FOLDS {
        let others: Vec<&Moments> =
            moments.iter().enumerate().filter(|(at, _)| *at != fold).map(|(_, one)| one).collect();
        let reduced = Moments::sum(others.iter().copied())?.reduced()?;
        let plain = fit(&reduced, prior, 0.0)?;
        let moved = fit(&reduced, prior, width(&others, prior))?;
        let (context, rest) = (0..rows.contexts, rows.contexts..rows.columns.ncols() - 1);
        for (at, row) in rows.columns.outer_iter().enumerate().filter(|(at, _)| folds[rows.schools[*at]] == fold) {
            let columns = entries(&row, rest.clone());
            let add = |of: &Array1<f64>| columns.dot(&entries(of, rest.clone()));
            held.added[0][at] = add(&plain.coefficients);
            held.added[1][at] = add(&moved.coefficients);
            let of_context = entries(&row, context.clone()).dot(&entries(&plain.coefficients, context.clone()));
            held.reached[at] = row[rest.end] - of_context;
        }
    }
    Some(held)
}

/// Compares the candidate with the model as it is; `look` is how often these records were looked at, from 1.
pub fn better(rows: &Rows, held: &Held, look: usize) -> Better {
    let schools = rows.school_names.len();
    let mut falls = vec![(0.0, 0.0, 0.0); schools];
    for (at, school) in rows.schools.iter().enumerate() {
        let error = |which: usize| {
            let miss = held.reached[at] - held.added[which][at];
            miss * miss
        };
        let of = &mut falls[*school];
        *of = (of.0 + error(0) - error(1), of.1 + error(0), of.2 + 1.0);
    }
    let total = |of: &mut dyn Iterator<Item = (f64, f64, f64)>| {
        let (fall, error) = of.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        if error > 0.0 { fall / error } else { 0.0 }
    };
    let mut chance = Chance(SEED);
    let mut draws: Vec<f64> =
        (0..DRAWS).map(|_| total(&mut (0..schools).map(|_| falls[chance.below(schools)]))).collect();
    draws.sort_by(f64::total_cmp);
    let of_look = |added: &Vec<f64>| concordance(added, &held.reached, &rows.groups);
    Better {
        fall: total(&mut falls.iter().copied()),
        fall_low: draws.get((error_share(look) * DRAWS as f64) as usize).copied().unwrap_or(0.0),
        concordance: [of_look(&held.added[0]), of_look(&held.added[1])],
    }
}

/// What a look may spend of the error: all looks together spend no more than [`ALPHA`].
pub fn error_share(look: usize) -> f64 {
    let look = look.max(1) as f64;
    ALPHA * 6.0 / (std::f64::consts::PI * std::f64::consts::PI * look * look)
}
