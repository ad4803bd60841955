//! Finds the cohorts: reads the teams, decides how many cohorts there are, and puts each team into one or none.

use ndarray::Array2;

use super::apart::{Difference, differences};
use super::asked::{Asked, CohortError};
use super::chance::Chance;
use super::community::community;
use super::designs::{rankings, suited};
use super::fit::{centers, improved, nearest, square};
use super::jobs::in_pool;
use super::map::{Map, Spread};
use super::number::{number_of, sampled};
use super::rows::{Rows, rows};
use super::tell::{name, notes, summary};
use super::tell_cohort::statements;
use super::{Cohort, Cohorts, Member};
use crate::catalogue::Profile;
use crate::scoring::{Evaluation, Watch};

/// The seed of everything that is drawn.
const SEED: u64 = 2_027;

/// Random starts of the final grouping.
const STARTS: usize = 10;

/// A team fits nowhere if it is farther from its center than the upper quartile of all teams by so many distances
/// between quartiles.
const FAR: f64 = 2.0;

/// Finds the cohorts of teams. `typical` is a team without answers, in the field that all teams are ranked in.
///
/// The order of the teams does not matter, and teams that are too small have no influence.
///
/// # Errors
/// If there are not enough teams that can be compared, too many, or they do not differ; or if the work was stopped.
pub fn find(
    typical: &Evaluation<'_>,
    teams: &[Profile],
    asked: Asked,
    watch: &dyn Watch,
) -> Result<Cohorts, CohortError> {
    in_pool(asked.threads, || found(typical, teams, asked, watch))
}

fn found(typical: &Evaluation<'_>, teams: &[Profile], asked: Asked, watch: &dyn Watch) -> Result<Cohorts, CohortError> {
    let rows = rows(typical, teams, asked)?;
    let compared = rows.counts.compared;
    let mut chance = Chance::new(SEED);
    let spread = Spread::new(rows.points.view()).ok_or(CohortError::AllEqual { compared })?;
    let number = number_of(rows.points.view(), &mut chance, watch).ok_or(CohortError::Stopped)?;
    let centers = grouped(&rows, number.cohorts, &mut chance).ok_or(CohortError::AllEqual { compared })?;
    let map = spread.map(rows.points.view());
    let members = members(teams, &rows, &centers, &map);
    let rankings = rankings(typical, teams, &rows.teams, watch).ok_or(CohortError::Stopped)?;
    let cohort = |at: usize| {
        let of: Vec<usize> = (0..members.len()).filter(|member| members[*member].cohort == Some(at)).collect();
        let apart: Vec<Difference> = if number.cohorts > 1 { differences(&rows, &of) } else { Vec::new() };
        let (suits, does_not_suit) = suited(typical, &rankings, &of);
        let center = [0, 1].map(|axis| centers.row(at).iter().zip(&map.axes[axis].loadings).map(|(a, b)| a * b).sum());
        let community = if number.cohorts > 1 { community(typical, teams, &rows, &of) } else { None };
        let name = name(typical, &rows, number.cohorts == 1, &apart);
        let found = Cohort {
            members: of,
            center,
            name,
            differences: apart,
            suits,
            does_not_suit,
            community,
            statements: Vec::new(),
        };
        Cohort { statements: statements(typical, &rows, at, &found), ..found }
    };
    let cohorts: Vec<Cohort> = (0..number.cohorts).map(cohort).collect();
    Ok(Cohorts {
        summary: summary(typical, &rows, &number, &cohorts, &map),
        notes: notes(&rows.counts, asked, &members),
        counts: rows.counts,
        columns: rows.columns,
        number,
        cohorts,
        members,
        map,
    })
}

/// Returns the centers of the cohorts, largest cohort first.
fn grouped(rows: &Rows, cohorts: usize, chance: &mut Chance) -> Option<Array2<f64>> {
    let points = rows.points.view();
    let start = centers(sampled(points, chance).view(), cohorts, STARTS, chance)?;
    let found = improved(points, &start, chance)?;
    let mut counts = vec![0_usize; cohorts];
    nearest(points, &found).into_iter().for_each(|at| counts[at] += 1);
    let mut order: Vec<usize> = (0..cohorts).collect();
    // Of equally large ones, the one with the first team.
    let of = nearest(points, &found);
    let first = |at: usize| of.iter().position(|one| *one == at).unwrap_or(of.len());
    order.sort_by_key(|at| (std::cmp::Reverse(counts[*at]), first(*at)));
    Some(found.select(ndarray::Axis(0), &order))
}

fn members(teams: &[Profile], rows: &Rows, centers: &Array2<f64>, map: &Map) -> Vec<Member> {
    let of = nearest(rows.points.view(), centers);
    let distance = |row: usize| square(&rows.points.row(row).to_vec(), centers, of[row]).sqrt();
    let distances: Vec<f64> = (0..of.len()).map(distance).collect();
    let far = far(&distances);
    let member = |(row, team): (usize, &usize)| Member {
        id: teams[*team].id.clone(),
        cohort: (distances[row] <= far).then_some(of[row]),
        at: map.at[row],
        distance: distances[row],
    };
    rows.teams.iter().enumerate().map(member).collect()
}

/// The distance above which a team fits nowhere.
fn far(distances: &[f64]) -> f64 {
    let mut sorted = distances.to_vec();
    sorted.sort_by(f64::total_cmp);
    let quantile = |share: f64| sorted[((sorted.len() - 1) as f64 * share).round() as usize];
    let (low, high) = (quantile(0.25), quantile(0.75));
    high + FAR * (high - low) + 1e-9
}
