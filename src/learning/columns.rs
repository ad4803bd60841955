//! Columns of a regression: centered within groups, and scaled.

use ndarray::{Array2, Axis};

use super::moments::LEAST_SPREAD;

/// Takes the mean of each group from every column.
pub fn center(columns: &mut Array2<f64>, groups: &[usize]) {
    let count = groups.iter().max().map_or(0, |last| last + 1);
    let mut means = Array2::<f64>::zeros((count, columns.ncols()));
    let mut sizes = vec![0.0; count];
    for (row, group) in columns.axis_iter(Axis(0)).zip(groups) {
        let mut mean = means.row_mut(*group);
        mean += &row;
        sizes[*group] += 1.0;
    }
    means.axis_iter_mut(Axis(0)).zip(&sizes).for_each(|(mut mean, size)| mean /= f64::max(*size, 1.0));
    for (mut row, group) in columns.axis_iter_mut(Axis(0)).zip(groups) {
        row -= &means.row(*group);
    }
}

/// Scales the context to a standard deviation of 1, so that one ridge suits every column.
pub fn standardize(columns: &mut Array2<f64>, contexts: usize) {
    let count = columns.nrows().max(1) as f64;
    for at in 0..contexts {
        let mut column = columns.column_mut(at);
        let spread = (column.iter().map(|one| one * one).sum::<f64>() / count).sqrt();
        if spread > LEAST_SPREAD {
            column /= spread;
        } else {
            column.fill(0.0);
        }
    }
}
