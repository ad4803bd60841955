//! Sources of facts.

use serde::{Deserialize, Serialize};

/// A study, page or book that the catalog cites by id.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub citation: String,
    /// The address where it was read; absent if no usable address is known.
    #[serde(default)]
    pub url: Option<String>,
    pub seen: Seen,
    /// Its finding, with conditions.
    pub says: String,
}

/// How the source is known: read, reported elsewhere, or recalled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    Seen,
    SecondHand,
    Recalled,
}
