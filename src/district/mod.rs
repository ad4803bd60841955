//! A whole district on one page: what holds its teams back, the first designs, who gets the strong ones, what they cost,
//! and what cohorts and an allocation add.
//!
//! `figures.rs` scores each team once; everything else adds up these figures in whole numbers, so the order of the teams
//! does not matter. A team of too few people is left out before anything is counted ([`District`] depends on it in the
//! number of such teams alone), so nothing about it can be computed from any sum.

mod by;
mod conditions;
mod figures;
mod firsts;
mod money;
mod notes;
mod numbers;
mod plan;
mod report;
mod spelling;
mod tell;

use crate::catalogue::{DesignIndex, GradeId, Profile, TermIndex};
use crate::cohorts::{CohortError, Cohorts};
use crate::sentences::Statement;

pub use by::{MOST_COLUMNS, MOST_VALUES};
pub use plan::Planned;
pub use report::{keep, report};
pub use tell::{group_name, in_dollars, name_of};

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
    /// More columns than [`MOST_COLUMNS`].
    ManyColumns { columns: usize },
    /// The work was stopped, because nobody waits for it anymore.
    Stopped,
    /// No team has a value in the column.
    NoValues { column: String },
    /// A column of words has more different values than [`MOST_VALUES`].
    ManyValues { column: String, values: usize },
    /// Most values of the column are numbers, but not that of a team.
    NoNumber { column: String, team: String, cell: String },
    /// Some numbers of the column have a percent sign; that of a team differs from most.
    SomePercent { column: String, team: String, cell: String },
}

/// What a district sees of its teams. Scores and costs are in hundredths of a point.
#[derive(Debug)]
pub struct District {
    pub counts: Counts,
    /// The lines of the first rows that were rejected, at most ten.
    pub rejected_lines: Vec<u64>,
    /// Conditions that a school can change, those that take most from all teams together first.
    pub conditions: Vec<Condition>,
    /// Schools by name; empty if the teams name none.
    pub schools: Vec<School>,
    /// Every team, by id.
    pub teams: Vec<TeamLine>,
    /// Designs in first place, the most frequent first.
    pub firsts: Vec<First>,
    pub starts: Starts,
    /// The first designs by the best grade of a study with a positive finding, best grade first.
    pub evidence: Vec<Graded>,
    /// What all first designs cost.
    pub cost: Dollars,
    /// Groups by each column that was named.
    pub by: Vec<By>,
    pub cohorts: Result<Cohorts, CohortError>,
    /// The plan of each term, if there is something to divide.
    pub terms: Vec<TermReport>,
    /// The three or four things that matter, first things first.
    pub headlines: Vec<Statement>,
    /// What was left out and what the figures are.
    pub notes: Vec<Statement>,
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Teams with a place in the report.
    pub teams: usize,
    /// Teams of fewer people than the minimum; left out.
    pub too_small: usize,
    /// Teams that answered nothing; they rank as a typical team would.
    pub nothing_known: usize,
    pub schools: usize,
    /// Teams that name no school.
    pub without_school: usize,
    /// Rows of the file that are no teams.
    pub rejected: usize,
    /// People in the teams that state their size.
    pub people: u64,
    /// Teams that do not state their size.
    pub without_size: usize,
}

/// A condition and what it takes from the designs of some teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The place among `Tables::terms`.
    pub term: TermIndex,
    /// The mean cost over the teams that know it, and over the designs that are feasible for each.
    pub cost: i32,
    /// How many teams know it.
    pub teams: usize,
    /// For how many it is the largest cost.
    pub largest: usize,
}

/// A school with the conditions that hold its teams back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    pub name: String,
    pub teams: usize,
    /// Largest first; at most three.
    pub conditions: Vec<Condition>,
    /// The designs in first place with their teams, the most frequent first.
    pub firsts: Vec<(DesignIndex, usize)>,
    /// Teams whose first design can begin now.
    pub can_begin: usize,
    /// The mean score of their first designs; 0 if none has one.
    pub score: i32,
}

/// A team, its own best design, and what the plan gives it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TeamLine {
    pub id: Option<String>,
    pub school: Option<String>,
    /// The design in first place and its score; `None` if none is feasible.
    pub first: Option<(DesignIndex, i32)>,
    /// What it gets in the first term, nothing being `None`, and the score; `None` without a plan.
    pub gets: Option<(Option<DesignIndex>, i32)>,
}

/// A design in first place.
#[derive(Clone, Debug, PartialEq)]
pub struct First {
    pub design: DesignIndex,
    /// Teams for which it ranks first.
    pub teams: usize,
    /// Those among them that can begin now.
    pub can_begin: usize,
    /// Its mean score for them.
    pub score: i32,
    /// The best grade of a study with a positive finding; `None` if there is none.
    pub grade: Option<GradeId>,
    /// What it costs for one teacher in these teams' environments, on average.
    pub each: Dollars,
}

/// How teams can start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Starts {
    /// The first design can begin now.
    pub now: usize,
    /// The first design is worth building toward, and another one can begin now.
    pub another: usize,
    /// Nothing can begin now.
    pub build: usize,
    /// No design is feasible.
    pub none: usize,
}

/// First designs with one grade of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    pub grade: Option<GradeId>,
    pub teams: usize,
}

/// US dollars in whole cents, at the catalog's rates for a school year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dollars {
    pub low: i64,
    pub typical: i64,
    pub high: i64,
}

/// The teams in groups by a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    pub column: String,
    /// Whether the values are numbers, which are put into thirds.
    pub is_number: bool,
    pub groups: Vec<Group>,
    /// Teams without a value.
    pub without: usize,
}

/// A group of teams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The value as written, or the least and the largest of a third.
    pub values: Values,
    pub teams: usize,
    /// The mean score of their first designs.
    pub score: i32,
    /// Teams whose first design can begin now.
    pub can_begin: usize,
    /// Teams whose first design has strong or moderate evidence.
    pub well_studied: usize,
    /// Teams that get a design in the first term, and the mean score of what all of them get; `None` without a plan.
    pub planned: Option<(usize, i32)>,
}

/// What the teams of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    Word(String),
    /// As written: the least and the largest.
    Numbers(String, String),
    /// No value, or a word for a missing one.
    NotStated,
}

/// What the plan of a term shows.
#[derive(Clone, Debug)]
pub struct TermReport {
    pub name: String,
    /// Teams that get a design.
    pub placed: usize,
    /// The designs that teams get, the most frequent first.
    pub designs: Vec<(DesignIndex, usize)>,
    /// What the plan gives, how good it is, and which floor holds.
    pub statements: Vec<Statement>,
    /// Each resource: used, wanted and available, and what more of it would bring.
    pub resources: Vec<(crate::allocation::ResourceLine, Statement)>,
    /// Designs in use now, the one that adds least first.
    pub in_use: Vec<Statement>,
}
