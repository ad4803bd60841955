//! The record of a decision as JSON.

use serde::Serialize;

use super::super::case::{CaseParts, Standing};
use super::super::contender::{AlternativeLine, VerdictName};
use super::super::number::Hundredths;
use super::super::provenance::Provenance;
use super::super::recommendation::{Gated, Interval, gates};
use super::super::view::{View, view};
use crate::advisor::{Advisor, Deciding, Decision};
use crate::scoring::Placed;

/// A decision, the ranking at the time, and what to know later.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = DecisionAnswer)]
pub struct DecisionAnswer<'a> {
    /// The profile's id, as sent.
    profile_id: Option<&'a str>,
    #[schema(value_type = Option<String>, format = Date)]
    decided_on: Option<String>,
    /// The role of the person who decided, as sent.
    decided_by: Option<&'a str>,
    /// The reason, as sent.
    reason: Option<&'a str>,
    /// What students need, as sent.
    pupils_need: Option<&'a str>,
    /// What educators should learn, as sent.
    educators_learn: Option<&'a str>,
    choice: Chosen<'a>,
    /// The design that ranks first; null if no design is feasible.
    first_place: Option<Leading<'a>>,
    /// The first five designs.
    ranking: Vec<Ranked<'a>>,
    /// Critical needs that the team misses by so much that they come first.
    gates: Vec<Gated<'a>>,
    #[serde(flatten)]
    parts: CaseParts<'a>,
    /// SHA-256 of profile and options in canonical form: equal input gives an equal digest, in any key order.
    input_digest: &'a str,
    provenance: Provenance<'a>,
}

/// The choice and its rank.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Chosen<'a> {
    #[serde(flatten)]
    standing: Standing<'a>,
    /// How many points it is behind the first design; negative if a choice that is not feasible scores higher; null if
    /// no design is feasible.
    #[schema(value_type = Option<f64>)]
    behind_first: Option<Hundredths>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Leading<'a> {
    #[serde(flatten)]
    ranked: Ranked<'a>,
    verdict: VerdictName,
    /// The verdict in words.
    sentence: &'a str,
}

view! {
    struct Ranked<'a> from (placed: &Placed, decision: &Decision<'_>, advisor: &'a Advisor) {
        /// The rank, from 1; equal scores share a rank.
        #[schema(minimum = 1)]
        rank: usize,
        #[serde(flatten)]
        of: AlternativeLine<'a> = AlternativeLine::new(advisor, placed.alternative),
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        score: Hundredths,
        interval: Interval = View::view(&decision.interval(placed)),
    }
}

impl<'a> DecisionAnswer<'a> {
    pub(super) fn new(
        advisor: &'a Advisor,
        decision: &'a Decision<'_>,
        deciding: &'a Deciding,
        input_digest: &'a str,
    ) -> Self {
        let case = &decision.case;
        let first = case.first_place.as_ref().zip(case.ranking.placed.first());
        Self {
            profile_id: case.profile.id.as_deref(),
            decided_on: deciding.decided_on.map(|date| date.to_string()),
            decided_by: deciding.decided_by.as_deref(),
            reason: deciding.reason.as_deref(),
            pupils_need: deciding.pupils_need.as_deref(),
            educators_learn: deciding.educators_learn.as_deref(),
            choice: Chosen { standing: View::view((case, advisor)), behind_first: decision.behind.map(Hundredths) },
            first_place: first.map(|(first, placed)| Leading {
                ranked: View::view((placed, decision, advisor)),
                verdict: first.verdict.into(),
                sentence: &first.sentence,
            }),
            ranking: decision.top.iter().map(|placed| View::view((placed, decision, advisor))).collect(),
            gates: gates(advisor, decision.case.alternative, &decision.gates),
            parts: View::view((&case.case, case, advisor)),
            input_digest,
            provenance: advisor.into(),
        }
    }
}
