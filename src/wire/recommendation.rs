//! `POST /v1/recommendations`: the request and the answer.

use serde::Serialize;
use serde::de::MapAccess;
use serde_json::value::RawValue;

use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::contender::VerdictName;
use super::moves::LeastFix;
use super::number::{Hundredths, decimal_value, rating_value, values};
use super::operation::{Operation, request_type};
use super::problem::Problem;
use super::provenance::Provenance;
use super::reader::Place;
use super::rendered::Rendered;
use super::request::{Extra, read_request};
use super::robustness::RobustnessReport;
use super::schema::{by_name, more_options, named, request};
use super::voices::VoicesReport;
use crate::advisor::{Advice, Advisor, Contribution, Cost, FirstPlace, Given, NotFeasible, Recommendation};
use crate::catalogue::{Amount, Catalogue, Design, Environment};
use crate::explain::{NoticeKind, Reason, gate_reason};
use crate::scoring::{Block, Group, Need, Unmet, UnmetGate};
use crate::words::list;

request_type!(RecommendationRequest);

pub(super) const OPERATION: Operation = Operation {
    path: "/v1/recommendations",
    example: include_str!("examples/recommendations.json"),
    answer: recommendations,
    request: ("RecommendationRequest", schema),
};

fn recommendations(advisor: &Advisor, rendered: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let request = read_request(advisor, body)?;
    let advice = advisor.recommend(&request.profile, &request.options)?;
    Ok(RecommendationAnswer::json(advisor, rendered, &advice))
}

/// The options that only this operation accepts; it has no fields of its own.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ranked;

impl Extra for Ranked {
    const FIELDS: &'static [&'static str] = &[];
    const OPTIONS: &'static [&'static str] = &["robustness", "stakeholders"];

    fn field<'de, A: MapAccess<'de>>(
        &mut self,
        _: &Catalogue,
        _: usize,
        _: &Place<'_>,
        _: &mut A,
    ) -> Result<(), A::Error> {
        Ok(())
    }
}

fn schema(_: &Catalogue) -> Schema {
    let description = "Stakeholders by name, each with multipliers that replace `weights`. The answer shows how much \
                       the ranking changes between stakeholders";
    let stakeholders = by_name(description, named("FactorWeights"));
    let robustness = ObjectBuilder::new()
        .schema_type(Type::Boolean)
        .description(Some("Whether to test how robust first place is; this takes tens of milliseconds"));
    let own = vec![("robustness", robustness.into()), ("stakeholders", Schema::from(stakeholders).into())];
    let options = more_options(own);
    request("A team's profile, and options for the ranking", options.into(), Vec::new())
}

/// Designs ranked for a team, each with its environment, score, range and reasons.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = RecommendationAnswer)]
pub struct RecommendationAnswer<'a> {
    /// The profile's id, as sent.
    profile_id: Option<&'a str>,
    /// Feasible designs, best first.
    recommendations: Vec<Recommended<'a>>,
    /// Designs that are not feasible for this team, in catalog order.
    not_feasible: Vec<Infeasible<'a>>,
    /// How clearly the first design is ahead; null if no design is feasible.
    first_place: Option<First<'a>>,
    /// Notices to read before acting on the answer.
    notices: Vec<Notice<'a>>,
    /// How robust first place is; only if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    robustness: Option<RobustnessReport<'a>>,
    /// The ranking from each group's answers, and how much it changes between groups; only with `profile.groups`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    groups: Option<VoicesReport<'a>>,
    /// The ranking from each stakeholder's weights; only with `options.stakeholders`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    stakeholders: Option<VoicesReport<'a>>,
    /// The versions of catalog, model and engine behind this answer.
    provenance: Provenance<'a>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Recommended<'a> {
    /// The rank, from 1; equal scores share a rank.
    #[schema(minimum = 1)]
    rank: usize,
    /// The design's id.
    design: &'a str,
    name: &'a str,
    /// The allowed environment in which it scores best.
    environment: &'a str,
    /// The role in which it scores best, for designs with several roles.
    variant: Option<&'a str>,
    /// The fit score, 0 to 100: what the design can achieve for the chosen outcome, times the team's readiness. It is
    /// this model's estimate of fit, not a success rate.
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
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
    gates: Vec<Gated<'a>>,
    /// The factors that cost the most potential: at most three, largest first.
    costs: Vec<Costed<'a>>,
    /// Environments in which its score is within half a point of its best, including its own.
    equal_environments: Vec<&'a str>,
    /// The share of its potential that remains in a program of this size, 0 to 1; only if the size reduces it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false, value_type = f64, minimum = 0, maximum = 1)]
    program_size_keeps: Option<Box<RawValue>>,
    /// The 90 % range of the score, given what is unknown.
    interval: Interval,
    /// The score with typical answers, 0 to 100; the base value plus all contributions equals the score.
    #[schema(value_type = f64)]
    base_value: Hundredths,
    contributions: Vec<Contributed<'a>>,
    /// The sum of the contributions that are not listed, in points.
    #[schema(value_type = f64)]
    other_contributions: Hundredths,
    /// The share of the score based on design numbers graded as judgment or unverified, 0 to 1. The grades of the
    /// weights do not count.
    #[schema(minimum = 0, maximum = 1)]
    weak_evidence_share: f64,
    /// Whether it has a mechanism that embeds practice in the classroom.
    embeds_practice: bool,
    /// Whether the profile lists it as in use now.
    in_use: bool,
    /// Whether the team must find partners at other schools, online.
    across_schools: bool,
    /// Hours of travel to meetings for one teacher in this setting.
    travel_hours: f64,
    #[schema(value_type = Demands<'a>)]
    demands: &'a RawValue,
}

