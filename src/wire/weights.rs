//! `POST /v1/weights`: stakeholders' judgments, and the weights derived from them.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ArrayBuilder, OneOfBuilder};

use super::number::{decimal_value, to_json};
use super::operation::{operation, shape_of};
use super::problem::Problem;
use super::provenance::Provenance;
use super::rendered::Rendered;
use super::request::{MOST_POINTS, read_judged};
use super::schema::{FACTOR_ID, Property, all_below, list_of, named, number, object};
use super::statement::Told;
use crate::advisor::{Advisor, Weighed};
use crate::catalogue::Catalogue;
use crate::elicitation::{Consistency, INCONSISTENT_ABOVE, Judged, Judgement, MOST_COMPARED, MOST_TIMES, Share};

operation! {
    /// Derive weights from stakeholders' judgments
    ///
    /// Takes an order of factors, points for each, or a comparison of every pair, and returns a share and a multiplier for
    /// each named factor. Send the object `weights` as `options.weights`; factors not named keep their weight. The answer
    /// shows how much comparisons contradict each other, which one to discuss first, and how the weights act on potential
    /// and on readiness. Nothing is stored.
    OPERATION {
        path: "/v1/weights",
        id: "weigh",
        tag: "weights",
        aside: true,
        example: include_str!("examples/weights.json"),
        request: ("WeightsRequest", schema, "Stakeholders' judgments of how important factors are"),
        answer: weights,
        result: (shape_of::<WeightsAnswer<'_>>, "The resulting weights"),
        other: None,
    }
}

/// Answers a body of `POST /v1/weights`.
///
/// # Errors
/// If the body is malformed or has invalid fields.
pub fn weights(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let judged = read_judged(advisor, body)?;
    let weighed = advisor.weigh(&judged)?;
    Ok(to_json(&WeightsAnswer::new(advisor, &judged, &weighed)))
}

/// Weights derived from stakeholders' judgments.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = WeightsAnswer)]
pub struct WeightsAnswer<'a> {
    method: MethodName,
    /// The named factors, largest share first; equal shares in catalog order.
    factors: Vec<WeighedFactor<'a>>,
    /// The multipliers of the named factors; send this object as `options.weights`.
    #[schema(value_type = BTreeMap<String, f64>)]
    weights: BTreeMap<&'a str, Box<RawValue>>,
    /// How much the comparisons contradict each other; null for the other methods.
    consistency: Option<Consistent<'a>>,
    /// How the weights were derived and what they mean, in reading order.
    statements: Vec<Told<'a>>,
    /// The versions of catalog, model and engine behind this answer.
    provenance: Provenance<'a>,
}

#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum MethodName {
    Ranking,
    Swing,
    Pairwise,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct WeighedFactor<'a> {
    factor: &'a str,
    name: &'a str,
    /// Its share of the importance of all named factors, 0 to 1, with six decimals; the printed shares add up to 1.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    share: Box<RawValue>,
    #[schema(value_type = f64, minimum = 0)]
    catalogue_weight: Box<RawValue>,
    /// The multiplier of its catalog weight, chosen so that the total weight of the named factors stays the same.
    #[schema(value_type = f64, minimum = 0)]
    multiplier: Box<RawValue>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Consistent<'a> {
    /// The consistency ratio: 0 if no comparison contradicts another, about 1 for random comparisons.
    #[schema(value_type = f64, minimum = 0)]
    ratio: Box<RawValue>,
    /// The limit above which comparisons count as inconsistent.
    #[schema(value_type = f64)]
    limit: Box<RawValue>,
    inconsistent: bool,
    /// The comparison that conflicts most with the others; null if none contradicts another.
    reconsider: Option<Reconsidered<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Reconsidered<'a> {
    judged: Compared<'a>,
    /// The value implied by all other comparisons.
    implied: Compared<'a>,
    /// The consistency ratio if it were changed to the implied value.
    #[schema(value_type = f64, minimum = 0)]
    ratio_if_changed: Box<RawValue>,
    /// The number of other comparisons that are equally far from their implied value.
    equally_far: usize,
}

/// How many times as important one factor is as another.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Compared<'a> {
    more: &'a str,
    less: &'a str,
    /// Rounded to six decimals.
    #[schema(value_type = f64, minimum = 1)]
    times: Box<RawValue>,
}

