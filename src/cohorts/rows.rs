//! The teams as rows of numbers, sorted by id: centered, in points, and with unknown answers at the center.

use std::cmp::Ordering;

use ndarray::Array2;

use super::Counts;
use super::asked::{Asked, CohortError, LEAST_TEAMS, MOST_TEAMS};
use super::columns::{Column, columns};
use crate::catalogue::{Profile, is_too_small};
use crate::scoring::{Evaluation, Mixtures};

/// A column is compared if at least this share of the teams answers it.
const LEAST_ANSWERED: f64 = 0.5;

/// A team is compared if it answers columns with at least this share of the effect of those that are compared.
const LEAST_KNOWN: f64 = 0.5;

/// The teams that can be compared.
#[derive(Clone, Debug)]
pub struct Rows {
    pub columns: Vec<Column>,
    /// The places of the teams in the input, sorted by id and then by answers.
    pub teams: Vec<usize>,
    /// Team × column: the number as answered.
    pub answers: Vec<Vec<Option<f64>>>,
    /// Team × column, in points from the mean of the teams that know it.
    pub points: Array2<f64>,
    pub counts: Counts,
}

struct Row {
    team: usize,
    answers: Vec<Option<f64>>,
}

/// Reads the teams.
///
/// # Errors
/// If there are not enough teams to compare, or they do not differ.
pub fn rows(typical: &Evaluation<'_>, teams: &[Profile], asked: Asked) -> Result<Rows, CohortError> {
    if teams.len() > MOST_TEAMS {
        return Err(CohortError::TooMany { teams: teams.len() });
    }
    let mut columns = columns(typical);
    let large = teams.iter().enumerate().filter(|(_, team)| !is_too_small(team, asked.minimum));
    let read = |(team, profile): (usize, &Profile)| {
        let mixtures = Mixtures::new(typical.tables(), profile);
        Row { team, answers: columns.iter().map(|column| column.of(&mixtures)).collect() }
    };
    let mut rows: Vec<Row> = large.map(read).collect();
    let too_small = teams.len() - rows.len();
    rows.sort_by(|a, b| order(teams, a, b));
    let all = rows.len();
    keep_answered(&mut columns, &mut rows);
    if columns.is_empty() && all >= LEAST_TEAMS {
        return Err(CohortError::NothingKnown);
    }
    rows.retain(|row| known(&columns, row) >= LEAST_KNOWN);
    let compared = rows.len();
    if compared < LEAST_TEAMS {
        return Err(CohortError::TooFew { compared, teams: teams.len() });
    }
    let points = points(&columns, &rows);
    if points.iter().all(|point| *point == 0.0) {
        return Err(CohortError::AllEqual { compared });
    }
    let unknown = rows.iter().flat_map(|row| &row.answers).filter(|answer| answer.is_none()).count();
    let of_hundred = (100 * unknown + compared * columns.len() / 2) / (compared * columns.len());
    Ok(Rows {
        points,
        teams: rows.iter().map(|row| row.team).collect(),
        answers: rows.into_iter().map(|row| row.answers).collect(),
        counts: Counts {
            teams: teams.len(),
            too_small,
            too_little_known: all - compared,
            compared,
            unknown_of_hundred: of_hundred,
        },
        columns,
    })
}

/// By id, and then by answers, so that the order of the input does not matter.
fn order(teams: &[Profile], a: &Row, b: &Row) -> Ordering {
    let by_answers = || {
        let pairs = a.answers.iter().zip(&b.answers);
        pairs.map(|(a, b)| a.unwrap_or(-1.0).total_cmp(&b.unwrap_or(-1.0))).find(|order| order.is_ne())
    };
    teams[a.team].id.cmp(&teams[b.team].id).then_with(|| by_answers().unwrap_or(Ordering::Equal))
}

/// Drops the columns that too few of the teams with any answer know.
fn keep_answered(columns: &mut Vec<Column>, rows: &mut [Row]) {
    let with_any = rows.iter().filter(|row| row.answers.iter().any(Option::is_some)).count();
    let answered = |at: usize| rows.iter().filter(|row| row.answers[at].is_some()).count();
    let is_kept = |at: usize| answered(at) > 0 && answered(at) as f64 >= LEAST_ANSWERED * with_any as f64;
    let kept: Vec<bool> = (0..columns.len()).map(is_kept).collect();
    let keep = |at: &mut usize| {
        *at += 1;
        kept[*at - 1]
    };
    let mut at = 0;
    columns.retain(|_| keep(&mut at));
    for row in rows {
        let mut at = 0;
        row.answers.retain(|_| keep(&mut at));
    }
}

/// The share of the squared effects that a team's answers have.
fn known(columns: &[Column], row: &Row) -> f64 {
    let square = |column: &Column| column.effect * column.effect;
    let all: f64 = columns.iter().map(square).sum();
    let pairs = columns.iter().zip(&row.answers).filter(|(_, answer)| answer.is_some());
    if all > 0.0 { pairs.map(|(column, _)| square(column)).sum::<f64>() / all } else { 0.0 }
}

fn points(columns: &[Column], rows: &[Row]) -> Array2<f64> {
    let mut points = Array2::zeros((rows.len(), columns.len()));
    for (at, column) in columns.iter().enumerate() {
        let known: Vec<(usize, f64)> =
            rows.iter().enumerate().filter_map(|(row, of)| Some((row, of.answers[at]?))).collect();
        let is_equal = known.iter().all(|(_, answer)| Some(*answer) == known.first().map(|(_, first)| *first));
        let mean = known.iter().map(|(_, answer)| answer).sum::<f64>() / known.len().max(1) as f64;
        for (row, answer) in known.into_iter().filter(|_| !is_equal) {
            points[[row, at]] = column.effect * (answer - mean);
        }
    }
    points
}
