//! Resources of a plan: hours, people, days of substitute coverage, and cost, per teacher and in total, with ranges.

use std::collections::BTreeSet;

use super::facts::{Chosen, Facts};
use super::fill_numbers;
use super::schedule::{Schedule, SessionKind, StagePlan};
use crate::catalogue::{Amount, Cover, Spread};
use crate::words::{counted, fill, fill_text, text};

/// Hours in one day of substitute coverage; a judgment.
pub const HOURS_OF_A_DAY: f64 = 6.0;

/// An amount with its range.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    pub low: f64,
    pub typical: f64,
    pub high: f64,
}

/// The resources that a plan needs.
#[derive(Clone, Debug)]
pub struct Resources<'a> {
    pub teachers: Option<u32>,
    pub lines: Vec<Line<'a>>,
    pub hours_per_teacher: Range,
    pub cover_days_per_teacher: Range,
    /// Total for all teachers; `None` if the number of teachers is unknown.
    pub hours: Option<Range>,
    pub cover_days: Option<Range>,
    /// From the designs' own data, in US dollars; `None` if no design has a known cost.
    pub cost_usd_per_teacher: Option<Range>,
    pub cost_usd: Option<Range>,
    /// At the plan's own prices and currency: substitute coverage, hours outside the working day, and coaching.
    pub local: Vec<LocalCost>,
    pub people: Vec<&'a str>,
    pub things: Vec<&'a str>,
    pub unknown: Vec<String>,
}

/// The resources that one part of the plan needs per teacher.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    pub what: String,
    /// Index among the chosen designs.
    pub design: Option<usize>,
    pub hours: Range,
    pub cover_days: Range,
    pub cost_usd: Option<Range>,
    pub cost_unknown: Option<&'a str>,
    pub rationale: &'a str,
}

/// A total cost at the plan's own prices.
#[derive(Clone, Debug)]
pub struct LocalCost {
    pub what: &'static str,
    pub amount: Range,
}

impl Range {
    pub fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, typical: self.typical * factor, high: self.high * factor }
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, typical: self.typical + other.typical, high: self.high + other.high }
    }

    /// A range of a single value.
    pub fn exactly(value: f64) -> Self {
        Self { low: value, typical: value, high: value }
    }
}

impl From<&Amount> for Range {
    fn from(amount: &Amount) -> Self {
        Self { low: amount.low, typical: amount.typical, high: amount.high }
    }
}

/// Computes the resources that the plan needs.
pub(super) fn resources<'a>(facts: &Facts<'a>, schedule: &Schedule<'_>) -> Resources<'a> {
    let plan = facts.plan;
    let mut lines: Vec<Line<'a>> = facts.chosen.iter().enumerate().map(|(own, chosen)| design(own, chosen)).collect();
    lines.extend(stage_parts(facts, schedule));
    let sum = |of: fn(&Line<'_>) -> Range| lines.iter().map(of).fold(Range::default(), Range::plus);
    let (hours_per_teacher, cover_days_per_teacher) = (sum(|line| line.hours), sum(|line| line.cover_days));
    let costs: Vec<Range> = lines.iter().filter_map(|line| line.cost_usd).collect();
    let cost_usd_per_teacher = (!costs.is_empty()).then(|| costs.into_iter().fold(Range::default(), Range::plus));
    let setting = plan.profile.as_ref().and_then(|profile| profile.setting.team_size);
    let teachers = plan.people.teachers.or(setting);
    let in_all = |range: Range| teachers.map(|teachers| range.times(f64::from(teachers)));
    let (hours, cover_days) = (in_all(hours_per_teacher), in_all(cover_days_per_teacher));
    Resources {
        teachers,
        hours_per_teacher,
        cover_days_per_teacher,
        hours,
        cover_days,
        cost_usd_per_teacher,
        cost_usd: cost_usd_per_teacher.and_then(in_all),
        local: local(facts, schedule, teachers, cover_days),
        people: distinct(facts, |chosen| &chosen.design.roles),
        things: distinct(facts, |chosen| &chosen.design.resources),
        unknown: unknown(facts, schedule, teachers, &lines),
        lines,
    }
}

fn design<'a>(own: usize, chosen: &Chosen<'a>) -> Line<'a> {
    let dosage = &chosen.design.dosage;
    let hours = chosen.asked.hours.map_or_else(|| Range::from(&dosage.hours), Range::exactly);
    Line {
        what: chosen.design.name.clone(),
        design: Some(own),
        hours,
        cover_days: Range::from(&dosage.cover_hours).times(1.0 / HOURS_OF_A_DAY),
        cost_usd: dosage.cost_usd_per_teacher.as_ref().map(Range::from),
        cost_unknown: dosage.cost_unknown.as_deref(),
        rationale: &dosage.hours.rationale,
    }
}

