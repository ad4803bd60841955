//! The report of an import: rows, teams, and what was suppressed and why. It never contains an answer.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::AnswerCounts;
use super::suppress::Shown;
use crate::words::{fill, fill_text, text};

/// The report of one file of answers.
#[derive(Clone, Debug)]
pub struct Report {
    pub file: String,
    pub vendor: &'static str,
    pub form: String,
    /// The number of counted rows.
    pub counted: usize,
    /// The number of rows not counted, by reason.
    pub dropped: BTreeMap<&'static str, usize>,
    /// The number of columns that identify people.
    pub persons: usize,
    /// Question columns that no item uses.
    pub unused: Vec<String>,
    pub items: Vec<ItemReport>,
    pub minimum: usize,
    pub teams: Vec<TeamReport>,
    pub notes: Vec<String>,
}

/// What the rows say to an item.
#[derive(Clone, Debug)]
pub struct ItemReport {
    pub path: String,
    pub(super) answers: AnswerCounts,
}

impl ItemReport {
    /// Rows with an answer on the scale.
    pub fn answered(&self) -> usize {
        self.answers.answered
    }

    /// Rows without an answer.
    pub fn missing(&self) -> usize {
        self.answers.missing
    }

    /// Rows with an answer that is not on the scale.
    pub fn off_scale(&self) -> usize {
        self.answers.off_scale
    }
}

/// The report of one team.
#[derive(Clone, Debug)]
pub struct TeamReport {
    /// `None` if so few people named the team that its name could be a person's own words.
    pub id: Option<String>,
    pub people: usize,
    /// The number of members in the roster.
    pub members: Option<u32>,
    pub fate: Fate,
    /// The number of factors or parts that its answers provide.
    pub known: usize,
    /// Suppressed factors and parts that someone answered.
    pub hidden: Vec<(String, Shown)>,
}

/// The outcome for a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Shown,
    /// Shown with answers given in a role, which have no minimum.
    InRole,
    TooFew,
    /// Suppressed because it would reveal another team's counts.
    Complement,
    /// Shown with its one agreed answer.
    Agreed,
    /// Shown in the sum of several teams.
    Joined,
}

impl Report {
    /// Returns the share of missing answers in the counted rows, from 0 to 1.
    pub fn missing_share(&self) -> f64 {
        let missing: usize = self.items.iter().map(|item| item.answers.silent).sum();
        missing as f64 / (self.items.len() * self.counted).max(1) as f64
    }

    /// Returns the number of rows that were read.
    pub fn rows(&self) -> usize {
        self.counted + self.dropped.values().sum::<usize>()
    }

    /// Returns the number of teams with an outcome.
    pub fn teams_that(&self, fate: Fate) -> usize {
        self.teams.iter().filter(|team| team.fate == fate).count()
    }

    /// Returns whether no team may be shown.
    pub fn is_silent(&self) -> bool {
        self.teams.iter().all(|team| matches!(team.fate, Fate::TooFew | Fate::Complement | Fate::Joined))
    }

    /// Adds a note if a whole group is below the minimum: the totals of all other groups would reveal it. Only the
    /// publisher of the totals can prevent that.
    pub(super) fn note_open_groups(&mut self, teams: &[(&[String], usize)], minimum: usize) {
        let mut groups: BTreeMap<&String, usize> = BTreeMap::new();
        for (parts, people) in teams.iter().filter(|(parts, _)| parts.len() > 1) {
            *groups.entry(&parts[0]).or_default() += people;
        }
        let small: usize = groups.values().filter(|people| **people < minimum).sum();
        if small > 0 && small < minimum && groups.len() > 1 {
            let slots = [("answers", &*small.to_string()), ("minimum", &minimum.to_string())];
            self.notes.push(fill_text("surveys.report.open_groups", &slots));
        }
    }

