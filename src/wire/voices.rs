//! Rankings by group or stakeholder, and how far they agree.

use serde::Serialize;
use serde_json::value::RawValue;

use super::contender::VerdictName;
use super::number::{Hundredths, answer_value, decimal_value};
use super::statement::Told;
use crate::advisor::{Advisor, Voices};
use crate::explain::{Apart, Dependence, Disagreement, Moved, TOP, Voice};
use crate::scoring::Placed;

/// The same team from several viewpoints.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct VoicesReport<'a> {
    /// Groups or stakeholders, in the order sent.
    voices: Vec<OneVoice<'a>>,
    /// Factors on which groups' answers differ most, largest difference first; absent for stakeholders.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    disagreements: Option<Vec<Disagreed<'a>>>,
    dependence: Depends<'a>,
}

/// One group or stakeholder.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct OneVoice<'a> {
    name: &'a str,
    /// The number of answered factors, including shared answers.
    known_factors: usize,
    /// How clearly its first design is ahead; null if no design is feasible.
    verdict: Option<VerdictName>,
    /// The first three designs of its ranking, best first.
    top: Vec<TopPlace<'a>>,
}

/// A design in a ranking.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct TopPlace<'a> {
    #[schema(minimum = 1)]
    rank: usize,
    design: &'a str,
    name: &'a str,
    environment: &'a str,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
}

/// A factor on which groups' answers differ widely.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Disagreed<'a> {
    /// A factor, or one kind or design of it, such as `resources.staff`.
    factor: &'a str,
    /// The difference between the lowest and the highest mean, in levels; null for shares.
    #[schema(value_type = Option<f64>)]
    levels_apart: Option<Box<RawValue>>,
    /// The share of the answers in which the two most different groups differ, 0 to 1; null for levels.
    #[schema(value_type = Option<f64>)]
    shares_apart: Option<Box<RawValue>>,
    /// Every group that answered.
    answers: Vec<GroupAnswer<'a>>,
    statement: Told<'a>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct GroupAnswer<'a> {
    group: &'a str,
    /// The answer, as sent.
    #[schema(value_type = Option<serde_json::Value>)]
    value: Option<Box<RawValue>>,
}

/// How much the ranking changes between groups or stakeholders.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Depends<'a> {
    /// Whether all have the same first design; null if fewer than two have one.
    same_first: Option<bool>,
    /// The mean Kendall's tau-b of all pairs: 1 for the same order of designs, -1 for the reverse order.
    mean: Option<f64>,
    /// The pair that agrees least.
    lowest: Option<PairAgreement<'a>>,
    /// Every pair.
    pairs: Vec<PairAgreement<'a>>,
    /// Every design that ranks among the first three for anyone.
    designs: Vec<MovedDesign<'a>>,
    statement: Told<'a>,
}

/// How far two rankings agree.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PairAgreement<'a> {
    one: &'a str,
    other: &'a str,
    /// Kendall's tau-b over the designs feasible for both, -1 to 1; null if there are fewer than two or all are tied.
    tau_b: Option<f64>,
}

/// How far a design's rank moves.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MovedDesign<'a> {
    design: &'a str,
    #[schema(minimum = 1)]
    best_rank: usize,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    best_score: Hundredths,
    #[schema(minimum = 1)]
    worst_rank: usize,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    worst_score: Hundredths,
    /// The names for which it is not feasible.
    not_feasible_for: Vec<&'a str>,
}

impl<'a> VoicesReport<'a> {
    pub(super) fn new(advisor: &'a Advisor, voices: &'a Voices) -> Self {
        let writer = Writer { advisor, voices: &voices.voices };
        let disagreements = voices.disagreements.as_ref();
        Self {
            voices: voices.voices.iter().map(|one| writer.voice(one)).collect(),
            disagreements: disagreements.map(|all| all.iter().map(|one| writer.disagreed(one)).collect()),
            dependence: writer.depends(&voices.dependence),
        }
    }
}

/// Maps indices to names for one answer.
struct Writer<'a> {
    advisor: &'a Advisor,
    voices: &'a [Voice],
}

impl<'a> Writer<'a> {
    fn voice(&self, one: &'a Voice) -> OneVoice<'a> {
        OneVoice {
            name: &one.name,
            known_factors: one.known,
            verdict: one.verdict.map(VerdictName::from),
            top: one.ranking.placed.iter().take(TOP).map(|placed| self.place(placed)).collect(),
        }
    }

    fn place(&self, placed: &Placed) -> TopPlace<'a> {
        let catalogue = self.advisor.catalogue();
        let design = &catalogue.designs[placed.design];
        let environment = self.advisor.tables().alternatives[placed.alternative].environment;
        TopPlace {
            rank: placed.rank,
            design: &design.id,
            name: &design.name,
            environment: &catalogue.environments[environment].id,
            score: Hundredths(placed.score),
        }
    }

    fn disagreed(&self, one: &'a Disagreement) -> Disagreed<'a> {
        let factor = &self.advisor.catalogue().factors[one.factor];
        let (levels_apart, shares_apart) = match one.apart {
            Apart::Levels(apart) => (Some(apart), None),
            Apart::Shares(apart) => (None, Some(apart)),
        };
        let printed = |apart: Option<u64>| apart.map(|apart| decimal_value(apart.into()));
        let answers = one.answers.iter();
        let answers = answers.map(|(group, answer)| GroupAnswer {
            group: &self.voices[*group].name,
            value: answer_value(factor, answer),
        });
        Disagreed {
            factor: &one.path,
            levels_apart: printed(levels_apart),
            shares_apart: printed(shares_apart),
            answers: answers.collect(),
            statement: Told::from(&one.statement),
        }
    }

    fn depends(&self, one: &'a Dependence) -> Depends<'a> {
        Depends {
            same_first: one.same_first,
            mean: one.mean,
            lowest: one.lowest.map(|(one, other, tau)| self.pair(one, other, Some(tau))),
            pairs: one.pairs.iter().map(|(one, other, tau)| self.pair(*one, *other, *tau)).collect(),
            designs: one.moved.iter().map(|moved| self.moved(moved)).collect(),
            statement: Told::from(&one.statement),
        }
    }

    fn pair(&self, one: usize, other: usize, tau_b: Option<f64>) -> PairAgreement<'a> {
        PairAgreement { one: &self.voices[one].name, other: &self.voices[other].name, tau_b }
    }

    fn moved(&self, one: &Moved) -> MovedDesign<'a> {
        MovedDesign {
            design: &self.advisor.catalogue().designs[one.design].id,
            best_rank: one.best.0,
            best_score: Hundredths(one.best.1),
            worst_rank: one.worst.0,
            worst_score: Hundredths(one.worst.1),
            not_feasible_for: one.not_feasible_for.iter().map(|at| self.voices[*at].name.as_str()).collect(),
        }
    }
}
