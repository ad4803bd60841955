//! `POST /v1/plans/progress`: indicators against benchmarks, levels of evaluation, cycles, and when to stop.

use serde::Serialize;
use serde_json::value::RawValue;

use super::super::super::provenance::Provenance;
use super::{PlanName, exact};
use crate::planning::{self, IndicatorState, Level, Review};

/// A plan's progress.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ProgressAnswer)]
pub struct ProgressAnswer<'a> {
    #[serde(flatten)]
    plan: PlanName<'a>,
    /// The rule that decides whether an indicator is on track.
    rule: &'static str,
    indicators: Vec<IndicatorLine<'a>>,
    /// The levels of evaluation, from students back to reactions, in planning order.
    levels: Vec<LevelLine<'a>>,
    /// The steps of a learning community, with the places in the plan that cover them.
    community: Vec<CommunityLine<'a>>,
    #[schema(value_type = Option<String>, format = Date)]
    fair_date: Option<String>,
    stop: StopLine<'a>,
    provenance: Provenance<'a>,
}

/// An indicator.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct IndicatorLine<'a> {
    place: String,
    id: Option<&'a str>,
    text: Option<&'a str>,
    level: Option<&'a str>,
    /// `on_track`, `behind`, `not_due`, `not_read` or `no_rule`.
    state: &'a str,
    due: Option<DayValue>,
    reading: Option<DayValue>,
    /// Whether it is about students and was read before results can fairly be judged.
    too_early: bool,
    sentence: &'a str,
}

/// A number on a day.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct DayValue {
    #[schema(value_type = String, format = Date)]
    on: String,
    #[schema(value_type = f64)]
    value: Box<RawValue>,
}

/// A level of evaluation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct LevelLine<'a> {
    number: u32,
    id: &'a str,
    name: &'a str,
    question: &'a str,
    gather: &'a str,
    /// Places of the indicators at this level; empty if there is none.
    indicators: Vec<String>,
}

/// A step of a learning community.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct CommunityLine<'a> {
    id: &'a str,
    name: &'a str,
    what: &'a str,
    places: &'a [String],
}

/// Whether the rule for stopping applies.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StopLine<'a> {
    rule: &'static str,
    holds: bool,
    because: &'a str,
}

impl<'a> ProgressAnswer<'a> {
    pub(super) fn new(review: &'a Review<'a>, provenance: Provenance<'a>) -> Self {
        let progress = &review.progress;
        let level = |one: &'a planning::LevelState<'a>| LevelLine {
            number: one.words.number,
            id: &one.words.id,
            name: &one.words.name,
            question: &one.words.question,
            gather: &one.words.gather,
            indicators: one.indicators.iter().map(|at| format!("/indicators/{at}")).collect(),
        };
        let step = |one: &'a planning::CommunityStep<'a>| CommunityLine {
            id: &one.words.id,
            name: &one.words.name,
            what: &one.words.what,
            places: &one.places,
        };
        Self {
            plan: PlanName::new(review),
            rule: crate::words::text("planning.progress.rule"),
            indicators: progress.indicators.iter().map(IndicatorLine::new).collect(),
            levels: progress.levels.iter().map(level).collect(),
            community: progress.community.iter().map(step).collect(),
            fair_date: progress.fair_date.map(|date| date.to_string()),
            stop: StopLine {
                rule: crate::words::text("planning.stop.rule"),
                holds: progress.stop.0,
                because: &progress.stop.1,
            },
            provenance,
        }
    }
}

impl<'a> IndicatorLine<'a> {
    fn new(state: &'a IndicatorState<'a>) -> Self {
        let value = |point: Option<(jiff::civil::Date, f64)>| {
            point.map(|(on, value)| DayValue { on: on.to_string(), value: exact(value) })
        };
        Self {
            place: format!("/indicators/{}", state.at),
            id: state.indicator.id.as_deref(),
            text: state.indicator.text.as_deref(),
            level: state.indicator.level.map(Level::id),
            state: state.track.id(),
            due: value(state.due),
            reading: value(state.reading),
            too_early: state.too_early,
            sentence: &state.sentence,
        }
    }
}
