//! `POST /v1/sensitivity`: how robust first place is.

use serde::Serialize;
use serde::de::MapAccess;
use serde_json::value::RawValue;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::contender::Contender;
use super::draws::{self, properties, source_names};
use super::number::{Hundredths, decimal_value, share, signed, to_json};
use super::operation::{operation, shape_of};
use super::problem::Problem;
use super::provenance::Provenance;
use super::reader::Place;
use super::rendered::Rendered;
use super::request::{Asked, Extra, Flag, read_asked, value};
use super::schema::{named, request};
use super::statement::Told;
use crate::advisor::Advisor;
use crate::catalogue::{Catalogue, Kind, Side};
use crate::explain::robustness::{
    Acceptabilities, AnswerStability, Matrix, RowWeight, Swing, WeightStability, acceptability_with_confidence,
    answer_stability, matrix, swings, tell_acceptability, tell_answer, tell_weight, weight_stability,
};
use crate::explain::{AnswerOf, path_of};
use crate::scoring::Evaluation;

operation! {
    /// Test how robust first place is
    ///
    /// Simulates the weights, the unanswered factors and the designs' own numbers, and counts how often each design gets
    /// each rank (stochastic multicriteria acceptability analysis: rank acceptabilities, central weights, confidence
    /// factors, pairwise winning indices). Also returns how far each weight and each answer may move before first place
    /// changes, and what every level of every answer would do. The same body returns the same bytes on every machine.
    OPERATION {
        path: "/v1/sensitivity",
        id: "sensitivity",
        tag: "explanations",
        aside: true,
        example: include_str!("examples/sensitivity.json"),
        request: ("SensitivityRequest", schema, "The team, and how many simulations to run"),
        answer: sensitivity,
        result: (shape_of::<SensitivityAnswer<'_>>, "How robust first place is"),
        other: None,
    }
}

/// How robust first place is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SensitivityAnswer)]
pub struct SensitivityAnswer<'a> {
    /// The profile's id, as sent.
    profile_id: Option<&'a str>,
    /// The design that ranks first; null if no design is feasible, and everything else is then empty.
    first_place: Option<Contender<'a>>,
    statement: Told<'a>,
    acceptability: AcceptabilityReport<'a>,
    /// How far the weight of each factor may move before first place changes.
    weights: Vec<WeightRange<'a>>,
    /// How far each known level or distribution may move before first place changes.
    answers: Vec<AnswerRange<'a>>,
    /// The effect of every level or category of every answer, widest swing first.
    tornado: Vec<Swung<'a>>,
    /// The components of the score of every feasible alternative; only if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    matrix: Option<MatrixReport<'a>>,
    provenance: Provenance<'a>,
}

/// Simulation results for the feasible designs (SMAA).
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct AcceptabilityReport<'a> {
    samples: usize,
    seed: u32,
    /// What varied in the simulations.
    sources: Vec<&'a str>,
    /// Feasible designs, in catalog order.
    designs: Vec<Accepted<'a>>,
    /// By two designs, both in the same order: the share of simulations in which the first scores higher than the
    /// second, 0 to 1; ties count half.
    #[schema(value_type = Vec<Vec<f64>>)]
    pairwise_winning: Vec<Vec<Box<RawValue>>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Accepted<'a> {
    design: &'a str,
    /// The share of simulations in which it ranks first, 0 to 1.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    first: Box<RawValue>,
    /// The share of simulations in which it ranks among the first three, 0 to 1.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    first_three: Box<RawValue>,
    /// The share of simulations in which it has each rank, 0 to 1, first rank first; ties are split.
    #[schema(value_type = Vec<f64>)]
    rank_acceptability: Vec<Box<RawValue>>,
    /// The mean weights with which it ranks first; null if it never ranks first.
    central_weights: Option<Vec<CentralWeight<'a>>>,
    /// The share of simulations of answers and numbers in which it ranks first with its central weights, 0 to 1; null
    /// if it never ranks first.
    #[schema(value_type = Option<f64>)]
    confidence_factor: Option<Box<RawValue>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct CentralWeight<'a> {
    /// The id of a factor or an interaction.
    id: &'a str,
    /// For a factor of potential, its share of the weights of potential; for a factor of readiness, its share of the
    /// common denominator of readiness.
    #[schema(value_type = f64)]
    share: Box<RawValue>,
}

/// The multipliers of a factor's weight, as in `options.weights`, for which first place stays the same.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct WeightRange<'a> {
    factor: &'a str,
    #[schema(value_type = f64)]
    multiplier: Box<RawValue>,
    /// The lower end; 0 if no smaller weight changes first place.
    #[schema(value_type = f64)]
    low: Box<RawValue>,
    /// The upper end; null if no weight up to 100 times the current one changes first place.
    #[schema(value_type = Option<f64>)]
    high: Option<Box<RawValue>>,
    /// The design that ranks first with a lower weight, and with a higher weight.
    first_below: Option<&'a str>,
    first_above: Option<&'a str>,
    statement: Told<'a>,
}

