//! What an import says of itself: rows, teams, what was held back and why. Never an answer.

use std::collections::BTreeMap;

use super::suppress::Shown;

/// What became of a file with answers.
#[derive(Clone, Debug)]
pub struct Report {
    pub file: String,
    pub vendor: &'static str,
    pub form: String,
    /// Rows that count.
    pub counted: usize,
    /// Rows that do not, by reason.
    pub dropped: BTreeMap<&'static str, usize>,
    /// Columns that hold who somebody is.
    pub persons: usize,
    /// Columns with questions that no item uses.
    pub unused: Vec<String>,
    pub items: Vec<ItemReport>,
    pub minimum: usize,
    pub teams: Vec<TeamReport>,
    pub notes: Vec<String>,
}

/// How many rows gave no answer to an item, and how many of these one that its scale does not name.
#[derive(Clone, Debug)]
pub struct ItemReport {
    pub path: String,
    pub missing: usize,
    pub unnamed: usize,
}

/// What became of a team.
#[derive(Clone, Debug)]
pub struct TeamReport {
    /// Left out where so few named the team that its name could be somebody's own words.
    pub id: Option<String>,
    pub people: usize,
    /// How many the roster counts.
    pub members: Option<u32>,
    pub fate: Fate,
    /// How many factors, or parts of them, its answers make known.
    pub known: usize,
    /// What stays unknown although somebody answered it.
    pub hidden: Vec<(String, Shown)>,
}

/// Whether a team is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Shown,
    /// What was answered in a role is shown, whoever many answered.
    InRole,
    TooFew,
    /// It would give away others.
    Complement,
    /// It is shown with what it agreed on.
    Agreed,
}

impl Report {
    /// The share of items that the rows that count leave without an answer.
    pub fn missing_share(&self) -> f64 {
        let missing: usize = self.items.iter().map(|item| item.missing).sum();
        missing as f64 / (self.items.len() * self.counted).max(1) as f64
    }

    /// How many teams came to that.
    pub fn teams_that(&self, fate: Fate) -> usize {
        self.teams.iter().filter(|team| team.fate == fate).count()
    }

    /// Whether nothing may be shown.
    pub fn is_silent(&self) -> bool {
        self.teams.iter().all(|team| matches!(team.fate, Fate::TooFew | Fate::Complement))
    }

    /// A group below the minimum as a whole lies open to whoever knows the totals of all others; that is for those who
    /// publish totals to prevent.
    pub(super) fn note_open_groups(&mut self, teams: &[(&[String], usize)], minimum: usize) {
        let mut groups: BTreeMap<&String, usize> = BTreeMap::new();
        for (parts, people) in teams.iter().filter(|(parts, _)| parts.len() > 1) {
            *groups.entry(&parts[0]).or_default() += people;
        }
        let small: usize = groups.values().filter(|people| **people < minimum).sum();
        if small > 0 && small < minimum && groups.len() > 1 {
            self.notes.push(format!(
                "{small} answers are of groups that have fewer than {minimum} in all: do not publish totals of all other groups beside the whole file's"
            ));
        }
    }

    /// The report as lines for a person.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{}: {} ({})", self.file, self.vendor, self.form)];
        let dropped: usize = self.dropped.values().sum();
        let reasons: Vec<String> = self.dropped.iter().map(|(reason, rows)| format!("{rows} {reason}")).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
        lines.push(format!("{} rows: {} count, {dropped} do not{reasons}", self.counted + dropped, self.counted));
        if self.persons > 0 {
            lines.push(format!("columns that hold who somebody is: {}; nothing of them was kept", self.persons));
        }
        lines.push(format!(
            "{} items ask for {} factors or parts; {:.1} % of their answers are missing",
            self.items.len(),
            self.items.iter().map(|item| &item.path).collect::<std::collections::BTreeSet<_>>().len(),
            self.missing_share() * 100.0
        ));
        for item in self.items.iter().filter(|item| item.unnamed > 0) {
            lines.push(format!(
                "  {}: {} answers that its scale does not name count as missing",
                item.path, item.unnamed
            ));
        }
        if !self.unused.is_empty() {
            lines.push(format!(
                "columns with questions that no item uses: {} ({})",
                self.unused.len(),
                listed(&self.unused)
            ));
        }
        lines.extend(self.team_lines());
        lines.extend(self.notes.iter().map(|note| format!("note: {note}")));
        lines
    }

    fn team_lines(&self) -> Vec<String> {
        let counts = [
            (Fate::Shown, "shown"),
            (Fate::InRole, "shown with what was answered in a role"),
            (Fate::Agreed, "shown with what they agreed on"),
            (Fate::TooFew, "suppressed: too few answers"),
            (Fate::Complement, "suppressed: would give away another"),
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
            lines.push(format!(
                "  and {unnamed} that so few named that their names are not told: suppressed, too few answers"
            ));
        }
        if self.is_silent() {
            lines.push(format!(
                "no team may be shown: none has {} answers that give nobody away. Put teams together by fewer team columns, or let each give one agreed answer (--agreed)",
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
        Fate::TooFew => "suppressed, too few answers".to_owned(),
        Fate::Complement => "suppressed, would give away another".to_owned(),
    };
    let held = |reason: Shown| -> Vec<String> {
        team.hidden.iter().filter(|(_, why)| *why == reason).map(|(path, _)| path.clone()).collect()
    };
    let mut line = format!("  {id}: {} answers{members}, {what}", team.people);
    for (reason, words) in [(Shown::TooFew, "too few answered"), (Shown::Complement, "would give away another")] {
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
