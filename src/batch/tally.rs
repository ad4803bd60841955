//! What became of the rows.

/// Rows counted, and the faults of those that were refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub rows: u64,
    pub faults: Vec<Fault>,
}

/// A row that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line that it begins on, or for a format without lines the row; both count from 1.
    pub line: u64,
    pub detail: String,
}
