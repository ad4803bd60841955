//! Sets of several designs that a team may get: which of them can be in a best plan.

use super::problem::{Activity, Amounts, no_more};
use super::uses::UsesOf;

/// Several designs for one team, with their common score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetOffer {
    /// The activities of the designs, sorted.
    pub designs: Vec<Activity>,
    /// In hundredths of a point.
    pub score: i32,
}

/// Returns the sets of a team without those that a design, or another set, matches at no more of anything. No plan
/// gains more with one of these, whatever there is to divide.
pub fn worth_offering(uses: &UsesOf, designs: &[(Activity, i32)], mut sets: Vec<SetOffer>) -> Vec<SetOffer> {
    let mut kept: Vec<(i32, Amounts)> =
        designs.iter().map(|(activity, score)| (*score, uses.amounts[*activity as usize])).collect();
    sets.sort_by(|a, b| (-a.score, a.designs.len(), &a.designs).cmp(&(-b.score, b.designs.len(), &b.designs)));
    sets.retain(|set| {
        let amounts = uses.together(&set.designs);
        let is_new = !kept.iter().any(|(score, own)| *score >= set.score && no_more(own, &amounts));
        if is_new {
            kept.push((set.score, amounts));
        }
        is_new
    });
    sets
}
