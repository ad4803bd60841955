//! Who gets the strong designs: teams in groups by a column of the file.

use std::collections::{BTreeMap, BTreeSet};

use super::DistrictError;
use super::conditions::{can_begin, mean_score};
use super::figures::{Figures, grade_of, rounded};
use super::numbers::{Valued, numbers, spellings};
use super::plan::Gets;
use crate::catalogue::Catalogue;

/// The teams in groups by a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    pub column: String,
    /// Whether the values are numbers, which are put into thirds.
    pub is_number: bool,
    pub groups: Vec<Group>,
    /// Teams without a value.
    pub without: usize,
}

/// A group of teams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The value as written, or the least and the largest of a third.
    pub values: Values,
    pub teams: usize,
    /// The mean score of their first designs.
    pub score: i32,
    /// Teams whose first design can begin now.
    pub can_begin: usize,
    /// Teams whose first design has strong or moderate evidence.
    pub well_studied: usize,
    /// Teams that get a design in the first term, and the mean score of what all of them get; `None` without a plan.
    pub planned: Option<(usize, i32)>,
}

/// What the teams of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    Word(String),
    /// As written: the least and the largest.
    Numbers(String, String),
    /// No value, or a word for a missing one.
    NotStated,
}

/// The most columns that teams are compared by.
pub const MOST_COLUMNS: usize = 8;

/// The most different words of a column.
pub const MOST_VALUES: usize = 24;

/// Numbers with more different values than these are put into thirds.
const FEW_NUMBERS: usize = 4;

/// Puts teams into groups by their values of the column at a place. `gets` is what each team gets in the first term, by
/// its place.
///
/// # Errors
/// If no team has a value, some values of a column of numbers are none, or a column of words has too many different ones.
pub fn by(
    catalogue: &Catalogue,
    (place, column): (usize, &str),
    teams: &[Figures],
    gets: Option<&[Gets]>,
) -> Result<By, DistrictError> {
    let all = teams.iter().enumerate();
    let valued: Vec<Valued<'_>> =
        all.filter_map(|(at, team)| Some((at, team.values.get(place)?.as_deref()?))).collect();
    if valued.is_empty() {
        return Err(DistrictError::NoValues { column: column.to_owned() });
    }
    let members = match numbers(column, teams, &valued)? {
        Some(numbers) => of_numbers(&valued, &numbers),
        None => {
            let different: BTreeSet<&str> = valued.iter().map(|(_, value)| *value).collect();
            if different.len() > MOST_VALUES {
                return Err(DistrictError::ManyValues { column: column.to_owned(), values: different.len() });
            }
            words(&valued)
        }
    };
    let is_number = members.iter().any(|(values, _)| matches!(values, Values::Numbers(..)));
    let stated: BTreeSet<usize> = valued.iter().map(|(at, _)| *at).collect();
    let missing: Vec<usize> = (0..teams.len()).filter(|at| !stated.contains(at)).collect();
    let without = missing.len();
    let missing = Some((Values::NotStated, missing)).filter(|(_, missing)| !missing.is_empty());
    let group = |(values, members): (Values, Vec<usize>)| {
        let of: Vec<&Figures> = members.iter().map(|at| &teams[*at]).collect();
        Group {
            values,
            teams: of.len(),
            score: mean_score(&of),
            can_begin: can_begin(&of),
            well_studied: of.iter().filter(|team| is_well_studied(catalogue, team)).count(),
            planned: gets.map(|gets| planned(gets, &members)),
        }
    };
    Ok(By {
        column: column.to_owned(),
        is_number,
        without,
        groups: members.into_iter().chain(missing).map(group).collect(),
    })
}

/// Thirds, or a group for each number if there are few different ones; the lowest numbers first.
fn of_numbers(valued: &[Valued<'_>], numbers: &[f64]) -> Vec<(Values, Vec<usize>)> {
    let shown = spellings(valued, numbers);
    let named: Vec<Valued<'_>> = valued
        .iter()
        .zip(numbers)
        .map(|((at, value), number)| (*at, *shown.get(&number.to_bits()).unwrap_or(value)))
        .collect();
    if shown.len() > FEW_NUMBERS {
        return thirds(&named, numbers);
    }
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    order.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
    let of_one = order.chunk_by(|a, b| numbers[*a] == numbers[*b]);
    of_one.map(|of| (Values::Word(named[of[0]].1.to_owned()), of.iter().map(|at| named[*at].0).collect())).collect()
}

fn words(valued: &[Valued<'_>]) -> Vec<(Values, Vec<usize>)> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    valued.iter().for_each(|(at, value)| groups.entry(value).or_default().push(*at));
    groups.into_iter().map(|(value, members)| (Values::Word(value.to_owned()), members)).collect()
}

/// Three groups of about as many teams, the lowest numbers first. Equal numbers stay together.
fn thirds(valued: &[Valued<'_>], numbers: &[f64]) -> Vec<(Values, Vec<usize>)> {
    let mut order: Vec<usize> = (0..valued.len()).collect();
    order.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]).then(valued[*a].1.cmp(valued[*b].1)));
    let third = |place: usize| 3 * place / order.len();
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); 3];
    let mut last: Option<(f64, usize)> = None;
    for (place, at) in order.iter().enumerate() {
        let group = match last {
            Some((number, group)) if number == numbers[*at] => group,
            _ => third(place),
        };
        last = Some((numbers[*at], group));
        groups[group].push(*at);
    }
    let named = |members: Vec<usize>| {
        let (low, high) = (valued[*members.first()?].1, valued[*members.last()?].1);
        let values = Values::Numbers(low.to_owned(), high.to_owned());
        Some((values, members.into_iter().map(|at| valued[at].0).collect()))
    };
    groups.into_iter().filter_map(named).collect()
}

fn is_well_studied(catalogue: &Catalogue, team: &Figures) -> bool {
    let grade = team.first.and_then(|first| grade_of(catalogue, first.design));
    grade.is_some_and(|grade| ["strong", "moderate"].contains(&&*grade.0))
}

/// How many of some teams get a design, and the mean score of what all of them get.
fn planned(gets: &[Gets], members: &[usize]) -> (usize, i32) {
    let of: Vec<Gets> = members.iter().map(|at| gets[*at]).collect();
    let sum: i64 = of.iter().map(|one| i64::from(one.score)).sum();
    (of.iter().filter(|one| one.design.is_some()).count(), rounded(sum, of.len() as i64))
}
