//! Ids of teams that must differ, by the key by which names are compared everywhere.

use std::collections::BTreeMap;

use crate::tables::key;
use crate::wire::kit::problem::{FieldError, Problem};
use crate::words::fill_text;

/// The most teams of a body that divides among them or reports on them; the commands take more.
pub const MOST_BODY_TEAMS: usize = 2_000;

/// Errors beyond this number are counted but not listed.
const MOST_ERRORS: usize = 100;

/// Where a team was read from, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamOrigin {
    /// Its position in the `teams` of a body, from 0.
    Body(usize),
    /// The line of its row in a table, or the number of the row in a format without lines; both from 1.
    Line(u64),
}

impl TeamOrigin {
    /// The place at this position, in a table if there is a line.
    pub fn new(at: usize, line: Option<u64>) -> Self {
        line.map_or(Self::Body(at), Self::Line)
    }

    /// Points to a field of the team.
    pub fn pointer(self, field: &str) -> String {
        match self {
            Self::Body(at) => format!("/teams/{at}/{field}"),
            Self::Line(line) => format!("/lines/{line}/{field}"),
        }
    }

    /// What is wrong with a team that has the id of the one here.
    fn same_id(self, id: &str) -> String {
        match self {
            Self::Body(at) => fill_text("wire.allocation.same_id", &[("id", id), ("first", &at.to_string())]),
            Self::Line(line) => fill_text("wire.allocation.same_id_line", &[("id", id), ("line", &line.to_string())]),
        }
    }
}

/// Returns an error for each team whose id is that of an earlier one. Case, spaces and the like make no difference.
pub fn same_ids<'a>(teams: impl Iterator<Item = (TeamOrigin, Option<&'a str>)>) -> Vec<FieldError> {
    let mut seen: BTreeMap<String, TeamOrigin> = BTreeMap::new();
    let mut errors = Vec::new();
    for (place, id) in teams {
        let Some(id) = id.filter(|id| !id.trim().is_empty()) else { continue };
        if let Some(first) = seen.get(&key(id)) {
            errors.push(FieldError { pointer: place.pointer("id"), detail: first.same_id(id) });
        } else {
            seen.insert(key(id), place);
        }
    }
    errors
}

/// Refuses teams of which some have the same id, because each would count twice.
///
/// # Errors
/// If two teams have the same id; each error is at the later one.
pub fn check_ids<'a>(teams: impl Iterator<Item = (TeamOrigin, Option<&'a str>)>) -> Result<(), Problem> {
    refuse(same_ids(teams))
}

/// Makes a problem of errors, if there are any.
///
/// # Errors
/// If there is an error.
pub fn refuse(mut errors: Vec<FieldError>) -> Result<(), Problem> {
    let all = errors.len();
    errors.truncate(MOST_ERRORS);
    if all == 0 { Ok(()) } else { Err(Problem::invalid(errors, all)) }
}

/// Returns the errors for ids that no team has, at pointers below a place.
pub fn unknown_ids<'a>(
    place: &str,
    ids: impl Iterator<Item = &'a str>,
    is_known: impl Fn(&str) -> bool,
) -> Vec<FieldError> {
    let error = |id: &str| FieldError {
        pointer: format!("{place}/{}", id.replace('~', "~0").replace('/', "~1")),
        detail: crate::words::text("wire.allocation.unknown_team").to_owned(),
    };
    ids.filter(|id| !is_known(id)).map(error).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_look_alike_are_the_same() {
        let ids =
            [Some("Elm 1"), None, Some("elm  1"), Some(" "), Some(" "), Some("e\u{301}"), Some("É"), Some("Elm 2")];
        let in_body = || ids.into_iter().enumerate().map(|(at, id)| (TeamOrigin::Body(at), id));
        let errors = same_ids(in_body());
        let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/teams/2/id", "/teams/6/id"]);
        assert!(errors[0].detail.contains("elm  1") && errors[0].detail.contains('0'), "{}", errors[0].detail);
        assert_eq!(check_ids(in_body().take(2)), Ok(()));
    }

    #[test]
    fn in_a_table_both_rows_are_named_by_their_lines() {
        let rows = [(2, "Elm"), (4, "Oak"), (9, "elm")];
        let errors = same_ids(rows.into_iter().map(|(line, id)| (TeamOrigin::Line(line), Some(id))));
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].pointer, "/lines/9/id");
        assert!(errors[0].detail.contains("line 2"), "{}", errors[0].detail);
    }

    #[test]
    fn an_unknown_id_is_named_at_its_place() {
        let errors = unknown_ids("/schools", ["a", "b/c"].into_iter(), |id| id == "a");
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].pointer, "/schools/b~1c");
    }
}
