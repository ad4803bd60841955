//! The outcome of the rows.

/// The number of rows, and the errors of rejected ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub rows: u64,
    pub faults: Vec<Fault>,
}

/// The error of a rejected row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The number of its first line, or of the row for a format without lines; both count from 1.
    pub line: u64,
    pub detail: String,
}
