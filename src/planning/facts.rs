//! A plan joined with the catalog: its designs and how each ranks for this profile.

use jiff::ToSpan;
use jiff::civil::Date;

use super::links::Links;
use super::plan::{ChosenDesign, Level, Plan};
use crate::catalogue::{Catalogue, Design, DesignIndex, Environment, EnvironmentIndex};
use crate::words::fill_text;

/// A place in the ranking.
#[derive(Clone, Copy, Debug)]
pub struct RankedPlace {
    pub rank: usize,
    pub design: DesignIndex,
    pub environment: EnvironmentIndex,
}

/// How a chosen design ranks for the plan's profile.
#[derive(Clone, Debug)]
pub struct DesignRank {
    /// Its rank among the feasible designs; `None` if it is not feasible.
    pub rank: Option<usize>,
    /// Number of feasible designs.
    pub of: usize,
    /// Fit score in hundredths, as are `low` and `high`.
    pub score: i32,
    pub low: i32,
    pub high: i32,
    pub is_first: bool,
    /// The name of the design that ranks first, if it is another one.
    pub first: Option<String>,
    pub environment: EnvironmentIndex,
    /// Why it is not feasible for this team.
    pub unmet: Vec<String>,
    /// Critical needs that the team does not meet.
    pub gates: Vec<String>,
    /// Weeks from the end of the learning until results can be judged fairly.
    pub settle_weeks: u32,
    /// The expected dip in results, in words.
    pub dip: String,
    /// What to look at before results are judged.
    pub look_at: Vec<String>,
    /// Whether the design is offered in the requested environment.
    pub offered: bool,
    /// The feasible designs, best first.
    pub places: Vec<RankedPlace>,
}

/// A design of the plan with its catalog entry.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    pub at: usize,
    pub asked: &'a ChosenDesign,
    pub design: &'a Design,
    pub ranked: Option<&'a DesignRank>,
}

/// A plan with its links and designs.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub plan: &'a Plan,
    pub catalogue: &'a Catalogue,
    pub links: Links<'a>,
    /// The designs of the plan that are in the catalog.
    pub chosen: Vec<Chosen<'a>>,
}

/// Joins the designs of a plan with the catalog.
fn chosen<'a>(
    plan: &'a Plan,
    catalogue: &'a Catalogue,
    ranked: impl Fn(usize) -> Option<&'a DesignRank>,
) -> Vec<Chosen<'a>> {
    let known = |(at, asked): (usize, &'a ChosenDesign)| {
        let design = &catalogue.designs[catalogue.design_index(asked.design.as_deref()?)?];
        Some(Chosen { at, asked, design, ranked: ranked(at) })
    };
    plan.designs.iter().enumerate().filter_map(known).collect()
}

impl<'a> Facts<'a> {
    /// Joins a plan with the catalog; `ranks` has one entry per design of the plan, in the same order.
    pub fn new(plan: &'a Plan, catalogue: &'a Catalogue, ranks: &'a [Option<DesignRank>]) -> Self {
        let chosen = chosen(plan, catalogue, |at| ranks.get(at).and_then(Option::as_ref));
        let usual: Vec<&str> = catalogue.planning.stages.iter().map(|stage| stage.id.as_str()).collect();
        Self { plan, catalogue, links: Links::new(plan, &usual), chosen }
    }

    /// The chosen designs of another version of the plan with the same designs.
    pub(super) fn chosen_of<'p>(&self, plan: &'p Plan) -> Vec<Chosen<'p>>
    where
        'a: 'p,
    {
        let ranked = |at: usize| self.chosen.iter().find(|chosen| chosen.at == at).and_then(|chosen| chosen.ranked);
        chosen(plan, self.catalogue, ranked)
    }

    /// The day on which the learning begins: the first day of the calendar, or of a stage or strategy.
    pub fn start(&self) -> Option<Date> {
        let stages = self.plan.stages.iter().filter_map(|stage| stage.from);
        let strategies = self.plan.strategies.iter().filter_map(|one| one.from);
        self.plan.calendar.from.or_else(|| stages.chain(strategies).min())
    }

    /// The earliest day on which every chosen design can be judged fairly by student results: after the plan's own weeks,
    /// and the weeks that results take from there.
    pub fn fair_date(&self) -> Option<Date> {
        self.fair_date_of(Level::Students)
    }

    /// The earliest day on which a level of evaluation can be judged fairly; the nearer it is to the learning, the earlier.
    pub fn fair_date_of(&self, level: Level) -> Option<Date> {
        let weeks = self.chosen.iter().filter_map(Chosen::fair_weeks).max()?;
        let levels = &self.catalogue.planning.evaluation_levels;
        let share = levels.iter().find(|one| one.id == level.id()).map_or(1.0, |one| one.fair_after);
        let days = (7.0 * f64::from(weeks) * share).round() as i64;
        self.start()?.checked_add(days.days()).ok()
    }
}

impl<'a> Chosen<'a> {
    /// JSON pointer into the plan.
    pub fn place(&self) -> String {
        format!("/designs/{}", self.at)
    }

    /// The environment: the requested one, else the best one, else the first one in which the design is offered.
    pub fn environment<'c>(&self, catalogue: &'c Catalogue) -> Option<&'c Environment> {
        let asked = self.asked.environment.as_deref().and_then(|id| catalogue.environment_index(id));
        let best = || self.ranked.map(|ranked| ranked.environment);
        let first = || self.design.environments.first().and_then(|id| catalogue.environment_index(id));
        asked.or_else(best).or_else(first).map(|at| &catalogue.environments[at])
    }

    /// Hours for one teacher that the plan sets.
    pub fn own_hours(&self) -> Option<f64> {
        self.asked.hours.filter(|hours| *hours >= 0.0)
    }

    /// Hours for one teacher: from the plan, else the typical hours of the design.
    pub fn hours(&self) -> f64 {
        self.own_hours().unwrap_or(self.design.dosage.hours.typical)
    }

    /// Duration in weeks: from the plan, else the typical weeks of the design.
    pub fn weeks(&self) -> f64 {
        self.asked.weeks.filter(|weeks| *weeks >= 0.0).unwrap_or(self.design.dosage.weeks.typical)
    }

    /// Weeks from the start of the learning until student results can be judged fairly: its weeks in this plan, and those
    /// that results take to follow.
    pub fn fair_weeks(&self) -> Option<u32> {
        Some(self.weeks().ceil() as u32 + self.ranked?.settle_weeks)
    }

    /// When student results of the design can be judged fairly, in words.
    pub fn fairness(&self) -> Option<String> {
        let (own, settle) = (self.weeks().ceil().to_string(), self.ranked?.settle_weeks.to_string());
        let all = self.fair_weeks()?.to_string();
        let slots = [("design", self.name()), ("weeks", &all), ("own", &own), ("settle", &settle)];
        Some(fill_text("planning.fairness", &slots))
    }

    /// Its name in the catalog.
    pub fn name(&self) -> &'a str {
        &self.design.name
    }
}
