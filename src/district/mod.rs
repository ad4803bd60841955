//! A whole district on one page: what holds its teams back, the first designs, who gets the strong ones, what they cost,
//! and what cohorts and an allocation add.
//!
//! `figures.rs` scores each team once; everything else adds up these figures in whole numbers, so the order of the teams
//! does not matter. A team of too few people is left out before anything is counted ([`District`] depends on it in the
//! number of such teams alone), so nothing about it can be computed from any sum.

mod by;
mod conditions;
mod contents;
mod figures;
mod firsts;
mod money;
mod notes;
mod numbers;
mod plan;
mod report;
mod spelling;
mod teams;
mod tell;

pub use by::{By, Group, MOST_COLUMNS, MOST_VALUES, Values};
pub use conditions::Condition;
pub use contents::{Counts, District, School, TeamLine};
pub use firsts::{First, Graded, Starts};
pub use money::Dollars;
pub use plan::{Planned, TermReport};
pub use report::{keep, report};
pub use teams::{DistrictError, DistrictTeam, Kept, MOST_TEAMS, Rejected};
pub use tell::{group_name, in_dollars, name_of};
