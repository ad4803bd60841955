//! One team: what each condition takes from its designs, its first design, and whether anything can begin now.

use super::money::{cents_each, times};
use super::{DistrictTeam, Dollars};
use crate::advisor::Prepared;
use crate::catalogue::{Catalogue, DesignIndex, Direction, EnvironmentIndex, FactorIndex, GradeId, Kind, TermIndex};
use crate::scoring::{Detail, Group, Tables};
use crate::words::{fill_text, shortened};

/// The figures of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    pub id: Option<String>,
    /// The line of its row, if it is of a file.
    pub line: Option<u64>,
    pub school: Option<String>,
    pub values: Vec<Option<String>>,
    pub size: Option<u32>,
    pub is_known: bool,
    /// By condition: its mean cost over the feasible designs, in hundredths of a point; `None` if it is unknown.
    pub costs: Vec<Option<i32>>,
    pub first: Option<FirstOfTeam>,
    /// Whether any design can begin now.
    pub can_begin: bool,
}

impl Figures {
    /// Says where the team is: the line of its row, its id, or else its place.
    pub fn place(&self, at: usize) -> String {
        match (self.line, &self.id) {
            (Some(line), _) => fill_text("district.line", &[("line", &line.to_string())]),
            (None, Some(id)) => fill_text("district.team", &[("team", &shortened(id, 60))]),
            (None, None) => fill_text("district.team", &[("team", &(at + 1).to_string())]),
        }
    }
}

/// The first design of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstOfTeam {
    pub design: DesignIndex,
    pub environment: EnvironmentIndex,
    pub score: i32,
    pub can_begin: bool,
    /// For one teacher.
    pub each: Dollars,
    /// For all members; `None` if the team does not state its size.
    pub all: Option<Dollars>,
}

/// Returns the conditions: terms of factors that a school can change and answers for a team.
pub fn conditions(tables: &Tables, catalogue: &Catalogue) -> Vec<TermIndex> {
    let can_change = |term: &TermIndex| {
        let factor = &catalogue.factors[tables.terms[*term].factor];
        factor.change.by_school && matches!(factor.kind, Kind::Level | Kind::PerResource)
    };
    tables.all_terms().filter(can_change).collect()
}

/// Scores a team.
pub fn figures(prepared: &Prepared<'_>, conditions: &[TermIndex], team: &DistrictTeam) -> Figures {
    let profile = &team.profile;
    let evaluation = prepared.evaluate(profile);
    let (tables, catalogue) = (evaluation.tables(), evaluation.catalogue());
    let ranking = evaluation.ranking();
    let details = evaluation.details(&ranking);
    let begins = |at: usize| evaluation.group(ranking.placed[at].alternative) == Group::CanBeginNow;
    let first = ranking.placed.first().map(|placed| {
        let environment = tables.alternatives[placed.alternative].environment;
        let each = cents_each(catalogue, placed.design, environment);
        FirstOfTeam {
            design: placed.design,
            environment: EnvironmentIndex::from(environment.at()),
            score: placed.score,
            can_begin: begins(0),
            each,
            all: profile.setting.team_size.map(|size| times(each, size)),
        }
    });
    Figures {
        id: profile.id.clone(),
        line: team.line,
        school: team.school.clone(),
        values: team.values.clone(),
        size: profile.setting.team_size,
        is_known: profile.answers.iter().any(Option::is_some),
        costs: costs(tables, conditions, &details),
        can_begin: (0..ranking.placed.len()).any(begins),
        first,
    }
}

/// By condition: the mean cost over the designs for which it is known.
fn costs(tables: &Tables, conditions: &[TermIndex], details: &[Detail<'_>]) -> Vec<Option<i32>> {
    let mut sums = vec![(0_i64, 0_i64); conditions.len()];
    for detail in details {
        let of_factor = detail.costs();
        for (sum, term) in sums.iter_mut().zip(conditions) {
            if detail.answer(*term).is_some() {
                let cost = share(tables, detail, *term, of_factor[tables.terms[*term].factor]);
                *sum = (sum.0 + i64::from(cost), sum.1 + 1);
            }
        }
    }
    sums.into_iter().map(|(sum, count)| (count > 0).then(|| rounded(sum, count))).collect()
}

/// The part of a factor's cost that one of its terms bears: by what each takes, rounded by running totals.
fn share(tables: &Tables, detail: &Detail<'_>, term: TermIndex, cost: i32) -> i32 {
    let factor: FactorIndex = tables.terms[term].factor;
    let terms: Vec<TermIndex> = tables.terms_of_factor(factor).collect();
    let taken: Vec<f64> = terms.iter().map(|one| detail.taken(*one).max(0.0)).collect();
    let all: f64 = taken.iter().sum();
    if terms.len() == 1 || all <= 0.0 {
        return if terms.len() == 1 { cost } else { 0 };
    }
    let at = terms.iter().position(|one| *one == term).unwrap_or(0);
    let until = |end: usize| {
        let part: f64 = taken[..end].iter().sum();
        (f64::from(cost) * part / all).round() as i32
    };
    until(at + 1) - until(at)
}

/// The quotient of whole numbers, rounded to the nearest.
pub fn rounded(sum: i64, count: i64) -> i32 {
    (2 * sum + count).div_euclid(2 * count.max(1)) as i32
}

/// Returns the best grade of a study of a design with a positive finding; `None` if there is none.
pub fn grade_of(catalogue: &Catalogue, design: DesignIndex) -> Option<GradeId> {
    let grades = &catalogue.model.grades;
    let positive = catalogue.designs[design].evidence.iter().filter(|study| study.direction == Direction::Positive);
    let place = |study: &crate::catalogue::Evidence| grades.iter().position(|grade| grade.id == study.grade);
    positive.min_by_key(|study| place(study).unwrap_or(usize::MAX)).map(|study| study.grade.clone())
}
