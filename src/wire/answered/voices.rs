//! Rankings by group or stakeholder, and how far they agree.

use serde_json::value::RawValue;

use super::contender::VerdictName;
use super::statement::StatementText;
use crate::advisor::{Advisor, Voices};
use crate::catalogue::{AlternativeIndex, Answer, Catalogue, Factor};
use crate::explain::{Apart, Dependence, Disagreement, Moved, TOP, Voice};
use crate::scoring::Placed;
use crate::wire::kit::number::{Hundredths, answer_value, decimal_value};
use crate::wire::kit::view::{View, view, views};

fn disagreements<'a>(voices: &'a Voices, catalogue: &'a Catalogue) -> Option<Vec<Disagreed<'a>>> {
    let all = voices.disagreements.as_ref()?.iter();
    Some(views(all.map(|one| (one, voices.voices.as_slice(), &catalogue.factors[one.factor]))))
}

fn environment(advisor: &Advisor, alternative: AlternativeIndex) -> &str {
    &advisor.catalogue().environments[advisor.tables().alternatives[alternative].environment].id
}

/// Returns how far apart the answers are, if they differ in levels or in shares.
fn apart(one: &Disagreement, in_levels: bool) -> Option<Box<RawValue>> {
    match one.apart {
        Apart::Levels(apart) if in_levels => Some(decimal_value(apart.into())),
        Apart::Shares(apart) if !in_levels => Some(decimal_value(apart.into())),
        Apart::Levels(_) | Apart::Shares(_) => None,
    }
}

view! {
    /// The same team from several viewpoints.
    pub struct VoicesReport<'a> from (voices: &'a Voices, advisor: &'a Advisor) {
        /// Groups or stakeholders, in the order sent.
        voices: Vec<OneVoice<'a>> = views(voices.voices.iter().map(|voice| (voice, advisor))),
        /// Factors on which groups' answers differ most, largest difference first; absent for stakeholders.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false, nullable = false)]
        disagreements: Option<Vec<Disagreed<'a>>> = disagreements(voices, advisor.catalogue()),
        dependence: Depends<'a> = View::view((&voices.dependence, voices.voices.as_slice(), advisor.catalogue())),
    }

    /// One group or stakeholder.
    struct OneVoice<'a> from (voice: &'a Voice, advisor: &'a Advisor) {
        name: &'a str,
        /// The number of answered factors, including shared answers.
        known_factors: usize = voice.known,
        /// How clearly its first design is ahead; null if no design is feasible.
        verdict: Option<VerdictName>,
        /// The first three designs of its ranking, best first.
        top: Vec<TopPlace<'a>> = views(voice.ranking.placed.iter().take(TOP).map(|placed| (placed, advisor))),
    }

    /// A design in a ranking.
    struct TopPlace<'a> from (placed: &Placed, advisor: &'a Advisor) {
        #[schema(minimum = 1)]
        rank: usize,
        design: &'a str = &advisor.catalogue().designs[placed.design].id,
        name: &'a str = &advisor.catalogue().designs[placed.design].name,
        environment: &'a str = environment(advisor, placed.alternative),
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        score: Hundredths,
    }

    /// A factor on which groups' answers differ widely.
    struct Disagreed<'a> from (one: &'a Disagreement, voices: &'a [Voice], factor_asked: &'a Factor) {
        /// A factor, or one kind or design of it, such as `resources.staff`.
        factor: &'a str = &one.path,
        /// The difference between the lowest and the highest mean, in levels; null for shares.
        levels_apart as Option<f64>: Option<Box<RawValue>> = apart(one, true),
        /// The share of the answers in which the two most different groups differ, 0 to 1; null for levels.
        shares_apart as Option<f64>: Option<Box<RawValue>> = apart(one, false),
        /// Every group that answered.
        answers: Vec<GroupAnswer<'a>> = views(one.answers.iter().map(|answer| (answer, voices, factor_asked))),
        statement: StatementText<'a>,
    }

    struct GroupAnswer<'a> from (answer: &'a (usize, Answer), voices: &'a [Voice], factor: &'a Factor) {
        group: &'a str = &voices[answer.0].name,
        /// The answer, as sent.
        value as Option<serde_json::Value>: Option<Box<RawValue>> = answer_value(factor, &answer.1),
    }

    /// How much the ranking changes between groups or stakeholders.
    struct Depends<'a> from (one: &'a Dependence, voices: &'a [Voice], catalogue: &'a Catalogue) {
        /// Whether all have the same first design; null if fewer than two have one.
        same_first: Option<bool>,
        /// The mean Kendall's tau-b of all pairs: 1 for the same order of designs, -1 for the reverse order.
        mean: Option<f64>,
        /// The pair that agrees least.
        lowest: Option<PairAgreement<'a>> =
            one.lowest.map(|(one, other, tau)| View::view((&(one, other, Some(tau)), voices))),
        /// Every pair.
        pairs: Vec<PairAgreement<'a>> = views(one.pairs.iter().map(|pair| (pair, voices))),
        /// Every design that ranks among the first three for anyone.
        designs: Vec<MovedDesign<'a>> = views(one.moved.iter().map(|moved| (moved, voices, catalogue))),
        statement: StatementText<'a>,
    }

    /// How far two rankings agree.
    struct PairAgreement<'a> from (pair: &(usize, usize, Option<f64>), voices: &'a [Voice]) {
        one: &'a str = &voices[pair.0].name,
        other: &'a str = &voices[pair.1].name,
        /// Kendall's tau-b over the designs feasible for both, -1 to 1; null if there are fewer than two or all are tied.
        tau_b: Option<f64> = pair.2,
    }

    /// How far a design's rank moves.
    struct MovedDesign<'a> from (moved: &Moved, voices: &'a [Voice], catalogue: &'a Catalogue) {
        design: &'a str = &catalogue.designs[moved.design].id,
        #[schema(minimum = 1)]
        best_rank: usize = moved.best.0,
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        best_score: Hundredths = Hundredths(moved.best.1),
        #[schema(minimum = 1)]
        worst_rank: usize = moved.worst.0,
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        worst_score: Hundredths = Hundredths(moved.worst.1),
        /// The names for which it is not feasible.
        not_feasible_for: Vec<&'a str> = moved.not_feasible_for.iter().map(|at| voices[*at].name.as_str()).collect(),
    }
}
