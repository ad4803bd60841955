//! The record of a decision as JSON.

use serde::Serialize;

use super::super::case::{CaseParts, Standing};
use super::super::contender::VerdictName;
use super::super::number::Hundredths;
use super::super::provenance::Provenance;
use super::super::recommendation::{Gated, Interval, gates};
use crate::advisor::{Advisor, Deciding, Decision};
use crate::scoring::Placed;

/// What was decided, what the ranking said, and what has to be known of it later.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = DecisionAnswer)]
pub struct DecisionAnswer<'a> {
    /// The id of the profile, as it was given.
    profile_id: Option<&'a str>,
    #[schema(value_type = Option<String>, format = Date)]
    decided_on: Option<String>,
    /// A role, as it was given.
    decided_by: Option<&'a str>,
    /// The reason, as it was given.
    reason: Option<&'a str>,
    /// What pupils need, as it was given.
    pupils_need: Option<&'a str>,
    /// What educators should learn, as it was given.
    educators_learn: Option<&'a str>,
    choice: Chosen<'a>,
    /// What has the first place; null when no design can run.
    first_place: Option<Leading<'a>>,
    /// The first five places.
    ranking: Vec<Ranked<'a>>,
    /// Critical needs that the team falls so far short of that they come first.
    gates: Vec<Gated<'a>>,
    #[serde(flatten)]
    parts: CaseParts<'a>,
    /// SHA-256 over profile and options in one form: the same for the same input, whatever the order of its keys.
    input_digest: &'a str,
    provenance: Provenance<'a>,
}

/// What was chosen and where it stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Chosen<'a> {
    #[serde(flatten)]
    standing: Standing<'a>,
    /// By how many points it lies behind the first place; negative where a choice that cannot run scores higher; null
    /// when nothing has a place.
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

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Ranked<'a> {
    /// Equal scores share a rank.
    #[schema(minimum = 1)]
    rank: usize,
    design: &'a str,
    name: &'a str,
    environment: &'a str,
    variant: Option<&'a str>,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
    interval: Interval,
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
            choice: Chosen { standing: Standing::new(advisor, case), behind_first: decision.behind.map(Hundredths) },
            first_place: first.map(|(first, placed)| Leading {
                ranked: Ranked::new(advisor, decision, placed),
                verdict: first.verdict.into(),
                sentence: &first.sentence,
            }),
            ranking: decision.top.iter().map(|placed| Ranked::new(advisor, decision, placed)).collect(),
            gates: gates(advisor, decision.case.alternative, &decision.gates),
            parts: CaseParts::new(advisor, case),
            input_digest,
            provenance: advisor.into(),
        }
    }
}

impl<'a> Ranked<'a> {
    fn new(advisor: &'a Advisor, decision: &Decision<'_>, placed: &Placed) -> Self {
        let alternative = &advisor.tables().alternatives[placed.alternative];
        let design = &advisor.catalogue().designs[placed.design];
        Self {
            rank: placed.rank,
            design: &design.id,
            name: &design.name,
            environment: &advisor.catalogue().environments[alternative.environment].id,
            variant: alternative.variant.map(|variant| design.variants[variant].id.as_str()),
            score: Hundredths(placed.score),
            interval: decision.interval(placed).into(),
        }
    }
}
