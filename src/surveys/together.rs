//! Joins teams that are too small to be shown alone, without giving away what stays hidden.
//!
//! Only hidden teams may be joined. All others stay as they are, so that two readings of a file, with the joined teams
//! and without, differ in nothing but the sum.

use super::error::FaultList;
use super::import::{Cells, groups};
use super::rows::Team;
use super::suppress::{Shown, sum_shown};
use crate::tables::key;
use crate::words::{fill_text, text};

/// Between the names of the joined teams.
const AND: &str = " + ";

/// Adds the sum of the named teams as one more team with its cells. Returns the places of its members.
pub(super) fn join(
    names: &[String],
    teams: &[&Team],
    cells: &mut Cells,
    minimum: usize,
    faults: &mut FaultList,
) -> Option<(Team, Vec<usize>)> {
    let members = members(names, teams, cells, faults)?;
    let groups = groups(teams);
    if groups.iter().any(|group| is_cut(group, &members)) {
        faults.add("joined", text("surveys.joined.apart"));
        return None;
    }
    let people: Vec<usize> = teams.iter().map(|team| team.people).collect();
    let sum: usize = members.iter().map(|at| people[*at]).sum();
    let (sum, least) = (sum.to_string(), minimum.to_string());
    let slots = [("answers", &*sum), ("minimum", &least)];
    match sum_shown(&people, &cells.teams, &members, &groups, minimum) {
        Shown::Yes => {}
        Shown::TooFew => {
            faults.add("joined", fill_text("surveys.joined.too_few", &slots));
            return None;
        }
        Shown::Complement => {
            faults.add("joined", fill_text("surveys.joined.rest", &slots));
            return None;
        }
    }
    cells.teams.push(Shown::Yes);
    for (target, shown) in &mut cells.targets {
        let people: Vec<usize> =
            teams.iter().map(|team| team.counts.get(target).map_or(0, |counted| counted.people)).collect();
        shown.push(sum_shown(&people, shown, &members, &groups, minimum));
    }
    Some((sum_of(teams, &members), members))
}

/// Finds the named teams. A team that so few people named that its name could be a person's own words is not found.
fn members(names: &[String], teams: &[&Team], cells: &Cells, faults: &mut FaultList) -> Option<Vec<usize>> {
    let mut members = Vec::new();
    for name in names {
        let named = |team: &&&Team| team.may_be_named() && key(team.name()) == key(name);
        let Some(at) = teams.iter().position(|team| named(&team)) else {
            faults.add("joined", fill_text("surveys.joined.unknown", &[("team", name)]));
            continue;
        };
        if cells.teams[at] == Shown::Yes || cells.targets.values().any(|shown| shown[at] == Shown::Yes) {
            faults.add("joined", fill_text("surveys.joined.shown", &[("team", name)]));
        } else if !members.contains(&at) {
            members.push(at);
        }
    }
    if faults.is_empty() && members.len() < 2 {
        faults.add("joined", text("surveys.joined.two"));
    }
    members.sort_unstable();
    faults.is_empty().then_some(members)
}

/// Whether a group has some of the members and not others. Its total would then tell the members apart.
fn is_cut(group: &[usize], members: &[usize]) -> bool {
    let within = members.iter().filter(|at| group.contains(at)).count();
    within > 0 && within < members.len()
}

fn sum_of(teams: &[&Team], members: &[usize]) -> Team {
    let name = members.iter().map(|at| teams[*at].name()).collect::<Vec<_>>().join(AND);
    let mut sum = Team { parts: vec![key(&name)], ..Team::default() };
    for team in members.iter().map(|at| teams[*at]) {
        sum.people += team.people;
        for (target, counted) in &team.counts {
            let all = sum.counts.entry(*target).or_default();
            all.people += counted.people;
            all.millionths.iter_mut().zip(counted.millionths).for_each(|(all, own)| *all += own);
        }
    }
    sum.spellings.insert(name, sum.people);
    sum
}
