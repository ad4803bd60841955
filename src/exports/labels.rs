//! Labels for the ids of a plan's choices in a document.

use crate::planning::{Met, MilestoneKind, SessionKind, StandardLevel};
use crate::words::{Named, text};

/// Returns the label of a choice.
pub fn label<T: Named>(value: T) -> String {
    of_id(value.id())
}

/// Returns the label of an id; an id without one is shown with spaces instead of underscores.
pub fn of_id(id: &str) -> String {
    let key = format!("exports.label.{id}");
    let label = text(&key);
    if label == key { id.replace('_', " ") } else { label.to_owned() }
}

/// Returns the label of a kind of session.
pub fn session(kind: SessionKind) -> String {
    text(&format!("exports.session.{}", kind.id())).to_owned()
}

/// Returns the label of a kind of milestone.
pub fn milestone(kind: MilestoneKind) -> String {
    text(&format!("exports.milestone.{}", kind.id())).to_owned()
}

/// Returns the label of how far a requirement is met.
pub fn met(met: Met) -> String {
    text(&format!("exports.met.{}", met.id())).to_owned()
}

/// Returns the label of how far a standard is met.
pub fn level(level: StandardLevel) -> String {
    text(&format!("exports.level.{}", level.id())).to_owned()
}
