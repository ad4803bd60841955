//! Scores: from attributes by rules to value functions, look-up tables, parts, feasibility, ranking and intervals.
//!
//! What lives here: the arithmetic of the model, equations (E1) to (E9) of docs/model.md, all of it exact where it is
//! printed. What deliberately does not: reading anything from outside, sentences about a whole answer, JSON. Nothing
//! here knows where weights come from.

mod alternative;
mod blend;
mod conditions;
mod evaluation;
mod exact;
mod feasibility;
mod interval;
mod mixtures;
mod parts;
mod practice;
mod ranking;
pub mod rules;
mod separation;
mod tables;
mod weighting;

pub use alternative::{Alternative, Resolved, Standing};
pub use conditions::{Condition, conditions};
pub use evaluation::{Evaluation, Field};
pub use feasibility::{Feasibility, Limits, Need, Unmet, needs_other_schools, travel_hours};
pub use interval::Interval;
pub use mixtures::{Mixtures, TermMixture};
pub use parts::Parts;
pub use practice::{shows_own_practice, wants_practice};
pub use ranking::{Placed, Ranking, rank};
pub use separation::{Separation, Verdict, apart, number_variance, separate, verdict_between};
pub use tables::{PairTerm, Tables};
pub use weighting::{Multiplier, WeightError, Weighting};
