//! A plan beside the catalogue: which designs it means, and where they stand with this profile.

use jiff::ToSpan;
use jiff::civil::Date;

use super::links::Links;
use super::plan::{ChosenDesign, Plan};
use crate::catalogue::{Catalogue, Design, Environment};

/// Where a chosen design stands with the plan's profile.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its place among the designs that can run; none when it cannot.
    pub rank: Option<usize>,
    /// How many designs can run.
    pub of: usize,
    /// Hundredths.
    pub score: i32,
    pub low: i32,
    pub high: i32,
    pub is_first: bool,
    /// The name of the first place, where another has it.
    pub first: Option<String>,
    pub environment: usize,
    /// Why it cannot run as things stand.
    pub unmet: Vec<String>,
    /// What the team falls far short of.
    pub gates: Vec<String>,
    /// Weeks after the start before results say something fair.
    pub fair_weeks: u32,
    /// The dip to expect, in words.
    pub dip: String,
    pub fairness: String,
    /// What to look at before results are judged.
    pub look_at: Vec<String>,
    /// Whether the environment that was asked for is one in which it is offered.
    pub offered: bool,
}

/// A design of the plan with what the catalogue knows of it.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    pub at: usize,
    pub asked: &'a ChosenDesign,
    pub design: &'a Design,
    pub standing: Option<&'a Standing>,
}

/// A plan and all that is known of it.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub plan: &'a Plan,
    pub catalogue: &'a Catalogue,
    pub links: Links<'a>,
    /// The designs of the plan that the catalogue has.
    pub chosen: Vec<Chosen<'a>>,
}

impl<'a> Facts<'a> {
    /// `standings` are those of the plan's designs, in their order.
    pub fn new(plan: &'a Plan, catalogue: &'a Catalogue, standings: &'a [Option<Standing>]) -> Self {
        let known = |(at, asked): (usize, &'a ChosenDesign)| {
            let design = &catalogue.designs[catalogue.design_index(asked.design.as_deref()?)?];
            Some(Chosen { at, asked, design, standing: standings.get(at).and_then(Option::as_ref) })
        };
        let chosen = plan.designs.iter().enumerate().filter_map(known).collect();
        let usual: Vec<&str> = catalogue.planning.stages.iter().map(|stage| stage.id.as_str()).collect();
        Self { plan, catalogue, links: Links::new(plan, &usual), chosen }
    }

    /// The day on which the learning begins: the first day of the calendar, a stage or a strategy.
    pub fn start(&self) -> Option<Date> {
        let stages = self.plan.stages.iter().filter_map(|stage| stage.from);
        let strategies = self.plan.strategies.iter().filter_map(|one| one.from);
        self.plan.calendar.from.or_else(|| stages.chain(strategies).min())
    }

    /// The earliest day on which judging every chosen design by results is fair.
    pub fn fair_date(&self) -> Option<Date> {
        let weeks =
            self.chosen.iter().filter_map(|chosen| chosen.standing).map(|standing| standing.fair_weeks).max()?;
        self.start()?.checked_add(i64::from(weeks).weeks()).ok()
    }
}

impl<'a> Chosen<'a> {
    /// Its place in the plan.
    pub fn place(&self) -> String {
        format!("/designs/{}", self.at)
    }

    /// The environment in which it takes place: as asked, or the best one; the first offered when nothing is known.
    pub fn environment<'c>(&self, catalogue: &'c Catalogue) -> Option<&'c Environment> {
        let asked = self.asked.environment.as_deref().and_then(|id| catalogue.environment_index(id));
        let best = || self.standing.map(|standing| standing.environment);
        let first = || self.design.environments.first().and_then(|id| catalogue.environment_index(id));
        asked.or_else(best).or_else(first).map(|at| &catalogue.environments[at])
    }

    /// Hours for one teacher: as the plan says, or as is usual.
    pub fn hours(&self) -> f64 {
        self.asked.hours.filter(|hours| *hours >= 0.0).unwrap_or(self.design.dosage.hours.typical)
    }

    /// Weeks that it runs.
    pub fn weeks(&self) -> f64 {
        self.asked.weeks.filter(|weeks| *weeks >= 0.0).unwrap_or(self.design.dosage.weeks.typical)
    }

    /// Its name in the plan: the catalogue's.
    pub fn name(&self) -> &'a str {
        &self.design.name
    }
}
