//! Progress: each indicator against its benchmarks, the cycles, Guskey's levels planned backwards, and when to stop.
//!
//! *On track* is said by one rule that one can read, [`RULE`], and by nothing else.

use jiff::civil::Date;

use super::facts::Facts;
use super::plan::{Indicator, Level, Named, Point};
use crate::catalogue::{EvaluationWords, Named as Words};

/// How an indicator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Track {
    OnTrack,
    Behind,
    /// Nothing is due yet.
    NotDue,
    /// Something is due and nothing has been read since.
    NotRead,
    /// It has no start, no target, or no day.
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
pub const RULE: &str = "An indicator is on track when its newest reading, taken on or after the newest benchmark that is \
    due, has reached that benchmark, upwards or downwards as its target lies. It is behind when the reading falls short, \
    and not read when there is none since. Between benchmarks nothing is judged.";

/// When to stop, in words; a judgement.
pub const STOP_RULE: &str = "Stop or change the design when, on the earliest fair day or at the first benchmark after it, \
    the practice is in use as agreed and the indicators of pupils are behind in two turns of the cycle running. Where the \
    practice is not in use, mend use first: the design has not been tried.";

/// One indicator against its benchmarks.
#[derive(Clone, Debug)]
pub struct IndicatorState<'a> {
    pub at: usize,
    pub indicator: &'a Indicator,
    pub track: Track,
    /// The benchmark, or target, that counts now.
    pub due: Option<(Date, f64)>,
    pub reading: Option<(Date, f64)>,
    /// Whether it is about pupils and looked at before results say something fair.
    pub too_early: bool,
    pub sentence: String,
}

/// One level of evaluation, with the indicators that look at it.
#[derive(Clone, Debug)]
pub struct LevelState<'a> {
    pub words: &'a EvaluationWords,
    pub indicators: Vec<usize>,
}

/// A step of a learning community's cycle and what the plan does for it.
#[derive(Clone, Debug)]
pub struct CommunityStep<'a> {
    pub words: &'a Words,
    /// Places in the plan; empty when nothing is there.
    pub places: Vec<String>,
}

/// All that is known of progress.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    pub as_of: Option<Date>,
    pub fair_date: Option<Date>,
    pub indicators: Vec<IndicatorState<'a>>,
    /// From pupils back to reactions, in the order in which they are planned.
    pub levels: Vec<LevelState<'a>>,
    pub community: Vec<CommunityStep<'a>>,
    /// Whether the rule for stopping holds now, and why or why not.
    pub stop: (bool, String),
}

/// Progress up to the day on which the plan is looked at.
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

/// Whether a value has reached what is wanted, upwards or downwards as the target lies from the start.
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
        Track::OnTrack => format!("{}, where {} was due: on track.", told(reading), told(due)),
        Track::Behind => format!("{}, where {} was due: behind.", told(reading), told(due)),
        Track::NotDue => "Nothing is due yet.".to_owned(),
        Track::NotRead => format!("{} was due, and nothing has been read since.", told(due)),
        Track::NoRule => "It has no start or no target, so nothing can be said.".to_owned(),
    };
    if too_early { format!("{said} It is too early to judge pupils' results: look at use.") } else { said }
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
        (None, _) => (false, "The plan does not say on which day it is looked at.".to_owned()),
        (_, None) => {
            (false, "The earliest fair day is not known: the plan has no start, no design or no profile.".to_owned())
        }
        (Some(today), Some(fair)) if today < fair => (false, format!("It is not fair to judge before {fair}.")),
        _ if on_track(Level::Use) == 0 => {
            (false, "No indicator shows that the practice is in use: mend that first.".to_owned())
        }
        _ if behind(Level::Students) == 0 => (false, "No indicator of pupils is behind.".to_owned()),
        _ if turns < 2 => (
            false,
            format!(
                "{} indicators of pupils are behind; two turns have to be looked at first.",
                behind(Level::Students)
            ),
        ),
        _ => (
            true,
            format!(
                "The practice is in use, {} indicators of pupils are behind, and {turns} turns were looked at: stop, or change the design.",
                behind(Level::Students)
            ),
        ),
    }
}

/// The seven steps of a learning community and where the plan does them.
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