/// How far an answer may move while everything else stays the same.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct AnswerRange<'a> {
    /// The answer, such as `time_available`, `resources.time` or `design_experience.coaching`.
    factor: String,
    /// The level, or the members' mean, 1 to 5.
    #[schema(value_type = f64)]
    level: Box<RawValue>,
    /// How far it may fall and rise, in levels; for a distribution, all members move together.
    #[schema(value_type = f64)]
    down: Box<RawValue>,
    #[schema(value_type = f64)]
    up: Box<RawValue>,
    /// The design that ranks first one hundredth of a level beyond; null if the scale ends first.
    first_below: Option<&'a str>,
    first_above: Option<&'a str>,
    statement: Told<'a>,
}

/// The effect of every level or category of an answer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Swung<'a> {
    factor: String,
    /// Whether it is answered; if not, these are possible answers.
    known: bool,
    /// The largest difference between the scores of the first design, in points.
    #[schema(value_type = f64)]
    swing: Hundredths,
    cells: Vec<SwungTo<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SwungTo<'a> {
    /// The level, 1 to 5; null for a category.
    level: Option<usize>,
    /// The category's id; null for a level.
    category: Option<&'a str>,
    /// The score of the design that ranks first now; null if it would not be feasible.
    #[schema(value_type = Option<f64>)]
    score: Option<Hundredths>,
    /// How many points it would be ahead of the best other design.
    #[schema(value_type = Option<f64>)]
    lead: Option<Hundredths>,
    /// The design that would rank first.
    first: Option<&'a str>,
}

/// The components of the scores, for recalculating them in other tools. A score is 100 times potential, readiness and
/// `keeps`. Potential is the mean of the values of `potential` by their weights. Readiness is 1 minus the sum of
/// weights times losses of `readiness`, divided by `denominator`, and at least 0.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MatrixReport<'a> {
    /// The factors and interactions averaged in potential. If none has weight, potential is 1.
    potential: Vec<Criterion<'a>>,
    /// The factors and interactions that can reduce readiness.
    readiness: Vec<Criterion<'a>>,
    /// The divisor of the losses, the same for all; 0 if nothing in readiness has weight, so nothing is lost.
    #[schema(value_type = f64)]
    denominator: Box<RawValue>,
    alternatives: Vec<Row<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Criterion<'a> {
    id: &'a str,
    /// The catalog weight times its multiplier.
    #[schema(value_type = f64)]
    weight: Box<RawValue>,
    /// The largest relative deviation of the weight, as a share of it.
    #[schema(value_type = f64)]
    half_width: Box<RawValue>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Row<'a> {
    design: &'a str,
    environment: &'a str,
    variant: Option<&'a str>,
    /// The value for each criterion of potential, 0 to 1.
    #[schema(value_type = Vec<f64>)]
    potential: Vec<Box<RawValue>>,
    /// The loss for each criterion of readiness: its importance, 0 to 3, times the missing share.
    #[schema(value_type = Vec<f64>)]
    lost: Vec<Box<RawValue>>,
    /// The share left after gates and program size, 0 to 1.
    #[schema(value_type = f64)]
    keeps: Box<RawValue>,
}

/// The fields of the request beside profile and options.
#[derive(Clone, Copy, Debug, Default)]
struct Wanted {
    draws: draws::Wanted,
    matrix: bool,
}

impl Extra for Wanted {
    const FIELDS: &'static [&'static str] = &["samples", "seed", "sources", "matrix"];

    fn field<'de, A: MapAccess<'de>>(
        &mut self,
        catalogue: &Catalogue,
        field: usize,
        place: &Place<'_>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        if field < draws::Wanted::FIELDS.len() {
            return self.draws.field(catalogue, field, place, object);
        }
        self.matrix = value(Flag, place, object)?.unwrap_or_default();
        Ok(())
    }
}

/// Answers a body of `POST /v1/sensitivity`.
fn sensitivity(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let Asked { profile, options, extra: wanted, .. } = read_asked::<Wanted>(advisor, body)?;
    let evaluation = advisor.evaluate(&profile, &options)?;
    let found = acceptability_with_confidence(&evaluation, wanted.draws.0);
    let ranking = evaluation.ranking();
    let answer = SensitivityAnswer {
        profile_id: profile.id.as_deref(),
        first_place: ranking.placed.first().map(|first| Contender::new(&evaluation, first.alternative)),
        statement: tell_acceptability(&evaluation, &found).into(),
        acceptability: report(&evaluation, &found),
        weights: weight_stability(&evaluation).iter().map(|one| weight_range(&evaluation, one)).collect(),
        answers: answer_stability(&evaluation).iter().map(|one| answer_range(&evaluation, one)).collect(),
        tornado: swings(&evaluation).iter().map(|one| swung(&evaluation, one)).collect(),
        matrix: wanted.matrix.then(|| matrix_report(&evaluation, &matrix(&evaluation))),
        provenance: advisor.into(),
    };
    Ok(to_json(&answer))
}

fn design<'a>(evaluation: &Evaluation<'a>, design: usize) -> &'a str {
    &evaluation.catalogue().designs[design].id
}

