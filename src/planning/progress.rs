//! Progress: each indicator against its benchmarks, the cycles, Guskey's levels planned backward, and when to stop.
//!
//! One published rule, `planning.progress.rule`, decides whether an indicator is on track.

use jiff::civil::Date;

use super::facts::Facts;
use super::plan::{Indicator, Level, Point};
use crate::catalogue::{EvaluationWords, Named as Words};
use crate::words::{fill, fill_counted, fill_text, named, numbered, text};

named! {
    /// The status of an indicator.
    Track {
        OnTrack = "on_track",
        Behind = "behind",
        /// Nothing is due yet.
        NotDue = "not_due",
        /// A benchmark is due, but there is no reading since.
        NotRead = "not_read",
        /// The indicator has no baseline or no target.
        NoRule = "no_rule",
    }
}

/// One indicator against its benchmarks.
#[derive(Clone, Debug)]
pub struct IndicatorState<'a> {
    pub at: usize,
    pub indicator: &'a Indicator,
    pub track: Track,
    /// The benchmark or target that is due now.
    pub due: Option<(Date, f64)>,
    pub reading: Option<(Date, f64)>,
    /// Whether it is about students and the earliest fair date has not passed.
    pub too_early: bool,
    pub sentence: String,
}

/// One level of evaluation, with the indicators that measure it.
#[derive(Clone, Debug)]
pub struct LevelState<'a> {
    pub words: &'a EvaluationWords,
    pub indicators: Vec<usize>,
}

/// A step of a learning community's cycle and the parts of the plan that serve it.
#[derive(Clone, Debug)]
pub struct CommunityStep<'a> {
    pub words: &'a Words,
    /// JSON pointers into the plan; empty if no part serves the step.
    pub places: Vec<String>,
}

/// The progress of a plan.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    pub as_of: Option<Date>,
    pub fair_date: Option<Date>,
    pub indicators: Vec<IndicatorState<'a>>,
    /// From students back to reactions, in planning order.
    pub levels: Vec<LevelState<'a>>,
    pub community: Vec<CommunityStep<'a>>,
    /// Whether the stop rule applies now, and why or why not.
    pub stop: (bool, String),
}

/// Computes progress up to the day on which the plan is reviewed.
pub(super) fn progress<'a>(facts: &Facts<'a>) -> Progress<'a> {
    let plan = facts.plan;
    let as_of = plan.looked_at();
    let fair_date = facts.fair_date();
    let indicators: Vec<IndicatorState<'a>> =
        plan.indicators.iter().enumerate().map(|(at, one)| state(at, one, as_of, fair_date)).collect();
    let level = |words: &'a EvaluationWords| {
        let level = Level::ALL.iter().find(|level| level.id() == words.id);
        let own = plan.indicators.iter().enumerate().filter(|(_, one)| one.level.as_ref() == level && level.is_some());
        LevelState { words, indicators: own.map(|(at, _)| at).collect() }
    };
    let mut levels: Vec<LevelState<'a>> = facts.catalogue.planning.evaluation_levels.iter().map(level).collect();
    levels.sort_by_key(|level| std::cmp::Reverse(level.words.number));
    let stop = stop(&indicators, as_of, fair_date, facts);
    Progress { as_of, fair_date, levels, community: community(facts), stop, indicators }
}

fn state<'a>(at: usize, indicator: &'a Indicator, as_of: Option<Date>, fair: Option<Date>) -> IndicatorState<'a> {
    let points = indicator.benchmarks.iter().filter_map(day_and_value);
    let target = indicator.target_on.zip(indicator.target);
    let mut due: Vec<(Date, f64)> =
        points.chain(target).filter(|(on, _)| as_of.is_some_and(|today| *on <= today)).collect();
    due.sort_by_key(|point| point.0);
    let due = due.pop();
    let mut readings: Vec<(Date, f64)> = indicator.readings.iter().filter_map(day_and_value).collect();
    readings.sort_by_key(|point| point.0);
    let reading = readings.pop();
    let too_early =
        indicator.level == Some(Level::Students) && as_of.zip(fair).is_some_and(|(today, fair)| today < fair);
    let track = match (indicator.baseline.zip(indicator.target), due, reading) {
        (None, ..) => Track::NoRule,
        (_, None, _) => Track::NotDue,
        (Some(ends), Some((on, due)), Some((read_on, value))) if read_on >= on => {
            if reaches(ends, value, due) {
                Track::OnTrack
            } else {
                Track::Behind
            }
        }
        _ => Track::NotRead,
    };
    let sentence = sentence(indicator, track, due, reading, too_early);
    IndicatorState { at, indicator, track, due, reading, too_early, sentence }
}

