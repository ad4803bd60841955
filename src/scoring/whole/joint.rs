//! Tables over the answers to a few terms at once, so that a team takes few rows.

use crate::answers::CELLS;
use crate::catalogue::TermIndex;

use super::team::Layout;

/// The slots of one term: its cells, and unknown.
pub(super) const SLOTS: usize = CELLS + 1;

/// The most terms of one table: 343 rows.
const MOST_TERMS: usize = 3;

/// A row of numbers by lane for each combination of answers to its terms; the last term varies fastest.
#[derive(Clone, Debug)]
pub(super) struct Joint<T> {
    /// Where the answers stand in a team.
    bytes: Vec<usize>,
    rows: Vec<T>,
    lanes: usize,
}

impl<T: Copy> Joint<T> {
    /// Fills the rows; `fill` gets the slot of each term, where [`CELLS`] is unknown.
    pub(super) fn new(
        layout: &Layout,
        terms: &[TermIndex],
        (lanes, neutral): (usize, T),
        fill: impl Fn(&dyn Fn(TermIndex) -> Option<usize>, &mut [T]),
    ) -> Self {
        let mut rows = vec![neutral; lanes * SLOTS.pow(terms.len() as u32)];
        for (row, numbers) in rows.chunks_exact_mut(lanes).enumerate() {
            let slot = |term: TermIndex| {
                let at = terms.iter().position(|one| *one == term)?;
                Some(row / SLOTS.pow((terms.len() - 1 - at) as u32) % SLOTS)
            };
            fill(&slot, numbers);
        }
        Self { bytes: terms.iter().map(|term| layout.of_team(*term)).collect(), rows, lanes }
    }

    /// The row of a team.
    pub(super) fn row(&self, team: &[u8]) -> &[T] {
        let row = self.bytes.iter().fold(0, |row, byte| row * SLOTS + usize::from(team[*byte]));
        &self.rows[row * self.lanes..][..self.lanes]
    }
}

/// Sorts terms into groups for one table each: those that are read together, then the others in pairs. `None` if more are
/// read together than fit into a table.
pub(super) fn groups(
    together: Vec<Vec<TermIndex>>,
    all: impl Iterator<Item = TermIndex>,
) -> Option<Vec<Vec<TermIndex>>> {
    let mut groups: Vec<Vec<TermIndex>> = Vec::new();
    for mut terms in together {
        let (shared, others) =
            groups.into_iter().partition(|group: &Vec<_>| group.iter().any(|one| terms.contains(one)));
        groups = others;
        terms.extend(shared.into_iter().flatten());
        terms.sort_unstable();
        terms.dedup();
        groups.push(terms);
    }
    if groups.iter().any(|group| group.len() > MOST_TERMS) {
        return None;
    }
    let alone: Vec<TermIndex> = all.filter(|term| !groups.iter().flatten().any(|other| other == term)).collect();
    groups.extend(alone.chunks(2).map(<[TermIndex]>::to_vec));
    Some(groups)
}
