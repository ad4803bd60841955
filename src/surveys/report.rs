//! The report of an import: rows, teams, and what was suppressed and why. It never contains an answer.

use std::collections::BTreeMap;

use super::suppress::Shown;

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

/// The number of missing answers of an item, including answers not on its scale (`unnamed`).
#[derive(Clone, Debug)]
pub struct ItemReport {
    pub path: String,
    pub missing: usize,
    pub unnamed: usize,
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
}

impl Report {
    /// Returns the share of missing answers in the counted rows, from 0 to 1.
    pub fn missing_share(&self) -> f64 {
        let missing: usize = self.items.iter().map(|item| item.missing).sum();
        missing as f64 / (self.items.len() * self.counted).max(1) as f64
    }

    /// Returns the number of teams with an outcome.
    pub fn teams_that(&self, fate: Fate) -> usize {
        self.teams.iter().filter(|team| team.fate == fate).count()
    }

    /// Returns whether no team may be shown.
    pub fn is_silent(&self) -> bool {
        self.teams.iter().all(|team| matches!(team.fate, Fate::TooFew | Fate::Complement))
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
            self.notes.push(format!(
                "{small} answers are in groups with fewer than {minimum} in total: \
                 do not publish all other groups' totals together with the file total"
            ));
        }
    }

    /// Formats the report as lines.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{}: {} ({})", self.file, self.vendor, self.form)];
        let dropped: usize = self.dropped.values().sum();
        let reasons: Vec<String> = self.dropped.iter().map(|(reason, rows)| format!("{rows} {reason}")).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
        let all = self.counted + dropped;
        lines.push(format!("{all} rows: {} counted, {dropped} not counted{reasons}", self.counted));
        if self.persons > 0 {
            lines.push(format!("columns that identify people: {}; no content kept", self.persons));
        }
        lines.push(format!(
            "{} items cover {} factors or parts; {:.1} % of their answers are missing",
            self.items.len(),
            self.items.iter().map(|item| &item.path).collect::<std::collections::BTreeSet<_>>().len(),
            self.missing_share() * 100.0
        ));
        for item in self.items.iter().filter(|item| item.unnamed > 0) {
            lines.push(format!("  {}: {} answers not on its scale count as missing", item.path, item.unnamed));
        }
        if !self.unused.is_empty() {
            lines.push(format!("question columns that no item uses: {} ({})", self.unused.len(), listed(&self.unused)));
        }
        lines.extend(self.team_lines());
        lines.extend(self.notes.iter().map(|note| format!("note: {note}")));
        lines
    }

    fn team_lines(&self) -> Vec<String> {
        let counts = [
            (Fate::Shown, "shown"),
            (Fate::InRole, "shown with answers given in a role"),
            (Fate::Agreed, "shown with an agreed answer"),
            (Fate::TooFew, "suppressed: too few answers"),
            (Fate::Complement, "suppressed: would reveal another team"),
        ];
        let counts: Vec<String> = counts
            .iter()
            .filter(|(fate, _)| self.teams_that(*fate) > 0)
            .map(|(fate, words)| format!("{} {words}", self.teams_that(*fate)))
            .collect();
        let mut lines =
            vec![format!("{} teams, minimum {} answers: {}", self.teams.len(), self.minimum, counts.join("; "))];
        let unnamed = self.teams.iter().filter(|team| team.id.is_none()).count();
        lines.extend(self.teams.iter().filter_map(|team| Some(team_line(team.id.as_deref()?, team))));
        if unnamed > 0 {
            lines.push(format!("  and {unnamed} more, suppressed: too few answers to show even the name"));
        }
        if self.is_silent() {
            lines.push(format!(
                "no team can be shown: none has {} answers that protect everyone's privacy. \
                 Merge teams by using fewer team columns, or let each team give one agreed answer (--agreed)",
                self.minimum
            ));
        }
        lines
    }
}

fn team_line(id: &str, team: &TeamReport) -> String {
    let members = team.members.map(|members| {
        let rate = f64::from(team.people as u32) / f64::from(members.max(1)) * 100.0;
        format!(" of {members} members ({rate:.0} %)")
    });
    let members = members.unwrap_or_default();
    let what = match team.fate {
        Fate::Shown | Fate::InRole => format!("{} factors or parts known", team.known),
        Fate::Agreed => format!("one agreed answer, {} factors known", team.known),
        Fate::TooFew => "suppressed: too few answers".to_owned(),
        Fate::Complement => "suppressed: would reveal another team".to_owned(),
    };
    let held = |reason: Shown| -> Vec<String> {
        team.hidden.iter().filter(|(_, why)| *why == reason).map(|(path, _)| path.clone()).collect()
    };
    let mut line = format!("  {id}: {} answers{members}, {what}", team.people);
    for (reason, words) in [(Shown::TooFew, "too few answers to"), (Shown::Complement, "hidden to protect others:")] {
        let paths = held(reason);
        if !paths.is_empty() {
            line.push_str(&format!("; {words} {}", listed(&paths)));
        }
    }
    line
}

fn listed(names: &[String]) -> String {
    const SHOWN: usize = 6;
    let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
    format!("{}{more}", names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", "))
}
