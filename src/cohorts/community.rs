//! A cohort with one need as a community of practice: the shared issue, how to start, and the design that suits it.
//!
//! The need is a condition that a school can change and that most of the teams lack. The members work at different
//! schools, so the design has to work across a distance.

use super::apart::mean_of;
use super::columns::Part;
use super::designs::Suited;
use super::rows::Rows;
use crate::catalogue::{AlternativeIndex, EnvironmentIndex, Factor, Profile, Side};
use crate::scoring::Evaluation;

/// A level at or below which a condition is lacking: the lower half of the scale.
const LOW: f64 = 2.5;

/// The share of the teams that have to lack it.
const MOST_TEAMS_SHARE: f64 = 2.0 / 3.0;

/// The fewest teams of a community.
const LEAST_TEAMS: usize = 3;

/// A community of practice.
#[derive(Clone, Debug)]
pub struct Community {
    /// The place of the column that is the shared issue.
    pub column: usize,
    /// The mean level of its members, 1 to 5.
    pub mean: f64,
    /// Places of the teams that share the issue, by id.
    pub members: Vec<usize>,
    /// What the members do first, in order.
    pub agenda: Vec<Move>,
    /// The design and environment that suit the members best and work across schools.
    pub design: Option<Suited>,
}

/// A point of the agenda, from the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub id: String,
    pub name: String,
    pub what: String,
    pub question: Option<String>,
}

/// Returns the community of a cohort, if it has one need.
pub fn community(typical: &Evaluation<'_>, teams: &[Profile], rows: &Rows, members: &[usize]) -> Option<Community> {
    let needs = (0..rows.columns.len()).filter_map(|column| need(typical, rows, members, column));
    // The need that costs most: how far below the top, by what a level moves.
    let cost = |need: &Community| rows.columns[need.column].effect * (5.0 - need.mean);
    let need = needs.fold(None, |best: Option<Community>, need| match &best {
        Some(other) if cost(other) >= cost(&need) => best,
        _ => Some(need),
    })?;
    let design = across_schools(typical, teams, rows, &need.members);
    let agenda = agenda(typical, rows, need.column);
    Some(Community { agenda, design, ..need })
}

/// Returns the condition of a column as a need, if most members lack it and others do not.
fn need(typical: &Evaluation<'_>, rows: &Rows, members: &[usize], column: usize) -> Option<Community> {
    let factor = factor(typical, rows, column)?;
    let is_condition = factor.change.by_school && factor.scoring.side == Side::Readiness;
    let known: Vec<(usize, f64)> =
        members.iter().filter_map(|member| Some((*member, rows.answers[*member][column]?))).collect();
    let lacking: Vec<(usize, f64)> = known.into_iter().filter(|(_, level)| *level <= LOW).collect();
    let enough = lacking.len() >= LEAST_TEAMS && lacking.len() as f64 >= MOST_TEAMS_SHARE * members.len() as f64;
    let all: Vec<f64> = rows.answers.iter().filter_map(|answers| answers[column]).collect();
    let mean = mean_of(&lacking.iter().map(|(_, level)| *level).collect::<Vec<_>>());
    (is_condition && enough && mean < mean_of(&all)).then(|| Community {
        column,
        mean,
        members: lacking.into_iter().map(|(member, _)| member).collect(),
        agenda: Vec::new(),
        design: None,
    })
}

fn factor<'a>(typical: &Evaluation<'a>, rows: &Rows, column: usize) -> Option<&'a Factor> {
    let column = &rows.columns[column];
    let term = &typical.tables().terms[column.term];
    (column.part == Part::Level).then(|| &typical.catalogue().factors[term.factor])
}

/// First the issue, then the usual first move, then one cycle of review.
fn agenda(typical: &Evaluation<'_>, rows: &Rows, column: usize) -> Vec<Move> {
    let (term, factor) = (&typical.tables().terms[rows.columns[column].term], factor(typical, rows, column));
    let resource = |factor: &Factor| Some(factor.resources.get(term.resource?)?.question.clone());
    let issue = factor.map(|factor| Move {
        id: factor.id.clone(),
        name: term.name.clone(),
        what: factor.change.how.clone(),
        question: Some(resource(factor).unwrap_or_else(|| factor.question.clone())),
    });
    let phases = typical.catalogue().planning.cycle_phases.iter().map(|phase| Move {
        id: phase.id.clone(),
        name: phase.name.clone(),
        what: phase.what.clone(),
        question: phase.question.clone(),
    });
    issue.into_iter().chain(phases).collect()
}

/// Returns the alternative in an environment that crosses distance with the highest mean score of those that are
/// feasible for most members.
fn across_schools(typical: &Evaluation<'_>, teams: &[Profile], rows: &Rows, members: &[usize]) -> Option<Suited> {
    let (catalogue, tables) = (typical.catalogue(), typical.tables());
    let crosses = |of: AlternativeIndex| {
        let alternative = &tables.alternatives[of];
        let considered = typical.field.considered[alternative.design] && typical.is_allowed(of);
        considered && catalogue.environments[alternative.environment].crosses_distance
    };
    let crossing: Vec<AlternativeIndex> = tables.all_alternatives().filter(|of| crosses(*of)).collect();
    let mut sums = vec![(0_i64, 0_usize); crossing.len()];
    for member in members {
        let evaluation = Evaluation::new(std::sync::Arc::clone(&typical.field), &teams[rows.teams[*member]]);
        for (sum, of) in sums.iter_mut().zip(&crossing).filter(|(_, of)| evaluation.is_open(**of)) {
            *sum = (sum.0 + i64::from(evaluation.parts.score(*of)), sum.1 + 1);
        }
    }
    let for_most = crossing.into_iter().zip(sums).filter(|(_, (_, count))| *count > 0 && 2 * count >= members.len());
    let suited = for_most.map(|(of, (sum, feasible))| Suited {
        design: tables.alternatives[of].design,
        environment: Some(EnvironmentIndex::from(tables.alternatives[of].environment.at())),
        score: (sum as f64 / feasible as f64).round() as i32,
        feasible,
        first: 0,
    });
    suited.min_by_key(|one| -one.score)
}
