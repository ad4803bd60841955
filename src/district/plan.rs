//! What an allocation adds: who gets what, and what the resources are worth.

use std::collections::BTreeMap;

use super::figures::Figures;
use crate::allocation::{Given, ResourceLine, TermPlan, UsesOf, tell_in_use, tell_plan, tell_resource, tell_suits};
use crate::catalogue::{Catalogue, DesignIndex};
use crate::sentences::Statement;

/// What the plan of a term shows.
#[derive(Clone, Debug)]
pub struct TermReport {
    pub name: String,
    /// Teams that get a design.
    pub placed: usize,
    /// The designs that teams get, the most frequent first.
    pub designs: Vec<(DesignIndex, usize)>,
    /// What the plan gives, how good it is, and which floor holds.
    pub statements: Vec<Statement>,
    /// Each resource: used, wanted and available, and what more of it would bring.
    pub resources: Vec<(ResourceLine, Statement)>,
    /// Designs in use now, the one that adds least first.
    pub in_use: Vec<Statement>,
}

/// An allocation of the same teams.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'a> {
    /// In the order of the plans.
    pub teams: &'a [Given],
    pub uses: &'a UsesOf,
    pub plans: &'a [TermPlan],
}

/// What a team gets in the first term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gets {
    /// `None` is nothing yet.
    pub design: Option<DesignIndex>,
    pub score: i32,
}

impl Planned<'_> {
    /// Returns what each team gets in the first term, in the order of `teams`.
    pub(super) fn gets(&self, teams: &[Figures]) -> Vec<Gets> {
        let Some(plan) = self.plans.first() else { return vec![Gets::default(); teams.len()] };
        let chosen = self.teams.iter().zip(&plan.solution.chosen);
        let by_id: BTreeMap<&str, Gets> = chosen
            .map(|(given, offer)| {
                let design = self.uses.of(offer.activity).next().map(|(design, _)| design);
                (given.id.as_str(), Gets { design, score: offer.score })
            })
            .collect();
        let of = |team: &Figures| team.id.as_deref().and_then(|id| by_id.get(id)).copied().unwrap_or_default();
        teams.iter().map(of).collect()
    }

    /// Returns what the plan of each term shows.
    pub(super) fn terms(&self, catalogue: &Catalogue) -> Vec<TermReport> {
        self.plans.iter().map(|plan| self.term(catalogue, plan)).collect()
    }

    fn term(&self, catalogue: &Catalogue, plan: &TermPlan) -> TermReport {
        let mut counts: BTreeMap<DesignIndex, usize> = BTreeMap::new();
        for (design, _) in plan.solution.chosen.iter().flat_map(|offer| self.uses.of(offer.activity)) {
            *counts.entry(design).or_default() += 1;
        }
        let mut designs: Vec<(DesignIndex, usize)> = counts.into_iter().collect();
        designs.sort_by_key(|(design, count)| (std::cmp::Reverse(*count), *design));
        let resource = |line| (Clone::clone(line), tell_resource(catalogue, self.uses, self.teams, line));
        TermReport {
            name: plan.supply.name.clone(),
            placed: designs.iter().map(|(_, count)| count).sum(),
            designs,
            statements: tell_plan(plan).into_iter().chain(tell_suits(catalogue, plan)).collect(),
            resources: plan.resources.iter().map(resource).collect(),
            in_use: plan.in_use.iter().map(|line| tell_in_use(catalogue, line)).collect(),
        }
    }
}