/// A range of scores, 0 to 100, that includes the score.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Interval {
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    low: Hundredths,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    high: Hundredths,
}

/// The contribution of one factor to the score.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Contributed<'a> {
    factor: &'a str,
    /// The answer, as sent; null if unknown. For `design_experience`, the level for this design.
    #[schema(value_type = Option<serde_json::Value>)]
    value: Option<Text<'a>>,
    /// The part of the score that the factor affects, for this design.
    side: SideName,
    #[schema(value_type = f64)]
    contribution: Hundredths,
    /// The points that the answer takes from what the design could reach if all its needs were met; absent for factors
    /// of potential.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false, value_type = f64)]
    cost: Option<Hundredths>,
    /// One sentence: the answer, what the design needs or provides, and the source.
    #[schema(value_type = String)]
    reason: Sentence<'a>,
    /// The evidence grade of the number behind it; null if the answer is unknown.
    grade: Option<&'a str>,
    /// Interactions included in the contribution.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    interactions: Vec<Interacted<'a>>,
}

/// A sentence written for this answer, or one prepared as JSON when the catalog was loaded.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Sentence<'a> {
    Prepared(&'a RawValue),
    Own(&'a str),
}

/// JSON text written for this answer, or prepared once for all answers.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Text<'a> {
    Shared(&'a RawValue),
    Own(Box<RawValue>),
}

/// Part of the effect of an interaction between two factors.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Interacted<'a> {
    interaction: &'a str,
    name: &'a str,
    #[schema(value_type = f64)]
    contribution: Hundredths,
}

/// A critical need that is known to be unmet.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Gated<'a> {
    factor: &'a str,
    /// The level that the design needs, 1 to 5; for the expected fidelity, the level not to exceed.
    #[schema(value_type = f64)]
    required: Box<RawValue>,
    #[schema(value_type = f64)]
    actual: Box<RawValue>,
    /// The share that remains of what the design could reach, 0 to 1.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    keeps: Box<RawValue>,
    reason: String,
}

/// What a factor costs, in points of what the design could reach.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Costed<'a> {
    factor: &'a str,
    name: &'a str,
    #[schema(value_type = f64, minimum = 0)]
    cost: Hundredths,
    /// Whether the factor is answered; if not, the cost is that of a typical team.
    known: bool,
    /// A short label for the largest part of the cost.
    label: &'a str,
    #[schema(value_type = String)]
    reason: Sentence<'a>,
}

/// Whether the team can begin a design now.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum GroupName {
    CanBeginNow,
    WorthBuildingToward,
}

impl From<Group> for GroupName {
    fn from(group: Group) -> Self {
        match group {
            Group::CanBeginNow => Self::CanBeginNow,
            Group::WorthBuildingToward => Self::WorthBuildingToward,
        }
    }
}

/// The part of the score that a factor affects.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum SideName {
    Potential,
    Readiness,
    Gate,
}

