//! `factors/*.toml`: the meaning, measurement, rule, weight and prior of each factor.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::grading::{GradeId, basis, tables};
use super::index::FactorIndex;
use crate::words::named;

tables! {
    pub struct Factor {
        id: String,
        position: usize,
        name: String,
        group: Group,
        kind: Kind,
        /// The question for the planner.
        question: String,
        meaning: String,
        answered_by: Vec<Who>,
        anonymous: bool,
        /// A common mistake in the answer, and how to avoid it.
        caution: String,
        /// The meaning of each level, 1 first; for level factors.
        #[serde(default)] levels: Vec<String>,
        /// Short descriptions of the levels, for sentences.
        #[serde(default)] short: Vec<String>,
        #[serde(default)] categories: Vec<Category>,
        #[serde(default)] resources: Vec<ResourceKind>,
        survey: Vec<SurveyItem>,
        change: FactorChange,
        scoring: RuleChoice,
        weight: Weight,
        prior: Prior,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    Individual,
    SchoolSystem,
    Content,
}

/// The kind of answer to a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One level or distribution.
    Level,
    /// Shares over categories.
    Shares,
    /// A level or distribution for each design.
    PerDesign,
    /// A level or distribution for each kind of resource.
    PerResource,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    Teachers,
    Leaders,
    Planner,
    Data,
    Observation,
    Timetable,
}

tables! {
    pub struct Category { id: String, name: String, meaning: String }

    pub struct ResourceKind {
        id: String,
        name: String,
        question: String,
        meaning: String,
        levels: Vec<String>,
        short: Vec<String>,
    }

    pub struct SurveyItem { text: String, scale: Scale, reversed: bool }
}

named! {
    #[derive(Deserialize, Serialize)]
    #[serde(rename_all = "snake_case")]
    Scale { Agreement = "agreement", Frequency = "frequency", Extent = "extent", Years = "years", Choice = "choice" }
}

tables! {
    /// Whether a school can change the factor, and who can do it how soon.
    pub graded FactorChange { by_school: bool, lead_weeks: u32, owner: String, how: String }
}

/// The side of the score that a factor affects: potential or readiness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Potential,
    Readiness,
}

/// The rule that turns design attributes into value functions, with its parameters.
#[derive(Clone, Debug, Deserialize)]
pub struct RuleChoice {
    /// The side of the score that the factor affects.
    pub side: Side,
    pub rule: String,
    /// Other rules that a design may use instead.
    #[serde(default)]
    pub also: Vec<String>,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
    #[serde(flatten)]
    pub parameters: BTreeMap<String, f64>,
}

tables! {
    pub graded Weight { value: f64 }

    /// The typical distribution, used for unanswered factors.
    pub graded Prior {
        #[serde(default)] levels: Vec<f64>,
        #[serde(default)] shares: Vec<PriorShare>,
        #[serde(default)] resources: Vec<ResourcePrior>,
    }

    pub struct PriorShare { id: String, value: f64 }

    /// The prior of one kind of resource, and its share of the factor's weight.
    pub struct ResourcePrior { id: String, levels: Vec<f64>, share: f64 }
}

basis!(RuleChoice);

/// A scored unit: a factor, or one kind of a factor answered per kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub factor: FactorIndex,
    /// The index of the kind of resource, for a factor answered per kind.
    pub resource: Option<usize>,
    /// The path, such as `time_available` or `resources.time`.
    pub path: String,
    /// The name for use in a sentence.
    pub name: String,
    /// The typical share of each cell; the sum is 1.
    pub prior: Vec<f64>,
    /// This term's share of the factor's utility.
    pub share: f64,
}

impl Term {
    /// Returns the name in comparisons, such as `less staff`: that of the kind of resource, or else its own.
    pub fn short_name<'a>(&'a self, factors: &'a [Factor]) -> &'a str {
        self.resource.map_or(&self.name, |kind| &factors[self.factor].resources[kind].name)
    }
}

pub(super) fn terms(factors: &[Factor]) -> Vec<Term> {
    let mut terms = Vec::new();
    for (index, factor) in FactorIndex::enumerate(factors) {
        let term = |resource, path, name, prior, share| Term { factor: index, resource, path, name, prior, share };
        match factor.kind {
            Kind::Level | Kind::PerDesign => {
                terms.push(term(None, factor.id.clone(), factor.name.clone(), factor.prior.levels.clone(), 1.0));
            }
            Kind::Shares => {
                let prior = factor.categories.iter().map(|category| factor.prior.share(&category.id)).collect();
                terms.push(term(None, factor.id.clone(), factor.name.clone(), prior, 1.0));
            }
            Kind::PerResource => terms.extend(factor.resources.iter().enumerate().map(|(at, kind)| {
                let prior = factor.prior.resources.iter().find(|prior| prior.id == kind.id);
                let (levels, share) = prior.map_or((Vec::new(), 0.0), |prior| (prior.levels.clone(), prior.share));
                let name = format!("{} ({})", factor.name, kind.name.to_lowercase());
                term(Some(at), format!("{}.{}", factor.id, kind.id), name, levels, share)
            })),
        }
    }
    terms
}

impl Prior {
    fn share(&self, category: &str) -> f64 {
        self.shares.iter().find(|share| share.id == category).map_or(0.0, |share| share.value)
    }
}
