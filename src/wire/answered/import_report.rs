//! The report of an import as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

/// The report of a survey, for a district's records. It contains numbers and team names, but no answers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportReport)]
pub struct ImportReport<'a> {
    pub file: &'a str,
    /// The vendor whose export format was used.
    pub read_as: &'a str,
    /// All rows below the headings: those counted and those dropped.
    pub rows_read: usize,
    pub rows_counted: usize,
    /// Rows that were dropped, by reason.
    #[schema(value_type = BTreeMap<String, usize>)]
    pub rows_dropped: &'a BTreeMap<&'static str, usize>,
    /// The minimum number of answers required to show a result.
    pub minimum: usize,
    /// Missing answers per 10,000, so that the number prints whole.
    pub missing_per_10000: usize,
    /// The number of columns that identify people; nothing from them was kept.
    pub columns_of_persons: usize,
    /// Question columns that no item uses.
    #[schema(value_type = Vec<String>)]
    pub columns_unused: &'a [String],
    pub items: Vec<ItemLine<'a>>,
    pub teams: Vec<TeamLine<'a>>,
    #[schema(value_type = Vec<String>)]
    pub notes: &'a [String],
}

/// What the rows say to one item of the mapping: each row that has a team is counted once.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportedItem)]
pub struct ItemLine<'a> {
    pub factor: &'a str,
    pub answered: usize,
    pub missing: usize,
    /// Answers that the item's scale does not name; they count as missing.
    pub unnamed: usize,
}

/// The result for one team.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportedTeam)]
pub struct TeamLine<'a> {
    /// Null if so few people named the team that its name could identify one of them.
    pub id: Option<&'a str>,
    pub answers: usize,
    /// The number of members in the roster, if there is one.
    pub members: Option<u32>,
    pub became: Became,
    /// How many factors, or parts of factors, its answers provide.
    pub known: usize,
    pub held_back: Vec<HeldBack<'a>>,
}

/// Whether a team is shown, or why not.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    Shown,
    /// Shown with answers given in a role, however few people answered.
    ShownInRole,
    /// Shown with the one answer that the team agreed on.
    Agreed,
    /// Shown in the sum of several teams that the mapping joins.
    Joined,
    SuppressedTooFewAnswers,
    SuppressedWouldGiveAwayOthers,
}

/// A factor that stays unanswered although somebody answered it.
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

/// The report of a roster: its content, and how much of it was used.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = RosterReport)]
pub struct RosterReport<'a> {
    pub file: &'a str,
    /// The OneRoster version.
    pub version: &'a str,
    /// The number of rows by result.
    #[schema(value_type = BTreeMap<String, usize>)]
    pub rows: &'a BTreeMap<&'static str, usize>,
    pub teachers: usize,
    pub teams: usize,
    #[schema(value_type = Vec<String>)]
    pub notes: &'a [String],
}

impl ImportReport<'_> {
    /// Returns the report as indented JSON.
    pub fn json(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).expect("reports are plain structs");
        text.push(b'\n');
        text
    }
}
