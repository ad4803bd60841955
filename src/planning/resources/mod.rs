//! Resources of a plan: hours, people, days of substitute coverage, and money, per teacher and in total, with ranges.
//!
//! Cash is what the plan adds to the budget. Hours in the working day are already paid; they are shown beside it as time.

mod checks;
mod cost;
mod otherwise;
mod range;
mod years;

use std::collections::BTreeSet;

use super::facts::{Chosen, Facts};
use super::fill_numbers;
use super::schedule::{Schedule, Session, SessionKind, StagePlan};
use crate::catalogue::StagePart;
use crate::words::{counted, fill_text, text};

pub(super) use checks::findings;
pub use checks::{Budget, Coaches};
pub use cost::{Cost, CostKind, CostPart, LedTime, Pricing, Spending, design_cost, money};
pub use otherwise::Otherwise;
pub use range::Range;
pub use years::YearCost;

/// Hours in one day of substitute coverage; a judgment.
pub const HOURS_OF_A_DAY: f64 = 6.0;

/// The resources that a plan needs.
#[derive(Clone, Debug)]
pub struct Resources<'a> {
    pub teachers: Option<u32>,
    pub lines: Vec<Line<'a>>,
    pub per_teacher: Sum,
    /// For all teachers; `None` if their number is unknown.
    pub total: Option<Sum>,
    /// Cash for each student whom these teachers teach.
    pub cash_per_student: Option<Range>,
    /// Cash for all teachers by what it is spent on; empty if their number is unknown.
    pub spending: Vec<(Spending, Range)>,
    /// Cash for all teachers by fiscal year; empty if dates or the number of teachers are unknown.
    pub years: Vec<YearCost>,
    pub coaches: Option<Coaches>,
    pub budget: Option<Budget>,
    /// What the same money buys otherwise.
    pub otherwise: Vec<Otherwise<'a>>,
    pub people: Vec<&'a str>,
    pub things: Vec<&'a str>,
    pub unknown: Vec<String>,
}

/// What the plan needs, for one teacher or for all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    pub hours: Range,
    pub cover_days: Range,
    /// Money that the plan adds to the budget.
    pub cash: Range,
    /// Hours in the working day, which are already paid.
    pub paid_hours: Range,
    /// What those hours are worth at the rate of a teacher's hour; 0 if the rate is unknown.
    pub paid_worth: Range,
}

/// The resources that one part of the plan needs per teacher.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    pub what: String,
    /// Index among the chosen designs.
    pub design: Option<usize>,
    /// The kind of its sessions, for a part of the stages.
    kind: Option<SessionKind>,
    pub needs: Sum,
    pub led: Option<LedTime>,
    pub cost: Cost,
    pub rationale: &'a str,
}

impl Sum {
    #[must_use]
    fn plus(self, other: Self) -> Self {
        Self {
            hours: self.hours.plus(other.hours),
            cover_days: self.cover_days.plus(other.cover_days),
            cash: self.cash.plus(other.cash),
            paid_hours: self.paid_hours.plus(other.paid_hours),
            paid_worth: self.paid_worth.plus(other.paid_worth),
        }
    }

    fn times(self, factor: f64) -> Self {
        Self {
            hours: self.hours.times(factor),
            cover_days: self.cover_days.times(factor),
            cash: self.cash.times(factor),
            paid_hours: self.paid_hours.times(factor),
            paid_worth: self.paid_worth.times(factor),
        }
    }
}

/// Computes the resources that the plan needs.
pub(super) fn resources<'a>(facts: &Facts<'a>, schedule: &Schedule<'_>) -> Resources<'a> {
    let plan = facts.plan;
    let pricing = Pricing::new(&plan.prices, facts.catalogue);
    let chosen = facts.chosen.iter().enumerate().map(|(own, chosen)| design(facts, pricing, schedule, own, chosen));
    let mut lines: Vec<Line<'a>> = chosen.collect();
    lines.extend(stage_parts(facts, pricing, schedule));
    let per_teacher = lines.iter().map(|line| line.needs).fold(Sum::default(), Sum::plus);
    let setting = plan.profile.as_ref().and_then(|profile| profile.setting.team_size);
    let teachers = plan.people.teachers.or(setting);
    let total = teachers.map(|teachers| per_teacher.times(f64::from(teachers)));
    let students = plan.people.students.filter(|students| *students > 0);
    let budget = checks::budget(&plan.prices, teachers, per_teacher.cash);
    Resources {
        teachers,
        per_teacher,
        total,
        cash_per_student: total.zip(students).map(|(total, students)| total.cash.times(1.0 / f64::from(students))),
        spending: teachers.map_or_else(Vec::new, |teachers| spending(&lines, f64::from(teachers))),
        years: teachers.map_or_else(Vec::new, |teachers| years::years(facts, schedule, &lines, f64::from(teachers))),
        coaches: checks::coaches(facts, pricing, &lines),
        otherwise: otherwise::otherwise(facts, pricing, &lines, teachers, budget.as_ref()),
        budget,
        people: distinct(facts, |chosen| &chosen.design.roles),
        things: distinct(facts, |chosen| &chosen.design.resources),
        unknown: unknown(facts, schedule, teachers, &lines),
        lines,
    }
}

