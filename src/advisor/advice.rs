//! What is asked of the advisor, and what it answers.

use crate::answers::Rating;
use crate::catalogue::{Answer, GradeId, Profile};
use crate::explain::robustness::Acceptabilities;
use crate::explain::{Dependence, Disagreement, Fix, Notice, Reason, Statement, Voice};
use crate::scoring::{Block, Group, Interval, Limits, Multiplier, Placed, Unmet, UnmetGate, Verdict};

/// How a profile is to be ranked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// How many places are given; all when absent.
    pub top: Option<usize>,
    /// Allowed environments by their places in the catalogue; all when absent.
    pub environments: Option<Vec<usize>>,
    /// Excluded designs by their places in the catalogue.
    pub exclude: Vec<usize>,
    /// Multipliers by factor; the catalogue's weights when absent.
    pub multipliers: Option<Vec<Multiplier>>,
    pub explain: Explain,
    pub limits: Limits,
    /// Whether an answer is to say how sure its first place is.
    pub robustness: bool,
    /// How many designs a bundle has at most; read for bundles alone.
    pub max_designs: Option<usize>,
    /// Whose weights are tried beside these; each in place of `multipliers`.
    pub stakeholders: Vec<Stakeholder>,
}

/// Someone with weights of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stakeholder {
    pub name: String,
    pub multipliers: Vec<Multiplier>,
}

/// How many contributions are listed.
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
    pub robustness: Option<Robustness>,
    /// What each group's answers would give; `None` without groups.
    pub groups: Option<Voices>,
    /// What each stakeholder's weights would give; `None` without stakeholders.
    pub stakeholders: Option<Voices>,
}

/// The places of a profile with their reasons, without what stands beside them in a whole answer.
#[derive(Clone, Debug)]
pub struct Reasoned<'a> {
    pub recommendations: Vec<Recommendation<'a>>,
    /// `None` when nothing can run.
    pub first_place: Option<FirstPlace>,
}

/// How sure the first place is, when it was asked for.
#[derive(Clone, Debug)]
pub struct Robustness {
    pub acceptabilities: Acceptabilities,
    pub statement: Statement,
}

/// The same team as several people see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Voices {
    pub voices: Vec<Voice>,
    /// Where groups answered far apart; `None` for stakeholders, who answer nothing.
    pub disagreements: Option<Vec<Disagreement>>,
    pub dependence: Dependence,
}

#[derive(Clone, Debug)]
pub struct Recommendation<'a> {
    pub placed: Placed,
    /// What the design could achieve for the outcome wanted.
    pub potential: i32,
    /// The share of it that can be had here, gates included.
    pub readiness: i32,
    pub interval: Interval,
    pub base_value: i32,
    pub group: Group,
    /// Critical needs that are known and not met.
    pub gates: Vec<UnmetGate>,
    /// What costs most of the potential, the largest first.
    pub costs: Vec<Cost<'a>>,
    /// Environments in which it does as well, by their places in the catalogue; the one that it is placed with is among
    /// them.
    pub alike_environments: Vec<usize>,
    /// The share of its potential that is left in a program of this size, in hundredths of 1; `None` where nothing is
    /// lost.
    pub size_keeps: Option<u32>,
    pub contributions: Vec<Contribution<'a>>,
    pub other_contributions: i32,
    /// The share of the score's points that rest on numbers graded weak, 0 to 1.
    pub weak_evidence_share: f64,
    pub in_use: bool,
    /// Whether partners have to be found at other schools, over the network.
    pub across_schools: bool,
    /// The hours that travelling adds to a teacher's year.
    pub travel_hours: f64,
}

impl<'a> Recommendation<'a> {
    /// The contributions that say something, the largest first.
    pub fn by_size(&self) -> Vec<&Contribution<'a>> {
        let mut counted: Vec<_> = self.contributions.iter().filter(|one| one.contribution != 0).collect();
        counted.sort_by_key(|one| -one.contribution.abs());
        counted
    }
}

/// What one factor takes of what the design could do if all its needs were met.
#[derive(Clone, Debug)]
pub struct Cost<'a> {
    pub factor: usize,
    pub cost: i32,
    /// Whether the answer is known; where it is not, the cost is that of a typical one.
    pub known: bool,
    /// What takes most of it, in a few words.
    pub label: String,
    pub reason: Reason<'a>,
}

/// What one factor adds to or takes from the base value.
#[derive(Clone, Debug)]
pub struct Contribution<'a> {
    pub factor: usize,
    pub side: Block,
    pub answer: Option<Given<'a>>,
    pub contribution: i32,
    /// What the answer takes of the potential; `None` on the side of potential.
    pub cost: Option<i32>,
    pub reason: Reason<'a>,
    /// The grade of the number behind it; `None` for what is unknown.
    pub grade: Option<&'a GradeId>,
    pub interactions: Vec<InteractionShare>,
}

/// The answer that a contribution comes from.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// All of the answer to the factor.
    Whole(&'a Answer),
    /// Of a factor answered for each design, the answer for this one.
    ForDesign(&'a Rating),
}

/// A factor's share of an interaction, included in its contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InteractionShare {
    pub interaction: usize,
    pub contribution: i32,
}

/// A design that cannot run as things stand.
#[derive(Clone, Debug)]
pub struct NotFeasible {
    pub design: usize,
    /// Empty when the design is offered in none of the allowed environments.
    pub unmet: Vec<Unmet>,
    /// The least that would let it run.
    pub fix: Option<Fix>,
}

/// How far the first place can be told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstPlace {
    pub verdict: Verdict,
    pub too_little_known: bool,
    /// The gates of the first place keep too little for it to begin now.
    pub has_to_build: bool,
    /// The design that is hardest to tell from the first, and by how many hundredths it trails.
    pub rival: Option<(usize, i32)>,
    /// Designs that cannot be told from the first; the first is among them.
    pub group: Vec<usize>,
    /// The one of them that takes the fewest hours, coverage included, and then the least money.
    pub lightest: usize,
    pub sentence: String,
}
