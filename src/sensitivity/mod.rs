//! How sure the first place is: the weights, answers and errors of numbers under which it stays first.
//!
//! Stochastic multicriteria acceptability analysis (SMAA: Lahdelma, Hokkanen and Salminen 1998) over unanswered
//! factors, uncertain weights and possible errors in the designs' numbers; how far each weight and each answer may move
//! before the first place changes; and which unanswered factor is most worth asking about.

mod acceptability;
mod agreement;
mod answers;
mod contestants;
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
