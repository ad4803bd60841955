//! A survey as columns with headings and rows of answers, without people's names.

use std::collections::BTreeMap;

use super::grid::{Grid, Line};
use super::people::personal;
use super::vocabulary::meaning;
use crate::tables::{key, tidy, written};
use crate::words::{self, fill};

/// The purpose of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Question,
    /// Added by the vendor, such as points.
    Besides,
    /// The vendor's own number of the response.
    Id,
    /// When somebody answered.
    Time,
    /// Identifies the respondent: its cells are replaced by numbers that only show whether two are the same.
    Person,
}

/// A column with its headings.
#[derive(Clone, Debug)]
pub struct Column {
    /// The number, counted from 1.
    pub number: usize,
    /// The vendor's id of the question, if any.
    pub id: Option<String>,
    pub text: String,
    pub role: Role,
}

/// An exported survey with one row per answer.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Line>,
    /// The number of dropped rows, by reason.
    pub dropped: BTreeMap<&'static str, usize>,
    /// What the reader has to know about the rows, as sentences.
    pub notes: Vec<String>,
}

impl Role {
    /// Returns the role that a heading has in a section of the vocabulary.
    pub(super) fn in_vocabulary(section: &str, heading: &str) -> Self {
        match meaning(section, heading) {
            Some("id") => Self::Id,
            Some("time" | "timestamp") => Self::Time,
            Some("besides") => Self::Besides,
            Some("person") => Self::Person,
            _ => Self::Question,
        }
    }
}

impl Column {
    /// Returns the column's name for messages.
    pub fn named(&self) -> String {
        const LONGEST: usize = 90;
        let mut text: String = self.text.chars().take(LONGEST).collect();
        if text.len() < self.text.len() {
            text.push('…');
        }
        let template = match self.id {
            Some(_) => words::text("surveys.place.id_heading"),
            None => words::text("surveys.place.heading"),
        };
        let id = self.id.as_deref().unwrap_or_default();
        fill(template, &[("column", &self.number.to_string()), ("id", id), ("heading", &text)])
    }
}

impl Table {
    /// Returns the rows with more cells than there are headings: what stands where in them is not known.
    pub(super) fn overlong(&self) -> Vec<usize> {
        let width = self.columns.len();
        let filled = |row: &&Line| row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
        self.rows.iter().filter(filled).map(|row| row.number).collect()
    }

    /// Builds a table from a header and all lines below it.
    pub(super) fn under(
        grid: Grid,
        ids: Option<usize>,
        texts: usize,
        below: usize,
        role: impl Fn(&str) -> Role,
    ) -> Self {
        let width = grid.lines.iter().take(below).map(|line| line.cells.len()).max().unwrap_or(0);
        let cell = |line: usize, at: usize| grid.cells(line).get(at).map(|text| tidy(text)).unwrap_or_default();
        let columns = (0..width)
            .map(|at| {
                let id = ids.map(|line| cell(line, at)).filter(|id| !id.is_empty());
                let text = Some(cell(texts, at)).filter(|text| !text.is_empty());
                let text = text.or_else(|| id.clone()).unwrap_or_default();
                let role = role(id.as_deref().unwrap_or(&text));
                Column { number: at + 1, id, text, role }
            })
            .collect();
        let rows = grid.lines.into_iter().skip(below).collect();
        Self { columns, rows, dropped: BTreeMap::new(), notes: Vec::new() }
    }

    /// Drops the rows that match and counts them under `reason`.
    pub(super) fn drop_where(&mut self, reason: &'static str, unwanted: impl Fn(&Line) -> bool) {
        let before = self.rows.len();
        self.rows.retain(|row| !unwanted(row));
        let dropped = before - self.rows.len();
        if dropped > 0 {
            *self.dropped.entry(reason).or_default() += dropped;
        }
    }

    /// Returns the position of the column with that id.
    pub(super) fn with_id(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id.as_deref() == Some(id))
    }

    /// Finds the columns that hold times, whatever their heading says.
    pub(super) fn find_times(&mut self) {
        for at in 0..self.columns.len() {
            let cells = self.rows.iter().map(|row| self.cell(row, at)).filter(|cell| !cell.is_empty());
            let times: Vec<bool> = cells.map(|cell| written(cell).is_some_and(|time| time.has_time())).collect();
            let read = times.iter().filter(|is_time| **is_time).count();
            if self.columns[at].role == Role::Question && read >= 3 && read * 10 >= times.len() * 9 {
                self.columns[at].role = Role::Time;
            }
        }
    }

    /// Returns the positions of the columns with a role.
    pub(super) fn places(&self, wanted: impl Fn(Role) -> bool) -> impl Iterator<Item = usize> {
        let places = self.columns.iter().enumerate().filter(move |(_, column)| wanted(column.role));
        places.map(|(at, _)| at)
    }

    /// Replaces everything that identifies people with numbers.
    pub(super) fn hide_people(&mut self) {
        for at in 0..self.columns.len() {
            if !self.is_personal(at) {
                continue;
            }
            self.columns[at].role = Role::Person;
            let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
            for cell in self.rows.iter_mut().filter_map(|row| row.cells.get_mut(at)) {
                let who = key(cell);
                *cell = if who.is_empty() || who == "anonymous" {
                    String::new()
                } else {
                    let next = numbers.len() + 1;
                    numbers.entry(who).or_insert(next).to_string()
                };
            }
        }
    }

    fn is_personal(&self, at: usize) -> bool {
        let column = &self.columns[at];
        let headings = column.id.as_deref().into_iter().chain([column.text.as_str()]);
        let cells = self.rows.iter().filter_map(|row| row.cells.get(at)).map(String::as_str);
        column.role == Role::Person || personal(headings, cells)
    }

    /// Returns the trimmed cell of a row, or an empty one if the row is shorter.
    pub(super) fn cell<'a>(&self, row: &'a Line, column: usize) -> &'a str {
        row.cells.get(column).map_or("", |cell| cell.trim())
    }
}
