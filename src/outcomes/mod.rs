//! Outcomes: records of what teams did and what came of it, and a report of which designs did what, for whom.
//!
//! A record has the team's profile at the time, the design, what else was on offer, and results tagged by Guskey's level.
//! Satisfaction is shown and never counted. No number depends on a result of too few people, and none is shown of too
//! few teams (`groups.rs`).

mod check;
mod effect;
mod groups;
mod order;
mod record;
mod report;
mod same;
mod split;
mod tell;

pub use check::{Fault, faults};
pub use effect::{Estimate, quantile, t_quantile};
pub use groups::{LEAST_MINIMUM, LEAST_TEAMS, MOST_MINIMUM, MOST_RECORDS, USUAL_MINIMUM, is_shown, teams};
pub use order::sort;
pub use record::{GuskeyLevel, Observed, Offered, OutcomeRecord};
pub use report::{Counts, DesignResult, Group, Measure, Report, report};
pub use same::{Unified, unified};
pub use split::{Split, level_of};
pub use tell::of_hundred;
