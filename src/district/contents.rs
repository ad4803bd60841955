//! What a report has: counts, schools, teams, and what the other files add up.

use super::{By, Condition, Dollars, First, Graded, Starts, TermReport};
use crate::catalogue::DesignIndex;
use crate::cohorts::{CohortError, Cohorts};
use crate::sentences::Statement;

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
