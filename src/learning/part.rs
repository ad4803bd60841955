//! Parts of matrices and vectors, by axis; ndarray's macro for slices needs a lint that this project forbids.

use std::ops::Range;

use ndarray::{ArrayBase, ArrayView1, ArrayView2, Axis, Data, Ix1, Ix2, Slice};

/// Returns some rows and columns.
pub fn block<S: Data<Elem = f64>>(
    of: &ArrayBase<S, Ix2>,
    rows: Range<usize>,
    columns: Range<usize>,
) -> ArrayView2<'_, f64> {
    let mut view = of.view();
    view.slice_axis_inplace(Axis(0), Slice::from(rows));
    view.slice_axis_inplace(Axis(1), Slice::from(columns));
    view
}

/// Returns some entries.
pub fn entries<S: Data<Elem = f64>>(of: &ArrayBase<S, Ix1>, range: Range<usize>) -> ArrayView1<'_, f64> {
    let mut view = of.view();
    view.slice_axis_inplace(Axis(0), Slice::from(range));
    view
}
