//! Compares a plan's designs with the ranking of its profile, and reviews the plan.

use super::Advisor;
use super::advice::Options;
use super::case::{CaseAdvice, CaseAsked, Choice};
use crate::catalogue::Profile;
use crate::planning::{ChosenDesign, DesignRank, Plan, RankedPlace, Review};
use crate::scoring::Placed;
use crate::scoring::{UnmetGate, WeightError};

impl Advisor {
    /// The rank of each design of a plan with its profile, in the plan's order; `None` for a design that the
    /// catalog does not have. Without a profile nothing is known, and every factor uses a typical answer.
    ///
    /// # Errors
    /// When the multipliers leave no factor to weigh.
    pub fn design_ranks(&self, plan: &Plan, options: &Options) -> Result<Vec<Option<DesignRank>>, WeightError> {
        let unknown = Profile { answers: vec![None; self.catalogue.factors.len()], ..Profile::default() };
        let profile = plan.profile.as_ref().unwrap_or(&unknown);
        plan.designs.iter().map(|asked| self.design_rank(profile, options, asked)).collect()
    }

    /// Reviews a plan.
    pub fn review<'a>(&'a self, plan: &'a Plan, ranks: &'a [Option<DesignRank>]) -> Review<'a> {
        Review::new(plan, &self.catalogue, ranks)
    }

    fn design_rank(
        &self,
        profile: &Profile,
        options: &Options,
        chosen: &ChosenDesign,
    ) -> Result<Option<DesignRank>, WeightError> {
        let Some(design) = chosen.design.as_deref().and_then(|id| self.catalogue.design_index(id)) else {
            return Ok(None);
        };
        let offered = |id: &&String| self.catalogue.designs[design].environments.contains(id);
        let environment = chosen.environment.as_ref().filter(offered);
        let choice = Choice {
            design,
            environment: environment.and_then(|id| self.catalogue.environment_index(id)),
            variant: None,
        };
        let case = self.case(profile, options, &CaseAsked { choice: Some(choice), ..CaseAsked::default() })?;
        Ok(case.map(|case| self.describe_choice(&case, chosen.environment.as_ref().is_none_or(|id| offered(&id)))))
    }

    fn place(&self, placed: &Placed) -> RankedPlace {
        let environment = self.tables.alternatives[placed.alternative].environment;
        RankedPlace { rank: placed.rank, design: placed.design, environment }
    }

    fn describe_choice(&self, case: &CaseAdvice<'_>, offered: bool) -> DesignRank {
        let alternative = case.alternative;
        let first = case.ranking.placed.first().filter(|_| !case.is_first);
        let gate = |one: &UnmetGate| crate::explain::gate_reason(&self.catalogue, &self.tables, alternative, one);
        let usual = self.catalogue.designs[self.tables.alternatives[alternative].design].dosage.weeks.typical;
        DesignRank {
            rank: case.placed.map(|placed| placed.rank),
            of: case.ranking.placed.len(),
            score: case.score,
            low: case.interval.low,
            high: case.interval.high,
            is_first: case.is_first,
            first: first.map(|first| self.catalogue.designs[first.design].name.clone()),
            environment: self.tables.alternatives[alternative].environment,
            unmet: case.evaluation.unmet(alternative).into_iter().map(|unmet| unmet.reason).collect(),
            gates: case.evaluation.unmet_gates(alternative).iter().map(gate).collect(),
            settle_weeks: case.case.fair_judgement.weeks.saturating_sub(usual.ceil() as u32),
            dip: format!("{} {}", case.case.dip.about.text, case.case.dip.here.text),
            look_at: case.case.fair_judgement.look_at.iter().map(|one| one.text.clone()).collect(),
            offered,
            places: case.ranking.placed.iter().map(|placed| self.place(placed)).collect(),
        }
    }
}
