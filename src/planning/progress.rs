//! Progress: each indicator against its benchmarks, the cycles, Guskey's levels planned backward, and when to stop.
//!
//! One published rule, [`RULE`], decides whether an indicator is on track.

use jiff::civil::Date;

use super::facts::Facts;
use super::plan::{Indicator, Level, Named, Point};
use crate::catalogue::{EvaluationWords, Named as Words};

/// The status of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Track {
    OnTrack,
    Behind,
    /// Nothing is due yet.
    NotDue,
    /// A benchmark is due, but there is no reading since.
    NotRead,
    /// The indicator has no baseline or no target.
    NoRule,
}

impl Track {
    /// The id, as in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::OnTrack => "on_track",
            Self::Behind => "behind",
            Self::NotDue => "not_due",
            Self::NotRead => "not_read",
            Self::NoRule => "no_rule",
        }
    }
}

/// The rule, in words.
pub const RULE: &str = "An indicator is on track if its latest reading has reached the latest benchmark that is due. \
    The reading must be on or after the date of that benchmark. The direction of the target decides whether higher or \
    lower is better. The indicator is behind if the reading falls short, and not read if there is no reading since \
    that date. Progress is not judged between benchmarks.";

/// When to stop, in words; a judgment.
pub const STOP_RULE: &str = "Stop or change the design if the practice is in use as agreed, but student indicators are \
    behind in two consecutive cycles. Check this on the earliest fair date or at the first benchmark after it. If the \
    practice is not in use, fix that first, because the design has not been tried.";

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
    let track =
        match (indicator.baseline.zip(indicator.target), due, reading) {
            (None, ..) => Track::NoRule,
            (_, None, _) => Track::NotDue,
            (Some(ends), Some((on, wanted)), Some((read_on, value))) if read_on >= on => {
                if reaches(ends, value, wanted) { Track::OnTrack } else { Track::Behind }
            }
            _ => Track::NotRead,
        };
    let sentence = sentence(indicator, track, due, reading, too_early);
    IndicatorState { at, indicator, track, due, reading, too_early, sentence }
}

fn day_and_value(point: &Point) -> Option<(Date, f64)> {
    point.on.zip(point.value)
}

/// Whether a value has reached the wanted value, in the direction from the baseline to the target.
fn reaches((baseline, target): (f64, f64), value: f64, wanted: f64) -> bool {
    if target >= baseline { value >= wanted } else { value <= wanted }
}

fn sentence(
    indicator: &Indicator,
    track: Track,
    due: Option<(Date, f64)>,
    reading: Option<(Date, f64)>,
    too_early: bool,
) -> String {
    let unit = indicator.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
    let told =
        |point: Option<(Date, f64)>| point.map(|(on, value)| format!("{value}{unit} on {on}")).unwrap_or_default();
    let said = match track {
        Track::OnTrack => format!("On track: {}. Due: {}.", told(reading), told(due)),
        Track::Behind => format!("Behind: {}. Due: {}.", told(reading), told(due)),
        Track::NotDue => "Nothing is due yet.".to_owned(),
        Track::NotRead => format!("{} was due, but there is no reading since then.", told(due)),
        Track::NoRule => "The indicator has no baseline or no target, so it cannot be judged.".to_owned(),
    };
    if too_early { format!("{said} It is too early to judge student results. Look at use instead.") } else { said }
}

fn stop(
    indicators: &[IndicatorState<'_>],
    as_of: Option<Date>,
    fair: Option<Date>,
    facts: &Facts<'_>,
) -> (bool, String) {
    let of = |level: Level| indicators.iter().filter(move |one| one.indicator.level == Some(level));
    let behind = |level| of(level).filter(|one| one.track == Track::Behind).count();
    let on_track = |level| of(level).filter(|one| one.track == Track::OnTrack).count();
    let turns = facts.plan.cycles.iter().filter(|cycle| cycle.seen.is_some()).count();
    match (as_of, fair) {
        (None, _) => (false, "The plan has no review date.".to_owned()),
        (_, None) => {
            (false, "The earliest fair date is unknown: the plan has no start, no design, or no profile.".to_owned())
        }
        (Some(today), Some(fair)) if today < fair => (false, format!("It is too early to judge before {fair}.")),
        _ if on_track(Level::Use) == 0 => {
            (false, "No indicator shows that the practice is in use. Fix that first.".to_owned())
        }
        _ if behind(Level::Students) == 0 => (false, "No student indicator is behind.".to_owned()),
        _ if turns < 2 => {
            (false, format!("{} behind. Review two cycles first.", student_indicators(behind(Level::Students))))
        }
        _ => (
            true,
            format!(
                "Stop or change the design. The practice is in use, {} behind, and {turns} cycles were reviewed.",
                student_indicators(behind(Level::Students))
            ),
        ),
    }
}

/// The number of student indicators with its verb: `1 student indicator is`.
fn student_indicators(number: usize) -> String {
    format!("{number} {}", if number == 1 { "student indicator is" } else { "student indicators are" })
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
