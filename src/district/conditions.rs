//! What holds teams back: of all of them, and school by school.

use std::collections::BTreeMap;

use super::School;
use super::figures::{Figures, rounded};
use crate::catalogue::{DesignIndex, TermIndex};

/// A condition and what it takes from the designs of some teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The place among `Tables::terms`.
    pub term: TermIndex,
    /// The mean cost over the teams that know it, and over the designs that are feasible for each.
    pub cost: i32,
    /// How many teams know it.
    pub teams: usize,
    /// For how many it is the largest cost.
    pub largest: usize,
}

/// The conditions that are named of a school.
const OF_SCHOOL: usize = 3;

/// The least mean cost of a condition that is named, in hundredths of a point.
const LEAST_COST: i32 = 50;

/// Returns the conditions of some teams, those that take most from all of them together first.
pub fn held_back(terms: &[TermIndex], teams: &[&Figures]) -> Vec<Condition> {
    let mut sums = vec![(0_i64, 0_usize, 0_usize); terms.len()];
    for team in teams {
        for (sum, cost) in sums.iter_mut().zip(&team.costs) {
            if let Some(cost) = cost {
                *sum = (sum.0 + i64::from(*cost), sum.1 + 1, sum.2);
            }
        }
        if let Some(largest) = largest(team) {
            sums[largest].2 += 1;
        }
    }
    let mut all: Vec<(i64, Condition)> = terms
        .iter()
        .zip(sums)
        .filter(|(_, (_, known, _))| *known > 0)
        .map(|(term, (sum, teams, largest))| {
            let cost = rounded(sum, teams as i64);
            (sum, Condition { term: *term, cost, teams, largest })
        })
        .collect();
    all.sort_by_key(|(sum, condition)| (-sum, condition.term));
    all.into_iter().map(|(_, condition)| condition).filter(|condition| condition.cost >= LEAST_COST).collect()
}

/// The place of the condition that takes most from a team; the first of equals.
fn largest(team: &Figures) -> Option<usize> {
    let costs = team.costs.iter().enumerate().filter_map(|(at, cost)| cost.map(|cost| (at, cost)));
    costs.filter(|(_, cost)| *cost >= LEAST_COST).min_by_key(|(at, cost)| (-cost, *at)).map(|(at, _)| at)
}

/// Returns the schools by name.
pub fn schools(terms: &[TermIndex], teams: &[Figures]) -> Vec<School> {
    let mut by_name: BTreeMap<&str, Vec<&Figures>> = BTreeMap::new();
    for team in teams {
        if let Some(school) = &team.school {
            by_name.entry(school).or_default().push(team);
        }
    }
    let school = |(name, teams): (&str, Vec<&Figures>)| {
        let mut conditions = held_back(terms, &teams);
        conditions.sort_by_key(|condition| (-condition.cost, condition.term));
        conditions.truncate(OF_SCHOOL);
        School {
            name: name.to_owned(),
            teams: teams.len(),
            conditions,
            firsts: first_designs(&teams),
            can_begin: can_begin(&teams),
            score: mean_score(&teams),
        }
    };
    by_name.into_iter().map(school).collect()
}

fn first_designs(teams: &[&Figures]) -> Vec<(DesignIndex, usize)> {
    let mut counts: BTreeMap<DesignIndex, usize> = BTreeMap::new();
    teams.iter().filter_map(|team| team.first).for_each(|first| *counts.entry(first.design).or_default() += 1);
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by_key(|(design, teams)| (std::cmp::Reverse(*teams), *design));
    all
}

/// Teams whose first design can begin now.
pub fn can_begin(teams: &[&Figures]) -> usize {
    teams.iter().filter(|team| team.first.is_some_and(|first| first.can_begin)).count()
}

/// The mean score of the first designs; 0 if there are none.
pub fn mean_score(teams: &[&Figures]) -> i32 {
    let firsts: Vec<i64> = teams.iter().filter_map(|team| team.first).map(|first| i64::from(first.score)).collect();
    if firsts.is_empty() { 0 } else { rounded(firsts.iter().sum(), firsts.len() as i64) }
}
