//! Scores the teams of a district, checks them together, and allocates every term.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::Resources;
use crate::advisor::{Advisor, Explain, Options, Prepared};
use crate::allocation::{
    Activity, Floor, Given, RESOURCES, SetOffer, Supply, TermPlan, Unsolved, UsesOf, WORK, allocate_term, supplies,
    uses, worth_offering,
};
use crate::bundle::DesignSet;
use crate::catalogue::{AlternativeIndex, DesignIndex, Profile};
use crate::district::DistrictError;
use crate::scoring::{Placed, Stage, Watch};
use crate::wire::kit::problem::{FieldError, Problem};
use crate::wire::operations::ids::{TeamOrigin, refuse, same_ids, unknown_ids};
use crate::words::text;

/// What is asked, ready to score teams.
#[derive(Debug)]
pub struct Asked<'a> {
    advisor: &'a Advisor,
    resources: &'a Resources,
    prepared: Prepared<'a>,
    uses: UsesOf,
    /// The most designs that a team gets.
    max_designs: usize,
}

/// The most designs that a team can get at once; more take too long, as the sets are compared for every team.
pub const MOST_AT_ONCE: usize = 3;

/// A team with its scores, not yet checked against the others.
#[derive(Clone, Debug)]
pub struct Scored {
    pub place: TeamOrigin,
    pub id: Option<String>,
    pub team_size: Option<u32>,
    /// Whether it answered anything.
    pub is_known: bool,
    pub scores: Vec<(Activity, i32)>,
    /// Bundles that can be in a best plan.
    pub bundles: Vec<SetOffer>,
    pub current: Vec<DesignIndex>,
}

/// The plans of all terms.
#[derive(Debug)]
pub struct Allocation {
    /// In the order of the ids.
    pub teams: Vec<Given>,
    pub uses: UsesOf,
    pub plans: Vec<TermPlan>,
}

impl<'a> Asked<'a> {
    /// Teams get one design each, or up to `max_designs` of the options.
    ///
    /// # Errors
    /// If a term has no resource, or the weights of the factors leave none.
    pub fn new(advisor: &'a Advisor, resources: &'a Resources, options: &Options) -> Result<Self, Problem> {
        let terms = resources.terms.iter().enumerate();
        let bare = terms.filter(|(_, term)| term.amounts.iter().all(Option::is_none));
        let bare: Vec<(String, String)> =
            bare.map(|(at, _)| (format!("/terms/{at}"), text("wire.allocation.no_resources").to_owned())).collect();
        if !bare.is_empty() {
            return Err(Problem::of_fields(bare));
        }
        let is_counted: [bool; RESOURCES] =
            std::array::from_fn(|at| resources.terms.iter().any(|term| term.amounts[at].is_some()));
        let prepared = advisor.prepare(&Options { explain: Explain::None, ..options.clone() })?;
        let max_designs = options.max_designs.unwrap_or(1).min(MOST_AT_ONCE);
        Ok(Self { advisor, resources, prepared, uses: uses(advisor.catalogue(), is_counted), max_designs })
    }

    /// Scores a team.
    pub fn score(&self, place: TeamOrigin, profile: &Profile) -> Scored {
        let (scores, bundles) =
            if self.max_designs > 1 { self.sets(profile) } else { (self.alone(profile), Vec::new()) };
        Scored {
            place,
            bundles,
            id: profile.id.clone(),
            team_size: profile.setting.team_size,
            is_known: profile.answers.iter().any(Option::is_some),
            scores,
            current: profile.current.clone(),
        }
    }

    /// Every design with its score in the ranking.
    fn alone(&self, profile: &Profile) -> Vec<(Activity, i32)> {
        let ranking = self.prepared.evaluate(profile).ranking();
        let score = |placed: &Placed| (self.activity(placed.design, placed.alternative), placed.score);
        let mut scores: Vec<(Activity, i32)> = ranking.placed.iter().map(score).collect();
        scores.sort_unstable();
        scores
    }

    /// Every design and the bundles, all scored as bundles are.
    fn sets(&self, profile: &Profile) -> (Vec<(Activity, i32)>, Vec<SetOffer>) {
        let offer = |set: DesignSet| {
            let designs =
                set.designs.iter().map(|(design, alternative)| self.activity(*design, *alternative)).collect();
            SetOffer { designs, score: set.score }
        };
        let sets = self.prepared.design_sets(profile, self.max_designs).into_iter().map(offer);
        let (alone, several): (Vec<SetOffer>, Vec<SetOffer>) = sets.partition(|set| set.designs.len() == 1);
        let scores: Vec<(Activity, i32)> = alone.into_iter().map(|set| (set.designs[0], set.score)).collect();
        let bundles = worth_offering(&self.uses, &scores, several);
        (scores, bundles)
    }

    fn activity(&self, design: DesignIndex, alternative: AlternativeIndex) -> Activity {
        self.uses.activity(design, self.advisor.tables().alternatives[alternative].environment)
    }

