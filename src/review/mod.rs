//! Reviews a catalog: its weight by grade, the ranking of its designs over many teams, and the effect of a change.

mod dependence;
mod difference;
mod grades;
mod learned;
mod random;
mod ranks;
mod realistic;

pub use dependence::{Dependence, OfOutcome, dependence};
pub use difference::{KeyChange, RankChange, number_changes, rank_changes};
pub use grades::{GradeShare, weight_by_grade};
pub use learned::{LearnedChange, learned_changes};
pub use ranks::{DesignRanks, RankSurvey, survey_ranks};
