//! What sets a cohort apart from the other teams.

use super::rows::Rows;

/// The most differences that are listed.
const MOST: usize = 4;

/// The least difference that is listed, in standard deviations of all teams.
const LEAST_DEVIATIONS: f64 = 0.5;

/// The fewest teams with an answer on each side.
const LEAST_KNOWN: usize = 3;

/// A column in which a cohort differs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The place of the column.
    pub column: usize,
    /// The means of the teams that know it: levels, 1 to 5, or shares, 0 to 1.
    pub mean: f64,
    pub others: f64,
    /// How far that moves designs against each other, in points; below 0 if the cohort has less.
    pub points: f64,
}

/// Returns where the members differ most from the other teams, by points.
pub fn differences(rows: &Rows, members: &[usize]) -> Vec<Difference> {
    let mut is_member = vec![false; rows.teams.len()];
    members.iter().for_each(|member| is_member[*member] = true);
    let mut found: Vec<Difference> =
        (0..rows.columns.len()).filter_map(|column| difference(rows, column, &is_member)).collect();
    found.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
    found.truncate(MOST);
    found
}

fn difference(rows: &Rows, column: usize, is_member: &[bool]) -> Option<Difference> {
    let of = |wanted: bool| {
        let sides = rows.answers.iter().zip(is_member).filter(move |(_, member)| **member == wanted);
        sides.filter_map(move |(answers, _)| answers[column]).collect::<Vec<f64>>()
    };
    let (own, other) = (of(true), of(false));
    if own.len().min(other.len()) < LEAST_KNOWN {
        return None;
    }
    let all: Vec<f64> = own.iter().chain(&other).copied().collect();
    let (mean, others, center) = (mean_of(&own), mean_of(&other), mean_of(&all));
    let variance = all.iter().map(|one| (one - center) * (one - center)).sum::<f64>() / all.len() as f64;
    let difference = mean - others;
    let is_large = difference.abs() > 1e-9 && difference.abs() >= LEAST_DEVIATIONS * variance.sqrt();
    is_large.then(|| Difference { column, mean, others, points: rows.columns[column].effect * difference })
}

pub fn mean_of(all: &[f64]) -> f64 {
    all.iter().sum::<f64>() / all.len().max(1) as f64
}
