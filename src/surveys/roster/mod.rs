//! OneRoster: teams from a roster, by organisation, band of grades and subject.
//!
//! Of a district's roster, next to nothing is kept: ids of teachers while they are counted, and names of organisations and
//! subjects. Rows of pupils are dropped while they are read, names and addresses of persons are never looked at, and
//! the file with demographics is never opened.

mod bands;
mod manifest;
mod members;
mod tables;

use std::collections::BTreeMap;

use super::grid::key;
use crate::catalogue::{Catalogue, Profile, Setting};
pub use bands::{GradeBands, USUAL_BANDS};
pub use members::read_roster;

/// Teams of a roster, by their ids as they are compared.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    pub teams: BTreeMap<String, RosterTeam>,
    pub report: RosterReport,
}

/// A team: those who teach a subject in a band of grades at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterTeam {
    /// Such as `Hill School / 3-5 / Mathematics`.
    pub id: String,
    pub members: u32,
    /// Whether there is no other teacher of the subject at this place; `None` where classes name no subject.
    pub single: Option<bool>,
}

/// What a roster held and what of it was used.
#[derive(Clone, Debug, Default)]
pub struct RosterReport {
    pub file: String,
    pub version: String,
    /// Rows by what became of them.
    pub rows: BTreeMap<&'static str, usize>,
    pub teachers: usize,
    pub notes: Vec<String>,
}

impl Roster {
    /// How many members a team has.
    pub fn members(&self, id: &str) -> Option<u32> {
        self.teams.get(&key(id)).map(|team| team.members)
    }

    /// What the roster knows of a team's setting.
    pub fn setting(&self, id: &str) -> Option<Setting> {
        self.teams.get(&key(id)).map(RosterTeam::setting)
    }

    /// The teams as profiles without answers, in the order of their ids.
    pub fn profiles(&self, catalogue: &Catalogue) -> Vec<Profile> {
        let profile = |team: &RosterTeam| Profile {
            id: Some(team.id.clone()),
            answers: vec![None; catalogue.factors.len()],
            setting: team.setting(),
            ..Profile::default()
        };
        let mut profiles: Vec<Profile> = self.teams.values().map(profile).collect();
        profiles.sort_by(|a, b| a.id.cmp(&b.id));
        profiles
    }
}

impl RosterTeam {
    fn setting(&self) -> Setting {
        Setting { team_size: Some(self.members), single_teacher_of_subject: self.single, ..Setting::default() }
    }
}

impl RosterReport {
    /// The report as lines for a person.
    pub fn lines(&self, teams: usize) -> Vec<String> {
        let mut lines = vec![format!("{}: OneRoster {}", self.file, self.version)];
        lines.extend(self.rows.iter().map(|(what, rows)| format!("  {rows} {what}")));
        lines.push(format!(
            "{teams} teams of {} teachers; no row of a pupil, no name and no address was kept",
            self.teachers
        ));
        lines.extend(self.notes.iter().map(|note| format!("note: {note}")));
        lines
    }
}

/// Whether a zip holds the manifest of a roster.
pub(super) fn is_roster(bytes: &[u8]) -> bool {
    tables::Tables::open(bytes).is_ok_and(|tables| tables.has("manifest.csv"))
}
