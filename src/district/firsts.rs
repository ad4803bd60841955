//! The first designs: for how many teams, whether they can begin, what is known of them, and what they cost.

use std::collections::BTreeMap;

use super::Dollars;
use super::figures::{Figures, FirstOfTeam, grade_of, rounded};
use crate::catalogue::{Catalogue, DesignIndex, GradeId};

/// A design in first place.
#[derive(Clone, Debug, PartialEq)]
pub struct First {
    pub design: DesignIndex,
    /// Teams for which it ranks first.
    pub teams: usize,
    /// Those among them that can begin now.
    pub can_begin: usize,
    /// Its mean score for them.
    pub score: i32,
    /// The best grade of a study with a positive finding; `None` if there is none.
    pub grade: Option<GradeId>,
    /// What it costs for one teacher in these teams' environments, on average.
    pub each: Dollars,
}

/// How teams can start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Starts {
    /// The first design can begin now.
    pub now: usize,
    /// The first design is worth building toward, and another one can begin now.
    pub another: usize,
    /// Nothing can begin now.
    pub build: usize,
    /// No design is feasible.
    pub none: usize,
}

/// First designs with one grade of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    pub grade: Option<GradeId>,
    pub teams: usize,
}

/// Returns the designs in first place, the most frequent first.
pub fn firsts(catalogue: &Catalogue, teams: &[Figures]) -> Vec<First> {
    let mut by_design: BTreeMap<DesignIndex, Vec<FirstOfTeam>> = BTreeMap::new();
    for first in teams.iter().filter_map(|team| team.first) {
        by_design.entry(first.design).or_default().push(first);
    }
    let one = |(design, of): (DesignIndex, Vec<FirstOfTeam>)| First {
        design,
        teams: of.len(),
        can_begin: of.iter().filter(|first| first.can_begin).count(),
        score: rounded(of.iter().map(|first| i64::from(first.score)).sum(), of.len() as i64),
        grade: grade_of(catalogue, design),
        each: of.iter().map(|first| first.each).fold(Dollars::default(), Dollars::plus).over(of.len()),
    };
    let mut all: Vec<First> = by_design.into_iter().map(one).collect();
    all.sort_by_key(|first| (std::cmp::Reverse(first.teams), first.design));
    all
}

/// Counts how teams can start.
pub fn starts(teams: &[Figures]) -> Starts {
    let mut starts = Starts::default();
    for team in teams {
        let place = match team.first {
            None => &mut starts.none,
            Some(first) if first.can_begin => &mut starts.now,
            Some(_) if team.can_begin => &mut starts.another,
            Some(_) => &mut starts.build,
        };
        *place += 1;
    }
    starts
}

/// Returns how many first designs have each grade of evidence, best grade first.
pub fn evidence(catalogue: &Catalogue, firsts: &[First]) -> Vec<Graded> {
    let grades = catalogue.model.grades.iter().map(|grade| Some(grade.id.clone())).chain([None]);
    let teams = |grade: &Option<_>| firsts.iter().filter(|first| first.grade == *grade).map(|first| first.teams).sum();
    grades.map(|grade| Graded { teams: teams(&grade), grade }).filter(|graded| graded.teams > 0).collect()
}

/// Adds up what the first designs cost for all members of the teams that state their size.
pub fn cost(teams: &[Figures]) -> Dollars {
    let all = teams.iter().filter_map(|team| team.first?.all);
    all.fold(Dollars::default(), Dollars::plus)
}
