//! What outcomes taught one catalog and not the other.

use crate::catalogue::{Catalogue, LearnedOffset};

/// A design whose learned offset differs, on the scale of a value, 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct LearnedChange {
    /// The id of the design.
    pub design: String,
    /// The offset that was learned before; 0 if none was.
    pub old: f64,
    pub new: f64,
    /// The interval of 90 % and the results of the new offset; `None` if the new catalog has none.
    pub known: Option<([f64; 2], usize)>,
}

/// Returns every learned offset that differs, the largest change first.
pub fn learned_changes(old: &Catalogue, new: &Catalogue) -> Vec<LearnedChange> {
    let mut ids: Vec<&str> = offsets(old).chain(offsets(new)).map(|offset| offset.design.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let change = |id: &str| {
        let find = |of| offsets(of).find(|offset| offset.design == id);
        let (before, after) = (find(old), find(new));
        LearnedChange {
            design: id.to_owned(),
            old: before.map_or(0.0, |offset| offset.value),
            new: after.map_or(0.0, |offset| offset.value),
            known: after.map(|offset| ([offset.low, offset.high], offset.results)),
        }
    };
    let mut changes: Vec<LearnedChange> = ids.into_iter().map(change).filter(|one| one.old != one.new).collect();
    let size = |one: &LearnedChange| (one.new - one.old).abs();
    changes.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.design.cmp(&b.design)));
    changes
}

fn offsets(of: &Catalogue) -> impl Iterator<Item = &LearnedOffset> {
    of.learned.iter().flat_map(|learned| &learned.offsets)
}
