//! A design as explanations name it: with the alternative that it stands with, its place and its score.

use serde::Serialize;

use super::number::Hundredths;
use crate::scoring::{Evaluation, Verdict};

/// A design with the alternative that it stands with.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Contender<'a> {
    /// The id of the design.
    design: &'a str,
    name: &'a str,
    environment: &'a str,
    /// The role in which it scores best, for designs that have several.
    variant: Option<&'a str>,
    /// Its place in the ranking; null when it cannot run as things stand or is excluded.
    rank: Option<usize>,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
    /// Whether it can run as things stand; where not, it is shown with its best allowed alternative.
    feasible: bool,
}

impl<'a> Contender<'a> {
    pub(super) fn new(evaluation: &Evaluation<'a>, alternative: usize) -> Self {
        let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
        let of = &tables.alternatives[alternative];
        let design = &catalogue.designs[of.design];
        let ranking = evaluation.ranking();
        Self {
            design: &design.id,
            name: &design.name,
            environment: &catalogue.environments[of.environment].id,
            variant: of.variant.map(|variant| design.variants[variant].id.as_str()),
            rank: ranking.placed.iter().find(|placed| placed.design == of.design).map(|placed| placed.rank),
            score: Hundredths(evaluation.parts.score(alternative)),
            feasible: evaluation.is_open(alternative),
        }
    }
}

/// Clear is not proven.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum VerdictName {
    Clear,
    Close,
    CannotSeparate,
}

/// The name of a verdict, as answers give it.
pub fn verdict_id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "clear",
        Verdict::Close => "close",
        Verdict::CannotSeparate => "cannot_separate",
    }
}

impl From<Verdict> for VerdictName {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Clear => Self::Clear,
            Verdict::Close => Self::Close,
            Verdict::CannotSeparate => Self::CannotSeparate,
        }
    }
}
