//! The answer to a request for recommendations.

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
use super::schema::{by_name, more_options, request, weights};
use super::voices::VoicesReport;
use crate::advisor::{Advice, Advisor, Contribution, Cost, FirstPlace, Given, NotFeasible, Recommendation};
use crate::catalogue::{Amount, Catalogue, Design, Environment};
use crate::explain::{NoticeKind, Reason, gate_reason, list};
use crate::scoring::{Block, Group, Need, Unmet, UnmetGate};

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

/// Options that only this operation takes, and no fields of its own.
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

fn schema(catalogue: &Catalogue) -> Schema {
    let description = "Stakeholders by name, each with multipliers in place of `weights`: the answer tells how much the ranking \
                       depends on whose weights count";
    let stakeholders = by_name(description, Schema::from(weights(catalogue)).into());
    let robustness = ObjectBuilder::new()
        .schema_type(Type::Boolean)
        .description(Some("Whether the answer is to say how sure its first place is; it takes tens of milliseconds"));
    let own = vec![("robustness", robustness.into()), ("stakeholders", Schema::from(stakeholders).into())];
    let options = more_options(catalogue, own);
    request("A team's profile and how its designs are to be ranked", options.into(), Vec::new())
}

/// The designs ranked for a team, each with its environment, score, interval and reasons.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = RecommendationAnswer)]
pub struct RecommendationAnswer<'a> {
    /// The id of the profile, as it was given.
    profile_id: Option<&'a str>,
    /// Designs that can run, best first.
    recommendations: Vec<Recommended<'a>>,
    /// Designs that cannot run as things stand, in the catalogue's order.
    not_feasible: Vec<Infeasible<'a>>,
    /// How far the first place can be told apart; null when nothing is feasible.
    first_place: Option<First<'a>>,
    /// What has to be said before anyone acts on the answer.
    notices: Vec<Notice<'a>>,
    /// How sure the first place is; only when it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    robustness: Option<RobustnessReport<'a>>,
    /// What each group's answers would give, and how much depends on whom one asks; only where `profile.groups` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    groups: Option<VoicesReport<'a>>,
    /// What each stakeholder's weights would give; only where `options.stakeholders` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    stakeholders: Option<VoicesReport<'a>>,
    /// What the answer was made from.
    provenance: Provenance<'a>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Recommended<'a> {
    /// Equal scores share a rank.
    #[schema(minimum = 1)]
    rank: usize,
    /// The id of the design.
    design: &'a str,
    name: &'a str,
    /// The allowed environment in which it scores best.
    environment: &'a str,
    /// The role in which it scores best, for designs that have several.
    variant: Option<&'a str>,
    /// What the design can achieve for the outcome wanted, times how ready this team is for it: 0 to 100. It is this
    /// model's estimate of fit and not a success rate.
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
    /// What the design could achieve for the outcome wanted if all its needs were met, 0 to 100.
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    potential: Hundredths,
    /// The share of the potential that can be had here, critical needs included, 0 to 100.
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    readiness: Hundredths,
    /// Whether the team can begin now, or has to meet critical needs first.
    group: GroupName,
    /// Critical needs of the design that are known and not met.
    gates: Vec<Gated<'a>>,
    /// What costs most of the potential, at most three, the largest first.
    costs: Vec<Costed<'a>>,
    /// Environments in which it scores less than half a point below its best; its own is among them.
    equal_environments: Vec<&'a str>,
    /// The share of its potential that is left in a program of this size; only where size takes some.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false, value_type = f64, minimum = 0, maximum = 1)]
    program_size_keeps: Option<Box<RawValue>>,
    /// The central 90 % of scores under what is unknown.
    interval: Interval,
    /// The score at typical answers; with all contributions it adds up to the score.
    #[schema(value_type = f64)]
    base_value: Hundredths,
    contributions: Vec<Contributed<'a>>,
    /// The sum of contributions that are not listed.
    #[schema(value_type = f64)]
    other_contributions: Hundredths,
    /// The share of the score that rests on numbers of the design graded as judgement or unverified, 0 to 1. The grades
    /// of the weights are left out.
    #[schema(minimum = 0, maximum = 1)]
    weak_evidence_share: f64,
    /// Whether it carries a mechanism that embeds practice in the classroom.
    embeds_practice: bool,
    /// Whether the profile names it as in use now.
    in_use: bool,
    /// Whether partners have to be found at other schools, over the network.
    across_schools: bool,
    /// The hours that travelling to meetings adds for one teacher in this setting.
    travel_hours: f64,
    #[schema(value_type = Demands<'a>)]
    demands: &'a RawValue,
}

/// Both ends contain the score.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Interval {
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    low: Hundredths,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    high: Hundredths,
}

/// What one factor adds to the base value or takes from it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Contributed<'a> {
    factor: &'a str,
    /// The answer, as it was given; null when it is unknown. For `design_experience`, the level with this design.
    #[schema(value_type = Option<serde_json::Value>)]
    value: Option<Text<'a>>,
    /// What the factor bears on, for this design.
    side: SideName,
    #[schema(value_type = f64)]
    contribution: Hundredths,
    /// The points that the answer takes from what the design could do if all its needs were met; not on the side of
    /// potential.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false, value_type = f64)]
    cost: Option<Hundredths>,
    /// One sentence: the answer, what the design needs or gives, and where that comes from.
    #[schema(value_type = String)]
    reason: Sentence<'a>,
    /// The grade of the number behind it; null when the answer is unknown.
    grade: Option<&'a str>,
    /// Interactions that are part of the contribution.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    interactions: Vec<Interacted<'a>>,
}

