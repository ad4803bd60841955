//! One profile evaluated: everything that an answer or an explanation reads of it, computed once.

use std::borrow::Cow;
use std::sync::Arc;

use crate::catalogue::{Catalogue, Profile};

use super::feasibility::{Circumstances, Feasibility, Limits, Unmet, unmet};
use super::gates::{Group, UnmetGate, group, unmet_gates};
use super::interval::{self, Interval};
use super::mixtures::Mixtures;
use super::parts::{Contributed, Of, Parts};
use super::ranking::{Ranking, rank};
use super::tables::Tables;
use super::weighting::Weighting;

/// What of the catalogue a profile is evaluated against.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    pub catalogue: &'a Catalogue,
    pub tables: &'a Tables,
    pub weighting: Cow<'a, Weighting>,
    /// Where each design stands among all ids in alphabetical order.
    pub name_order: &'a [usize],
    /// By alternative: whether its environment is allowed.
    pub allowed: Vec<bool>,
    /// By design: whether it is ranked at all.
    pub considered: Vec<bool>,
    pub limits: Limits,
}

/// A profile and all that follows from it under one set of weights.
#[derive(Clone, Debug)]
pub struct Evaluation<'a> {
    pub field: Arc<Field<'a>>,
    pub profile: Cow<'a, Profile>,
    pub mixtures: Mixtures,
    pub parts: Parts,
    pub feasibility: Feasibility,
}

impl<'a> Evaluation<'a> {
    pub fn new(field: Arc<Field<'a>>, profile: &'a Profile) -> Self {
        Self::build(field, Cow::Borrowed(profile))
    }

    fn build(field: Arc<Field<'a>>, profile: Cow<'a, Profile>) -> Self {
        let mixtures = Mixtures::new(field.tables, &profile);
        let parts = Parts::new(field.tables, &field.weighting, &mixtures);
        let feasibility = Feasibility::new(&Circumstances::new(&field, &mixtures, &profile.setting));
        Self { field, profile, mixtures, parts, feasibility }
    }

    /// The same field for another profile.
    pub fn with_profile(&self, profile: Profile) -> Self {
        Self::build(Arc::clone(&self.field), Cow::Owned(profile))
    }

    /// The same field for a team of which nothing is known.
    pub fn with_nothing_known(&self) -> Self {
        let answers = vec![None; self.profile.answers.len()];
        self.with_profile(Profile { answers, setting: self.profile.setting, ..Profile::default() })
    }

    pub fn catalogue(&self) -> &'a Catalogue {
        self.field.catalogue
    }

    pub fn tables(&self) -> &'a Tables {
        self.field.tables
    }

    pub fn weighting(&self) -> &Weighting {
        &self.field.weighting
    }

    pub fn is_allowed(&self, alternative: usize) -> bool {
        self.field.allowed[alternative]
    }

    /// Whether an alternative can run and its environment is allowed.
    pub fn is_open(&self, alternative: usize) -> bool {
        self.is_allowed(alternative) && self.feasibility.is_feasible(alternative)
    }

    /// Every unmet need of an alternative; none means that it can run.
    pub fn unmet(&self, alternative: usize) -> Vec<Unmet> {
        unmet(&Circumstances::new(&self.field, &self.mixtures, &self.profile.setting), alternative)
    }

    pub fn ranking(&self) -> Ranking {
        let Field { tables, name_order, considered, .. } = &*self.field;
        rank(tables, &self.parts, name_order, |design| considered[design], |alternative| self.is_open(alternative))
    }

    /// What the parts of the profile's scores go back to.
    pub fn of(&self) -> Of<'_> {
        Of { tables: self.field.tables, weighting: &self.field.weighting, mixtures: &self.mixtures }
    }

    /// The interval of an alternative's score.
    pub fn interval(&self, alternative: usize) -> Interval {
        interval::interval(self.of(), &self.parts.blocks, alternative, self.parts.score(alternative))
    }

    /// What the design could achieve for the outcome wanted, in hundredths.
    pub fn potential(&self, alternative: usize) -> i32 {
        self.parts.potential(self.of(), alternative)
    }

    /// The share of it that can be had here, gates included, in hundredths.
    pub fn readiness(&self, alternative: usize) -> i32 {
        self.parts.readiness(self.of(), alternative)
    }

    /// Contributions and costs at once.
    pub fn explained(&self, alternative: usize) -> (Contributed, Vec<i32>) {
        self.parts.explained(self.of(), alternative)
    }

    /// What every answer adds to the expected score or takes from it.
    pub fn contributions(&self, alternative: usize) -> Contributed {
        self.parts.contributions(self.of(), alternative)
    }

    /// What each factor takes of the potential, in hundredths.
    pub fn costs(&self, alternative: usize) -> Vec<i32> {
        self.parts.costs(self.of(), alternative)
    }

    /// What each factor gives of potential less what it costs; together, the score.
    pub fn points(&self, alternative: usize) -> Vec<i32> {
        self.parts.points(self.of(), alternative)
    }

    /// The critical needs of an alternative that are known and not met.
    pub fn unmet_gates(&self, alternative: usize) -> Vec<UnmetGate> {
        unmet_gates(self.field.tables, &self.field.weighting, &self.mixtures, alternative)
    }

    /// Whether an alternative can begin now.
    pub fn group(&self, alternative: usize) -> Group {
        group(self.field.catalogue, &self.unmet_gates(alternative))
    }

    /// The alternative that a design stands with: the best that can run; where none can, the best that is allowed.
    pub fn standing(&self, design: usize) -> Option<usize> {
        let all = || self.tables().design_alternatives[design].clone();
        let best = |open: &dyn Fn(usize) -> bool| {
            all().filter(|alternative| open(*alternative)).min_by_key(|alternative| -self.parts.score(*alternative))
        };
        best(&|alternative| self.is_open(alternative)).or_else(|| best(&|alternative| self.is_allowed(alternative)))
    }
}
