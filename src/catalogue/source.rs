//! Sources of facts.

use serde::{Deserialize, Serialize};

use super::Catalogue;
use super::grading::tables;

tables! {
    /// A study, page or book that the catalog cites by id.
    pub struct Source {
        id: String,
        citation: String,
        /// The address where it was read; absent if no usable address is known.
        url: Option<String>,
        seen: Seen,
        /// Its finding, with conditions.
        says: String,
    }
}

impl Source {
    /// Returns the beginning of the citation up to its first year, as `Kraft, Blazar and Hogan 2018`, or up to its first
    /// comma if it has none.
    pub fn short(&self) -> &str {
        let is_year = |word: &str| word.len() == 4 && word.parse().is_ok_and(|year: u16| (1900..2100).contains(&year));
        let mut end = 0;
        for word in self.citation.split_inclusive(' ') {
            end += word.len();
            if is_year(word.trim_matches([' ', ',', '.', ';', ':', '(', ')'])) {
                return self.citation[..end].trim_end_matches([' ', ',', '.', ';', ':']);
            }
        }
        self.citation.split(',').next().unwrap_or(&self.citation)
    }
}

impl Catalogue {
    /// Returns the short citations of sources by their ids.
    pub fn cite(&self, ids: &[String]) -> Vec<String> {
        let known = |id: &String| self.sources.iter().find(|source| source.id == *id);
        ids.iter().map(|id| known(id).map_or(id.as_str(), Source::short).to_owned()).collect()
    }
}

/// How the source is known: read, reported elsewhere, or recalled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    Seen,
    SecondHand,
    Recalled,
}