/// Returns the ids of factors, then of interactions.
fn rows(catalogue: &Catalogue) -> impl Iterator<Item = &str> {
    let interactions = catalogue.model.interactions.iter().map(|one| one.id.as_str());
    catalogue.factors.iter().map(|factor| factor.id.as_str()).chain(interactions)
}

pub(super) fn report<'a>(evaluation: &Evaluation<'a>, found: &Acceptabilities) -> AcceptabilityReport<'a> {
    let catalogue = evaluation.catalogue();
    let central = |weights: &Vec<f64>| {
        rows(catalogue).zip(weights).map(|(id, of)| CentralWeight { id, share: share(*of) }).collect()
    };
    let designs = found.designs.iter().map(|one| Accepted {
        design: design(evaluation, one.design),
        first: share(one.first()),
        first_three: share(one.first_three()),
        rank_acceptability: one.ranks.iter().map(|of| share(*of)).collect(),
        central_weights: one.central_weights.as_ref().map(central),
        confidence_factor: one.confidence.map(share),
    });
    AcceptabilityReport {
        samples: found.draws.samples,
        seed: found.draws.seed,
        sources: source_names(found.draws.sources),
        designs: designs.collect(),
        pairwise_winning: found.winning.iter().map(|of| of.iter().map(|of| share(*of)).collect()).collect(),
    }
}

fn weight_range<'a>(evaluation: &Evaluation<'a>, one: &WeightStability) -> WeightRange<'a> {
    WeightRange {
        factor: &evaluation.catalogue().factors[one.factor].id,
        multiplier: share(one.multiplier),
        low: share(one.low),
        high: one.high.map(share),
        first_below: one.below.map(|below| design(evaluation, below)),
        first_above: one.above.map(|above| design(evaluation, above)),
        statement: tell_weight(evaluation, one).into(),
    }
}

fn path(evaluation: &Evaluation<'_>, of: AnswerOf) -> String {
    path_of(evaluation.catalogue(), evaluation.tables(), of)
}

fn answer_range<'a>(evaluation: &Evaluation<'a>, one: &AnswerStability) -> AnswerRange<'a> {
    AnswerRange {
        factor: path(evaluation, one.of),
        level: decimal_value(one.mean.into()),
        down: signed(one.low),
        up: signed(one.high),
        first_below: one.below.map(|below| design(evaluation, below)),
        first_above: one.above.map(|above| design(evaluation, above)),
        statement: tell_answer(evaluation, one).into(),
    }
}

fn swung<'a>(evaluation: &Evaluation<'a>, one: &Swing) -> Swung<'a> {
    let factor = &evaluation.catalogue().factors[evaluation.tables().terms[one.of.term].factor];
    let by_category = factor.kind == Kind::Shares;
    let cells = one.cells.iter().enumerate().map(|(at, cell)| SwungTo {
        level: (!by_category).then_some(at + 1),
        category: factor.categories.get(at).filter(|_| by_category).map(|category| category.id.as_str()),
        score: cell.score.map(Hundredths),
        lead: cell.lead.map(Hundredths),
        first: cell.first.map(|first| design(evaluation, first)),
    });
    Swung { factor: path(evaluation, one.of), known: one.known, swing: Hundredths(one.width), cells: cells.collect() }
}

fn matrix_report<'a>(evaluation: &Evaluation<'a>, found: &Matrix) -> MatrixReport<'a> {
    let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
    let criteria = |side: Side| -> Vec<Criterion<'a>> {
        let of_side = rows(catalogue).zip(&found.weights).filter(|(_, of)| of.side == side);
        let criterion = |(id, of): (&'a str, &RowWeight)| Criterion {
            id,
            weight: share(of.weight),
            half_width: share(of.half_width),
        };
        of_side.map(criterion).collect()
    };
    let values = |at: usize, side: Side| -> Vec<Box<RawValue>> {
        let of_side = found.values[at].iter().zip(&found.weights).filter(|(_, of)| of.side == side);
        of_side.map(|(value, _)| share(*value)).collect()
    };
    let row = |(at, alternative): (usize, &usize)| {
        let alternative = &tables.alternatives[*alternative];
        let design = &catalogue.designs[alternative.design];
        Row {
            design: &design.id,
            environment: &catalogue.environments[alternative.environment].id,
            variant: alternative.variant.map(|variant| design.variants[variant].id.as_str()),
            potential: values(at, Side::Potential),
            lost: values(at, Side::Readiness),
            keeps: share(found.keeps[at]),
        }
    };
    MatrixReport {
        potential: criteria(Side::Potential),
        readiness: criteria(Side::Readiness),
        denominator: share(found.denominator),
        alternatives: found.alternatives.iter().enumerate().map(row).collect(),
    }
}

fn schema(_: &Catalogue) -> Schema {
    let matrix = ObjectBuilder::new()
        .schema_type(Type::Boolean)
        .description(Some("Whether to include the components of every alternative's score"));
    let mut own = properties();
    own.push(("matrix", matrix.into(), false));
    request("A team, and how many simulations to run", named("Options"), own)
}
