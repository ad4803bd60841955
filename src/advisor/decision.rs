//! A decision: what was chosen, what the ranking said, and what has to be known of it later.

use jiff::civil::Date;

use super::Advisor;
use super::advice::Options;
use super::case::{CaseAdvice, CaseAsked, Choice};
use crate::catalogue::Profile;
use crate::scoring::{Interval, Placed, UnmetGate, WeightError};

/// How many places of the ranking a record keeps.
const KEPT: usize = 5;

/// What was decided, and by whom.
#[derive(Clone, Debug)]
pub struct Deciding {
    pub choice: Choice,
    pub reason: Option<String>,
    pub decided_on: Option<Date>,
    /// A role, not a name.
    pub decided_by: Option<String>,
    pub starts_on: Option<Date>,
    /// What pupils need and what educators should learn, so that a choice can be held against them; not scored.
    pub pupils_need: Option<String>,
    pub educators_learn: Option<String>,
}

/// A decision with all that a record of it holds.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    pub case: CaseAdvice<'a>,
    pub deciding: &'a Deciding,
    /// By how many hundredths the choice lies behind the first place; negative where a choice that cannot run scores
    /// higher.
    pub behind: Option<i32>,
    /// The first places of the ranking.
    pub top: Vec<Placed>,
    /// Critical needs of the choice that are not met.
    pub gates: Vec<UnmetGate>,
}

/// Why a decision is not recorded.
#[derive(Debug, thiserror::Error)]
pub enum DecisionError {
    #[error(transparent)]
    Weight(#[from] WeightError),
    #[error("the design is not offered in this environment and variant together")]
    NotOffered,
    #[error("{0}")]
    NoReason(String),
}

impl Advisor {
    /// Records a decision.
    ///
    /// # Errors
    /// When the choice is not offered; when it has not the first place and no reason is given; when the multipliers
    /// leave no factor to weigh.
    pub fn decide<'a>(
        &'a self,
        profile: &'a Profile,
        options: &Options,
        deciding: &'a Deciding,
    ) -> Result<Decision<'a>, DecisionError> {
        let asked = CaseAsked { choice: Some(deciding.choice), starts_on: deciding.starts_on, ..CaseAsked::default() };
        let case = self.case(profile, options, &asked)?.ok_or(DecisionError::NotOffered)?;
        if !case.is_first && deciding.reason.is_none() {
            return Err(DecisionError::NoReason(self.reason_wanted(&case)));
        }
        let first = case.ranking.placed.first();
        Ok(Decision {
            behind: first.map(|first| first.score - case.score),
            top: case.ranking.placed.iter().take(KEPT).copied().collect(),
            gates: case.evaluation.unmet_gates(case.alternative),
            deciding,
            case,
        })
    }

    /// What has to be said for a reason to be given.
    fn reason_wanted(&self, case: &CaseAdvice<'_>) -> String {
        let design = |at: usize| self.catalogue.designs[at].id.as_str();
        let chosen = design(self.tables.alternatives[case.alternative].design);
        let stands = match &case.placed {
            Some(_) => "does not have the first place",
            None => "cannot be placed as things stand",
        };
        let first = case.ranking.placed.first().map_or_else(
            || "no design can run".to_owned(),
            |first| format!("`{}` has the first place", design(first.design)),
        );
        format!("a reason is needed: `{chosen}`, as it was chosen, {stands}, and {first}")
    }
}

impl Decision<'_> {
    /// The interval of a place in the ranking.
    pub fn interval(&self, placed: &Placed) -> Interval {
        self.case.evaluation.interval(placed.alternative)
    }
}
