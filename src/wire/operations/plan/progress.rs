//! `POST /v1/plans/progress`: indicators against benchmarks, levels of evaluation, cycles, and when to stop.

use jiff::civil::Date;
use serde_json::value::RawValue;

use super::parts::{PlanName, exact};
use crate::planning::{CommunityStep, IndicatorState, Level, LevelState, Progress, Review};
use crate::wire::answered::provenance::Provenance;
use crate::wire::kit::view::{View, view};
use crate::words::text;

view! {
    /// A plan's progress.
    #[schema(as = ProgressAnswer)]
    pub struct ProgressAnswer<'a> from (review: &'a Review<'a>, provenance: Provenance<'a>) {
        #[serde(flatten)]
        plan: PlanName<'a> = View::view(review),
        /// The rule that decides whether an indicator is on track.
        rule: &'static str = text("planning.progress.rule"),
        indicators: Vec<IndicatorLine<'a>> = View::view(&review.progress.indicators),
        /// The levels of evaluation, from students back to reactions, in planning order.
        levels: Vec<LevelLine<'a>> = View::view(&review.progress.levels),
        /// The steps of a learning community, with the places in the plan that cover them.
        community: Vec<CommunityLine<'a>> = View::view(&review.progress.community),
        #[schema(value_type = Option<String>, format = Date)]
        fair_date: Option<String> = View::view(&review.progress.fair_date),
        stop: StopLine<'a> = View::view(&review.progress),
        provenance: Provenance<'a> = provenance,
    }

    /// An indicator.
    struct IndicatorLine<'a> from (state: &'a IndicatorState<'a>) {
        place: String = format!("/indicators/{}", state.at),
        id: Option<&'a str> = state.indicator.id.as_deref(),
        text: Option<&'a str> = state.indicator.text.as_deref(),
        level: Option<&'a str> = state.indicator.level.map(Level::id),
        /// `on_track`, `behind`, `not_due`, `not_read` or `no_rule`.
        state: &'a str = state.track.id(),
        due: Option<DayValue>,
        reading: Option<DayValue>,
        /// Whether it is about students and was read before results can fairly be judged.
        too_early: bool,
        sentence: &'a str,
    }

    /// A number on a day.
    struct DayValue from (point: &(Date, f64)) {
        #[schema(value_type = String, format = Date)]
        on: String = point.0.to_string(),
        value as f64: Box<RawValue> = exact(point.1),
    }

    /// A level of evaluation.
    struct LevelLine<'a> from (level: &'a LevelState<'a>) {
        number: u32 = level.words.number,
        id: &'a str = &level.words.id,
        name: &'a str = &level.words.name,
        question: &'a str = &level.words.question,
        gather: &'a str = &level.words.gather,
        /// Places of the indicators at this level; empty if there is none.
        indicators: Vec<String> = level.indicators.iter().map(|at| format!("/indicators/{at}")).collect(),
    }

    /// A step of a learning community.
    struct CommunityLine<'a> from (step: &'a CommunityStep<'a>) {
        id: &'a str = &step.words.id,
        name: &'a str = &step.words.name,
        what: &'a str = &step.words.what,
        places: &'a [String],
    }

    /// Whether the rule for stopping applies.
    struct StopLine<'a> from (progress: &'a Progress<'a>) {
        rule: &'static str = text("planning.stop.rule"),
        holds: bool = progress.stop.0,
        because: &'a str = &progress.stop.1,
    }
}
