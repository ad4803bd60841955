//! `environments.toml`: the settings in which a design can take place, and what each changes.

use serde::Deserialize;

use super::design::{Adjustment, Requirement};
use super::grading::GradeId;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    pub id: String,
    pub name: String,
    pub summary: String,
    /// Whether people at different sites can take part without traveling.
    pub crosses_distance: bool,
    /// The share of a design's in-person substitute coverage that this environment still needs.
    pub cover_share: CoverShare,
    #[serde(default)]
    pub adjustments: Vec<Adjustment>,
    #[serde(default)]
    pub requirements: Vec<Requirement>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverShare {
    pub value: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EnvironmentFile {
    pub environment: Vec<Environment>,
}
