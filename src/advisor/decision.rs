//! A decision: the choice, the ranking at the time, and what a later reader needs to know.

use jiff::civil::Date;

use super::Advisor;
use super::advice::Options;
use super::case::{CaseAdvice, CaseAsked, Choice};
use crate::catalogue::{DesignIndex, Profile};
use crate::explain::ByHand;
use crate::scoring::{Interval, Placed, UnmetGate, WeightError};
use crate::words::{fill, text};

/// The number of places of the ranking that a record keeps.
const KEPT: usize = 5;

/// A decision to record.
#[derive(Clone, Debug)]
pub struct Deciding {
    pub choice: Choice,
    pub reason: Option<String>,
    pub decided_on: Option<Date>,
    /// A role, not a name.
    pub decided_by: Option<String>,
    pub starts_on: Option<Date>,
    /// What students need and what educators should learn, for comparison with the choice; not scored.
    pub pupils_need: Option<String>,
    pub educators_learn: Option<String>,
}

/// A decision with everything that its record contains.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    pub case: CaseAdvice<'a>,
    pub deciding: &'a Deciding,
    /// How many hundredths the choice is behind the first place; negative where a choice that is not feasible scores
    /// higher.
    pub behind: Option<i32>,
    /// The first places of the ranking.
    pub top: Vec<Placed>,
    /// Unmet critical needs of the choice.
    pub gates: Vec<UnmetGate>,
    /// What the options set by hand.
    pub by_hand: Vec<ByHand>,
    /// How many designs the options exclude.
    pub excluded: usize,
}

/// The reason why a decision cannot be recorded.
#[derive(Debug, thiserror::Error)]
pub enum DecisionError {
    #[error(transparent)]
    Weight(#[from] WeightError),
    #[error("{}", text("explain.decision.not_offered"))]
    NotOffered,
    #[error("{0}")]
    NoReason(String),
}

impl Advisor {
    /// Records a decision.
    ///
    /// # Errors
    /// When the choice is not offered; when it does not rank first and no reason is given; when the multipliers leave
    /// no factor to weigh.
    pub fn decide<'a>(
        &'a self,
        profile: &'a Profile,
        options: &Options,
        deciding: &'a Deciding,
    ) -> Result<Decision<'a>, DecisionError> {
        let asked = CaseAsked { choice: Some(deciding.choice), starts_on: deciding.starts_on, ..CaseAsked::default() };
        let case = self.case(profile, options, &asked)?.ok_or(DecisionError::NotOffered)?;
        if !case.is_first && deciding.reason.is_none() {
            return Err(DecisionError::NoReason(self.missing_reason(&case)));
        }
        let first = case.ranking.placed.first();
        Ok(Decision {
            behind: first.map(|first| first.score - case.score),
            top: case.ranking.placed.iter().take(KEPT).copied().collect(),
            by_hand: self.by_hand(profile, options),
            excluded: options.exclude.len(),
            gates: case.evaluation.unmet_gates(case.alternative),
            deciding,
            case,
        })
    }

    /// The message that asks for a reason.
    fn missing_reason(&self, case: &CaseAdvice<'_>) -> String {
        let design = |at: DesignIndex| self.catalogue.designs[at].id.as_str();
        let chosen = design(self.tables.alternatives[case.alternative].design);
        let first = case.ranking.placed.first().map_or("", |first| design(first.design));
        let template = match &case.placed {
            Some(_) => text("explain.decision.not_first"),
            None if first.is_empty() => text("explain.decision.nothing_feasible"),
            None => text("explain.decision.not_ranked"),
        };
        fill(template, &[("chosen", chosen), ("first", first)])
    }
}

impl Decision<'_> {
    /// The 90 % interval of a place in the ranking.
    pub fn interval(&self, placed: &Placed) -> Interval {
        self.case.evaluation.interval(placed.alternative)
    }
}