fn day_and_value(point: &Point) -> Option<(Date, f64)> {
    point.on.zip(point.value)
}

/// Whether a value has reached the due value, in the direction from the baseline to the target.
fn reaches((baseline, target): (f64, f64), value: f64, due: f64) -> bool {
    if target >= baseline { value >= due } else { value <= due }
}

fn sentence(
    indicator: &Indicator,
    track: Track,
    due: Option<(Date, f64)>,
    reading: Option<(Date, f64)>,
    too_early: bool,
) -> String {
    let unit = indicator.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
    let point = |point: Option<(Date, f64)>| {
        let (on, value) = point?;
        let slots = [("value", &*format!("{value}{unit}")), ("date", &*on.to_string())];
        Some(fill_text("planning.progress.point", &slots))
    };
    let (reading, due) = (point(reading).unwrap_or_default(), point(due).unwrap_or_default());
    let template = match track {
        Track::OnTrack => text("planning.progress.on_track"),
        Track::Behind => text("planning.progress.behind"),
        Track::NotDue => text("planning.progress.not_due"),
        Track::NotRead => text("planning.progress.not_read"),
        Track::NoRule => text("planning.progress.no_rule"),
    };
    let sentence = fill(template, &[("reading", &reading), ("due", &due)]);
    if too_early { format!("{sentence} {}", text("planning.progress.too_early")) } else { sentence }
}

/// Returns whether the stop rule applies now, and why or why not.
fn stop(
    indicators: &[IndicatorState<'_>],
    as_of: Option<Date>,
    fair: Option<Date>,
    facts: &Facts<'_>,
) -> (bool, String) {
    let count = |level: Level, track: Track| {
        indicators.iter().filter(|one| one.indicator.level == Some(level) && one.track == track).count()
    };
    let behind = count(Level::Students, Track::Behind);
    let reviewed = facts.plan.cycles.iter().filter(|cycle| cycle.seen.is_some()).count();
    let not = |reason: &str| (false, reason.to_owned());
    match (as_of, fair) {
        (None, _) => not(text("planning.stop.no_review_date")),
        (_, None) => not(text("planning.stop.no_fair_date")),
        (Some(today), Some(fair)) if today < fair => {
            not(&fill_text("planning.stop.too_early", &[("date", &fair.to_string())]))
        }
        _ if count(Level::Use, Track::OnTrack) == 0 => not(text("planning.stop.not_in_use")),
        _ if behind == 0 => not(text("planning.stop.none_behind")),
        _ if reviewed < 2 => not(&numbered("planning.stop.too_few_cycles", behind)),
        _ => {
            let slots = [("number", &*behind.to_string()), ("cycles", &*reviewed.to_string())];
            (true, fill_counted("planning.stop.applies", behind, &slots))
        }
    }
}

/// Returns the seven steps of a learning community and the parts of the plan that serve them.
fn community<'a>(facts: &Facts<'a>) -> Vec<CommunityStep<'a>> {
    let plan = facts.plan;
    let some = |place: &str, there: bool| if there { vec![place.to_owned()] } else { Vec::new() };
    let places = |number: u32| match number {
        1 => some("/needs", plan.needs.iter().any(|need| !need.evidence.is_empty())),
        2 => some("/learning_needs", !plan.learning_needs.is_empty()),
        3 => some("/designs", !facts.chosen.is_empty()),
        4 => some("/support", !plan.support.forms.is_empty() || plan.support.how.is_some()),
        5 => some("/indicators", !plan.indicators.is_empty()),
        6 => some("/evaluation/uses", plan.evaluation.uses.is_some() || !plan.cycles.is_empty()),
        _ => some("/people", plan.designs.iter().any(|one| one.led_by.contains(&super::plan::Role::Outside))),
    };
    let steps = facts.catalogue.planning.community_steps.iter();
    steps.map(|words| CommunityStep { words, places: places(words.number.unwrap_or(0)) }).collect()
}
