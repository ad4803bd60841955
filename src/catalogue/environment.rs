//! `environments.toml`: the settings in which a design can take place, and what each changes.

use super::design::{Adjustment, Requirement};
use super::grading::tables;

tables! {
    pub struct Environment {
        id: String,
        name: String,
        summary: String,
        /// Whether people at different sites can take part without traveling.
        crosses_distance: bool,
        /// The share of a design's in-person substitute coverage that this environment still needs.
        cover_share: CoverShare,
        #[serde(default)] adjustments: Vec<Adjustment>,
        #[serde(default)] requirements: Vec<Requirement>,
    }

    pub graded CoverShare { value: f64 }

    pub(super) struct EnvironmentFile { environment: Vec<Environment> }
}