impl From<Block> for SideName {
    fn from(block: Block) -> Self {
        match block {
            Block::Potential => Self::Potential,
            Block::Readiness => Self::Readiness,
            Block::Gate => Self::Gate,
        }
    }
}

/// What a design requires of one teacher in one school year.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Demands<'a> {
    hours: Range<'a>,
    weeks: Range<'a>,
    /// The number of people who learn together.
    group_size: Range<'a>,
    /// Hours of paid substitute coverage in this environment.
    cover_hours: Range<'a>,
    /// US dollars per teacher; null if unknown.
    cost_usd_per_teacher: Option<Range<'a>>,
    /// What is unknown about these numbers.
    unknown: Vec<&'a str>,
}

/// A range with its typical value and evidence grade.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Range<'a> {
    low: f64,
    typical: f64,
    high: f64,
    grade: &'a str,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Infeasible<'a> {
    design: &'a str,
    name: &'a str,
    /// Every unmet requirement in every allowed environment; empty if the design is available in none of them.
    unmet: Vec<UnmetNeed<'a>>,
    reason: String,
    /// The smallest fix that would make it feasible.
    fix: Option<LeastFix<'a>>,
}

/// A requirement, limit or fact of the setting that is not met.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct UnmetNeed<'a> {
    environment: &'a str,
    /// A factor such as `resources.technology`, a limit such as `limits.hours`, or a fact such as `setting.team_size`.
    factor: &'a str,
    #[schema(value_type = f64)]
    required: Box<RawValue>,
    /// The answer; the mean, for counts.
    #[schema(value_type = f64)]
    actual: Box<RawValue>,
    reason: &'a str,
}

/// How clearly the first design is ahead of the others.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct First<'a> {
    verdict: VerdictName,
    /// Whether too few factors are answered to call any lead clear.
    too_little_known: bool,
    /// Whether critical needs of the first design are so far from met that it cannot begin now. Its lead is then not
    /// called clear.
    has_to_build: bool,
    /// The design that is hardest to separate from the first.
    rival: Option<&'a str>,
    /// How many points the rival is behind.
    #[schema(value_type = Option<f64>)]
    lead: Option<Hundredths>,
    /// Designs that cannot be separated from the first, including it.
    group: Vec<&'a str>,
    /// The design of that group with the fewest hours per teacher, substitute coverage included, and then the lowest
    /// cost.
    lightest: &'a str,
    sentence: &'a str,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Notice<'a> {
    kind: NoticeName,
    text: &'a str,
}

#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum NoticeName {
    NothingFeasible,
    EverythingExcluded,
    TooLittleKnown,
    CostNotTested,
    BuildConditionsFirst,
    BeginWithOthersPractice,
    LargeProgram,
    EnvironmentsAlike,
    SplitTeam,
    PooledGroups,
}

impl RecommendationAnswer<'_> {
    /// Returns the advice as JSON.
    pub fn json(advisor: &Advisor, rendered: &Rendered, advice: &Advice<'_>) -> Vec<u8> {
        let values = values(advisor.catalogue(), advice.profile);
        let writer = Writer { advisor, rendered, values: &values };
        super::number::to_json(&writer.answer(advice))
    }
}

/// Maps indices to ids for one answer.
pub(super) struct Writer<'a> {
    pub advisor: &'a Advisor,
    /// Rendered from the same advisor.
    pub rendered: &'a Rendered,
    /// The value of every answered factor, by factor.
    pub values: &'a [Option<Box<RawValue>>],
}

