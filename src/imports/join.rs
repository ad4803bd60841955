//! Fills in unanswered factors from profiles with the same id, such as leaders' answers.

use std::collections::{BTreeMap, BTreeSet};

use super::error::ImportError;
use crate::advisor::Advisor;
use crate::catalogue::{Answer, Profile};
use crate::surveys::{Report, Roster, listed};
use crate::tables::key;
use crate::wire::{Problem, read_profile_or_request};
use crate::words::{fill_text, text};

/// Fills in from profiles, one per line; keeps answers that a team already has. Ids match however they are typed.
/// Returns the ids that no team has.
///
/// # Errors
/// If a line is no profile, has no id, or has the id of an earlier line.
pub(super) fn join(advisor: &Advisor, lines: &[u8], profiles: &mut [Profile]) -> Result<Vec<String>, ImportError> {
    let of = |profile: &Profile| profile.id.as_deref().map(key);
    let places: BTreeMap<String, usize> =
        profiles.iter().enumerate().filter_map(|(at, profile)| Some((of(profile)?, at))).collect();
    let (mut seen, mut unmatched) = (BTreeMap::new(), Vec::new());
    for (at, line) in lines.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty()) {
        let fault = |problem: Problem| ImportError::Join { line: at + 1, problem };
        let other = read_profile_or_request(advisor, line).map_err(fault)?.profile;
        let wrong_id = |why: String| fault(Problem::of_fields([("/id".to_owned(), why)]));
        let Some(id) = other.id.as_deref() else {
            return Err(wrong_id(text("surveys.join.no_id").to_owned()));
        };
        if let Some(before) = seen.insert(key(id), at + 1) {
            return Err(wrong_id(fill_text("surveys.join.twice", &[("line", &before.to_string())])));
        }
        let Some(profile) = places.get(&key(id)).map(|at| &mut profiles[*at]) else {
            unmatched.push(id.to_owned());
            continue;
        };
        for (answer, known) in profile.answers.iter_mut().zip(&other.answers) {
            fill(answer, known.as_ref());
        }
        profile.setting = profile.setting.or(other.setting);
    }
    Ok(unmatched)
}

/// Notes the ids that matched no team, and the teams of the roster that the report does not name.
pub(super) fn note_unmatched(report: &mut Report, unmatched: &[String], roster: Option<&Roster>) {
    if !unmatched.is_empty() {
        let slots = [("count", &*unmatched.len().to_string()), ("ids", &listed(unmatched))];
        report.notes.push(fill_text("surveys.join.unmatched", &slots));
    }
    let named: BTreeSet<String> = report.teams.iter().filter_map(|team| team.id.as_deref()).map(key).collect();
    let teams = roster.into_iter().flat_map(|roster| &roster.teams);
    let missing: Vec<String> = teams.filter(|(id, _)| !named.contains(*id)).map(|(_, team)| team.id.clone()).collect();
    if !missing.is_empty() {
        let slots = [("count", &*missing.len().to_string()), ("ids", &listed(&missing))];
        report.notes.push(fill_text("surveys.join.roster_unmatched", &slots));
    }
}

fn fill(answer: &mut Option<Answer>, known: Option<&Answer>) {
    match (answer, known) {
        (Some(Answer::Each(parts)), Some(Answer::Each(known))) => {
            parts
                .iter_mut()
                .zip(known)
                .filter(|(part, _)| part.is_none())
                .for_each(|(part, known)| part.clone_from(known));
        }
        (answer @ None, Some(known)) => *answer = Some(known.clone()),
        _ => {}
    }
}
