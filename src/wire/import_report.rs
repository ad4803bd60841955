//! What an import says of itself, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

/// The report of a survey, for a district's records. It holds numbers and names of teams, and no answer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportReport)]
pub struct ImportReport<'a> {
    pub file: &'a str,
    /// Whose export it was read as.
    pub read_as: &'a str,
    pub rows_counted: usize,
    /// Rows that do not count, by reason.
    #[schema(value_type = BTreeMap<String, usize>)]
    pub rows_dropped: &'a BTreeMap<&'static str, usize>,
    /// The least number of answers that is shown.
    pub minimum: usize,
    /// How many answers are missing in ten thousand, so that it prints as a whole number.
    pub missing_per_10000: usize,
    /// Columns that tell who somebody is; nothing of them was kept.
    pub columns_of_persons: usize,
    /// Columns with questions that no item uses.
    #[schema(value_type = Vec<String>)]
    pub columns_unused: &'a [String],
    pub teams: Vec<TeamLine<'a>>,
    #[schema(value_type = Vec<String>)]
    pub notes: &'a [String],
}

/// What became of a team.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportedTeam)]
pub struct TeamLine<'a> {
    /// Null where so few named the team that its name could be somebody's own words.
    pub id: Option<&'a str>,
    pub answers: usize,
    /// How many the roster counts, where there is one.
    pub members: Option<u32>,
    pub became: Became,
    /// How many factors, or parts of them, its answers make known.
    pub known: usize,
    pub held_back: Vec<HeldBack<'a>>,
}

/// Whether a team is shown, and why not.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    Shown,
    /// With what was answered in a role, whoever many answered.
    ShownInRole,
    /// With what it agreed on as one answer.
    Agreed,
    SuppressedTooFewAnswers,
    SuppressedWouldGiveAwayOthers,
}

/// A factor that stays unknown although somebody answered it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = HeldBack)]
pub struct HeldBack<'a> {
    pub factor: &'a str,
    pub reason: HeldBackFor,
}

#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeldBackFor {
    TooFewAnswers,
    WouldGiveAwayOthers,
}

/// The report of a roster: what it held, and how much of it was used.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = RosterReport)]
pub struct RosterReport<'a> {
    pub file: &'a str,
    /// The version of OneRoster.
    pub version: &'a str,
    /// Rows by what became of them.
    #[schema(value_type = BTreeMap<String, usize>)]
    pub rows: &'a BTreeMap<&'static str, usize>,
    pub teachers: usize,
    pub teams: usize,
    #[schema(value_type = Vec<String>)]
    pub notes: &'a [String],
}

impl ImportReport<'_> {
    /// The report as indented text.
    pub fn json(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).expect("reports are plain structs");
        text.push(b'\n');
        text
    }
}