impl<'a> Writer<'a> {
    fn answer(&self, advice: &'a Advice<'_>) -> RecommendationAnswer<'a> {
        RecommendationAnswer {
            profile_id: advice.profile.id.as_deref(),
            recommendations: advice.recommendations.iter().map(|one| self.recommended(one)).collect(),
            not_feasible: advice.not_feasible.iter().map(|one| self.infeasible(one)).collect(),
            first_place: advice.first_place.as_ref().map(|first| self.first(first)),
            notices: advice.notices.iter().map(|one| Notice { kind: one.kind.into(), text: &one.text }).collect(),
            groups: advice.groups.as_ref().map(|voices| VoicesReport::new(self.advisor, voices)),
            stakeholders: advice.stakeholders.as_ref().map(|voices| VoicesReport::new(self.advisor, voices)),
            robustness: advice.robustness.as_ref().map(|one| RobustnessReport::new(self.advisor.catalogue(), one)),
            provenance: self.advisor.into(),
        }
    }

    fn recommended(&self, one: &'a Recommendation<'_>) -> Recommended<'a> {
        let catalogue = self.advisor.catalogue();
        let design = &catalogue.designs[one.placed.design];
        let alternative = &self.advisor.tables().alternatives[one.placed.alternative];
        let environment = &catalogue.environments[alternative.environment];
        Recommended {
            rank: one.placed.rank,
            design: &design.id,
            name: &design.name,
            environment: &environment.id,
            variant: alternative.variant.map(|variant| design.variants[variant].id.as_str()),
            score: Hundredths(one.placed.score),
            potential: Hundredths(one.potential),
            readiness: Hundredths(one.readiness),
            group: one.group.into(),
            gates: gates(self.advisor, one.placed.alternative, &one.gates),
            costs: one.costs.iter().map(|cost| self.costed(one.placed.alternative, cost)).collect(),
            equal_environments: one
                .alike_environments
                .iter()
                .map(|at| catalogue.environments[*at].id.as_str())
                .collect(),
            program_size_keeps: one.size_keeps.map(|keeps| decimal_value(u128::from(keeps) * 10_000)),
            interval: one.interval.into(),
            base_value: Hundredths(one.base_value),
            contributions: self.all_contributed(one),
            other_contributions: Hundredths(one.other_contributions),
            weak_evidence_share: one.weak_evidence_share,
            embeds_practice: self.rendered.embeds_practice(one.placed.design),
            in_use: one.in_use,
            across_schools: one.across_schools,
            travel_hours: one.travel_hours,
            demands: self.rendered.demands(one.placed.alternative),
        }
    }

    pub(super) fn all_contributed(&self, one: &'a Recommendation<'_>) -> Vec<Contributed<'a>> {
        one.contributions.iter().map(|contribution| self.contributed(one.placed.alternative, contribution)).collect()
    }

    fn contributed(&self, alternative: usize, one: &'a Contribution<'_>) -> Contributed<'a> {
        let catalogue = self.advisor.catalogue();
        let interaction = |share: &crate::advisor::InteractionShare| {
            let interaction = &catalogue.model.interactions[share.interaction];
            let contribution = Hundredths(share.contribution);
            Interacted { interaction: &interaction.id, name: &interaction.name, contribution }
        };
        Contributed {
            factor: &catalogue.factors[one.factor].id,
            value: one.answer.and_then(|given| match given {
                Given::Whole(_) => self.values[one.factor].as_deref().map(Text::Shared),
                Given::ForDesign(rating) => Some(Text::Own(rating_value(rating))),
            }),
            side: one.side.into(),
            contribution: Hundredths(one.contribution),
            cost: one.cost.map(Hundredths),
            reason: self.sentence(alternative, &one.reason),
            grade: one.grade.map(|grade| grade.0.as_str()),
            interactions: one.interactions.iter().map(interaction).collect(),
        }
    }

    fn sentence(&self, alternative: usize, reason: &'a Reason<'_>) -> Sentence<'a> {
        match self.rendered.reason(alternative, reason) {
            Some(prepared) => Sentence::Prepared(prepared),
            None => Sentence::Own(reason.text()),
        }
    }

    fn costed(&self, alternative: usize, one: &'a Cost<'_>) -> Costed<'a> {
        let factor = &self.advisor.catalogue().factors[one.factor];
        Costed {
            factor: &factor.id,
            name: &factor.name,
            cost: Hundredths(one.cost),
            known: one.known,
            label: &one.label,
            reason: self.sentence(alternative, &one.reason),
        }
    }

    fn infeasible(&self, one: &'a NotFeasible) -> Infeasible<'a> {
        let design = &self.advisor.catalogue().designs[one.design];
        let reason = if one.unmet.is_empty() {
            let catalogue = self.advisor.catalogue();
            let offered = catalogue.environments.iter().filter(|one| design.environments.contains(&one.id));
            let offered: Vec<String> = offered.map(|one| format!("\"{}\"", one.name)).collect();
            format!("It is not available in any allowed environment, only in {}.", list(&offered))
        } else {
            "Not feasible: at least one requirement is unmet in every allowed environment.".to_owned()
        };
        let unmet = one.unmet.iter().map(|one| self.unmet(one)).collect();
        let fix = one.fix.as_ref().map(|fix| LeastFix::new(self.advisor.catalogue(), self.advisor.tables(), fix));
        Infeasible { design: &design.id, name: &design.name, unmet, reason, fix }
    }

    fn unmet(&self, one: &'a Unmet) -> UnmetNeed<'a> {
        let tables = self.advisor.tables();
        let environment = tables.alternatives[one.alternative].environment;
        UnmetNeed {
            environment: &self.advisor.catalogue().environments[environment].id,
            factor: match one.need {
                Need::Term(term) => &tables.terms[term].path,
                Need::Limit(path) | Need::Setting(path) => path,
            },
            required: decimal_value(one.required.into()),
            actual: decimal_value(one.actual.into()),
            reason: &one.reason,
        }
    }

    pub(super) fn first(&self, first: &'a FirstPlace) -> First<'a> {
        let id = |design: usize| self.advisor.catalogue().designs[design].id.as_str();
        First {
            verdict: first.verdict.into(),
            too_little_known: first.too_little_known,
            has_to_build: first.has_to_build,
            rival: first.rival.map(|(design, _)| id(design)),
            lead: first.rival.map(|(_, lead)| Hundredths(lead)),
            group: first.group.iter().map(|design| id(*design)).collect(),
            lightest: id(first.lightest),
            sentence: &first.sentence,
        }
    }
}

/// Returns the unmet gates of an alternative, with reasons.
pub(super) fn gates<'a>(advisor: &'a Advisor, alternative: usize, unmet: &[UnmetGate]) -> Vec<Gated<'a>> {
    let (catalogue, tables) = (advisor.catalogue(), advisor.tables());
    let gated = |one: &UnmetGate| Gated {
        factor: &tables.terms[one.term].path,
        required: decimal_value((one.required * 1e6).round() as u128),
        actual: decimal_value(one.actual_millionths.into()),
        // Rounded down to hundredths, like every printed number.
        keeps: decimal_value(u128::from(one.keeps_millionths / 10_000 * 10_000)),
        reason: gate_reason(catalogue, tables, alternative, one),
    };
    unmet.iter().map(gated).collect()
}

