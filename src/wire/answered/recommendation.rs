//! A ranking with its reasons, as `POST /v1/recommendations` and batches answer it.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;

use super::by_hand::SetByHand;
use super::contender::{AlternativeLine, VerdictName};
use super::demands::Demands;
use super::direct::{Ready, push_recommendations};
use super::gate::{Gated, PreparedGate};
use super::moves::{LeastFix, UnmetNeed};
use super::provenance::Provenance;
use super::rendered::Rendered;
use super::robustness::RobustnessReport;
use super::voices::VoicesReport;
use crate::advisor::{
    Advice, Advisor, Contribution, Cost, FirstPlace, Given, InteractionShare, NotFeasible, Recommendation,
};
use crate::catalogue::{AlternativeIndex, Catalogue, DesignIndex};
use crate::explain::{Notice, NoticeKind, Reason};
use crate::scoring::{Block, Group};
use crate::wire::kit::number::{Hundredths, decimal_value, rating_text, raw, to_json, values};
use crate::wire::kit::view::{View, ids, view, views};
use crate::words::list;

/// More bytes than most places have without their contributions, and than most contributions.
const PLACE_SIZE: usize = 2_560;
pub(super) const CONTRIBUTION_SIZE: usize = 512;

impl RecommendationAnswer<'_> {
    /// Returns the advice as JSON.
    pub fn json(advisor: &Advisor, rendered: &Rendered, advice: &Advice<'_>) -> Vec<u8> {
        let values = values(advisor.catalogue(), advice.profile);
        let writer = AnswerWriter { advisor, rendered, values: &values };
        let recommendations = advice.recommendations.iter();
        let size: usize = recommendations.map(|one| PLACE_SIZE + CONTRIBUTION_SIZE * one.contributions.len()).sum();
        let around = to_json(&RecommendationAnswer::view((advice, writer)));
        let begin = "{\"profile_id\":,\"recommendations\":".len() + to_json(&advice.profile.id).len();
        let mut text = Vec::with_capacity(size + around.len());
        text.extend_from_slice(&around[..begin]);
        push_recommendations(&mut text, &advice.recommendations, writer);
        text.extend_from_slice(&around[begin..]);
        text
    }
}

/// Maps indices to ids for one answer.
#[derive(Clone, Copy)]
pub struct AnswerWriter<'a> {
    pub advisor: &'a Advisor,
    /// Rendered from the same advisor.
    pub rendered: &'a Rendered,
    /// The value of every answered factor, by factor.
    pub values: &'a [Option<String>],
}

impl<'a> AnswerWriter<'a> {
    fn catalogue(self) -> &'a Catalogue {
        self.advisor.catalogue()
    }

    fn views<T, V: View<(&'a T, Self)>>(self, parts: &'a [T]) -> Vec<V> {
        views(parts.iter().map(|part| (part, self)))
    }

    pub fn contributions(self, one: &'a Recommendation<'_>) -> Vec<Contributed<'a>> {
        views(one.contributions.iter().map(|contribution| (contribution, one.placed.alternative, self)))
    }

    pub fn gates(self, one: &Recommendation<'_>) -> Vec<PreparedGate<'a>> {
        one.gates.iter().map(|gate| self.rendered.gate(self.advisor, one.placed.alternative, gate)).collect()
    }

    fn sentence(self, alternative: AlternativeIndex, reason: &'a Reason<'_>) -> Sentence<'a> {
        match self.rendered.reason(alternative, reason) {
            Some(prepared) => Sentence::Prepared(prepared),
            None => Sentence::Own(reason.text()),
        }
    }

    /// Returns the answer behind a contribution as JSON.
    pub(super) fn value(self, one: &Contribution<'_>) -> Option<Cow<'a, str>> {
        match one.answer? {
            Given::Whole(_) => self.values[one.factor].as_deref().map(Cow::Borrowed),
            Given::ForDesign(rating) => Some(Cow::Owned(rating_text(rating))),
        }
    }

    fn reason(self, one: &NotFeasible) -> String {
        if !one.unmet.is_empty() {
            return "Not feasible: at least one requirement is unmet in every allowed environment.".to_owned();
        }
        let design = &self.catalogue().designs[one.design];
        let offered = self.catalogue().environments.iter().filter(|one| design.environments.contains(&one.id));
        let offered: Vec<String> = offered.map(|one| format!("\"{}\"", one.name)).collect();
        format!("It is not available in any allowed environment, only in {}.", list(&offered))
    }

    fn design(self, design: DesignIndex) -> &'a str {
        &self.catalogue().designs[design].id
    }
}