    /// What every design uses, with all bundles of these teams.
    fn uses_with(&self, scored: &[Scored]) -> UsesOf {
        if self.max_designs == 1 {
            return self.uses.clone();
        }
        let bundles = scored.iter().flat_map(|team| &team.bundles);
        self.uses.clone().with_sets(bundles.map(|bundle| bundle.designs.clone()).collect())
    }
}

/// Scores teams and allocates every term.
///
/// # Errors
/// As [`allocate`], or if the work was stopped.
pub fn divide<'t>(
    asked: &Asked<'_>,
    teams: impl ExactSizeIterator<Item = (TeamOrigin, &'t Profile)>,
    watch: &dyn Watch,
) -> Result<Allocation, Problem> {
    let all = teams.len();
    let score = |(at, (place, profile)): (usize, (TeamOrigin, &Profile))| {
        // Every team takes part of a millisecond, so asking for each costs nothing that matters.
        watch.reached(Stage::Dividing, at, all).then(|| asked.score(place, profile))
    };
    let scored: Option<_> = teams.enumerate().map(score).collect();
    allocate(asked, scored.ok_or(DistrictError::Stopped)?)
}

/// Allocates every term.
///
/// # Errors
/// If the teams cannot be told apart by id, have no size, are fewer than two, or answered nothing; or if the floor
/// cannot hold.
pub fn allocate(asked: &Asked<'_>, scored: Vec<Scored>) -> Result<Allocation, Problem> {
    check(asked, &scored)?;
    let weights: BTreeMap<&str, f64> = asked.resources.weights.iter().map(|(id, weight)| (&**id, *weight)).collect();
    let uses = asked.uses_with(&scored);
    let team = |scored: Scored| {
        let set = |set: &SetOffer| Some((uses.activity_of(&set.designs)?, set.score));
        let id = scored.id.unwrap_or_default();
        let weight = weights.get(id.as_str()).copied().unwrap_or(1.0);
        Given {
            members: scored.team_size.or(asked.resources.team_size).unwrap_or(1),
            weight: (weight * 100.0).round() as u32,
            sets: scored.bundles.iter().filter_map(set).collect(),
            scores: scored.scores,
            current: scored.current,
            id,
        }
    };
    let mut teams: Vec<Given> = scored.into_iter().map(team).collect();
    teams.sort_by(|a, b| a.id.cmp(&b.id));
    let leader_year = asked.advisor.catalogue().rates.leader_year.typical;
    let hours = asked.resources.hours_per_coach.unwrap_or(leader_year);
    let floor = (asked.resources.floor.unwrap_or(0.0) * 100.0).round() as u32;
    let supplies = supplies(&asked.resources.terms, hours);
    let work = WORK / supplies.len().max(1) as u64;
    let plan = |supply: Supply| {
        let name = supply.name.clone();
        let planned = allocate_term(&teams, &uses, supply, (floor, work));
        planned.map_err(|(why, holds)| no_plan(&name, floor, why, holds))
    };
    let plans = supplies.into_iter().map(plan).collect::<Result<_, _>>()?;
    Ok(Allocation { plans, teams, uses })
}

/// Reports why a floor has no plan, with the highest one that has.
fn no_plan(term: &str, floor: u32, why: Unsolved, holds: Floor) -> Problem {
    let slots = [("term", term), ("floor", &*floor.to_string()), ("holds", &holds.holds.to_string())];
    let template = match why {
        Unsolved::Impossible => text("wire.allocation.floor_impossible"),
        Unsolved::NotFound => text("wire.allocation.floor_not_found"),
    };
    Problem::of_fields([("/resources/floor".to_owned(), crate::words::fill(template, &slots))])
}

/// Checks the teams together and names every fault.
fn check(asked: &Asked<'_>, scored: &[Scored]) -> Result<(), Problem> {
    let mut errors = same_ids(scored.iter().map(|team| (team.place, team.id.as_deref())));
    let mut add = |pointer: String, detail: &str| errors.push(FieldError { pointer, detail: detail.to_owned() });
    for team in scored {
        if team.id.as_deref().is_none_or(|id| id.trim().is_empty()) {
            add(team.place.pointer("id"), text("wire.allocation.no_id"));
        }
        if team.team_size.or(asked.resources.team_size).is_none() {
            add(team.place.pointer("setting/team_size"), text("wire.allocation.no_size"));
        }
    }
    if scored.len() < 2 {
        add("/teams".to_owned(), text("wire.allocation.one_team"));
    } else if scored.iter().all(|team| !team.is_known) {
        add("/teams".to_owned(), text("wire.allocation.nothing_known"));
    }
    let known: BTreeSet<&str> = scored.iter().filter_map(|team| team.id.as_deref()).collect();
    let weighted = asked.resources.weights.iter().map(|(id, _)| id.as_str());
    errors.extend(unknown_ids("/resources/weights", weighted, |id| known.contains(id)));
    refuse(errors)
}
