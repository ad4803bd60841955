//! Where facts come from.

use serde::{Deserialize, Serialize};

/// A study, page or book that numbers and sentences of the catalogue cite by its id.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub citation: String,
    /// Where it was read; absent where only an unusable address is known.
    #[serde(default)]
    pub url: Option<String>,
    pub seen: Seen,
    /// What it found, with its condition.
    pub says: String,
}

/// How well the source is known: read, reported by another page, or recalled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    Seen,
    SecondHand,
    Recalled,
}
