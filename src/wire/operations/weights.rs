//! `POST /v1/weights`: stakeholders' judgments, and the weights derived from them.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::{Advisor, Weighed};
use crate::catalogue::Catalogue;
use crate::elicitation::{Consistency, INCONSISTENT_ABOVE, Judged, Judgement, Share};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::rendered::Rendered;
use crate::wire::answered::statement::StatementText;
use crate::wire::asked::{judged_schema, read_judged};
use crate::wire::kit::number::{decimal_value, to_json};
use crate::wire::kit::problem::Problem;
use crate::wire::kit::view::View;

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
        aside: Aside::Always,
        example: include_str!("../examples/weights.json"),
        request: ("WeightsRequest", judged_schema, "Stakeholders' judgments of how important factors are"),
        answer: weights,
        result: (shape_of::<WeightsAnswer<'_>>, "The resulting weights"),
        beside: Beside::Nothing,
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
    statements: Vec<StatementText<'a>>,
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
    judged: ComparedPair<'a>,
    /// The value implied by all other comparisons.
    implied: ComparedPair<'a>,
    /// The consistency ratio if it were changed to the implied value.
    #[schema(value_type = f64, minimum = 0)]
    ratio_if_changed: Box<RawValue>,
    /// The number of other comparisons that are equally far from their implied value.
    equally_far: usize,
}

/// How many times as important one factor is as another.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Compared)]
struct ComparedPair<'a> {
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
            statements: View::view(&weighed.statements),
            provenance: advisor.into(),
        }
    }
}

fn consistent<'a>(catalogue: &'a Catalogue, one: &Consistency) -> Consistent<'a> {
    let compared = |judgement: &Judgement| ComparedPair {
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
