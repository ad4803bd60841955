//! Cohorts: teams that resemble each other in what moves their ranking, what sets each cohort apart, and a map of all.
//!
//! Distances are in points of fit score: [`Column`] scales each answer by how far it moves the designs against each
//! other. `number.rs` decides how many cohorts there are; one is an answer too. No number here depends on a team that
//! is too small to be shown (`catalogue/small.rs`), so none of its answers can be computed from what is.

mod apart;
mod asked;
mod chance;
mod columns;
mod community;
mod designs;
mod fit;
mod jobs;
mod map;
mod members;
mod number;
mod rows;
mod strength;
mod structureless;
mod tell;
mod tell_cohort;

use crate::sentences::Statement;

pub use apart::Difference;
pub use asked::{Asked, CohortError, LEAST_MINIMUM, LEAST_TEAMS, MOST_MINIMUM, MOST_TEAMS, USUAL_MINIMUM};
pub use columns::{Column, Part};
pub use community::{Community, Move};
pub use designs::Suited;
pub use map::{Map, MapAxis};
pub use members::find;
pub use number::MOST_COHORTS;

/// What was found about many teams.
#[derive(Clone, Debug)]
pub struct Cohorts {
    pub counts: Counts,
    /// The answers that teams are compared by.
    pub columns: Vec<Column>,
    pub number: Number,
    /// Largest first. A single one has all teams that are compared.
    pub cohorts: Vec<Cohort>,
    /// The teams that are compared, by id.
    pub members: Vec<Member>,
    pub map: Map,
    /// The answer in words.
    pub summary: Vec<Statement>,
    /// What was left out, and what was assumed.
    pub notes: Vec<Statement>,
}

/// How many teams there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub teams: usize,
    /// Fewer people than the minimum; left out.
    pub too_small: usize,
    /// Too few answers to be compared; left out.
    pub too_little_known: usize,
    pub compared: usize,
    /// Of 100 answers of the teams that are compared, how many are unknown and count as typical.
    pub unknown_of_hundred: usize,
}

/// How the number of cohorts was decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub cohorts: usize,
    /// How well two halves of the teams agree on who belongs together, 0 to 1: of the number chosen, or of the best other
    /// number if there is one cohort.
    pub strength: f64,
    /// The same in data without cohorts, on average; `None` if there is one cohort.
    pub by_chance: Option<f64>,
    /// By how many standard deviations of data without cohorts the teams are closer to their centers; 0 if there is one
    /// cohort.
    pub deviations: f64,
}

/// A group of teams.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// Places in [`Cohorts::members`].
    pub members: Vec<usize>,
    /// Its center on the map, in points.
    pub center: [f64; 2],
    pub name: String,
    /// What sets it apart from the other teams, strongest first; empty for a single cohort.
    pub differences: Vec<Difference>,
    /// The designs that suit it, best first.
    pub suits: Vec<Suited>,
    /// The designs that do not, worst first.
    pub does_not_suit: Vec<Suited>,
    /// What is best worked on together, if the cohort has one need.
    pub community: Option<Community>,
    pub statements: Vec<Statement>,
}

/// A team that is compared.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: Option<String>,
    /// Its place in [`Cohorts::cohorts`]; `None` if it fits nowhere.
    pub cohort: Option<usize>,
    /// Its place on the map, in points.
    pub at: [f64; 2],
    /// Its distance to the center of the nearest cohort, in points.
    pub distance: f64,
}
