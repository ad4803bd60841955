//! `POST /v1/sensitivity`: how robust first place is.

use serde::Serialize;
use serde_json::value::RawValue;

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::{Advisor, Options};
use crate::catalogue::{AlternativeIndex, Catalogue, DesignIndex, Factor, Kind, Profile, Side};
use crate::scoring::{Alternative, Evaluation};
use crate::sensitivity::{
    Acceptabilities, Acceptability, AnswerStability, Cell, Matrix, RowWeight, Sources, Swing, WeightStability,
    acceptability_with_confidence, answer_stability, matrix, swings, tell_acceptability, tell_answer, tell_weight,
    weight_stability,
};
use crate::wire::answered::contender::{Contender, variant};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::rendered::Rendered;
use crate::wire::answered::statement::StatementText;
use crate::wire::asked::{
    ABOUT_SAMPLES, ABOUT_SEED, Flag, OPTIONS, PROFILE, SAMPLES, SEED, SourcesShape, draws, read_body,
};
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::number::{Hundredths, decimal_value, share, signed, to_json};
use crate::wire::kit::problem::Problem;
use crate::wire::kit::view::{View, view, views};

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
        aside: Aside::Always,
        example: include_str!("../examples/sensitivity.json"),
        request: ("SensitivityRequest", SensitivityRequest::schema, "The team, and how many simulations to run"),
        answer: sensitivity,
        result: (shape_of::<SensitivityAnswer<'_>>, "How robust first place is"),
        beside: Beside::Nothing,
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
    statement: StatementText<'a>,
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

view! {
    /// Simulation results for the feasible designs (SMAA).
    pub(super) struct AcceptabilityReport<'a> from (found: &Acceptabilities, catalogue: &'a Catalogue) {
        samples: usize = found.draws.samples,
        seed: u32 = found.draws.seed,
        /// What varied in the simulations.
        sources: Vec<&'a str> = found.draws.sources.names(),
        /// Feasible designs, in catalog order.
        designs: Vec<Accepted<'a>> = views(found.designs.iter().map(|one| (one, catalogue))),
        /// By two designs, both in the same order: the share of simulations in which the first scores higher than the
        /// second, 0 to 1; ties count half.
        pairwise_winning as Vec<Vec<f64>>: Vec<Vec<Box<RawValue>>> =
            found.winning.iter().map(|of| shares(of)).collect(),
    }

    struct Accepted<'a> from (one: &Acceptability, catalogue: &'a Catalogue) {
        design: &'a str = &catalogue.designs[one.design].id,
        /// The share of simulations in which it ranks first, 0 to 1.
        #[schema(value_type = f64, minimum = 0, maximum = 1)]
        first: Box<RawValue> = share(one.first()),
        /// The share of simulations in which it ranks among the first three, 0 to 1.
        #[schema(value_type = f64, minimum = 0, maximum = 1)]
        first_three: Box<RawValue> = share(one.first_three()),
        /// The share of simulations in which it has each rank, 0 to 1, first rank first; ties are split.
        rank_acceptability as Vec<f64>: Vec<Box<RawValue>> = shares(&one.ranks),
        /// The mean weights with which it ranks first; null if it never ranks first.
        central_weights: Option<Vec<CentralWeight<'a>>> =
            one.central_weights.as_ref().map(|all| views(all.iter().zip(rows(catalogue)))),
        /// The share of simulations of answers and numbers in which it ranks first with its central weights, 0 to 1; null
        /// if it never ranks first.
        confidence_factor as Option<f64>: Option<Box<RawValue>> = one.confidence.map(share),
    }

    struct CentralWeight<'a> from (weight: &f64, row: &'a str) {
        /// The id of a factor or an interaction.
        id: &'a str = row,
        /// For a factor of potential, its share of the weights of potential; for a factor of readiness, its share of the
        /// common denominator of readiness.
        share as f64: Box<RawValue> = share(*weight),
    }

    /// The multipliers of a factor's weight, as in `options.weights`, for which first place stays the same.
    struct WeightRange<'a> from (one: &WeightStability, evaluation: &Evaluation<'a>) {
        factor: &'a str = &evaluation.catalogue().factors[one.factor].id,
        multiplier as f64: Box<RawValue> = share(one.multiplier),
        /// The lower end; 0 if no smaller weight changes first place.
        low as f64: Box<RawValue> = share(one.low),
        /// The upper end; null if no weight up to 100 times the current one changes first place.
        high as Option<f64>: Option<Box<RawValue>> = one.high.map(share),
        /// The design that ranks first with a lower weight, and with a higher weight.
        first_below: Option<&'a str> = id(evaluation.catalogue(), one.below),
        first_above: Option<&'a str> = id(evaluation.catalogue(), one.above),
        statement: StatementText<'a> = tell_weight(evaluation, one).into(),
    }

    /// How far an answer may move while everything else stays the same.
    struct AnswerRange<'a> from (one: &AnswerStability, evaluation: &Evaluation<'a>) {
        /// The answer, such as `time_available`, `resources.time` or `design_experience.coaching`.
        factor: String = one.of.path(evaluation.catalogue(), evaluation.tables()),
        /// The level, or the members' mean, 1 to 5.
        level as f64: Box<RawValue> = decimal_value(one.mean.into()),
        /// How far it may fall and rise, in levels; for a distribution, all members move together.
        down as f64: Box<RawValue> = signed(one.low),
        up as f64: Box<RawValue> = signed(one.high),
        /// The design that ranks first one hundredth of a level beyond; null if the scale ends first.
        first_below: Option<&'a str> = id(evaluation.catalogue(), one.below),
        first_above: Option<&'a str> = id(evaluation.catalogue(), one.above),
        statement: StatementText<'a> = tell_answer(evaluation, one).into(),
    }

    /// The effect of every level or category of an answer.
    struct Swung<'a> from (one: &Swing, evaluation: &Evaluation<'a>) {
        factor: String = one.of.path(evaluation.catalogue(), evaluation.tables()),
        /// Whether it is answered; if not, these are possible answers.
        known: bool,
        /// The largest difference between the scores of the first design, in points.
        swing as f64: Hundredths = Hundredths(one.width),
        cells: Vec<SwungTo<'a>> = cells(one, evaluation),
    }

    struct SwungTo<'a> from (cell: &Cell, at: usize, factor: &'a Factor, catalogue: &'a Catalogue) {
        /// The level, 1 to 5; null for a category.
        level: Option<usize> = (factor.kind != Kind::Shares).then_some(at + 1),
        /// The category's id; null for a level.
        category: Option<&'a str> = category(factor, at),
        /// The score of the design that ranks first now; null if it would not be feasible.
        score as Option<f64>: Option<Hundredths>,
        /// How many points it would be ahead of the best other design.
        lead as Option<f64>: Option<Hundredths>,
        /// The design that would rank first.
        first: Option<&'a str> = id(catalogue, cell.first),
    }

    /// The components of the scores, for recalculating them in other tools. A score is 100 times potential, readiness and
    /// `keeps`. Potential is the mean of the values of `potential` by their weights. Readiness is 1 minus the sum of
    /// weights times losses of `readiness`, divided by `denominator`, and at least 0.
    struct MatrixReport<'a> from (found: &Matrix, evaluation: &Evaluation<'a>) {
        /// The factors and interactions averaged in potential. If none has weight, potential is 1.
        potential: Vec<Criterion<'a>> = criteria(found, evaluation.catalogue(), Side::Potential),
        /// The factors and interactions that can reduce readiness.
        readiness: Vec<Criterion<'a>> = criteria(found, evaluation.catalogue(), Side::Readiness),
        /// The divisor of the losses, the same for all; 0 if nothing in readiness has weight, so nothing is lost.
        denominator as f64: Box<RawValue> = share(found.denominator),
        alternatives: Vec<Row<'a>> = alternatives(found, evaluation),
    }

    struct Criterion<'a> from (of: &RowWeight, row: &'a str) {
        id: &'a str = row,
        /// The catalog weight times its multiplier.
        weight as f64: Box<RawValue> = share(of.weight),
        /// The largest relative deviation of the weight, as a share of it.
        half_width as f64: Box<RawValue> = share(of.half_width),
    }

    struct Row<'a> from (of: &Alternative, at: usize, found: &Matrix, catalogue: &'a Catalogue) {
        design: &'a str = &catalogue.designs[of.design].id,
        environment: &'a str = &catalogue.environments[of.environment].id,
        variant: Option<&'a str> = variant(catalogue, of),
        /// The value for each criterion of potential, 0 to 1.
        potential as Vec<f64>: Vec<Box<RawValue>> = values(found, at, Side::Potential),
        /// The loss for each criterion of readiness: its importance, 0 to 3, times the missing share.
        lost as Vec<f64>: Vec<Box<RawValue>> = values(found, at, Side::Readiness),
        /// The share left after gates and program size, 0 to 1.
        keeps as f64: Box<RawValue> = share(found.keeps[at]),
    }
}

