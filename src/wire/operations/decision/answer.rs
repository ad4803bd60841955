//! The record of a decision as JSON.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::advisor::{Advisor, Decision, FirstPlace};
use crate::catalogue::DesignIndex;
use crate::scoring::Placed;
use crate::wire::answered::by_hand::SetByHand;
use crate::wire::answered::case::{CaseParts, RankedChoice};
use crate::wire::answered::contender::{AlternativeLine, VerdictName};
use crate::wire::answered::gate::{Gated, gates};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::recommendation::Interval;
use crate::wire::asked::outcome_json;
use crate::wire::kit::number::Hundredths;
use crate::wire::kit::view::{View, view, views};

fn first_place<'a>(decision: &'a Decision<'_>, advisor: &'a Advisor) -> Option<Leading<'a>> {
    let (first, placed) = decision.case.first_place.as_ref().zip(decision.case.ranking.placed.first())?;
    Some(View::view((first, placed, decision, advisor)))
}

fn id(advisor: &Advisor, at: DesignIndex) -> &str {
    &advisor.catalogue().designs[at].id
}

fn offered<'a>(decision: &Decision<'_>, advisor: &'a Advisor) -> BTreeMap<&'a str, Hundredths> {
    let placed = decision.case.ranking.placed.iter();
    placed.map(|placed| (id(advisor, placed.design), Hundredths(placed.score))).collect()
}

fn outcome(decision: &Decision<'_>, advisor: &Advisor) -> Option<Box<RawValue>> {
    let record = outcome_json(advisor.catalogue(), &decision.outcome(advisor)?);
    RawValue::from_string(record).ok()
}

impl<'a> LotLine<'a> {
    fn of(decision: &'a Decision<'_>, advisor: &'a Advisor) -> Option<Self> {
        let sentence = decision.lot_sentence(advisor.catalogue())?;
        Some(View::view((decision, advisor, sentence)))
    }
}

view! {
    /// A decision, the ranking at the time, and what to know later.
    #[schema(as = DecisionAnswer)]
    pub struct DecisionAnswer<'a> from (decision: &'a Decision<'_>, digest: &'a str, advisor: &'a Advisor) {
        /// The profile's id, as sent.
        profile_id: Option<&'a str> = decision.case.profile.id.as_deref(),
        #[schema(value_type = Option<String>, format = Date)]
        decided_on: Option<String> = View::view(&decision.deciding.decided_on),
        /// The role of the person who decided, as sent.
        decided_by: Option<&'a str> = decision.deciding.decided_by.as_deref(),
        /// The reason, as sent.
        reason: Option<&'a str> = decision.deciding.reason.as_deref(),
        /// What students need, as sent.
        pupils_need: Option<&'a str> = decision.deciding.pupils_need.as_deref(),
        /// What educators should learn, as sent.
        educators_learn: Option<&'a str> = decision.deciding.educators_learn.as_deref(),
        choice: DecisionChoice<'a> = View::view((decision, advisor)),
        /// The design that ranks first; null if no design is feasible.
        first_place: Option<Leading<'a>> = first_place(decision, advisor),
        /// Every feasible design with its score: what was on offer.
        #[schema(value_type = std::collections::BTreeMap<String, f64>)]
        offered: BTreeMap<&'a str, Hundredths> = offered(decision, advisor),
        /// The designs that the scores cannot separate, among which a lot may decide or did; null if there are none.
        lot: Option<LotLine<'a>> = LotLine::of(decision, advisor),
        /// The first five designs.
        ranking: Vec<Ranked<'a>> = views(decision.top.iter().map(|placed| (placed, decision, advisor))),
        /// What was set by hand and may have changed the order; empty if nothing was.
        set_by_hand: Vec<SetByHand<'a>> = views(&decision.by_hand),
        /// How many designs were not compared because the request excludes them.
        excluded: usize = decision.excluded,
        /// Critical needs that the team misses by so much that they come first.
        gates: Vec<Gated<'a>> = gates(advisor, decision.case.alternative, &decision.gates),
        #[serde(flatten)]
        parts: CaseParts<'a> = View::view((&decision.case.case, &decision.case, advisor)),
        /// The beginning of the outcome record, for `POST /v1/outcomes/check` once its `results` are filled in; null
        /// without `school`.
        #[schema(value_type = Option<Object>)]
        outcome_record: Option<Box<RawValue>> = outcome(decision, advisor),
        /// SHA-256 of profile and options in canonical form: equal input gives an equal digest, in any key order.
        input_digest: &'a str = digest,
        provenance: Provenance<'a> = advisor.into(),
    }

    /// Designs among which a lot may decide: in rank order, each with the same chance.
    #[schema(as = DecisionLot)]
    struct LotLine<'a> from (decision: &'a Decision<'_>, advisor: &'a Advisor, sentence: String) {
        designs: Vec<&'a str> = decision.lot.iter().map(|at| id(advisor, *at)).collect(),
        /// The design that the lot drew; null if no lot was drawn.
        drawn: Option<&'a str> = decision.deciding.lot.as_ref().map(|_| id(advisor, decision.deciding.choice.design)),
        /// The seed of the draw; null if no lot was drawn.
        seed: Option<&'a str> = decision.deciding.lot.as_ref().map(|lot| &*lot.seed),
        /// Whether the request gave the seed. If not, it is the SHA-256 of the profile in canonical form.
        seed_given: bool = decision.deciding.lot.as_ref().is_some_and(|lot| lot.is_seed_given),
        /// Why a lot is fair here, or what it decided.
        sentence: String = sentence,
    }

    /// The choice and its rank.
    #[schema(as = Chosen)]
    struct DecisionChoice<'a> from (decision: &Decision<'_>, advisor: &'a Advisor) {
        #[serde(flatten)]
        ranked: RankedChoice<'a> = View::view((&decision.case, advisor)),
        /// How many points it is behind the first design; negative if a choice that is not feasible scores higher; null if
        /// no design is feasible.
        behind_first as Option<f64>: Option<Hundredths> = View::view(&decision.behind),
    }

    struct Leading<'a> from (first: &'a FirstPlace, placed: &Placed, decision: &Decision<'_>, advisor: &'a Advisor) {
        #[serde(flatten)]
        ranked: Ranked<'a> = View::view((placed, decision, advisor)),
        verdict: VerdictName,
        /// The verdict in words.
        sentence: &'a str,
    }

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
