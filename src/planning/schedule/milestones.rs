//! Milestones: stages, benchmarks, targets, goals, reviews, the earliest fair date to judge, and ongoing support.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::facts::Facts;
use super::StagePlan;
use super::days::Days;
use crate::words::{fill, fill_text, named, text};

named! {
    /// The kind of a milestone.
    MilestoneKind {
        Stage = "stage",
        Benchmark = "benchmark",
        Target = "target",
        Goal = "goal",
        Review = "review",
        FairJudgement = "fair_judgement",
        Support = "support",
    }
}

impl MilestoneKind {
    /// Whether something begins or becomes possible on the day; otherwise it is due.
    fn is_begin(self) -> bool {
        matches!(self, Self::Stage | Self::FairJudgement | Self::Support)
    }
}

/// A day on which something begins, ends, or is reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    pub key: String,
    pub kind: MilestoneKind,
    pub date: Date,
    pub title: String,
}

/// Ongoing support is reviewed twice a year.
const MONTHS_BETWEEN_REVIEWS: i64 = 6;

/// Maximum number of reviews: ten years.
const MOST_REVIEWS: usize = 20;

/// Returns the milestones in date order. None is on a day without school: what begins or may be judged then moves to the
/// next school day, and what is due to the one before.
pub(super) fn milestones(facts: &Facts<'_>, stages: &[StagePlan<'_>], days: &Days) -> Vec<Milestone> {
    let plan = facts.plan;
    let mut all = Vec::new();
    let mut add = |key: String, kind: MilestoneKind, date: Option<Date>, title: String| {
        let date = date.map(|date| days.near(date, kind.is_begin()));
        all.extend(date.map(|date| Milestone { key, kind, date, title }));
    };
    let titled = |template, name: &str| fill(template, &[("name", name)]);
    for stage in stages {
        let title = match plan.stages.is_empty() {
            false => titled(text("planning.milestone.stage"), stage.name),
            true => text("planning.milestone.learning").to_owned(),
        };
        add(format!("stage-{}", stage.id), MilestoneKind::Stage, stage.days.map(|days| days.0), title);
    }
    for (at, indicator) in plan.indicators.iter().enumerate() {
        let id = indicator.id.clone().unwrap_or_else(|| (at + 1).to_string());
        let name = indicator.text.as_deref().unwrap_or(&id);
        let unit = indicator.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
        let named = |value: Option<f64>| match value {
            Some(value) => {
                let slots = [("name", name), ("value", &*format!("{value}{unit}"))];
                fill_text("planning.milestone.with_value", &slots)
            }
            None => name.to_owned(),
        };
        for (n, point) in indicator.benchmarks.iter().enumerate() {
            let title = titled(text("planning.milestone.benchmark"), &named(point.value));
            add(format!("benchmark-{id}-{}", n + 1), MilestoneKind::Benchmark, point.on, title);
        }
        let title = titled(text("planning.milestone.target"), &named(indicator.target));
        add(format!("target-{id}"), MilestoneKind::Target, indicator.target_on, title);
    }
    for (at, goal) in plan.goals.iter().enumerate() {
        let id = goal.id.clone().unwrap_or_else(|| (at + 1).to_string());
        let title = titled(text("planning.milestone.goal"), goal.text.as_deref().unwrap_or(&id));
        add(format!("goal-{id}"), MilestoneKind::Goal, goal.by, title);
    }
    for (at, cycle) in plan.cycles.iter().enumerate() {
        let id = cycle.id.clone().unwrap_or_else(|| (at + 1).to_string());
        let title = titled(text("planning.milestone.review"), cycle.plan.as_deref().unwrap_or(&id));
        add(format!("review-{id}"), MilestoneKind::Review, cycle.until, title);
    }
    let fair = text("planning.milestone.fair").to_owned();
    add("fair-judgement".to_owned(), MilestoneKind::FairJudgement, facts.fair_date(), fair);
    for (n, date) in reviews_of_support(facts).into_iter().enumerate() {
        let title = text("planning.milestone.support").to_owned();
        add(format!("support-{}", n + 1), MilestoneKind::Support, Some(date), title);
    }
    all.sort_by(|a, b| (a.date, a.kind, &a.key).cmp(&(b.date, b.kind, &b.key)));
    all
}

/// Returns dates twice a year from the end of the calendar to the end of support.
fn reviews_of_support(facts: &Facts<'_>) -> Vec<Date> {
    let (Some(from), Some(until)) = (facts.plan.calendar.until, facts.plan.support.until) else { return Vec::new() };
    let mut dates = Vec::new();
    for n in 1..=MOST_REVIEWS as i64 {
        match from.checked_add((n * MONTHS_BETWEEN_REVIEWS).months()) {
            Ok(date) if date <= until => dates.push(date),
            _ => break,
        }
    }
    dates
}