/// Returns the sums by what the money is spent on.
fn spending(lines: &[Line<'_>], teachers: f64) -> Vec<(Spending, Range)> {
    let of = |what: Spending| {
        let parts = lines.iter().flat_map(|line| &line.cost.parts).filter(|part| part.what == what);
        parts.map(|part| part.amount).fold(Range::default(), Range::plus).times(teachers)
    };
    Spending::ALL.into_iter().map(|what| (what, of(what))).filter(|(_, amount)| amount.high > 0.0).collect()
}

fn design<'a>(
    facts: &Facts<'a>,
    pricing: Pricing<'_>,
    schedule: &Schedule<'_>,
    own: usize,
    chosen: &Chosen<'a>,
) -> Line<'a> {
    let dosage = &chosen.design.dosage;
    let hours = chosen.own_hours().map_or_else(|| Range::from(&dosage.hours), Range::exactly);
    let share = chosen.environment(facts.catalogue).map_or(1.0, |environment| environment.cover_share.value);
    let cover_days = Range::from(&dosage.cover_hours).times(share / HOURS_OF_A_DAY);
    let mut line = Line {
        what: chosen.design.name.clone(),
        design: Some(own),
        kind: None,
        needs: Sum { hours, cover_days, ..Sum::default() },
        led: pricing.led_time(chosen.design, hours),
        cost: pricing.cost(chosen.design, hours, cover_days),
        rationale: &dosage.hours.rationale,
    };
    line.pay(pricing, schedule);
    line
}

impl Line<'_> {
    /// Whether a session belongs to the line.
    fn has(&self, session: &Session<'_>) -> bool {
        match self.design {
            Some(own) => session.design == Some(own),
            None => session.design.is_none() && Some(session.kind) == self.kind,
        }
    }

    /// Divides the hours into those that are paid in addition and those in the working day, and sums up the cash.
    fn pay(&mut self, pricing: Pricing<'_>, schedule: &Schedule<'_>) {
        let outside = outside_share(schedule.sessions.iter().filter(|one| self.has(one)));
        pricing.add(&mut self.cost, Spending::OutsideHours, "teacher_hour", self.needs.hours.times(outside));
        self.needs.paid_hours = self.needs.hours.times(1.0 - outside);
        let rate = pricing.price("teacher_hour").unwrap_or_default();
        self.needs.paid_worth = self.needs.paid_hours.times_range(rate);
        self.needs.cash = self.cost.amount();
    }
}

/// Returns the share of the minutes that is outside the working day; 0 if that is unknown.
fn outside_share<'s, 'a: 's>(sessions: impl Iterator<Item = &'s Session<'a>>) -> f64 {
    let (mut all, mut outside) = (0_u32, 0_u32);
    for session in sessions {
        all = all.saturating_add(session.minutes);
        if session.outside_working_day == Some(true) {
            outside = outside.saturating_add(session.minutes);
        }
    }
    f64::from(outside) / f64::from(all.max(1))
}

/// Returns the resources for workshops, short sessions, and support meetings of the stages, apart from the designs.
fn stage_parts<'a>(facts: &Facts<'a>, pricing: Pricing<'_>, schedule: &Schedule<'_>) -> Vec<Line<'a>> {
    let line = |part: &'a StagePart| {
        let hours = schedule.stages.iter().map(|stage| hours_of_part(part, stage)).fold(Range::default(), Range::plus);
        let mut line = Line {
            what: part.name.clone(),
            design: None,
            kind: SessionKind::ALL.into_iter().find(|kind| kind.id() == part.id),
            needs: Sum { hours, ..Sum::default() },
            led: None,
            cost: Cost {
                kind: CostKind::Reckoned,
                grade: facts.catalogue.rates.teacher_hour.grade.clone(),
                rationale: text("planning.cost.stage").to_owned(),
                parts: Vec::new(),
                missing: Vec::new(),
            },
            rationale: &part.rationale,
        };
        line.pay(pricing, schedule);
        line
    };
    facts.catalogue.planning.stage_parts.iter().map(line).filter(|line| line.needs.hours.high > 0.0).collect()
}

fn hours_of_part(part: &StagePart, stage: &StagePlan<'_>) -> Range {
    let (count, minutes) = stage.part(&part.id);
    Range::exactly(f64::from(minutes) * f64::from(count) / 60.0)
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
    let missing: BTreeSet<&str> = lines.iter().flat_map(|line| line.cost.missing.iter().copied()).collect();
    let currency = facts.plan.prices.currency.as_deref().unwrap_or_default();
    for key in missing {
        let what = fill_text(&format!("planning.cost.rate.{key}"), &[]);
        unknown.push(fill_text("planning.resources.no_price", &[("what", &what), ("currency", currency)]));
    }
    let has_times = schedule.sessions.iter().any(|one| one.starts.is_some());
    let is_known = schedule.sessions.iter().any(|one| one.outside_working_day.is_some());
    if has_times && !is_known && !lines.is_empty() {
        unknown.push(text("planning.resources.no_working_day").to_owned());
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
