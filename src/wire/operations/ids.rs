//! Ids of teams that must differ, by the key by which names are compared everywhere.

use std::collections::BTreeMap;

use crate::tables::key;
use crate::wire::kit::problem::{FieldError, Problem};
use crate::words::fill_text;

/// Errors beyond this number are counted but not listed.
const MOST_ERRORS: usize = 100;

/// Returns an error for each team whose id is that of an earlier one. Case, spaces and the like make no difference.
pub fn same_ids<'a>(ids: impl Iterator<Item = Option<&'a str>>) -> Vec<FieldError> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut errors = Vec::new();
    for (at, id) in ids.enumerate() {
        let Some(id) = id.filter(|id| !id.trim().is_empty()) else { continue };
        if let Some(first) = seen.get(&key(id)) {
            let detail = fill_text("wire.allocation.same_id", &[("id", id), ("first", &first.to_string())]);
            errors.push(FieldError { pointer: format!("/teams/{at}/id"), detail });
        } else {
            seen.insert(key(id), at);
        }
    }
    errors
}

/// Refuses teams of which some have the same id, because each would count twice.
///
/// # Errors
/// If two teams have the same id; each error is at the later one.
pub fn check_ids<'a>(ids: impl Iterator<Item = Option<&'a str>>) -> Result<(), Problem> {
    refuse(same_ids(ids))
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
        let errors = same_ids(ids.into_iter());
        let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/teams/2/id", "/teams/6/id"]);
        assert!(errors[0].detail.contains("elm  1") && errors[0].detail.contains('0'), "{}", errors[0].detail);
        assert_eq!(check_ids(ids.into_iter().take(2)), Ok(()));
    }

    #[test]
    fn an_unknown_id_is_named_at_its_place() {
        let errors = unknown_ids("/schools", ["a", "b/c"].into_iter(), |id| id == "a");
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].pointer, "/schools/b~1c");
    }
}