fields! {
    struct SensitivityRequest (EXPECTED = "wire.expected.body", ABOUT = "A team, and how many simulations to run") {
        profile: Profile = PROFILE, "", required "wire.missing.profile";
        options: Options = OPTIONS, "";
        samples: Option<usize> = SAMPLES, ABOUT_SAMPLES;
        seed: Option<u32> = SEED, ABOUT_SEED;
        sources: Option<Sources> = SourcesShape, "What varies; everything when omitted";
        matrix: bool = Flag, "Whether to include the components of every alternative's score";
    }
}

/// Answers a body of `POST /v1/sensitivity`.
fn sensitivity(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let SensitivityRequest { profile, options, samples, seed, sources, matrix: with_matrix } =
        read_body(advisor, body)?;
    let evaluation = advisor.evaluate(&profile, &options)?;
    let found = acceptability_with_confidence(&evaluation, draws(samples, seed, sources));
    let ranking = evaluation.ranking();
    let answer = SensitivityAnswer {
        profile_id: profile.id.as_deref(),
        first_place: ranking.placed.first().map(|first| Contender::view((&evaluation, first.alternative))),
        statement: tell_acceptability(&evaluation, &found).into(),
        acceptability: View::view((&found, advisor.catalogue())),
        weights: views(weight_stability(&evaluation).iter().map(|one| (one, &evaluation))),
        answers: views(answer_stability(&evaluation).iter().map(|one| (one, &evaluation))),
        tornado: views(swings(&evaluation).iter().map(|one| (one, &evaluation))),
        matrix: with_matrix.then(|| View::view((&matrix(&evaluation), &evaluation))),
        provenance: advisor.into(),
    };
    Ok(to_json(&answer))
}