impl<'a> WeightsAnswer<'a> {
    fn new(advisor: &'a Advisor, judged: &Judged, weighed: &'a Weighed) -> Self {
        let catalogue = advisor.catalogue();
        let id = |factor: usize| catalogue.factors[factor].id.as_str();
        let multiplier = |factor: usize| decimal_value(weighed.multipliers[factor].into());
        let mut shares: Vec<&Share> = weighed.elicited.shares.iter().collect();
        shares.sort_by_key(|one| std::cmp::Reverse(one.share));
        let factors = shares.iter().map(|one| WeighedFactor {
            factor: id(one.factor),
            name: &catalogue.factors[one.factor].name,
            share: decimal_value(one.share.into()),
            catalogue_weight: decimal_value((catalogue.factors[one.factor].weight.value * 1e6).round() as u128),
            multiplier: multiplier(one.factor),
        });
        Self {
            method: match judged {
                Judged::Ranking(_) => MethodName::Ranking,
                Judged::Swing(_) => MethodName::Swing,
                Judged::Pairwise(_) => MethodName::Pairwise,
            },
            factors: factors.collect(),
            weights: shares.iter().map(|one| (id(one.factor), multiplier(one.factor))).collect(),
            consistency: weighed.elicited.consistency.as_ref().map(|one| consistent(catalogue, one)),
            statements: weighed.statements.iter().map(Told::from).collect(),
            provenance: advisor.into(),
        }
    }
}

fn consistent<'a>(catalogue: &'a Catalogue, one: &Consistency) -> Consistent<'a> {
    let compared = |judgement: &Judgement| Compared {
        more: &catalogue.factors[judgement.more].id,
        less: &catalogue.factors[judgement.less].id,
        times: decimal_value((judgement.times * 1e6).round() as u128),
    };
    Consistent {
        ratio: decimal_value(one.ratio.into()),
        limit: decimal_value(INCONSISTENT_ABOVE.into()),
        inconsistent: one.is_inconsistent(),
        reconsider: one.reconsider.as_ref().map(|reconsider| Reconsidered {
            judged: compared(&reconsider.judged),
            implied: compared(&reconsider.implied),
            ratio_if_changed: decimal_value(reconsider.ratio_if_changed.into()),
            equally_far: reconsider.equally_far,
        }),
    }
}

fn schema(catalogue: &Catalogue) -> Schema {
    object("Judgments of how important factors are, by exactly one of three methods. Name at least two factors, each once.")
        .property("ranking", ranking())
        .property("swing", swing(catalogue))
        .property("pairwise", pairwise())
        .min_properties(Some(1))
        .max_properties(Some(1))
        .into()
}

fn ids(catalogue: &Catalogue) -> Vec<&str> {
    catalogue.factors.iter().map(|factor| factor.id.as_str()).collect()
}

fn ranking() -> Property {
    let group = OneOfBuilder::new().item(named(FACTOR_ID)).item(list_of("Tied factors", FACTOR_ID, 1)).build();
    let list = ArrayBuilder::new()
        .description(Some("Factors by importance, most important first; a nested list contains tied factors"))
        .items(Property::from(Schema::OneOf(group)))
        .min_items(Some(1));
    Schema::from(list).into()
}

fn swing(catalogue: &Catalogue) -> Property {
    let points = || number("", 0.0, MOST_POINTS).build();
    let empty = object(
        "Points for how much it would matter to move a factor from its worst level to its best: usually 100 for the \
         most important one, and the others relative to it; not all 0",
    );
    let swing = ids(catalogue).into_iter().fold(empty, |object, id| object.property(id, points()));
    Schema::from(swing.min_properties(Some(2)).extensions(Some(all_below()))).into()
}

fn pairwise() -> Property {
    let judgement = object("One comparison")
        .property("more", named(FACTOR_ID))
        .property("less", named(FACTOR_ID))
        .property(
            "times",
            number("How many times as important one factor is as the other, 1 (equally) to 9", 1.0, MOST_TIMES),
        )
        .required("more")
        .required("less")
        .required("times");
    let judgements = ArrayBuilder::new()
        .description(Some("One comparison for every pair of factors, in either direction"))
        .items(judgement)
        .min_items(Some(1));
    let factors = ArrayBuilder::new()
        .description(Some("The factors to compare"))
        .items(named(FACTOR_ID))
        .min_items(Some(2))
        .max_items(Some(MOST_COMPARED))
        .unique_items(true);
    let pairwise = object("Comparisons of every pair of factors")
        .property("factors", factors)
        .property("judgements", judgements)
        .required("factors")
        .required("judgements");
    Schema::from(pairwise).into()
}
