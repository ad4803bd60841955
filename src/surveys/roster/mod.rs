//! OneRoster: builds teams from a roster, by organization, grade band and subject.
//!
//! Almost nothing of a district's roster is kept: teacher ids during counting, and names of organizations and subjects.
//! Student rows are skipped while reading, names and addresses of people are never read, and the demographics file is
//! never opened.

mod bands;
mod manifest;
mod members;
mod tables;

use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, Profile, Setting};
use crate::tables::key;
use crate::words::fill_text;
pub use bands::{GradeBands, USUAL_BANDS};
pub use members::read_roster;

/// Teams of a roster, by normalized id.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    pub teams: BTreeMap<String, RosterTeam>,
    pub report: RosterReport,
}

/// A team: the teachers of a subject in a grade band at one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterTeam {
    /// The team's id, such as `Hill School / 3-5 / Mathematics`.
    pub id: String,
    pub members: u32,
    /// Whether the school has no other teacher of the subject; `None` if classes name no subject.
    pub single: Option<bool>,
}

/// The contents of a roster and how much of it was used.
#[derive(Clone, Debug, Default)]
pub struct RosterReport {
    pub file: String,
    pub version: String,
    /// The number of rows by outcome.
    pub rows: BTreeMap<&'static str, usize>,
    pub teachers: usize,
    pub notes: Vec<String>,
}

impl Roster {
    /// Returns the number of members of a team.
    pub fn members(&self, id: &str) -> Option<u32> {
        self.teams.get(&key(id)).map(|team| team.members)
    }

    /// Returns the facts about a team's setting from the roster.
    pub fn setting(&self, id: &str) -> Option<Setting> {
        self.teams.get(&key(id)).map(RosterTeam::setting)
    }

    /// Returns the teams as profiles without answers, in the order of their ids.
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
    /// Formats the report as lines.
    pub fn lines(&self, teams: usize) -> Vec<String> {
        let slots = [("file", &*self.file), ("version", &self.version)];
        let mut lines = vec![fill_text("surveys.roster.title", &slots)];
        lines.extend(self.rows.iter().map(|(what, rows)| format!("  {rows} {what}")));
        let slots = [("teams", &*teams.to_string()), ("teachers", &self.teachers.to_string())];
        lines.push(fill_text("surveys.roster.teams", &slots));
        lines.extend(self.notes.iter().map(|note| fill_text("surveys.report.note", &[("note", note)])));
        lines
    }
}

/// Tables of OneRoster and of School Data Sync; three of them make a roster, with a manifest or without.
const TABLES: [&str; 12] = [
    "orgs.csv",
    "users.csv",
    "classes.csv",
    "enrollments.csv",
    "courses.csv",
    "academicsessions.csv",
    "school.csv",
    "section.csv",
    "teacher.csv",
    "student.csv",
    "studentenrollment.csv",
    "teacherroster.csv",
];

/// Returns whether a zip contains a roster.
pub(super) fn is_roster(bytes: &[u8]) -> bool {
    tables::Tables::open(bytes)
        .is_ok_and(|tables| tables.has("manifest.csv") || TABLES.iter().filter(|name| tables.has(name)).count() >= 3)
}
