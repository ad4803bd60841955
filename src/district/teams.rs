//! The teams of a report, as they are read, and why there may be none.

use crate::catalogue::Profile;

/// The most teams of one report.
pub const MOST_TEAMS: usize = crate::cohorts::MOST_TEAMS;

/// A team with what a file says of it besides the profile.
#[derive(Clone, Debug, Default)]
pub struct DistrictTeam {
    pub profile: Profile,
    /// The name of its school, if the file has one.
    pub school: Option<String>,
    /// Its value in each column that teams are compared by, as written.
    pub values: Vec<Option<String>>,
    /// The line of its row, if it is of a file.
    pub line: Option<u64>,
}

impl DistrictTeam {
    /// Makes a team of a row: its line, its profile, and the cells with its school and its values.
    pub fn new(line: u64, profile: Profile, cells: impl IntoIterator<Item = Option<String>>) -> Self {
        let mut cells = cells.into_iter();
        Self { profile, school: cells.next().flatten(), values: cells.collect(), line: Some(line) }
    }
}

/// The line of a row that was rejected, and its problem.
pub type Rejected = (u64, String);

/// The teams of a report, without those that are too small.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    pub teams: Vec<DistrictTeam>,
    /// Their places in the input.
    pub places: Vec<usize>,
    /// How many were left out.
    pub too_small: usize,
    /// A team of fewer people was left out.
    pub minimum: usize,
    /// The names of the columns that teams are compared by.
    pub by: Vec<String>,
    /// Names that are written in several ways and count as one: of schools, and of the values of each column.
    pub merged: Vec<(Option<usize>, Vec<Vec<String>>)>,
    /// Rows of the file that are no teams.
    pub rejected: Vec<Rejected>,
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DistrictError {
    /// No team is left, of so many.
    NoTeams { teams: usize },
    /// The input has none.
    Empty,
    /// All rows of the file were rejected: how many, and the first.
    AllRejected { rows: usize, first: Rejected },
    /// More teams than [`MOST_TEAMS`].
    TooMany { teams: usize },
    /// A column is named more than once.
    Twice { column: String },
    /// More columns than [`super::MOST_COLUMNS`].
    ManyColumns { columns: usize },
    /// The work was stopped, because nobody waits for it anymore.
    Stopped,
    /// No team has a value in the column.
    NoValues { column: String },
    /// A column of words has more different values than [`super::MOST_VALUES`].
    ManyValues { column: String, values: usize },
    /// Most values of the column are numbers, but not that of a team.
    NoNumber { column: String, team: String, cell: String },
    /// Some numbers of the column have a percent sign; that of a team differs from most.
    SomePercent { column: String, team: String, cell: String },
}
