//! The advisor's options and answers.

use crate::answers::Rating;
use crate::catalogue::{Answer, DesignIndex, EnvironmentIndex, FactorIndex, GradeId, Profile};
use crate::counterfactual::Fix;
use crate::explain::{ByHand, Dependence, Disagreement, Notice, Reason, Voice};
use crate::scoring::{Block, Group, Interval, Limits, Multiplier, Placed, Unmet, UnmetGate, Verdict};
use crate::sensitivity::Acceptabilities;
use crate::sentences::Statement;

/// Options for ranking a profile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The number of places to return; all when absent.
    pub top: Option<usize>,
    /// Allowed environments by index in the catalog; all when absent.
    pub environments: Option<Vec<EnvironmentIndex>>,
    /// Excluded designs by index in the catalog.
    pub exclude: Vec<DesignIndex>,
    /// Multipliers by factor; the catalog's weights when absent.
    pub multipliers: Option<Vec<Multiplier>>,
    pub explain: Explain,
    pub limits: Limits,
    /// Whether the answer includes how sure its first place is.
    pub robustness: bool,
    /// The most designs in a bundle; used for bundles only.
    pub max_designs: Option<usize>,
    /// Stakeholders whose weights are also tried, each in place of `multipliers`.
    pub stakeholders: Vec<Stakeholder>,
}

/// A stakeholder with their own weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stakeholder {
    pub name: String,
    pub multipliers: Vec<Multiplier>,
}

/// The contributions to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Explain {
    None,
    /// The five largest by size.
    #[default]
    Summary,
    /// One for each factor.
    Full,
}

/// The answer for one profile. Scores are hundredths of a point throughout.
#[derive(Clone, Debug)]
pub struct Advice<'a> {
    pub profile: &'a Profile,
    pub recommendations: Vec<Recommendation<'a>>,
    pub not_feasible: Vec<NotFeasible>,
    pub first_place: Option<FirstPlace>,
    pub notices: Vec<Notice>,
    /// What the options set by hand.
    pub by_hand: Vec<ByHand>,
    pub robustness: Option<Robustness>,
    /// The rankings by each group's answers; `None` without groups.
    pub groups: Option<Voices>,
    /// The rankings by each stakeholder's weights; `None` without stakeholders.
    pub stakeholders: Option<Voices>,
}

/// The places of a profile with their reasons, without the other parts of a whole answer.
#[derive(Clone, Debug)]
pub struct Reasoned<'a> {
    pub recommendations: Vec<Recommendation<'a>>,
    /// `None` when no design is feasible.
    pub first_place: Option<FirstPlace>,
}

/// How sure the first place is, if the options ask for it.
#[derive(Clone, Debug)]
pub struct Robustness {
    pub acceptabilities: Acceptabilities,
    pub statement: Statement,
}

/// The same team as several groups or stakeholders see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Voices {
    pub voices: Vec<Voice>,
    /// The factors on which groups answered far apart; `None` for stakeholders, who give no answers.
    pub disagreements: Option<Vec<Disagreement>>,
    pub dependence: Dependence,
}

#[derive(Clone, Debug)]
pub struct Recommendation<'a> {
    pub placed: Placed,
    /// The design's potential for the outcome wanted.
    pub potential: i32,
    /// The share of the potential that is within reach here, gates included.
    pub readiness: i32,
    pub interval: Interval,
    pub base_value: i32,
    pub group: Group,
    /// Critical needs that are known to be unmet.
    pub gates: Vec<UnmetGate>,
    /// The largest costs to the potential, largest first.
    pub costs: Vec<Cost<'a>>,
    /// Environments in which it does as well, by index in the catalog; its own environment is included.
    pub alike_environments: Vec<EnvironmentIndex>,
    /// The share of its potential that is left in a program of this size, in hundredths of 1; `None` where all of it is
    /// left.
    pub size_keeps: Option<u32>,
    pub contributions: Vec<Contribution<'a>>,
    pub other_contributions: i32,
    /// The share of the score's points that rest on numbers graded weak, 0 to 1.
    pub weak_evidence_share: f64,
    pub in_use: bool,
    /// Whether partners have to be found at other schools, online.
    pub across_schools: bool,
    /// The hours that travel adds to a teacher's year.
    pub travel_hours: f64,
}

impl<'a> Recommendation<'a> {
    /// The nonzero contributions, largest first.
    pub fn by_size(&self) -> Vec<&Contribution<'a>> {
        let mut counted: Vec<_> = self.contributions.iter().filter(|one| one.contribution != 0).collect();
        counted.sort_by_key(|one| -one.contribution.abs());
        counted
    }
}

/// The cost of one factor: what it takes from the design's score with all needs met.
#[derive(Clone, Debug)]
pub struct Cost<'a> {
    pub factor: FactorIndex,
    pub cost: i32,
    /// Whether the answer is known; otherwise the cost is that of a typical one.
    pub known: bool,
    /// A short label for the largest part of the cost.
    pub label: &'a str,
    pub reason: Reason<'a>,
}

/// The points that one factor adds to the base value or takes away.
#[derive(Clone, Debug)]
pub struct Contribution<'a> {
    pub factor: FactorIndex,
    pub side: Block,
    pub answer: Option<Given<'a>>,
    pub contribution: i32,
    /// The cost of the answer to the potential; `None` on the side of potential.
    pub cost: Option<i32>,
    pub reason: Reason<'a>,
    /// The grade of the number behind it; `None` for an unknown factor.
    pub grade: Option<&'a GradeId>,
    pub interactions: Vec<InteractionShare>,
}

/// The answer behind a contribution.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// The whole answer to the factor.
    Whole(&'a Answer),
    /// For a factor answered for each design, the answer for this one.
    ForDesign(&'a Rating),
}

/// A factor's share of an interaction, included in its contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InteractionShare {
    pub interaction: usize,
    pub contribution: i32,
}

/// A design that is not feasible for this team.
#[derive(Clone, Debug)]
pub struct NotFeasible {
    pub design: DesignIndex,
    /// Empty when the design is offered in none of the allowed environments.
    pub unmet: Vec<Unmet>,
    /// The smallest fix.
    pub fix: Option<Fix>,
}

/// How clearly the first place is ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstPlace {
    pub verdict: Verdict,
    pub too_little_known: bool,
    /// Whether the gates of the first place leave too little for it to begin now.
    pub has_to_build: bool,
    /// The design that is hardest to tell apart from the first, and how many hundredths it is behind.
    pub rival: Option<(DesignIndex, i32)>,
    /// Designs that cannot be told apart from the first; the first is included.
    pub group: Vec<DesignIndex>,
    /// The design of that group with the fewest hours, coverage included, and then the lowest cost.
    pub lightest: DesignIndex,
    pub sentence: String,
}
