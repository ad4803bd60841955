//! Data without cohorts: the same answers to each question, and the same covariance, but nothing else.
//!
//! Normal rows with that covariance alone would not do. Answers are whole levels, and a question that counts for much
//! leaves gaps between the teams at each level; halves of the teams then agree on sides of a gap, although nothing but
//! that one question groups them. So each column of the normal rows gets the real column's own values, in the order of
//! the normal ones, and the covariance that is lost by this is added before.

use ndarray::{Array2, ArrayView2, Axis};

use super::chance::Chance;
use super::map::Spread;

/// Rows that the lost covariance is measured on, and how often it is added.
const MEASURED: usize = 2000;
const CORRECTIONS: usize = 2;

/// Draws rows without cohorts.
#[derive(Clone, Debug)]
pub struct Structureless {
    /// By column, the real values in order.
    values: Vec<Vec<f64>>,
    /// How the normal rows spread, with variances of 1.
    spread: Spread,
}

impl Structureless {
    pub fn new(rows: ArrayView2<'_, f64>, chance: &mut Chance) -> Option<Self> {
        let sorted = |column: ndarray::ArrayView1<'_, f64>| {
            let mut values = column.to_vec();
            values.sort_by(f64::total_cmp);
            values
        };
        let wanted = correlations(rows);
        let mut asked = wanted.clone();
        let mut found = Self { values: rows.axis_iter(Axis(1)).map(sorted).collect(), spread: Spread::of(&asked)? };
        for _ in 0..CORRECTIONS {
            let lost = &wanted - &correlations(found.draw(MEASURED, &mut chance.clone()).view());
            asked += &lost;
            asked.mapv_inplace(|one| one.clamp(-1.0, 1.0));
            found.spread = Spread::of(&asked)?;
        }
        Some(found)
    }

    /// Returns so many rows.
    pub fn draw(&self, count: usize, chance: &mut Chance) -> Array2<f64> {
        let mut rows = self.spread.normal(count, chance);
        for (mut column, values) in rows.axis_iter_mut(Axis(1)).zip(&self.values) {
            let mut order: Vec<usize> = (0..count).collect();
            order.sort_by(|a, b| column[*a].total_cmp(&column[*b]));
            for (rank, row) in order.into_iter().enumerate() {
                column[row] = values[(2 * rank + 1) * values.len() / (2 * count)];
            }
        }
        rows
    }
}

/// Correlations of columns around 0; 0 with a column that is 0 throughout, and 1 of that with itself.
fn correlations(rows: ArrayView2<'_, f64>) -> Array2<f64> {
    let means = rows.mean_axis(Axis(0)).unwrap_or_default();
    let centered = &rows - &means;
    let products = centered.t().dot(&centered);
    let length = |at: usize| products[[at, at]].sqrt();
    Array2::from_shape_fn(products.dim(), |(a, b)| match length(a) * length(b) {
        _ if a == b => 1.0,
        lengths if lengths > 0.0 => products[[a, b]] / lengths,
        _ => 0.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_without_cohorts_keep_their_values_and_covariance() {
        let mut chance = Chance::new(5);
        let mut rows = Array2::from_shape_fn((500, 4), |_| chance.normal());
        for mut row in rows.axis_iter_mut(Axis(0)) {
            row[1] = (row[0] * 1.5 + row[1] * 0.5).round().clamp(-1.0, 1.0);
            row[2] = if row[2] > 0.8 { 1.0 } else { 0.0 };
            row[3] = -0.6 * row[0] + 0.8 * row[3];
        }
        let drawn = Structureless::new(rows.view(), &mut chance).unwrap().draw(500, &mut chance);
        for at in 0..4 {
            let sorted = |rows: &Array2<f64>| {
                let mut column = rows.column(at).to_vec();
                column.sort_by(f64::total_cmp);
                column
            };
            assert_eq!(sorted(&rows), sorted(&drawn), "column {at}");
        }
        let (wanted, found) = (correlations(rows.view()), correlations(drawn.view()));
        let most = (&wanted - &found).iter().fold(0.0_f64, |most, one| most.max(one.abs()));
        assert!(most < 0.1, "{wanted} {found}");
    }
}
