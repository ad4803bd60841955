//! What an import says of itself, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

/// The report of an import, for a district's records. It holds numbers and names of teams, and no answer.
#[derive(Debug, Serialize)]
pub struct ImportReport<'a> {
    pub file: &'a str,
    pub read_as: &'a str,
    pub rows_counted: usize,
    pub rows_dropped: &'a BTreeMap<&'static str, usize>,
    pub minimum: usize,
    /// In ten-thousandths, so that it prints as a whole number.
    pub missing_per_10000: usize,
    pub columns_of_persons: usize,
    pub columns_unused: &'a [String],
    pub teams: Vec<TeamLine<'a>>,
    pub notes: &'a [String],
}

/// What became of a team.
#[derive(Debug, Serialize)]
pub struct TeamLine<'a> {
    /// `null` where so few named the team that its name could be somebody's own words.
    pub id: Option<&'a str>,
    pub answers: usize,
    pub members: Option<u32>,
    pub became: &'static str,
    pub known: usize,
    pub held_back: Vec<HeldBack<'a>>,
}

/// A factor that stays unknown although somebody answered it.
#[derive(Debug, Serialize)]
pub struct HeldBack<'a> {
    pub factor: &'a str,
    pub reason: &'static str,
}

impl ImportReport<'_> {
    /// The report as indented text.
    pub fn json(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).expect("reports are plain structs");
        text.push(b'\n');
        text
    }
}