fn id(catalogue: &Catalogue, design: Option<DesignIndex>) -> Option<&str> {
    design.map(|design| catalogue.designs[design].id.as_str())
}

/// Returns the ids of factors, then of interactions.
fn rows(catalogue: &Catalogue) -> impl Iterator<Item = &str> {
    let interactions = catalogue.model.interactions.iter().map(|one| one.id.as_str());
    catalogue.factors.iter().map(|factor| factor.id.as_str()).chain(interactions)
}

fn shares(all: &[f64]) -> Vec<Box<RawValue>> {
    all.iter().map(|of| share(*of)).collect()
}

fn cells<'a>(one: &Swing, evaluation: &Evaluation<'a>) -> Vec<SwungTo<'a>> {
    let catalogue = evaluation.catalogue();
    let factor = &catalogue.factors[evaluation.tables().terms[one.of.term].factor];
    views(one.cells.iter().enumerate().map(|(at, cell)| (cell, at, factor, catalogue)))
}

fn category(factor: &Factor, at: usize) -> Option<&str> {
    let category = factor.categories.get(at).filter(|_| factor.kind == Kind::Shares);
    category.map(|category| category.id.as_str())
}

fn criteria<'a>(found: &Matrix, catalogue: &'a Catalogue, side: Side) -> Vec<Criterion<'a>> {
    views(found.weights.iter().zip(rows(catalogue)).filter(|(of, _)| of.side == side))
}

fn values(found: &Matrix, at: usize, side: Side) -> Vec<Box<RawValue>> {
    let of_side = found.values[at].iter().zip(&found.weights).filter(|(_, of)| of.side == side);
    of_side.map(|(value, _)| share(*value)).collect()
}

fn alternatives<'a>(found: &Matrix, evaluation: &Evaluation<'a>) -> Vec<Row<'a>> {
    let alternatives = found.alternatives.iter().enumerate();
    let of = |at: AlternativeIndex| &evaluation.tables().alternatives[at];
    views(alternatives.map(|(at, alternative)| (of(*alternative), at, found, evaluation.catalogue())))
}
