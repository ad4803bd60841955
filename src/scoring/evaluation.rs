//! One profile evaluated: everything that an answer or an explanation reads of it, computed once.

use std::borrow::Cow;
use std::sync::Arc;

use crate::catalogue::{Catalogue, Profile};

use super::feasibility::{Circumstances, Feasibility, Limits, Unmet, unmet};
use super::interval::Interval;
use super::mixtures::Mixtures;
use super::parts::Parts;
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
        Self::of(field, Cow::Borrowed(profile))
    }

    fn of(field: Arc<Field<'a>>, profile: Cow<'a, Profile>) -> Self {
        let mixtures = Mixtures::new(field.tables, &profile);
        let parts = Parts::new(field.tables, &field.weighting, &mixtures);
        let feasibility = Feasibility::new(&Circumstances::new(&field, &mixtures, &profile.setting));
        Self { field, profile, mixtures, parts, feasibility }
    }

    /// The same field for another profile.
    pub fn with_profile(&self, profile: Profile) -> Self {
        Self::of(Arc::clone(&self.field), Cow::Owned(profile))
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

    /// The interval of an alternative's score.
    pub fn interval(&self, alternative: usize) -> Interval {
        self.weighting().interval(self.tables(), &self.mixtures, alternative, self.parts.score(alternative))
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
