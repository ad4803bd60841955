//! `factors/*.toml`: what each factor means, how it is measured, its rule, weight and prior.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::grading::{GradeId, Grading};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    pub id: String,
    pub position: usize,
    pub name: String,
    pub group: Group,
    pub kind: Kind,
    /// What a planner is asked.
    pub question: String,
    pub meaning: String,
    pub answered_by: Vec<Who>,
    pub anonymous: bool,
    /// How the answer goes wrong, and what to do about it.
    pub caution: String,
    /// What each level means, 1 first; for factors answered by levels.
    #[serde(default)]
    pub levels: Vec<String>,
    /// The levels in a few words, for sentences.
    #[serde(default)]
    pub short: Vec<String>,
    #[serde(default)]
    pub categories: Vec<Category>,
    #[serde(default)]
    pub resources: Vec<ResourceKind>,
    pub survey: Vec<SurveyItem>,
    pub change: Change,
    pub scoring: RuleChoice,
    pub weight: Weight,
    pub prior: Prior,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    Individual,
    SchoolSystem,
    Content,
}

/// What an answer to the factor looks like.
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

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub id: String,
    pub name: String,
    pub meaning: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceKind {
    pub id: String,
    pub name: String,
    pub meaning: String,
    pub levels: Vec<String>,
    pub short: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyItem {
    pub text: String,
    pub scale: Scale,
    pub reversed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    Agreement,
    Frequency,
    Extent,
    Years,
    Choice,
}

/// Whether, by whom and how soon a school can change the factor.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub by_school: bool,
    pub lead_weeks: u32,
    pub owner: String,
    pub how: String,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What of a score a factor bears on: what a design could achieve, or how ready the team is for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Potential,
    Readiness,
}

/// The rule that turns the designs' attributes into value functions, and its parameters.
#[derive(Clone, Debug, Deserialize)]
pub struct RuleChoice {
    /// What of a score the factor bears on.
    pub side: Side,
    pub rule: String,
    /// Other rules that a design may name for itself.
    #[serde(default)]
    pub also: Vec<String>,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
    #[serde(flatten)]
    pub parameters: BTreeMap<String, f64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    pub value: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The typical distribution that an unknown answer is scored at.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prior {
    #[serde(default)]
    pub levels: Vec<f64>,
    #[serde(default)]
    pub shares: Vec<PriorShare>,
    #[serde(default)]
    pub resources: Vec<ResourcePrior>,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorShare {
    pub id: String,
    pub value: f64,
}

/// The prior of one kind of resource, and the share of the factor's weight that it carries.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourcePrior {
    pub id: String,
    pub levels: Vec<f64>,
    pub share: f64,
}

impl Factor {
    pub fn weight_grading(&self) -> Grading<'_> {
        Grading { grade: &self.weight.grade, rationale: &self.weight.rationale, sources: &self.weight.sources }
    }
}

/// One thing that is answered by itself: a factor, or one kind of a factor answered per kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub factor: usize,
    /// Which kind of resource it is, for a factor answered per kind.
    pub resource: Option<usize>,
    /// `time_available`, or `resources.time`.
    pub path: String,
    /// The name in a sentence.
    pub name: String,
    /// The typical share of each cell, adding up to 1.
    pub prior: Vec<f64>,
    /// How much of the factor's utility this term carries.
    pub share: f64,
}

pub(super) fn terms(factors: &[Factor]) -> Vec<Term> {
    let mut terms = Vec::new();
    for (index, factor) in factors.iter().enumerate() {
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