/// A sentence that was made for this answer, or one whose JSON text was made when the catalogue was loaded.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Sentence<'a> {
    Prepared(&'a RawValue),
    Own(&'a str),
}

/// JSON text that was made for this answer or once for all.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Text<'a> {
    Shared(&'a RawValue),
    Own(Box<RawValue>),
}

/// A share of an interaction of two factors.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Interacted<'a> {
    interaction: &'a str,
    name: &'a str,
    #[schema(value_type = f64)]
    contribution: Hundredths,
}

/// A critical need that is known and not met.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Gated<'a> {
    factor: &'a str,
    /// The level that the design needs; for an expected fidelity, the level that must not be exceeded.
    #[schema(value_type = f64)]
    required: Box<RawValue>,
    #[schema(value_type = f64)]
    actual: Box<RawValue>,
    /// The share that is left of what the design could do, 0 to 1.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    keeps: Box<RawValue>,
    reason: String,
}

/// What a factor takes of what the design could do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Costed<'a> {
    factor: &'a str,
    name: &'a str,
    #[schema(value_type = f64, minimum = 0)]
    cost: Hundredths,
    /// Whether the factor is answered; where it is not, the cost is that of a typical team.
    known: bool,
    /// What takes most of it, in a few words.
    label: &'a str,
    #[schema(value_type = String)]
    reason: Sentence<'a>,
}

/// Whether a design can begin now.
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

/// What of a score a factor bears on.
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

/// What it takes for one teacher in one school year.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Demands<'a> {
    hours: Range<'a>,
    weeks: Range<'a>,
    /// People who learn together.
    group_size: Range<'a>,
    /// Paid cover in this environment.
    cover_hours: Range<'a>,
    /// Null where no figure is known.
    cost_usd_per_teacher: Option<Range<'a>>,
    /// What is not known of these figures.
    unknown: Vec<&'a str>,
}

/// A range with its usual value and its grade.
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
    /// Every unmet requirement of every allowed environment; empty when it is offered in none of them.
    unmet: Vec<UnmetNeed<'a>>,
    reason: String,
    /// The least that would let it run.
    fix: Option<LeastFix<'a>>,
}

/// A requirement, limit or fact of the setting that stands against it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct UnmetNeed<'a> {
    environment: &'a str,
    /// A factor, such as `resources.technology`, or `limits.hours`, or `setting.team_size`.
    factor: &'a str,
    #[schema(value_type = f64)]
    required: Box<RawValue>,
    /// The answer; for counts, the mean.
    #[schema(value_type = f64)]
    actual: Box<RawValue>,
    reason: &'a str,
}

/// How far the model can tell the first place apart from the others.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct First<'a> {
    verdict: VerdictName,
    /// Whether fewer factors are answered than it takes to call anything clear.
    too_little_known: bool,
    /// Whether critical needs of the first place are so far from met that it cannot begin now and is not called clear.
    has_to_build: bool,
    /// The design that is hardest to tell from the first.
    rival: Option<&'a str>,
    /// By how many points the rival trails.
    #[schema(value_type = Option<f64>)]
    lead: Option<Hundredths>,
    /// Designs that cannot be told from the first, which is among them.
    group: Vec<&'a str>,
    /// The design of that group that takes the fewest hours of a teacher, coverage included, and then the least money.
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
    /// The JSON text of an advice.
    pub fn json(advisor: &Advisor, rendered: &Rendered, advice: &Advice<'_>) -> Vec<u8> {
        let values = values(advisor.catalogue(), advice.profile);
        let writer = Writer { advisor, rendered, values: &values };
        super::number::to_json(&writer.answer(advice))
    }
}

/// What it takes to turn the domain's indices into words.
pub(super) struct Writer<'a> {
    pub advisor: &'a Advisor,
    /// Made from the same advisor.
    pub rendered: &'a Rendered,
    /// Every answered factor's value, by factor.
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
            format!("It is offered in none of the allowed environments, only in {}.", list(&offered))
        } else {
            "Not as things stand: in every allowed environment a need is not met.".to_owned()
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

/// Unmet gates of an alternative in words.
pub(super) fn gates<'a>(advisor: &'a Advisor, alternative: usize, unmet: &[UnmetGate]) -> Vec<Gated<'a>> {
    let (catalogue, tables) = (advisor.catalogue(), advisor.tables());
    let gated = |one: &UnmetGate| Gated {
        factor: &tables.terms[one.term].path,
        required: decimal_value((one.required * 1e6).round() as u128),
        actual: decimal_value(one.actual_millionths.into()),
        // Rounded down to hundredths, as every printed number.
        keeps: decimal_value(u128::from(one.keeps_millionths / 10_000 * 10_000)),
        reason: gate_reason(catalogue, tables, alternative, one),
    };
    unmet.iter().map(gated).collect()
}

/// What a design takes in an environment.
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
