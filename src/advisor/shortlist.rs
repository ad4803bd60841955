//! The few designs to look at first: the best fit, what can begin now, and one alternative.

use super::advice::{Advice, Recommendation};
use crate::scoring::Group;

/// The most designs of a short list.
const MOST: usize = 3;

/// Why a design is on the short list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It ranks first, and a critical need has to be met before it begins.
    BestFit,
    /// It ranks first and can begin now.
    BestFitNow,
    /// The best design that can begin now.
    BeginNow,
    Alternative,
}

/// A design of the short list.
#[derive(Clone, Copy, Debug)]
pub struct Shortlisted<'s, 'a> {
    pub role: Role,
    pub of: &'s Recommendation<'a>,
}

/// Returns the short list of an answer with all its places, best first; empty when no design is feasible.
///
/// The alternatives are the lightest of the designs that are too close to the first to call, and then the next ones
/// that can begin now.
pub fn shortlist<'s, 'a>(advice: &'s Advice<'a>) -> Vec<Shortlisted<'s, 'a>> {
    let all = &advice.recommendations;
    let begins = |one: &&Recommendation<'_>| one.group == Group::CanBeginNow;
    let Some(best) = all.first() else { return Vec::new() };
    let lightest = advice.first_place.as_ref().map(|first| first.lightest);
    let role = if best.group == Group::CanBeginNow { Role::BestFitNow } else { Role::BestFit };
    let now = all.iter().find(begins).map(|of| (Role::BeginNow, of));
    let light = all.iter().find(|one| Some(one.placed.design) == lightest).map(|of| (Role::Alternative, of));
    let others = all.iter().filter(begins).chain(all).map(|of| (Role::Alternative, of));
    let mut list = vec![Shortlisted { role, of: best }];
    for (role, of) in now.into_iter().chain(light).chain(others) {
        if list.len() < MOST && list.iter().all(|one| one.of.placed.design != of.placed.design) {
            list.push(Shortlisted { role, of });
        }
    }
    list
}
