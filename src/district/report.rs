//! Makes the report: leaves out teams that are too small, scores the others, and adds up.

use std::num::NonZeroUsize;

use super::by::by;
use super::conditions::{held_back, schools};
use super::figures::{Figures, conditions, figures};
use super::firsts::{cost, evidence, firsts, starts};
use super::plan::Planned;
use super::tell::{headlines, notes};
use super::{Counts, District, DistrictError, DistrictTeam, Kept, MOST_TEAMS};
use crate::advisor::{Advisor, Explain, Options, Prepared};
use crate::catalogue::{TermIndex, is_too_small};
use crate::cohorts::{Asked, find};
use crate::scoring::WeightError;

/// Leaves out teams of fewer people than the minimum.
///
/// # Errors
/// If no team is left, or there are too many.
pub fn keep(teams: Vec<DistrictTeam>, minimum: usize, by: Option<String>) -> Result<Kept, DistrictError> {
    let all = teams.len();
    if all > MOST_TEAMS {
        return Err(DistrictError::TooMany { teams: all });
    }
    let large = teams.into_iter().enumerate().filter(|(_, team)| !is_too_small(&team.profile, minimum));
    let (places, teams): (Vec<usize>, Vec<DistrictTeam>) = large.map(|(at, team)| (at, tidy(team))).unzip();
    if teams.is_empty() {
        return Err(DistrictError::NoTeams { teams: all });
    }
    Ok(Kept { too_small: all - teams.len(), teams, places, minimum, by })
}

/// Blank cells count as none.
fn tidy(team: DistrictTeam) -> DistrictTeam {
    let given = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    DistrictTeam { school: given(team.school), value: given(team.value), profile: team.profile }
}

/// Makes the report of the teams that were kept, on so many threads. The plan is one of the same teams.
///
/// # Errors
/// If the weights of the factors leave none, or teams cannot be put into groups.
pub fn report(
    advisor: &Advisor,
    options: &Options,
    kept: &Kept,
    planned: Option<Planned<'_>>,
    threads: NonZeroUsize,
) -> Result<Result<District, DistrictError>, WeightError> {
    let prepared = advisor.prepare(&Options { explain: Explain::None, ..options.clone() })?;
    let typical = advisor.evaluate_nothing(options)?;
    let (catalogue, tables) = (advisor.catalogue(), advisor.tables());
    let terms = conditions(tables, catalogue);
    let teams = score(&prepared, &terms, &kept.teams, threads);
    let gets = planned.map(|planned| planned.gets(&teams));
    let groups = kept.by.as_deref().map(|column| by(catalogue, column, &teams, gets.as_deref())).transpose();
    let groups = match groups {
        Ok(groups) => groups,
        Err(error) => return Ok(Err(error)),
    };
    let profiles: Vec<_> = kept.teams.iter().map(|team| team.profile.clone()).collect();
    let found = firsts(catalogue, &teams);
    let all: Vec<&Figures> = teams.iter().collect();
    let schools = schools(&terms, &teams);
    let mut district = District {
        counts: counts(kept, &teams, schools.len()),
        conditions: held_back(&terms, &all),
        schools,
        starts: starts(&teams),
        evidence: evidence(catalogue, &found),
        cost: cost(&teams),
        by: groups,
        cohorts: find(&typical, &profiles, Asked { minimum: kept.minimum }),
        terms: planned.map(|planned| planned.terms(catalogue)).unwrap_or_default(),
        firsts: found,
        headlines: Vec::new(),
        notes: Vec::new(),
    };
    district.headlines = headlines(catalogue, tables, &district);
    district.notes = notes(kept, &district);
    Ok(Ok(district))
}

fn counts(kept: &Kept, teams: &[Figures], schools: usize) -> Counts {
    Counts {
        teams: teams.len(),
        too_small: kept.too_small,
        nothing_known: teams.iter().filter(|team| !team.is_known).count(),
        schools,
        people: teams.iter().filter_map(|team| team.size).map(u64::from).sum(),
        without_size: teams.iter().filter(|team| team.size.is_none()).count(),
    }
}

/// Scores the teams in order, on several threads.
fn score(prepared: &Prepared<'_>, terms: &[TermIndex], teams: &[DistrictTeam], threads: NonZeroUsize) -> Vec<Figures> {
    let part = teams.len().div_ceil(threads.get()).max(1);
    let of = |teams: &[DistrictTeam]| teams.iter().map(|team| figures(prepared, terms, team)).collect::<Vec<_>>();
    if threads.get() == 1 {
        return of(teams);
    }
    std::thread::scope(|scope| {
        let parts: Vec<_> = teams.chunks(part).map(|teams| scope.spawn(move || of(teams))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("scoring a team does not panic")).collect()
    })
}