/// A sentence written for this answer, or one prepared as JSON when the catalog was loaded.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Sentence<'a> {
    Prepared(&'a RawValue),
    Own(&'a str),
}

view! {
    /// Designs ranked for a team, each with its environment, score, range and reasons.
    #[schema(as = RecommendationAnswer)]
    pub struct RecommendationAnswer<'a> from (advice: &'a Advice<'_>, writer: AnswerWriter<'a>) {
        /// The profile's id, as sent.
        profile_id: Option<&'a str> = advice.profile.id.as_deref(),
        /// Feasible designs, best first.
        recommendations as Vec<Recommended<'a>>: Ready = Ready::default(),
        /// Designs that are not feasible for this team, in catalog order.
        not_feasible: Vec<Infeasible<'a>> = writer.views(&advice.not_feasible),
        /// How clearly the first design is ahead; null if no design is feasible.
        first_place: Option<First<'a>> = advice.first_place.as_ref().map(|first| View::view((first, writer))),
        /// Notices to read before acting on the answer.
        notices: Vec<NoticeLine<'a>>,
        /// What the request sets by hand and may change the order: weights, exclusions, limits, environments, groups; only if
        /// there is any.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(required = false)]
        set_by_hand: Vec<SetByHand<'a>> = views(&advice.by_hand),
        /// How robust first place is; only if requested.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false, nullable = false)]
        robustness: Option<RobustnessReport<'a>> =
            advice.robustness.as_ref().map(|one| View::view((one, writer.catalogue()))),
        /// The ranking from each group's answers, and how much it changes between groups; only with `profile.groups`.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false, nullable = false)]
        groups: Option<VoicesReport<'a>> =
            advice.groups.as_ref().map(|voices| View::view((voices, writer.advisor))),
        /// The ranking from each stakeholder's weights; only with `options.stakeholders`.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false, nullable = false)]
        stakeholders: Option<VoicesReport<'a>> =
            advice.stakeholders.as_ref().map(|voices| View::view((voices, writer.advisor))),
        /// The versions of catalog, model and engine behind this answer.
        provenance: Provenance<'a> = writer.advisor.into(),
    }

    pub(super) struct Recommended<'a> from (one: &'a Recommendation<'_>, writer: AnswerWriter<'a>) {
        /// The rank, from 1; equal scores share a rank.
        #[schema(minimum = 1)]
        rank: usize = one.placed.rank,
        #[serde(flatten)]
        of: AlternativeLine<'a> = AlternativeLine::new(writer.advisor, one.placed.alternative),
        /// The fit score, 0 to 100: what the design can achieve for the chosen outcome, times the team's readiness. It is
        /// this model's estimate of fit, not a success rate.
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        score: Hundredths = Hundredths(one.placed.score),
        /// What the design could reach for the chosen outcome if all its needs were met, 0 to 100.
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        potential: Hundredths,
        /// How ready this team is for the design, 0 to 100: the percentage of the potential that it can reach here,
        /// critical needs included.
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        readiness: Hundredths,
        /// Whether the team can begin now or must meet critical needs first.
        group: GroupName,
        /// Critical needs of the design that are known to be unmet.
        gates as Vec<Gated<'a>>: Vec<PreparedGate<'a>> = writer.gates(one),
        /// The factors that cost the most potential: at most three, largest first.
        costs: Vec<Costed<'a>> = views(one.costs.iter().map(|cost| (cost, one.placed.alternative, writer))),
        /// Environments in which its score is within half a point of its best, including its own.
        equal_environments: Vec<&'a str> =
            one.alike_environments.iter().map(|at| writer.catalogue().environments[*at].id.as_str()).collect(),
        /// The share of its potential that remains in a program of this size, 0 to 1; only if the size reduces it.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false, nullable = false, value_type = f64, minimum = 0, maximum = 1)]
        program_size_keeps: Option<Box<RawValue>> =
            one.size_keeps.map(|keeps| decimal_value(u128::from(keeps) * 10_000)),
        /// The 90 % range of the score, given what is unknown.
        interval: Interval,
        /// The score with typical answers, 0 to 100; the base value plus all contributions equals the score.
        base_value as f64: Hundredths,
        contributions: Vec<Contributed<'a>> = writer.contributions(one),
        /// The sum of the contributions that are not listed, in points.
        other_contributions as f64: Hundredths,
        /// The share of the score based on design numbers graded as judgment or unverified, 0 to 1. The grades of the
        /// weights do not count.
        #[schema(minimum = 0, maximum = 1)]
        weak_evidence_share: f64,
        /// Whether it has a mechanism that embeds practice in the classroom.
        embeds_practice: bool = writer.rendered.embeds_practice(one.placed.design),
        /// Whether the profile lists it as in use now.
        in_use: bool,
        /// Whether the team must find partners at other schools, online.
        across_schools: bool,
        /// Hours of travel to meetings for one teacher in this setting.
        travel_hours: f64,
        demands as Demands<'a>: &'a RawValue = writer.rendered.demands(one.placed.alternative),
    }

    /// A range of scores, 0 to 100, that includes the score.
    pub struct Interval from (interval: &crate::scoring::Interval) {
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        low: Hundredths,
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        high: Hundredths,
    }

    /// The contribution of one factor to the score.
    pub struct Contributed<'a> from (
        one: &'a Contribution<'_>,
        alternative: AlternativeIndex,
        writer: AnswerWriter<'a>
    ) {
        factor: &'a str = &writer.catalogue().factors[one.factor].id,
        /// The answer, as sent; null if unknown. For `design_experience`, the level for this design.
        value as Option<serde_json::Value>: Option<Box<RawValue>> = writer.value(one).map(|text| raw(text.into_owned())),
        /// The part of the score that the factor affects, for this design.
        side: SideName,
        contribution as f64: Hundredths,
        /// The points that the answer takes from what the design could reach if all its needs were met; absent for factors
        /// of potential.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false, nullable = false, value_type = f64)]
        cost: Option<Hundredths>,
        /// One sentence: the answer, what the design needs or provides, and the source.
        reason as String: Sentence<'a> = writer.sentence(alternative, &one.reason),
        /// The evidence grade of the number behind it; null if the answer is unknown.
        grade: Option<&'a str> = one.grade.map(|grade| grade.0.as_str()),
        /// Interactions included in the contribution.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(required = false)]
        interactions: Vec<Interacted<'a>> = writer.views(&one.interactions),
    }

    /// Part of the effect of an interaction between two factors.
    struct Interacted<'a> from (share: &InteractionShare, writer: AnswerWriter<'a>) {
        interaction: &'a str = &writer.catalogue().model.interactions[share.interaction].id,
        name: &'a str = &writer.catalogue().model.interactions[share.interaction].name,
        contribution as f64: Hundredths,
    }

    /// What a factor costs, in points of what the design could reach.
    struct Costed<'a> from (one: &'a Cost<'_>, alternative: AlternativeIndex, writer: AnswerWriter<'a>) {
        factor: &'a str = &writer.catalogue().factors[one.factor].id,
        name: &'a str = &writer.catalogue().factors[one.factor].name,
        #[schema(value_type = f64, minimum = 0)]
        cost: Hundredths,
        /// Whether the factor is answered; if not, the cost is that of a typical team.
        known: bool,
        /// A short label for the largest part of the cost.
        label: &'a str,
        reason as String: Sentence<'a> = writer.sentence(alternative, &one.reason),
    }

    struct Infeasible<'a> from (one: &'a NotFeasible, writer: AnswerWriter<'a>) {
        design: &'a str = writer.design(one.design),
        name: &'a str = &writer.catalogue().designs[one.design].name,
        /// Every unmet requirement in every allowed environment; empty if the design is available in none of them.
        unmet: Vec<UnmetNeed<'a>> =
            views(one.unmet.iter().map(|one| (one, writer.catalogue(), writer.advisor.tables()))),
        reason: String = writer.reason(one),
        /// The smallest fix that would make it feasible.
        fix: Option<LeastFix<'a>> =
            one.fix.as_ref().map(|fix| View::view((fix, writer.catalogue(), writer.advisor.tables()))),
    }

    /// How clearly the first design is ahead of the others.
    pub struct First<'a> from (first: &'a FirstPlace, writer: AnswerWriter<'a>) {
        verdict: VerdictName,
        /// Whether too few factors are answered to call any lead clear.
        too_little_known: bool,
        /// Whether critical needs of the first design are so far from met that it cannot begin now. Its lead is then not
        /// called clear.
        has_to_build: bool,
        /// The design that is hardest to separate from the first.
        rival: Option<&'a str> = first.rival.map(|(design, _)| writer.design(design)),
        /// How many points the rival is behind.
        lead as Option<f64>: Option<Hundredths> = first.rival.map(|(_, lead)| Hundredths(lead)),
        /// Designs that cannot be separated from the first, including it.
        group: Vec<&'a str> = first.group.iter().map(|design| writer.design(*design)).collect(),
        /// The design of that group with the fewest hours per teacher, substitute coverage included, and then the lowest
        /// cost.
        lightest: &'a str = writer.design(first.lightest),
        sentence: &'a str,
    }

    #[schema(as = Notice)]
    struct NoticeLine<'a> from (notice: &'a Notice) { kind: NoticeName, text: &'a str }
}

ids! {
    NoticeName of NoticeKind;
    /// Whether the team can begin a design now.
    pub GroupName of Group;
    /// The part of the score that a factor affects.
    SideName of Block;
}
