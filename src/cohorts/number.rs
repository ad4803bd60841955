//! How many cohorts there are: a number on which halves of the teams agree, and at which teams are closer to their
//! centers than in data without cohorts.

use ndarray::{Array2, ArrayView2, Axis};

use super::Number;
use super::chance::Chance;
use super::fit::{centers, nearest, square};
use super::jobs::run;
use super::strength::{SPLITS, Split, of_split, splits, strength};
use super::structureless::Structureless;
use crate::scoring::Watch;

pub const MOST_COHORTS: usize = 8;

/// The number is chosen on at most so many teams.
const MOST_SAMPLED: usize = 2000;

/// A cohort has at least so many teams on average, in each half.
const LEAST_MEMBERS: usize = 3;

/// The least prediction strength.
const LEAST_STRENGTH: f64 = 0.8;

/// Data sets without cohorts, and by how many of their standard deviations the teams have to be closer to their centers.
const STRUCTURELESS: usize = 10;
const LEAST_DEVIATIONS: f64 = 4.0;

/// Random starts when closeness is measured.
const STARTS: usize = 5;

/// Decides the number of cohorts: of those that halves agree on, more than data without cohorts do, the one that is
/// farthest from such data. `None` if nobody waits for it anymore.
pub fn number_of(rows: ArrayView2<'_, f64>, chance: &mut Chance, watch: &dyn Watch) -> Option<Number> {
    let sample = sampled(rows, chance);
    let most = MOST_COHORTS.min(sample.nrows() / (2 * LEAST_MEMBERS)).max(1);
    let jobs = (2..=most).flat_map(|cohorts| splits(sample.nrows(), chance).into_iter().map(move |of| (cohorts, of)));
    let found = run(jobs.collect(), watch, |(cohorts, split): (usize, Split)| of_split(sample.view(), cohorts, split))?;
    let agreed: Vec<(usize, f64)> = (2..=most).zip(found.chunks(SPLITS).map(strength)).collect();
    let best = agreed.iter().map(|(_, strength)| *strength).fold(0.0, f64::max);
    let mut found = Number { cohorts: 1, strength: best, by_chance: None, deviations: 0.0 };
    let candidates = agreed.into_iter().filter(|(_, strength)| *strength >= LEAST_STRENGTH).collect::<Vec<_>>();
    let Some(without) = Structureless::new(sample.view(), chance).filter(|_| !candidates.is_empty()) else {
        return Some(found);
    };
    for (cohorts, strength) in candidates {
        let (by_chance, deviations) = compared(sample.view(), &without, cohorts, chance, watch)?;
        if strength > by_chance && deviations >= LEAST_DEVIATIONS && deviations > found.deviations {
            found = Number { cohorts, strength, by_chance: Some(by_chance), deviations };
        }
    }
    Some(found)
}

/// A piece of the comparison with data without cohorts: the rows, if not the teams' own, and what is computed of them.
enum Piece {
    Scatter(Option<usize>, Chance),
    Split(usize, Split),
}

/// The mean prediction strength of data without cohorts, and by how many of their standard deviations the teams are
/// closer to their centers.
fn compared(
    sample: ArrayView2<'_, f64>,
    without: &Structureless,
    cohorts: usize,
    chance: &mut Chance,
    watch: &dyn Watch,
) -> Option<(f64, f64)> {
    let (mut drawn, mut pieces) = (Vec::new(), vec![Piece::Scatter(None, chance.for_one())]);
    for at in 0..STRUCTURELESS {
        drawn.push(without.draw(sample.nrows(), chance));
        pieces.extend(splits(sample.nrows(), chance).into_iter().map(|split| Piece::Split(at, split)));
        pieces.push(Piece::Scatter(Some(at), chance.for_one()));
    }
    let found = run(pieces, watch, |piece| match piece {
        Piece::Scatter(None, chance) => scatter(sample, cohorts, chance),
        Piece::Scatter(Some(at), chance) => scatter(drawn[at].view(), cohorts, chance),
        Piece::Split(at, split) => of_split(drawn[at].view(), cohorts, split),
    })?;
    let (own, of_drawn) = found.split_first()?;
    let of_drawn = of_drawn.chunks(SPLITS + 1);
    let strengths: Vec<f64> = of_drawn.clone().map(|one| strength(&one[..SPLITS])).collect();
    let scatters: Vec<f64> = of_drawn.map(|one| one[SPLITS]).collect();
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    let center = mean(&scatters);
    let variance = scatters.iter().map(|one| (one - center) * (one - center)).sum::<f64>() / (STRUCTURELESS - 1) as f64;
    let deviations = if variance > 0.0 { (center - own) / variance.sqrt() } else { 0.0 };
    Some((mean(&strengths), deviations))
}

/// The sum of the squared distances to the nearest centers.
fn scatter(rows: ArrayView2<'_, f64>, cohorts: usize, mut chance: Chance) -> f64 {
    let Some(centers) = centers(rows, cohorts, STARTS, &mut chance) else { return f64::INFINITY };
    let of = nearest(rows, &centers);
    let rows = rows.axis_iter(Axis(0)).zip(of);
    rows.map(|(row, at)| square(row.as_slice().unwrap_or_default(), &centers, at)).sum()
}

/// Returns the rows, or as many of them as the number is chosen on.
pub fn sampled(rows: ArrayView2<'_, f64>, chance: &mut Chance) -> Array2<f64> {
    if rows.nrows() <= MOST_SAMPLED {
        return rows.to_owned();
    }
    let mut chosen = chance.order(rows.nrows());
    chosen.truncate(MOST_SAMPLED);
    chosen.sort_unstable();
    rows.select(Axis(0), &chosen)
}
