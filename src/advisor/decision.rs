//! A decision: the choice, the ranking at the time, and what a later reader needs to know.

use jiff::civil::Date;

use super::Advisor;
use super::advice::Options;
use super::case::{CaseAdvice, CaseAsked, Choice};
use super::lot::{Lot, lot, lot_offer};
use crate::catalogue::{Catalogue, DesignIndex, Profile};
use crate::explain::ByHand;
use crate::scoring::{Interval, Placed, UnmetGate, WeightError};
use crate::words::{fill, in_sentence, list, text};

/// The number of places of the ranking that a record keeps.
const KEPT: usize = 5;

/// A decision to record.
#[derive(Clone, Debug)]
pub struct Deciding {
    pub choice: Choice,
    /// The lot that decided, if one did.
    pub lot: Option<Lot>,
    pub reason: Option<String>,
    pub decided_on: Option<Date>,
    /// A role, not a name.
    pub decided_by: Option<String>,
    pub starts_on: Option<Date>,
    /// Where the team works, for the record of its outcome; not scored.
    pub school: Option<String>,
    pub district: Option<String>,
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
    /// The designs among which a lot may decide, or did; empty if the scores separate the first places.
    pub lot: Vec<DesignIndex>,
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
    /// When the choice is not offered; when it does not rank first, no lot decided and no reason is given; when the
    /// multipliers leave no factor to weigh.
    pub fn decide<'a>(
        &'a self,
        profile: &'a Profile,
        options: &Options,
        deciding: &'a Deciding,
    ) -> Result<Decision<'a>, DecisionError> {
        let asked = CaseAsked { choice: Some(deciding.choice), starts_on: deciding.starts_on, ..CaseAsked::default() };
        let case = self.case(profile, options, &asked)?.ok_or(DecisionError::NotOffered)?;
        if !case.is_first && deciding.lot.is_none() && deciding.reason.is_none() {
            return Err(DecisionError::NoReason(self.missing_reason(&case)));
        }
        let first = case.ranking.placed.first();
        Ok(Decision {
            behind: first.map(|first| first.score - case.score),
            top: case.ranking.placed.iter().take(KEPT).copied().collect(),
            by_hand: self.by_hand(profile, options),
            excluded: options.exclude.len(),
            lot: match &deciding.lot {
                Some(drawn) => drawn.designs.clone(),
                None => lot(&case.evaluation, &case.ranking, case.first_place.as_ref()),
            },
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
    /// The lot in words: that one decided, or that one may; `None` if the scores separate the first places.
    pub fn lot_sentence(&self, catalogue: &Catalogue) -> Option<String> {
        if self.lot.is_empty() {
            return None;
        }
        let name = |at: &DesignIndex| in_sentence(&catalogue.designs[*at].name);
        let names = list(&self.lot.iter().map(name).collect::<Vec<_>>());
        let sentence = match &self.deciding.lot {
            None => lot_offer(catalogue, &self.lot),
            Some(lot) => {
                let slots = [("names", &*names), ("design", &name(&self.deciding.choice.design)), ("seed", &lot.seed)];
                let template = if lot.is_seed_given {
                    text("explain.decision.lot_with_seed")
                } else {
                    text("explain.decision.lot_decided")
                };
                fill(template, &slots)
            }
        };
        Some(sentence)
    }

    /// The 90 % interval of a place in the ranking.
    pub fn interval(&self, placed: &Placed) -> Interval {
        self.case.evaluation.interval(placed.alternative)
    }
}
