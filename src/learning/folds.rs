//! How wide the prior is: folds of schools, with the narrowest width that is not worse by more than one standard error.

use super::chance::hash;
use super::fit::{Prior, fit};
use super::moments::Moments;
use super::rows::Rows;

/// How many folds there are.
pub const FOLDS: usize = 5;

/// The prior variances that are tried, as multiples of what the grades say; 0 leaves the model as it is.
pub const WIDTHS: [f64; 5] = [0.0, 1.0 / 16.0, 0.25, 1.0, 4.0];

/// Returns the fold of each school: by a hash of its name, and folds of equal numbers of schools.
pub fn of_schools(rows: &Rows) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.school_names.len()).collect();
    order.sort_by_key(|school| (hash(&rows.school_names[*school]), *school));
    let mut folds = vec![0; order.len()];
    order.into_iter().enumerate().for_each(|(at, school)| folds[school] = at % FOLDS);
    folds
}

/// Returns the width that predicts the folds, each by the others.
pub fn width(folds: &[&Moments], prior: &Prior) -> f64 {
    let mut errors: Vec<Vec<f64>> = vec![Vec::new(); WIDTHS.len()];
    for (at, held) in folds.iter().enumerate().filter(|(_, held)| held.count > 0.0) {
        let others = folds.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, fold)| *fold);
        let Some(reduced) = Moments::sum(others).and_then(|sum| sum.reduced()) else { return 0.0 };
        for (width, errors) in WIDTHS.iter().zip(&mut errors) {
            let Some(fitted) = fit(&reduced, prior, *width) else { return 0.0 };
            errors.push(held.error(&fitted.coefficients) / held.count);
        }
    }
    narrowest(&errors)
}

/// The narrowest width whose errors exceed the best one's by at most one standard error of their difference.
fn narrowest(errors: &[Vec<f64>]) -> f64 {
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
    let best = (0..errors.len()).fold(0, |best, at| if mean(&errors[at]) < mean(&errors[best]) { at } else { best });
    let is_close = |at: &usize| {
        let gaps: Vec<f64> = errors[*at].iter().zip(&errors[best]).map(|(one, best)| one - best).collect();
        let center = mean(&gaps);
        let count = gaps.len() as f64;
        let squares: f64 = gaps.iter().map(|gap| (gap - center) * (gap - center)).sum();
        center <= (squares / (count - 1.0).max(1.0) / count.max(1.0)).sqrt()
    };
    (0..errors.len()).find(is_close).map_or(0.0, |at| WIDTHS[at])
}
