//! For whom a design did more: the answer that divides its teams most clearly.

use super::effect::{Estimate, Point, difference};
use super::groups::{LEAST_TEAMS, teams};
use super::record::OutcomeRecord;
use crate::catalogue::{Answer, Catalogue, FactorIndex, Profile};

/// The levels from which an answer counts as high.
const HIGH: f64 = 3.0;

/// A design's teams divided by one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    pub factor: FactorIndex,
    /// Teams below level 3, and from level 3 on.
    pub low_teams: usize,
    pub high_teams: usize,
    /// The mean of the high minus that of the low teams. The interval allows for all answers that were tried.
    pub difference: Estimate,
    /// How many answers were tried.
    pub tried: usize,
}

/// Returns a team's mean level of a factor, 1 to 5.
pub fn level_of(profile: &Profile, factor: FactorIndex) -> Option<f64> {
    let Some(Answer::Level(rating)) = profile.answers.get(factor.at())? else { return None };
    Some(rating.mixture().held().map(|(cell, share)| share * (cell + 1) as f64).sum())
}

/// Returns the split with the clearest difference; `None` if no answer divides the teams in two parts that are shown.
pub fn clearest(catalogue: &Catalogue, members: &[(&OutcomeRecord, Point)]) -> Option<Split> {
    let divided: Vec<_> = FactorIndex::all(catalogue.factors.len()).filter_map(|at| divide(members, at)).collect();
    let tried = divided.len();
    let splits = divided.into_iter().filter_map(|(factor, [low, high])| {
        let points = |of: &[(&OutcomeRecord, Point)]| of.iter().map(|(_, point)| *point).collect::<Vec<_>>();
        let count = |of: &[(&OutcomeRecord, Point)]| teams(of.iter().map(|(record, _)| *record));
        let difference = difference(&points(&high), &points(&low), tried)?;
        Some(Split { factor, low_teams: count(&low), high_teams: count(&high), difference, tried })
    });
    let clarity = |split: &Split| {
        let Estimate { value, low, high } = split.difference;
        value.abs() / (high - low).max(1e-9)
    };
    splits.fold(None, |best: Option<Split>, split| match best {
        Some(best) if clarity(&best) >= clarity(&split) => Some(best),
        _ => Some(split),
    })
}

type Members<'a> = Vec<(&'a OutcomeRecord, Point)>;

/// Divides those who answered. Those who did not must be none or enough to be shown, so that no few can be subtracted.
fn divide<'a>(members: &[(&'a OutcomeRecord, Point)], factor: FactorIndex) -> Option<(FactorIndex, [Members<'a>; 2])> {
    let (mut low, mut high, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for member in members {
        match level_of(&member.0.profile, factor) {
            None => unknown.push(*member),
            Some(level) if level < HIGH => low.push(*member),
            Some(_) => high.push(*member),
        }
    }
    let count = |of: &Members<'a>| teams(of.iter().map(|(record, _)| *record));
    let is_shown = |of: &Members<'a>| count(of) >= LEAST_TEAMS;
    (is_shown(&low) && is_shown(&high) && (unknown.is_empty() || is_shown(&unknown))).then_some((factor, [low, high]))
}
