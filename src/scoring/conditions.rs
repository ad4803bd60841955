//! Conditions: critical needs of a design that the team falls short of by so much that they come first.

use crate::catalogue::Catalogue;

use super::mixtures::Mixtures;
use super::tables::Tables;

/// A critical need that is not met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    pub term: usize,
    pub need: f64,
    /// The team's level, or mean, in millionths.
    pub actual_millionths: u64,
}

/// The conditions under which an alternative would stand.
pub fn conditions(catalogue: &Catalogue, tables: &Tables, mixtures: &Mixtures, alternative: usize) -> Vec<Condition> {
    let short_by = catalogue.model.condition.levels_short;
    let unmet = |&(term, need): &(usize, f64)| {
        let actual_millionths = mixtures.mean_millionths(term)?;
        let short = need * 1e6 - actual_millionths as f64;
        (short >= short_by * 1e6).then_some(Condition { term, need, actual_millionths })
    };
    tables.alternatives[alternative].critical.iter().filter_map(unmet).collect()
}
