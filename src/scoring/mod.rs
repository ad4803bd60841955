//! Scoring: from attributes and rules to value functions, look-up tables, blocks, feasibility, ranking and intervals.
//!
//! This module contains the arithmetic of the model, equations (E1) to (E9) of docs/model.md, exact for every printed
//! number. It deliberately leaves out input from outside, sentences about a whole answer, and JSON, and it does not
//! know where weights come from.

mod alternative;
mod answer_of;
mod block;
mod blocks;
mod detail;
mod effects;
mod evaluation;
mod exact;
mod feasibility;
mod gates;
mod gather;
mod interval;
mod mixtures;
mod parts;
mod practice;
mod ranking;
mod rounding;
pub mod rules;
mod separation;
pub mod shapley;
mod tables;
mod watch;
mod weighting;
pub mod whole;

pub use alternative::{Alternative, Basis, Gate, MOST_GATES, Resolved, Transfer};
pub use answer_of::AnswerOf;
pub use block::Block;
pub use blocks::{Blocks, Replaced, is_per_design, replaced};
pub use detail::{Contributed, Detail};
pub use evaluation::{Evaluation, Field};
pub use exact::{parts as exact_parts, score as exact_score};
pub use feasibility::{Feasibility, Limits, Need, Unmet, needs_other_schools, travel_hours};
pub use gates::{Group, UnmetGate, group, unmet_gates};
pub use interval::Interval;
pub use mixtures::{Mixtures, TermMixture};
pub use parts::{Of, Parts};
pub use practice::{needs_more_trust, shows_own_practice, wants_practice};
pub use ranking::{Placed, Ranking, rank};
pub use separation::{Separation, Verdict, apart, number_variance, separate, verdict_between};
pub use tables::{PairTerm, Tables, TransferTerms};
pub use watch::{Stage, Unwatched, Watch};
pub use weighting::{MOST_IMPORTANCE, Multiplier, WeightError, Weighting, middle};
