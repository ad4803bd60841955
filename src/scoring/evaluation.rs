//! The evaluation of one profile: everything that an answer or an explanation reads, computed once.

use std::borrow::Cow;
use std::sync::Arc;

use crate::catalogue::{AlternativeIndex, Catalogue, DesignIndex, Profile};

use super::detail::Detail;
use super::feasibility::{Circumstances, Feasibility, Limits, Unmet, unmet};
use super::gates::{Group, UnmetGate, group, unmet_gates};
use super::interval::Interval;
use super::mixtures::Mixtures;
use super::parts::{Of, Parts};
use super::ranking::{Ranking, rank};
use super::tables::Tables;
use super::weighting::Weighting;

/// The part of the catalog that a profile is evaluated against.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    pub catalogue: &'a Catalogue,
    pub tables: &'a Tables,
    pub weighting: Cow<'a, Weighting>,
    /// Each design's position among all ids in alphabetical order.
    pub name_order: &'a [usize],
    /// By alternative: whether its environment is allowed.
    pub allowed: Vec<bool>,
    /// By design: whether it takes part in the ranking.
    pub considered: Vec<bool>,
    pub limits: Limits,
}

/// A profile and its results under one set of weights.
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

    /// Evaluates a team with no answers.
    pub fn of_nothing(field: Arc<Field<'a>>) -> Self {
        let answers = vec![None; field.catalogue.factors.len()];
        Self::build(field, Cow::Owned(Profile { answers, ..Profile::default() }))
    }

    fn build(field: Arc<Field<'a>>, profile: Cow<'a, Profile>) -> Self {
        let mixtures = Mixtures::new(field.tables, &profile);
        let parts = Parts::new(field.tables, &field.weighting, &mixtures);
        let feasibility = Feasibility::new(&Circumstances::new(&field, &mixtures, &profile.setting));
        Self { field, profile, mixtures, parts, feasibility }
    }

    /// Evaluates another profile in the same field.
    pub fn with_profile(&self, profile: Profile) -> Self {
        Self::build(Arc::clone(&self.field), Cow::Owned(profile))
    }

    /// Evaluates a team with no answers in the same field.
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

    pub fn is_allowed(&self, alternative: AlternativeIndex) -> bool {
        self.field.allowed[alternative]
    }

    /// Whether an alternative is feasible and its environment is allowed.
    pub fn is_open(&self, alternative: AlternativeIndex) -> bool {
        self.is_allowed(alternative) && self.feasibility.is_feasible(alternative)
    }

    /// Every unmet requirement of an alternative; none means that it is feasible.
    pub fn unmet(&self, alternative: AlternativeIndex) -> Vec<Unmet> {
        unmet(&Circumstances::new(&self.field, &self.mixtures, &self.profile.setting), alternative)
    }

    pub fn ranking(&self) -> Ranking {
        let Field { tables, name_order, considered, .. } = &*self.field;
        rank(tables, &self.parts, name_order, |design| considered[design], |alternative| self.is_open(alternative))
    }

    /// The inputs of the profile's score parts.
    pub fn of(&self) -> Of<'_> {
        Of { tables: self.field.tables, weighting: &self.field.weighting, mixtures: &self.mixtures }
    }

    /// What explains an alternative's score.
    pub fn detail(&self, alternative: AlternativeIndex) -> Detail<'_> {
        Detail::new(self.of(), &self.parts, alternative)
    }

    /// What explains the score of every place.
    pub fn details(&self, ranking: &Ranking) -> Vec<Detail<'_>> {
        Detail::of_each(self.of(), &self.parts, ranking.placed.iter().map(|placed| placed.alternative))
    }

    /// The interval of an alternative's score.
    pub fn interval(&self, alternative: AlternativeIndex) -> Interval {
        self.detail(alternative).interval()
    }

    /// The critical needs of an alternative that are known to be unmet.
    pub fn unmet_gates(&self, alternative: AlternativeIndex) -> Vec<UnmetGate> {
        unmet_gates(self.field.tables, &self.field.weighting, &self.mixtures, alternative)
    }

    /// Whether an alternative can begin now.
    pub fn group(&self, alternative: AlternativeIndex) -> Group {
        group(self.field.catalogue, &self.unmet_gates(alternative))
    }

    /// The alternative that represents a design: the best feasible one; if none is feasible, the best allowed one.
    pub fn representative(&self, design: DesignIndex) -> Option<AlternativeIndex> {
        let all = || self.tables().alternatives_of(design);
        let best = |open: &dyn Fn(AlternativeIndex) -> bool| {
            all().filter(|alternative| open(*alternative)).min_by_key(|alternative| -self.parts.score(*alternative))
        };
        best(&|alternative| self.is_open(alternative)).or_else(|| best(&|alternative| self.is_allowed(alternative)))
    }
}