/// Returns the resources for workshops, short sessions, and support meetings of the stages, apart from the designs.
fn stage_parts<'a>(facts: &Facts<'a>, schedule: &Schedule<'_>) -> Vec<Line<'a>> {
    let line = |part: &'a crate::catalogue::StagePart| {
        let of_stage = |stage: &StagePlan<'_>| {
            let (count, minutes) = stage.part(&part.id);
            let (count, minutes) = (Spread::exactly(count), Spread::exactly(minutes));
            let hours = |minutes: u32, count: u32| f64::from(minutes) * f64::from(count) / 60.0;
            Range {
                low: hours(minutes.low, count.low),
                typical: hours(minutes.typical, count.typical),
                high: hours(minutes.high, count.high),
            }
        };
        let hours = schedule.stages.iter().map(of_stage).fold(Range::default(), Range::plus);
        Line {
            what: part.name.clone(),
            design: None,
            hours,
            cover_days: Range::default(),
            cost_usd: None,
            cost_unknown: None,
            rationale: &part.rationale,
        }
    };
    facts.catalogue.planning.stage_parts.iter().map(line).collect()
}

fn local(facts: &Facts<'_>, schedule: &Schedule<'_>, teachers: Option<u32>, cover: Option<Range>) -> Vec<LocalCost> {
    let prices = &facts.plan.prices;
    let mut all = Vec::new();
    if let (Some(price), Some(days)) = (prices.cover_day, cover) {
        all.push(LocalCost { what: text("planning.resources.cover"), amount: days.times(price) });
    }
    if let (Some(price), Some(teachers)) = (prices.teacher_hour, teachers) {
        let outside = schedule.sessions.iter().filter(|one| one.outside_working_day == Some(true));
        let hours: f64 = outside.map(|one| f64::from(one.minutes) / 60.0).sum();
        all.push(LocalCost {
            what: text("planning.resources.outside"),
            amount: Range::exactly(hours * price * f64::from(teachers)),
        });
    }
    if let (Some(price), Some(teachers)) = (prices.coach_hour, teachers) {
        // In one-to-one designs, each hour of a teacher is also an hour of a coach.
        let coached = facts.chosen.iter().filter(|one| one.design.dosage.group_size.high <= 1.0);
        let hours = coached
            .map(|one| one.asked.hours.map_or_else(|| Range::from(&one.design.dosage.hours), Range::exactly))
            .fold(Range::default(), Range::plus);
        if hours.high > 0.0 {
            all.push(LocalCost {
                what: text("planning.resources.coaching"),
                amount: hours.times(price * f64::from(teachers)),
            });
        }
    }
    all
}

/// Lists the texts of the chosen designs in order, without duplicates.
fn distinct<'a>(facts: &Facts<'a>, of: impl Fn(&Chosen<'a>) -> &'a Vec<String>) -> Vec<&'a str> {
    let mut all: Vec<&str> = Vec::new();
    for text in facts.chosen.iter().flat_map(|chosen| of(chosen).iter()) {
        if !all.contains(&text.as_str()) {
            all.push(text);
        }
    }
    all
}

fn unknown(facts: &Facts<'_>, schedule: &Schedule<'_>, teachers: Option<u32>, lines: &[Line<'_>]) -> Vec<String> {
    let mut unknown = Vec::new();
    if teachers.is_none() {
        unknown.push(text("planning.resources.no_teachers").to_owned());
    }
    for (line, chosen) in lines.iter().zip(&facts.chosen) {
        let of_design = |template, why| fill(template, &[("design", &line.what), ("why", why)]);
        if let Some(why) = line.cost_unknown {
            unknown.push(of_design(text("planning.resources.cost_unknown_because"), why));
        } else if line.cost_usd.is_none() {
            unknown.push(of_design(text("planning.resources.cost_unknown"), ""));
        }
        if chosen.design.cover == Cover::Required && facts.plan.prices.cover_day.is_none() {
            unknown.push(of_design(text("planning.resources.no_cover_price"), ""));
        }
    }
    let designs = facts.plan.designs.iter().filter_map(|asked| asked.design.as_deref());
    let missing: BTreeSet<&str> = designs.filter(|id| facts.catalogue.design_index(id).is_none()).collect();
    unknown.extend(missing.into_iter().map(|id| fill_text("planning.resources.unknown_design", &[("id", id)])));
    let practice = schedule.sessions.iter().filter(|one| one.kind == SessionKind::Practice).count();
    if practice > 0 {
        unknown.push(fill_numbers(counted("planning.resources.practice", practice), practice, practice));
    }
    unknown
}
