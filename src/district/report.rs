//! Makes the report: leaves out teams that are too small, scores the others, and adds up.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::by::by;
use super::conditions::{held_back, schools};
use super::figures::{Figures, conditions, figures};
use super::firsts::{cost, evidence, firsts, starts};
use super::notes::notes;
use super::plan::{Gets, Planned};
use super::spelling::{merge, missing};
use super::tell::headlines;
use super::{Counts, District, DistrictError, DistrictTeam, Kept, MOST_COLUMNS, MOST_TEAMS, Rejected, TeamLine};
use crate::advisor::{Advisor, Explain, Options, Prepared};
use crate::catalogue::{Catalogue, TermIndex, is_too_small};
use crate::cohorts::{Asked, CohortError, find};
use crate::scoring::{Stage, Watch, WeightError};

/// How many teams are scored before anybody is asked whether to go on.
const PIECE: usize = 64;

/// The most lines of rejected rows that are named.
const MOST_LINES: usize = 10;

/// Leaves out teams of fewer people than the minimum. The catalog has the words for missing names and values.
///
/// # Errors
/// If no team is left, or there are too many teams or columns.
pub fn keep(
    catalogue: &Catalogue,
    teams: Vec<DistrictTeam>,
    rejected: Vec<Rejected>,
    minimum: usize,
    by: Vec<String>,
) -> Result<Kept, DistrictError> {
    let all = teams.len();
    if all == 0 {
        let first = rejected.first().cloned();
        return Err(
            first.map_or(DistrictError::Empty, |first| DistrictError::AllRejected { rows: rejected.len(), first })
        );
    }
    if all > MOST_TEAMS {
        return Err(DistrictError::TooMany { teams: all });
    }
    if by.len() > MOST_COLUMNS {
        return Err(DistrictError::ManyColumns { columns: by.len() });
    }
    if let Some((_, column)) = by.iter().enumerate().find(|(at, column)| by[..*at].contains(column)) {
        return Err(DistrictError::Twice { column: column.clone() });
    }
    let large = teams.into_iter().enumerate().filter(|(_, team)| !is_too_small(&team.profile, minimum));
    let (places, mut teams): (Vec<usize>, Vec<DistrictTeam>) = large.unzip();
    if teams.is_empty() {
        return Err(DistrictError::NoTeams { teams: all });
    }
    let missing = missing(catalogue);
    let of_schools = (None, merge(teams.iter_mut().map(|team| &mut team.school).collect(), &missing));
    let of_column =
        |at| (Some(at), merge(teams.iter_mut().filter_map(|team| team.values.get_mut(at)).collect(), &missing));
    let mut merged = vec![of_schools];
    merged.extend((0..by.len()).map(of_column));
    merged.retain(|(_, names)| !names.is_empty());
    Ok(Kept { too_small: all - teams.len(), teams, places, minimum, by, merged, rejected })
}

/// Makes the report of the teams that were kept, on so many threads. The plan is one of the same teams.
///
/// # Errors
/// If the weights of the factors leave none, teams cannot be put into groups, or the work was stopped.
pub fn report(
    advisor: &Advisor,
    options: &Options,
    kept: &Kept,
    planned: Option<Planned<'_>>,
    threads: NonZeroUsize,
    watch: &dyn Watch,
) -> Result<Result<District, DistrictError>, WeightError> {
    let prepared = advisor.prepare(&Options { explain: Explain::None, ..options.clone() })?;
    let typical = advisor.evaluate_nothing(options)?;
    let (catalogue, tables) = (advisor.catalogue(), advisor.tables());
    let terms = conditions(tables, catalogue);
    let Some(teams) = score(&prepared, &terms, &kept.teams, threads, watch) else {
        return Ok(Err(DistrictError::Stopped));
    };
    let gets = planned.map(|planned| planned.gets(&teams));
    let columns = kept.by.iter().enumerate();
    let groups = columns.map(|(place, column)| by(catalogue, (place, column), &teams, gets.as_deref())).collect();
    let groups = match groups {
        Ok(groups) => groups,
        Err(error) => return Ok(Err(error)),
    };
    let profiles: Vec<_> = kept.teams.iter().map(|team| team.profile.clone()).collect();
    let cohorts = find(&typical, &profiles, Asked { minimum: kept.minimum, threads }, watch);
    if matches!(cohorts, Err(CohortError::Stopped)) {
        return Ok(Err(DistrictError::Stopped));
    }
    let found = firsts(catalogue, &teams);
    let all: Vec<&Figures> = teams.iter().collect();
    let schools = schools(&terms, &teams);
    let mut district = District {
        counts: counts(kept, &teams, schools.len()),
        rejected_lines: kept.rejected.iter().take(MOST_LINES).map(|(line, _)| *line).collect(),
        conditions: held_back(&terms, &all),
        schools,
        teams: lines(&teams, gets.as_deref()),
        starts: starts(&teams),
        evidence: evidence(catalogue, &found),
        cost: cost(&teams),
        by: groups,
        cohorts,
        terms: planned.map(|planned| planned.terms(catalogue)).unwrap_or_default(),
        firsts: found,
        headlines: Vec::new(),
        notes: Vec::new(),
    };
    district.headlines = headlines(catalogue, tables, &district);
    district.notes = notes(kept, &district);
    Ok(Ok(district))
}

/// Returns the teams by id.
fn lines(teams: &[Figures], gets: Option<&[Gets]>) -> Vec<TeamLine> {
    let line = |(at, team): (usize, &Figures)| TeamLine {
        id: team.id.clone(),
        school: team.school.clone(),
        first: team.first.map(|first| (first.design, first.score)),
        gets: gets.map(|gets| (gets[at].design, gets[at].score)),
    };
    let mut lines: Vec<TeamLine> = teams.iter().enumerate().map(line).collect();
    lines.sort();
    lines
}

fn counts(kept: &Kept, teams: &[Figures], schools: usize) -> Counts {
    Counts {
        teams: teams.len(),
        too_small: kept.too_small,
        nothing_known: teams.iter().filter(|team| !team.is_known).count(),
        schools,
        without_school: teams.iter().filter(|team| team.school.is_none()).count(),
        rejected: kept.rejected.len(),
        people: teams.iter().filter_map(|team| team.size).map(u64::from).sum(),
        without_size: teams.iter().filter(|team| team.size.is_none()).count(),
    }
}

/// Scores the teams in order, on several threads; `None` if nobody waits for it anymore.
fn score(
    prepared: &Prepared<'_>,
    terms: &[TermIndex],
    teams: &[DistrictTeam],
    threads: NonZeroUsize,
    watch: &dyn Watch,
) -> Option<Vec<Figures>> {
    let (part, all, done) = (teams.len().div_ceil(threads.get()).max(1), teams.len(), AtomicUsize::new(0));
    let of = |piece: &[DistrictTeam]| {
        let done = done.fetch_add(piece.len(), Ordering::Relaxed);
        watch
            .reached(Stage::Scoring, done, all)
            .then(|| piece.iter().map(|team| figures(prepared, terms, team)))
            .map(Iterator::collect::<Vec<_>>)
    };
    let of_part = |part: &[DistrictTeam]| Some(part.chunks(PIECE).map(of).collect::<Option<Vec<_>>>()?.concat());
    if threads.get() == 1 {
        return of_part(teams);
    }
    std::thread::scope(|scope| {
        let parts: Vec<_> = teams.chunks(part).map(|teams| scope.spawn(move || of_part(teams))).collect();
        let scored = parts.into_iter().map(|part| part.join().expect("scoring a team does not panic"));
        Some(scored.collect::<Option<Vec<_>>>()?.concat())
    })
}
