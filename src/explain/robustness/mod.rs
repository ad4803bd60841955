//! How sure the first place is: under which weights, answers and errors of numbers it holds.
//!
//! Stochastic multicriteria acceptability analysis (SMAA: Lahdelma, Hokkanen and Salminen 1998) over what is unknown,
//! what the weights leave uncertain and how far the designs' numbers may be off; how far each weight and each answer may
//! move before the first place changes; and which open answer is most worth asking for.

mod acceptability;
mod answers;
mod course;
mod dominance;
mod draws;
mod lanes;
mod model;
mod open;
mod questions;
mod readings;
mod rows;
mod surface;
mod tally;
mod tell;
mod weights;

pub use acceptability::{
    Acceptabilities, Acceptability, Matrix, RowWeight, acceptability, acceptability_with_confidence, matrix,
};
pub use answers::{AnswerStability, Cell, Swing, answer_stability, swings};
pub use draws::{Draws, MOST_SAMPLES, Sources};
pub use questions::{Question, Questions, questions};
pub use tell::{tell_acceptability, tell_answer, tell_questions, tell_weight};
pub use weights::{WeightStability, near_weights, weight_stability};