    /// Formats the report as lines.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{}: {}", self.file, self.vendor)];
        let dropped: usize = self.dropped.values().sum();
        let reasons: Vec<String> = self.dropped.iter().map(|(reason, rows)| format!("{rows} {reason}")).collect();
        let rows = match reasons.is_empty() {
            true => text("surveys.report.rows.all_counted"),
            false => text("surveys.report.rows.some_dropped"),
        };
        let slots = [
            ("rows", &*self.rows().to_string()),
            ("counted", &self.counted.to_string()),
            ("dropped", &dropped.to_string()),
            ("reasons", &reasons.join(", ")),
        ];
        lines.push(fill(rows, &slots));
        if self.persons > 0 {
            lines.push(fill_text("surveys.report.persons", &[("columns", &self.persons.to_string())]));
        }
        let covered: BTreeSet<&String> = self.items.iter().map(|item| &item.path).collect();
        let slots = [
            ("items", &*self.items.len().to_string()),
            ("factors", &covered.len().to_string()),
            ("share", &format!("{:.1}", self.missing_share() * 100.0)),
        ];
        lines.push(fill_text("surveys.report.items", &slots));
        for item in &self.items {
            let counts = [
                (item.answers.off_scale, text("surveys.report.off_scale")),
                (item.answers.others, text("surveys.report.others")),
            ];
            for (answers, template) in counts.into_iter().filter(|(answers, _)| *answers > 0) {
                let slots = [("item", &*item.path), ("answers", &answers.to_string())];
                lines.push(format!("  {}", fill(template, &slots)));
            }
        }
        if !self.unused.is_empty() {
            let slots = [("count", &*self.unused.len().to_string()), ("columns", &listed(&self.unused))];
            lines.push(fill_text("surveys.report.unused", &slots));
        }
        lines.extend(self.team_lines());
        lines.extend(self.notes.iter().map(|note| fill_text("surveys.report.note", &[("note", note)])));
        lines
    }

    fn team_lines(&self) -> Vec<String> {
        let counts = [
            (Fate::Shown, text("surveys.report.fates.shown")),
            (Fate::InRole, text("surveys.report.fates.in_role")),
            (Fate::Agreed, text("surveys.report.fates.agreed")),
            (Fate::Joined, text("surveys.report.fates.joined")),
            (Fate::TooFew, text("surveys.report.fates.too_few")),
            (Fate::Complement, text("surveys.report.fates.complement")),
        ];
        let counts = counts.iter().map(|(fate, template)| (self.teams_that(*fate), template));
        let counts = counts.filter(|(teams, _)| *teams > 0);
        let counts: Vec<String> =
            counts.map(|(teams, template)| fill(template, &[("teams", &teams.to_string())])).collect();
        let minimum = self.minimum.to_string();
        let slots = [("teams", &*self.teams.len().to_string()), ("minimum", &minimum), ("counts", &counts.join("; "))];
        let mut lines = vec![fill_text("surveys.report.teams", &slots)];
        let unnamed = self.teams.iter().filter(|team| team.id.is_none()).count();
        lines.extend(self.teams.iter().filter_map(|team| Some(team_line(team.id.as_deref()?, team))));
        if unnamed > 0 {
            let more = fill_text("surveys.report.unnamed", &[("teams", &unnamed.to_string())]);
            lines.push(format!("  {more}"));
        }
        if self.is_silent() {
            lines.push(fill_text("surveys.report.silent", &[("minimum", &minimum)]));
        }
        lines
    }
}

fn team_line(id: &str, team: &TeamReport) -> String {
    let members = team.members.unwrap_or_default();
    let rate = f64::from(team.people as u32) / f64::from(members.max(1)) * 100.0;
    let answers = match team.members {
        None => text("surveys.report.team.answers"),
        Some(_) => text("surveys.report.team.answers_of_members"),
    };
    let slots = [
        ("answers", &*team.people.to_string()),
        ("members", &members.to_string()),
        ("rate", &format!("{rate:.0}")),
        ("known", &team.known.to_string()),
    ];
    let result = match team.fate {
        Fate::Shown | Fate::InRole => text("surveys.report.team.known"),
        Fate::Agreed => text("surveys.report.team.agreed"),
        Fate::Joined => text("surveys.report.team.joined"),
        Fate::TooFew => text("surveys.report.team.too_few"),
        Fate::Complement => text("surveys.report.team.complement"),
    };
    let mut line = format!("  {id}: {}, {}", fill(answers, &slots), fill(result, &slots));
    let hidden = [
        (Shown::TooFew, text("surveys.report.team.too_few_to")),
        (Shown::Complement, text("surveys.report.team.hidden")),
    ];
    for (reason, template) in hidden {
        let paths = team.hidden.iter().filter(|(_, why)| *why == reason).map(|(path, _)| path.clone());
        let paths: Vec<String> = paths.collect();
        if !paths.is_empty() {
            line.push_str(&format!("; {}", fill(template, &[("factors", &listed(&paths))])));
        }
    }
    line
}

/// Lists names for a sentence: the first six, and how many more there are.
pub fn listed(names: &[String]) -> String {
    const SHOWN: usize = 6;
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => fill_text("surveys.report.and_more", &[("names", &shown), ("more", &more.to_string())]),
    }
}
