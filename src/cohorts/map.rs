//! The map: the two directions in which the teams differ most (principal components of the points).
//!
//! Covariance and eigenvectors; the share of a direction is its eigenvalue over the sum of all. A library's function for
//! components divides by those that it computed, so that two of them always seem to show everything.

use linfa_linalg::eigh::{EigSort, Eigh};
use ndarray::{Array1, Array2, ArrayView2, Axis};

use super::chance::Chance;

/// How rows around 0 spread.
#[derive(Clone, Debug)]
pub struct Spread {
    /// Variances by direction, in square points, largest first.
    pub variances: Array1<f64>,
    /// Column × direction, each of length 1; the largest loading of each is positive.
    pub directions: Array2<f64>,
}

/// Where the teams are in two dimensions.
#[derive(Clone, Debug)]
pub struct Map {
    pub axes: [MapAxis; 2],
    /// By team, in points.
    pub at: Vec<[f64; 2]>,
}

/// One direction of the map.
#[derive(Clone, Debug, Default)]
pub struct MapAxis {
    /// Its share of the variance, 0 to 1.
    pub share: f64,
    /// By column: how much it counts, from -1 to 1; the squares add up to 1.
    pub loadings: Vec<f64>,
}

impl Spread {
    pub fn new(rows: ArrayView2<'_, f64>) -> Option<Self> {
        Self::of(&(rows.t().dot(&rows) / (rows.nrows().max(2) - 1) as f64))
    }

    /// Returns the spread of a covariance; one that no rows can have is brought to the next that they can.
    pub fn of(covariance: &Array2<f64>) -> Option<Self> {
        let (variances, mut directions) = covariance.eigh().ok()?.sort_eig_desc();
        for mut direction in directions.axis_iter_mut(Axis(1)) {
            let largest = direction
                .iter()
                .fold(0.0_f64, |largest, one| if one.abs() > largest.abs() + 1e-12 { *one } else { largest });
            if largest < 0.0 {
                direction.mapv_inplace(|one| -one);
            }
        }
        // Rounding may leave a variance of nothing slightly negative.
        Some(Self { variances: variances.mapv(|variance: f64| variance.max(0.0)), directions })
    }

    /// The share of a direction, 0 to 1.
    pub fn share(&self, direction: usize) -> f64 {
        let all = self.variances.sum();
        self.variances.get(direction).filter(|_| all > 0.0).map_or(0.0, |variance| variance / all)
    }

    pub fn map(&self, rows: ArrayView2<'_, f64>) -> Map {
        let axis = |at: usize| {
            let loadings = (at < self.directions.ncols()).then(|| self.directions.column(at).to_vec());
            MapAxis { share: self.share(at), loadings: loadings.unwrap_or_else(|| vec![0.0; rows.ncols()]) }
        };
        let axes = [axis(0), axis(1)];
        let at = rows.axis_iter(Axis(0)).map(|row| {
            [0, 1].map(|axis| row.iter().zip(&axes[axis].loadings).map(|(point, loading)| point * loading).sum())
        });
        Map { at: at.collect(), axes }
    }

    /// Returns rows of normal numbers with this covariance.
    pub fn normal(&self, count: usize, chance: &mut Chance) -> Array2<f64> {
        let drawn = Array2::from_shape_simple_fn((count, self.variances.len()), || chance.normal());
        (drawn * self.variances.mapv(f64::sqrt)).dot(&self.directions.t())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows around 0 with given deviations by column, mixed by a shear.
    fn rows(count: usize, deviations: &[f64]) -> Array2<f64> {
        let mut chance = Chance::new(7);
        let mut rows =
            Array2::from_shape_fn((count, deviations.len()), |(_, column)| deviations[column] * chance.normal());
        for mut row in rows.axis_iter_mut(Axis(0)) {
            for column in 1..deviations.len() {
                row[column] += 0.4 * row[column - 1];
            }
        }
        let means = rows.mean_axis(Axis(0)).unwrap();
        rows - means
    }

    /// The leading direction by repeated multiplication, without an eigenvalue solver.
    fn by_power(covariance: &Array2<f64>) -> (f64, Array1<f64>) {
        let mut direction = Array1::from_elem(covariance.ncols(), 1.0);
        let mut length = 0.0;
        for _ in 0..5000 {
            direction = covariance.dot(&direction);
            length = direction.dot(&direction).sqrt();
            direction /= length;
        }
        (length, direction)
    }

    #[test]
    fn the_map_equals_a_plain_power_iteration_and_the_shares_are_of_all_variance() {
        let rows = rows(400, &[3.0, 2.0, 1.5, 1.0, 0.2]);
        let spread = Spread::new(rows.view()).unwrap();
        let mut covariance = rows.t().dot(&rows) / 399.0;
        let all = covariance.diag().sum();
        let shares: f64 = (0..5).map(|at| spread.share(at)).sum();
        assert!((shares - 1.0).abs() < 1e-12, "{shares}");
        for at in 0..2 {
            let (variance, direction) = by_power(&covariance);
            let cosine = direction.dot(&spread.directions.column(at));
            assert!((cosine.abs() - 1.0).abs() < 1e-9, "direction {at}: {cosine}");
            assert!((spread.share(at) - variance / all).abs() < 1e-9, "share {at}");
            let column = direction.view().insert_axis(Axis(1));
            covariance = &covariance - &(column.dot(&column.t()) * variance);
        }
        assert!(spread.share(0) + spread.share(1) < 0.95, "two of five directions are not everything");
        let map = spread.map(rows.view());
        let along = |axis: usize| map.at.iter().map(|at| at[axis] * at[axis]).sum::<f64>() / 399.0;
        assert!(
            (along(0) / all - map.axes[0].share).abs() < 1e-12 && (along(1) / all - map.axes[1].share).abs() < 1e-12
        );
        for axis in &map.axes {
            let largest = axis.loadings.iter().fold(0.0_f64, |a, b| if b.abs() > a.abs() { *b } else { a });
            assert!(largest > 0.0, "the largest loading is positive");
        }
    }

    #[test]
    fn a_single_column_has_one_direction_with_everything() {
        let rows = rows(10, &[2.0]);
        let map = Spread::new(rows.view()).unwrap().map(rows.view());
        assert_eq!((map.axes[0].share, map.axes[1].share), (1.0, 0.0));
        assert!(map.at.iter().all(|at| at[1] == 0.0));
    }

    #[test]
    fn normal_rows_have_the_covariance_that_they_are_drawn_from() {
        let rows = rows(400, &[3.0, 2.0, 1.5]);
        let spread = Spread::new(rows.view()).unwrap();
        let drawn = spread.normal(40_000, &mut Chance::new(3));
        let (wanted, found) = (rows.t().dot(&rows) / 399.0, drawn.t().dot(&drawn) / 39_999.0);
        assert!(wanted.iter().zip(&found).all(|(a, b)| (a - b).abs() < 0.2), "{wanted} {found}");
    }
}
