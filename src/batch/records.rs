//! Converts answers to flat records for CSV and Parquet.

use super::answer::{AnswerKind, Answered, Said, Setup};
use crate::advisor::{Contribution, Recommendation};
use crate::catalogue::Catalogue;
use crate::scoring::{Interval, Placed};
use crate::words::{self, fill_text, two_decimals};

/// The number of reasons in a record, the same as in a summary.
const REASONS: usize = 5;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Rank,
    /// Hundredths of a point.
    Hundredths,
}

/// A column of a record.
#[derive(Clone, Debug)]
pub(super) struct RecordColumn {
    pub name: String,
    pub holds: Holds,
}

/// Receives the cells of records in order, each for the next column.
pub(super) trait Cells {
    fn text(&mut self, text: &str);
    fn rank(&mut self, rank: usize);
    fn hundredths(&mut self, hundredths: i32);
    fn empty(&mut self);
    fn end(&mut self);

    /// An id of the catalog, which is the same in every format.
    fn id(&mut self, id: &str) {
        self.text(id);
    }

    fn text_or_empty(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.empty(),
        }
    }

    fn empties(&mut self, count: usize) {
        (0..count).for_each(|_| self.empty());
    }
}

/// Returns the columns for a kind of answer.
pub(super) fn columns(catalogue: &Catalogue, kind: AnswerKind) -> Vec<RecordColumn> {
    let column = |holds| move |name: &str| RecordColumn { name: name.to_owned(), holds };
    let (text, rank, hundredths) = (column(Holds::Text), column(Holds::Rank), column(Holds::Hundredths));
    match kind {
        AnswerKind::Scores => {
            let mut columns = vec![text("profile_id")];
            columns.extend(catalogue.designs.iter().map(|design| hundredths(&design.id)));
            columns.push(text("error"));
            columns
        }
        AnswerKind::Places | AnswerKind::Reasons => {
            let mut columns = vec![text("profile_id"), rank("rank"), text("design"), text("environment")];
            columns.extend(["score", "low", "high"].map(&hundredths));
            columns.push(text("error"));
            if kind == AnswerKind::Reasons {
                columns.extend(["verdict", "group", "gates"].map(&text));
                columns.extend(["base_value", "other_contributions"].map(&hundredths));
                for at in 1..=REASONS {
                    columns.push(text(&format!("factor_{at}")));
                    columns.push(hundredths(&format!("contribution_{at}")));
                    columns.push(text(&format!("reason_{at}")));
                }
            }
            columns
        }
        AnswerKind::Whole => ["profile_id", "answer", "error"].map(text).to_vec(),
    }
}

/// Writes the records of an answer: one, or one per design for places.
pub(super) fn records(setup: &Setup<'_>, row: &Answered<'_>, cells: &mut impl Cells) {
    match &row.said {
        Said::Refused(problem) => alone(setup, row.id, &problem.summary(), cells),
        Said::Scores(scores) => {
            cells.text_or_empty(row.id);
            for score in scores {
                match score {
                    Some(score) => cells.hundredths(*score),
                    None => cells.empty(),
                }
            }
            cells.empty();
            cells.end();
        }
        Said::Places(places) => {
            for (placed, interval) in places {
                place(setup, row.id, placed, *interval, cells);
                cells.end();
            }
            nothing(setup, row.id, places.len(), cells);
        }
        Said::Reasons(_, reasoned) => {
            for one in &reasoned.recommendations {
                place(setup, row.id, &one.placed, one.interval, cells);
                cells.text_or_empty(reasoned.first_place.as_ref().map(|first| first.verdict.id()));
                cells.text(one.group.id());
                gates(setup, one, cells);
                reasons(setup.advisor.catalogue(), one, cells);
                cells.end();
            }
            nothing(setup, row.id, reasoned.recommendations.len(), cells);
        }
        Said::Whole(json) => {
            cells.text_or_empty(row.id);
            cells.text(std::str::from_utf8(json).expect("JSON is text"));
            cells.empty();
            cells.end();
        }
    }
}

/// Writes a record with only an error.
fn alone(setup: &Setup<'_>, id: Option<&str>, error: &str, cells: &mut impl Cells) {
    for RecordColumn { name, .. } in columns(setup.advisor.catalogue(), setup.kind) {
        match name.as_str() {
            "profile_id" => cells.text_or_empty(id),
            "error" => cells.text(error),
            _ => cells.empty(),
        }
    }
    cells.end();
}

/// Writes a record for a row without places, so that every row has one.
fn nothing(setup: &Setup<'_>, id: Option<&str>, places: usize, cells: &mut impl Cells) {
    if places == 0 {
        alone(setup, id, words::text("batch.nothing_feasible"), cells);
    }
}

fn place(setup: &Setup<'_>, id: Option<&str>, placed: &Placed, interval: Interval, cells: &mut impl Cells) {
    let catalogue = setup.advisor.catalogue();
    let environment = setup.advisor.tables().alternatives[placed.alternative].environment;
    cells.text_or_empty(id);
    cells.rank(placed.rank);
    cells.id(&catalogue.designs[placed.design].id);
    cells.id(&catalogue.environments[environment].id);
    cells.hundredths(placed.score);
    cells.hundredths(interval.low);
    cells.hundredths(interval.high);
    cells.empty();
}

/// Writes the unmet critical needs, such as `resources.staff is 2, needs 4`.
fn gates(setup: &Setup<'_>, one: &Recommendation<'_>, cells: &mut impl Cells) {
    let terms = &setup.advisor.tables().terms;
    let unmet = one.gates.iter().map(|one| {
        let (actual, required) = (two_decimals(one.actual_millionths), one.required.to_string());
        let slots = [("factor", &*terms[one.term].path), ("actual", &actual), ("required", &required)];
        fill_text("batch.unmet", &slots)
    });
    let unmet: Vec<String> = unmet.collect();
    cells.text_or_empty((!unmet.is_empty()).then(|| unmet.join("; ")).as_deref());
}

fn reasons(catalogue: &Catalogue, one: &Recommendation<'_>, cells: &mut impl Cells) {
    let listed = one.contributions.len().min(REASONS);
    let beyond: i32 = one.contributions[listed..].iter().map(|one| one.contribution).sum();
    cells.hundredths(one.base_value);
    cells.hundredths(one.other_contributions + beyond);
    for Contribution { factor, contribution, reason, .. } in &one.contributions[..listed] {
        cells.text(&catalogue.factors[*factor].id);
        cells.hundredths(*contribution);
        cells.text(reason.text());
    }
    cells.empties(3 * (REASONS - listed));
}
