//! `POST /v1/sensitivity`: how sure the first place is.

use serde::Serialize;
use serde::de::MapAccess;
use serde_json::value::RawValue;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::contender::Contender;
use super::draws::{self, properties, source_names};
use super::number::{Hundredths, decimal_value, share, signed, to_json};
use super::operation::{Operation, request_type};
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

request_type!(SensitivityRequest);

pub(super) const OPERATION: Operation = Operation {
    path: "/v1/sensitivity",
    example: include_str!("examples/sensitivity.json"),
    answer: sensitivity,
    request: ("SensitivityRequest", schema),
};

/// How sure the first place is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SensitivityAnswer)]
pub struct SensitivityAnswer<'a> {
    /// The id of the profile, as it was given.
    profile_id: Option<&'a str>,
    /// Null when nothing can run; then all else is empty.
    first_place: Option<Contender<'a>>,
    statement: Told<'a>,
    acceptability: AcceptabilityReport<'a>,
    /// How far the weight of each factor may move before the first place changes.
    weights: Vec<WeightRange<'a>>,
    /// How far each known level or distribution may move before the first place changes.
    answers: Vec<AnswerRange<'a>>,
    /// What every level or category of every answer would do, the widest swing first.
    tornado: Vec<Swung<'a>>,
    /// What the score of every alternative that can run is made of; only when it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    matrix: Option<MatrixReport<'a>>,
    provenance: Provenance<'a>,
}

/// What the readings say of the designs that can run (SMAA).
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct AcceptabilityReport<'a> {
    samples: usize,
    seed: u32,
    /// What was taken as uncertain.
    sources: Vec<&'a str>,
    /// In the catalogue's order.
    designs: Vec<Accepted<'a>>,
    /// By two designs, both in the same order: the share of readings in which the first scores more than the second;
    /// ties count half.
    #[schema(value_type = Vec<Vec<f64>>)]
    pairwise_winning: Vec<Vec<Box<RawValue>>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Accepted<'a> {
    design: &'a str,
    /// The share of readings in which it ranks first.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    first: Box<RawValue>,
    /// The share of readings in which it is among the first three.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    first_three: Box<RawValue>,
    /// The share of readings in which it has each rank, the first rank first; ties are split.
    #[schema(value_type = Vec<f64>)]
    rank_acceptability: Vec<Box<RawValue>>,
    /// The mean weights under which it ranks first; null when it never does.
    central_weights: Option<Vec<CentralWeight<'a>>>,
    /// The share of readings of answers and numbers in which it ranks first under its central weights; null when it never
    /// ranks first.
    #[schema(value_type = Option<f64>)]
    confidence_factor: Option<Box<RawValue>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct CentralWeight<'a> {
    /// A factor, or an interaction.
    id: &'a str,
    /// Of a factor of potential, the share of the weights of potential; of a factor of readiness, the share of the one
    /// denominator of readiness.
    #[schema(value_type = f64)]
    share: Box<RawValue>,
}

/// The multipliers of a factor's weight, as in `options.weights`, under which the first place stays.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct WeightRange<'a> {
    factor: &'a str,
    #[schema(value_type = f64)]
    multiplier: Box<RawValue>,
    /// 0 when no smaller weight changes the first place.
    #[schema(value_type = f64)]
    low: Box<RawValue>,
    /// Null when no weight up to a hundred times the present one changes it.
    #[schema(value_type = Option<f64>)]
    high: Option<Box<RawValue>>,
    /// The design that comes first with less weight, and with more.
    first_below: Option<&'a str>,
    first_above: Option<&'a str>,
    statement: Told<'a>,
}

/// How far an answer may move, all else as it is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct AnswerRange<'a> {
    /// What is answered, as `time_available`, `resources.time` or `design_experience.coaching`.
    factor: String,
    /// The level, or the members' mean.
    #[schema(value_type = f64)]
    level: Box<RawValue>,
    /// How far it may fall and rise, in levels; of a distribution all members move together.
    #[schema(value_type = f64)]
    down: Box<RawValue>,
    #[schema(value_type = f64)]
    up: Box<RawValue>,
    /// The design that comes first a hundredth of a level further; null where the scale ends first.
    first_below: Option<&'a str>,
    first_above: Option<&'a str>,
    statement: Told<'a>,
}

/// What every level or category of an answer would do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Swung<'a> {
    factor: String,
    /// Whether it is answered; else these are what the answer could turn out to be.
    known: bool,
    /// The widest difference between the scores of the first place.
    #[schema(value_type = f64)]
    swing: Hundredths,
    cells: Vec<SwungTo<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SwungTo<'a> {
    /// A level from 1 to 5, or null.
    level: Option<usize>,
    /// A category, or null.
    category: Option<&'a str>,
    /// The score of the design that is first as things stand; null when it could not run.
    #[schema(value_type = Option<f64>)]
    score: Option<Hundredths>,
    /// How far it would be ahead of the best other.
    #[schema(value_type = Option<f64>)]
    lead: Option<Hundredths>,
    /// The design that would be first.
    first: Option<&'a str>,
}

/// What the scores are made of, to be recomputed with other tools. A score is 100 times potential, readiness and `keeps`:
/// potential is the mean of the values of `potential` by their weights, readiness is 1 less the sum of weights times
/// losses of `readiness` over `denominator`, and never below 0.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MatrixReport<'a> {
    /// The factors and interactions that potential is the weighted mean of. Without any weight there, potential is 1.
    potential: Vec<Criterion<'a>>,
    /// The factors and interactions by which readiness is lost.
    readiness: Vec<Criterion<'a>>,
    /// What the losses are divided by, the same for all; 0 where nothing of readiness counts, so that nothing is lost.
    #[schema(value_type = f64)]
    denominator: Box<RawValue>,
    alternatives: Vec<Row<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Criterion<'a> {
    id: &'a str,
    /// The catalogue's weight times its multiplier.
    #[schema(value_type = f64)]
    weight: Box<RawValue>,
    /// How far the weight may lie from that, as a share of it.
    #[schema(value_type = f64)]
    half_width: Box<RawValue>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Row<'a> {
    design: &'a str,
    environment: &'a str,
    variant: Option<&'a str>,
    /// What it is worth on each criterion of potential, 0 to 1.
    #[schema(value_type = Vec<f64>)]
    potential: Vec<Box<RawValue>>,
    /// What it lacks of each criterion of readiness: its importance, 0 to 3, times the share of it that is missing.
    #[schema(value_type = Vec<f64>)]
    lost: Vec<Box<RawValue>>,
    /// The share that the gates and the size of the program leave.
    #[schema(value_type = f64)]
    keeps: Box<RawValue>,
}

/// What is asked beside the profile.
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

/// The ids of factors, then of interactions.
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
        .description(Some("Whether the answer includes what every alternative's score is made of"));
    let mut own = properties();
    own.push(("matrix", matrix.into(), false));
    request("A team, and how many readings are to be drawn", named("Options"), own)
}
