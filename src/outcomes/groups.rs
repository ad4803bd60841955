//! What may enter a number, and what may be shown of a group.
//!
//! A result of fewer people than the minimum enters no number, so none can be computed from what is shown. A group is
//! shown if it has [`LEAST_TEAMS`] different teams. No total over several groups is shown, and a group is divided only in
//! two parts that are both shown, so nothing hidden is the difference of two numbers.

use std::collections::BTreeSet;

use super::record::{Observed, OutcomeRecord};
use crate::catalogue::is_too_small;

/// The fewest teams of a group that is shown.
pub const LEAST_TEAMS: usize = 5;

/// The fewest, the usual and the most people of a result that enters a number.
pub const LEAST_MINIMUM: u32 = 5;
pub const USUAL_MINIMUM: usize = 5;
pub const MOST_MINIMUM: u32 = 1000;

/// The most records of one answer.
pub const MOST_RECORDS: usize = 200_000;

/// Returns whether a result may enter numbers: it is about enough people.
pub fn is_shown(record: &OutcomeRecord, result: &Observed, minimum: usize) -> bool {
    result.people.is_none_or(|people| people as usize >= minimum) && !is_too_small(&record.profile, minimum)
}

/// Returns how many different teams records are of; those without an id count as one team of their school.
pub fn teams<'a>(records: impl Iterator<Item = &'a OutcomeRecord>) -> usize {
    let team = |record: &'a OutcomeRecord| (&record.district, &record.school, &record.profile.id);
    records.map(team).collect::<BTreeSet<_>>().len()
}