/// Returns what a design requires in an environment.
pub(super) fn demands<'a>(design: &'a Design, environment: &Environment) -> Demands<'a> {
    let dosage = &design.dosage;
    Demands {
        hours: range(&dosage.hours, 1.0),
        weeks: range(&dosage.weeks, 1.0),
        group_size: range(&dosage.group_size, 1.0),
        cover_hours: range(&dosage.cover_hours, environment.cover_share.value),
        cost_usd_per_teacher: dosage.cost_usd_per_teacher.as_ref().map(|cost| range(cost, 1.0)),
        unknown: dosage.cost_unknown.iter().map(String::as_str).collect(),
    }
}

fn range(amount: &Amount, times: f64) -> Range<'_> {
    Range {
        low: amount.low * times,
        typical: amount.typical * times,
        high: amount.high * times,
        grade: &amount.grade.0,
    }
}

impl From<crate::scoring::Interval> for Interval {
    fn from(interval: crate::scoring::Interval) -> Self {
        Self { low: Hundredths(interval.low), high: Hundredths(interval.high) }
    }
}

impl From<NoticeKind> for NoticeName {
    fn from(kind: NoticeKind) -> Self {
        match kind {
            NoticeKind::NothingFeasible => Self::NothingFeasible,
            NoticeKind::EverythingExcluded => Self::EverythingExcluded,
            NoticeKind::TooLittleKnown => Self::TooLittleKnown,
            NoticeKind::CostNotTested => Self::CostNotTested,
            NoticeKind::BuildConditionsFirst => Self::BuildConditionsFirst,
            NoticeKind::BeginWithOthersPractice => Self::BeginWithOthersPractice,
            NoticeKind::LargeProgram => Self::LargeProgram,
            NoticeKind::EnvironmentsAlike => Self::EnvironmentsAlike,
            NoticeKind::SplitTeam => Self::SplitTeam,
            NoticeKind::PooledGroups => Self::PooledGroups,
        }
    }
}
