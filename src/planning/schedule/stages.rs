//! The stages of a plan: their dates, and what each adds to the chosen designs.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::facts::Facts;
use super::super::plan::{Calendar, Stage};
use super::days::Days;
use crate::catalogue::LearningPattern;
use crate::words::text;

/// A stage with its dates.
#[derive(Clone, Debug)]
pub struct StagePlan<'a> {
    pub id: String,
    pub name: &'a str,
    pub content: &'a str,
    pub days: Option<(Date, Date)>,
    /// Learning needs and goals that the stage serves; empty for all.
    pub(super) follows_from: &'a [String],
    /// The workshop, short sessions and support meetings that it adds.
    pub(super) parts: Vec<PartLoad<'a>>,
}

/// How much a stage has of a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartLoad<'a> {
    pub part: &'a str,
    pub count: u32,
    /// Minutes of each; of a part without own minutes, they may be fewer where the calendar has no longer time.
    pub minutes: u32,
    pub own_minutes: bool,
}

/// The id of the only stage of a plan that names none.
const WHOLE: &str = "learning";

/// Maximum sessions of one part of a stage; more than this is a typing error.
const MOST_OF_A_PART: u32 = 60;

impl StagePlan<'_> {
    /// Returns the number and the minutes of a part of the stage.
    pub(in crate::planning) fn part(&self, part: &str) -> (u32, u32) {
        self.parts.iter().find(|one| one.part == part).map_or((0, 0), |one| (one.count, one.minutes))
    }
}

/// Returns the stages of the plan. Without any, the whole time is one stage with only the chosen designs.
pub(super) fn stages<'a>(facts: &Facts<'a>, days: &Days) -> Vec<StagePlan<'a>> {
    let windows = windows(&facts.plan.calendar, days, &facts.plan.stages);
    if facts.plan.stages.is_empty() {
        return vec![StagePlan {
            id: WHOLE.to_owned(),
            name: text("planning.schedule.whole"),
            content: "",
            days: windows.first().copied(),
            follows_from: &[],
            parts: Vec::new(),
        }];
    }
    let usual = &facts.catalogue.planning.stages;
    let stages = facts.plan.stages.iter().enumerate().map(|(at, stage)| {
        let known = usual.iter().find(|usual| stage.id.as_ref() == Some(&usual.id));
        let name = stage.name.as_deref().or(known.map(|known| known.name.as_str()));
        let weeks = windows.get(at).map_or(0, |(from, until)| days.week(*until) + 1 - days.week(*from));
        StagePlan {
            id: stage.id.clone().unwrap_or_else(|| format!("stage_{}", at + 1)),
            name: name.unwrap_or(text("planning.schedule.stage")),
            content: stage.content.as_deref().or(known.map(|known| known.what.as_str())).unwrap_or(""),
            days: windows.get(at).copied(),
            follows_from: &stage.follows_from,
            parts: parts(facts, stage, weeks),
        }
    });
    stages.collect()
}

/// Whether a stage takes the sessions of a chosen design.
pub(super) fn takes(stage: &[String], chosen: &[String]) -> bool {
    stage.is_empty() || chosen.iter().any(|id| stage.contains(id))
}

/// Returns what a stage adds: its own numbers, else those of its pattern, else nothing. A chosen design that already is
/// such a part takes its place.
fn parts<'a>(facts: &Facts<'a>, stage: &Stage, weeks: usize) -> Vec<PartLoad<'a>> {
    let planning = &facts.catalogue.planning;
    let pattern = stage.pattern.and_then(|own| planning.patterns.iter().find(|one| one.id == own.id()));
    let parts = planning.stage_parts.iter().map(|part| {
        let is_chosen = facts.chosen.iter().any(|chosen| {
            let takes = takes(&stage.follows_from, &chosen.asked.follows_from);
            takes && chosen.design.rhythm.counts_as.as_deref() == Some(&part.id)
        });
        let pattern = pattern.filter(|_| !is_chosen);
        let (count, minutes) = match part.id.as_str() {
            "workshop" => {
                let minutes = stage.workshop_minutes.or(pattern.map(|one| one.workshop_minutes));
                (minutes.unwrap_or(0).min(1), minutes.filter(|minutes| *minutes > 0))
            }
            "online_session" => (stage.online_sessions.or(pattern.map(|one| one.online_sessions)).unwrap_or(0), None),
            _ => (stage.support_meetings.or(pattern.map(|one| meetings(one, weeks))).unwrap_or(0), None),
        };
        PartLoad {
            part: &part.id,
            count: count.min(MOST_OF_A_PART),
            minutes: minutes.unwrap_or(part.minutes.typical),
            own_minutes: minutes.is_some(),
        }
    });
    parts.collect()
}

fn meetings(pattern: &LearningPattern, weeks: usize) -> u32 {
    match pattern.every_weeks {
        Some(every) => weeks.div_ceil(every.max(1) as usize) as u32,
        None => pattern.support_meetings,
    }
}

/// Returns the days of each stage: its own dates if it has them, else an equal share of the weeks with school.
fn windows(calendar: &Calendar, days: &Days, stages: &[Stage]) -> Vec<(Date, Date)> {
    let (Some(from), Some(until)) = (calendar.from, calendar.until) else { return Vec::new() };
    let until = until.max(from);
    let count = stages.len().max(1);
    let begins = |at: usize| {
        let week = days.weeks.get(days.weeks.len() * at / count).filter(|_| at > 0);
        week.map_or(from, |week| week.school.map_or(week.monday, |(first, _)| first))
    };
    let named = |at: usize| stages.get(at).map(|stage| (stage.from, stage.until)).unwrap_or_default();
    let day_before = |day: Date| day.checked_sub(1.day()).unwrap_or(day);
    let windows = (0..count).map(|at| {
        let (own_from, own_until) = named(at);
        // A stage without dates of its own is between its neighbors if they have dates.
        let after = || (at > 0).then(|| named(at - 1).1).flatten().and_then(|day| day.tomorrow().ok());
        let before = || (at + 1 < count).then(|| named(at + 1).0).flatten().map(day_before);
        let share = if at + 1 < count { day_before(begins(at + 1)) } else { until };
        let first = own_from.or_else(after).unwrap_or_else(|| begins(at)).clamp(from, until);
        (first, own_until.or_else(before).unwrap_or(share).clamp(first, until))
    });
    windows.collect()
}
