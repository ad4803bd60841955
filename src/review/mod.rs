//! What a catalogue amounts to: how its weight is graded, how its designs fare over many teams, and what a change does.

mod dependence;
mod difference;
mod grades;
mod random;
mod realistic;
mod standing;

pub use dependence::{Dependence, OfOutcome, dependence};
pub use difference::{Change, RankChange, number_changes, rank_changes};
pub use grades::{GradeShare, weight_by_grade};
pub use standing::{Standing, Standings, standings};
