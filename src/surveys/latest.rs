//! Which of several rows is the latest: of one person, or of one response.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::grid::Line;
use super::table::{Role, Table};
use crate::tables::{Moment, Order, Written, order_of, written};
use crate::words::{fill_counted, text};

/// The latest row of each cell of a column.
pub(super) struct Latest {
    /// The rows' numbers, by cell.
    pub rows: BTreeMap<String, usize>,
    pub decided: Decided,
}

/// What decided which row is the latest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decided {
    /// No cell is there twice.
    Nothing,
    Times,
    /// Times whose month was assumed to come first.
    MonthFirst,
    /// The order of the rows, since some times are missing or cannot be compared.
    Rows,
}

impl Latest {
    /// Finds the latest rows by the last column of times, or by the order of the rows if no time can be compared.
    /// Ignores empty cells.
    pub fn of(table: &Table, column: usize) -> Self {
        let rows: Vec<&Line> = table.rows.iter().filter(|row| !table.cell(row, column).is_empty()).collect();
        let time = table.places(|role| role == Role::Time).last();
        let times: Vec<Option<Written>> =
            rows.iter().map(|row| time.and_then(|time| written(table.cell(row, time)))).collect();
        let order = order_of(times.iter().flatten());
        let mut last: BTreeMap<String, (Option<Moment>, usize)> = BTreeMap::new();
        let (mut repeated, mut by_rows) = (false, false);
        for (row, time) in rows.iter().zip(&times) {
            let moment = order.known().and_then(|order| time.as_ref()?.read(order));
            match last.entry(table.cell(row, column).to_owned()) {
                Entry::Vacant(first) => drop(first.insert((moment, row.number))),
                Entry::Occupied(mut before) => {
                    repeated = true;
                    by_rows |= moment.is_none() || before.get().0.is_none();
                    if moment.is_none() || before.get().0 <= moment {
                        before.insert((moment, row.number));
                    }
                }
            }
        }
        let slashed = times.iter().flatten().any(|time| time.shows().is_none());
        let decided = match order {
            _ if !repeated => Decided::Nothing,
            _ if by_rows => Decided::Rows,
            Order::Assumed if slashed => Decided::MonthFirst,
            _ => Decided::Times,
        };
        Self { rows: last.into_iter().map(|(cell, (_, row))| (cell, row)).collect(), decided }
    }
}

impl Decided {
    /// Returns what the reader has to know about it; `by_row` is the text for the order of the rows.
    pub fn note(self, by_row: &'static str) -> Option<&'static str> {
        match self {
            Self::Nothing | Self::Times => None,
            Self::MonthFirst => Some(text("surveys.report.month_first")),
            Self::Rows => Some(by_row),
        }
    }
}

impl Table {
    /// Drops rows that were exported twice: equal in every cell, with the vendor's number of the response or a time to
    /// the second. Without these, people who answer alike in one meeting are several people.
    pub(super) fn drop_repeated(&mut self) {
        let marks: Vec<usize> = self.places(|role| matches!(role, Role::Id | Role::Time)).collect();
        if marks.is_empty() {
            return;
        }
        let (mut seen, mut repeated, mut alike) = (BTreeSet::new(), BTreeSet::new(), 0);
        for row in &self.rows {
            let is_one = marks.iter().any(|at| match self.columns[*at].role {
                Role::Id => !self.cell(row, *at).is_empty(),
                _ => written(self.cell(row, *at)).is_some_and(|time| time.is_to_the_second()),
            });
            if seen.insert(row.cells.clone()) {
            } else if is_one {
                repeated.insert(row.number);
            } else {
                alike += 1;
            }
        }
        self.drop_where("exported twice", |row| repeated.contains(&row.number));
        if alike > 0 {
            self.notes.push(fill_counted("surveys.report.alike", alike, &[("count", &alike.to_string())]));
        }
    }

    /// Drops rows whose response number a later row has too: the response was edited, and exported again.
    pub(super) fn drop_replaced(&mut self) {
        let Some(number) = self.places(|role| role == Role::Id).next() else { return };
        let latest = Latest::of(self, number);
        let replaced = |row: &&Line| latest.rows.get(self.cell(row, number)).is_some_and(|last| *last != row.number);
        let replaced: BTreeSet<usize> = self.rows.iter().filter(replaced).map(|row| row.number).collect();
        if replaced.is_empty() {
            return;
        }
        self.drop_where("replaced by a later row of the same response", |row| replaced.contains(&row.number));
        let count = replaced.len();
        self.notes.push(fill_counted("surveys.report.replaced", count, &[("count", &count.to_string())]));
        self.notes.extend(latest.decided.note(text("surveys.report.replaced_by_row")).map(str::to_owned));
    }
}

#[cfg(test)]
mod tests {
    use crate::surveys::vendor::{Export, FileForm};

    const HEAD: &str = "ID,Start time,Completion time,Email,Name,Team,Q\n";

    /// Returns the last cells of the rows that are kept, how many were replaced, and the notes.
    fn kept(rows: &str) -> (String, usize, Vec<String>) {
        let table = Export::read("f.csv", format!("{HEAD}{rows}").as_bytes(), &FileForm::default()).unwrap().table;
        let answers: Vec<&str> = table.rows.iter().map(|row| table.cell(row, 6)).collect();
        let replaced = table.dropped.get("replaced by a later row of the same response").copied().unwrap_or_default();
        (answers.join(" "), replaced, table.notes)
    }

    #[test]
    fn a_response_that_was_edited_counts_once_with_its_later_answers() {
        let first = "7,3/14/2026 9:00,3/14/2026 9:05:00,,,Elm,Agree\n";
        let later = "7,3/14/2026 9:00,3/16/2026 9:05:00,,,Elm,Disagree\n";
        let other = "8,3/14/2026 9:00,3/14/2026 9:05:00,,,Elm,Neutral\n";
        for (rows, expected) in [
            (format!("{first}{other}{later}"), "Neutral Disagree"),
            (format!("{later}{first}{other}"), "Disagree Neutral"),
        ] {
            let (answers, replaced, notes) = kept(&rows);
            assert_eq!((&*answers, replaced), (expected, 1), "{rows}");
            assert!(notes[0].contains("1 row has the response number of a later row"), "{notes:?}");
            assert_eq!(notes.len(), 1, "{notes:?}");
        }
    }

    #[test]
    fn without_times_the_lowest_row_of_a_response_counts() {
        let (answers, replaced, notes) =
            kept("7,,,,,Elm,Agree\n7,,,,,Elm,Neutral\n7,,,,,Oak,Disagree\n,,,,,Oak,Agree\n");
        assert_eq!((&*answers, replaced), ("Disagree Agree", 2));
        assert!(notes[1].contains("the lowest row counts"), "{notes:?}");
    }
}
