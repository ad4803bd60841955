//! A design in explanations, with its alternative, rank and score.

use serde::Serialize;

use super::number::Hundredths;
use crate::scoring::{Evaluation, Verdict};

/// A design and the alternative that represents it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Contender<'a> {
    /// The design's id.
    design: &'a str,
    name: &'a str,
    environment: &'a str,
    /// The role in which it scores best, for designs with several roles.
    variant: Option<&'a str>,
    /// Its rank, from 1; null if it is not feasible for this team or is excluded.
    rank: Option<usize>,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
    /// Whether it is feasible for this team. If not, the answer shows its best allowed alternative.
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

/// How clearly a design is ahead. `clear` does not mean proven.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum VerdictName {
    Clear,
    Close,
    CannotSeparate,
}

/// Returns the id of a verdict, as used in answers.
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
