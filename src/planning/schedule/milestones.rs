//! Milestones: stages, benchmarks, targets, goals, reviews, the earliest fair date to judge, and ongoing support.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::facts::Facts;
use super::StagePlan;

/// The kind of a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MilestoneKind {
    Stage,
    Benchmark,
    Target,
    Goal,
    Review,
    FairJudgement,
    Support,
}

impl MilestoneKind {
    /// The id, as in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Benchmark => "benchmark",
            Self::Target => "target",
            Self::Goal => "goal",
            Self::Review => "review",
            Self::FairJudgement => "fair_judgement",
            Self::Support => "support",
        }
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

pub(super) fn milestones(facts: &Facts<'_>, stages: &[StagePlan<'_>]) -> Vec<Milestone> {
    let plan = facts.plan;
    let mut all = Vec::new();
    let mut add = |key: String, kind, date: Option<Date>, title: String| {
        all.extend(date.map(|date| Milestone { key, kind, date, title }));
    };
    for stage in stages {
        let key = format!("stage-{}", stage.id);
        add(key, MilestoneKind::Stage, stage.days.map(|days| days.0), format!("Stage begins: {}", stage.name));
    }
    for (at, indicator) in plan.indicators.iter().enumerate() {
        let id = indicator.id.clone().unwrap_or_else(|| (at + 1).to_string());
        let text = indicator.text.as_deref().unwrap_or(&id);
        let unit = indicator.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
        for (n, point) in indicator.benchmarks.iter().enumerate() {
            let value = point.value.map_or_else(String::new, |value| format!(" ({value}{unit})"));
            let title = format!("Benchmark: {text}{value}");
            add(format!("benchmark-{id}-{}", n + 1), MilestoneKind::Benchmark, point.on, title);
        }
        let value = indicator.target.map_or_else(String::new, |value| format!(" ({value}{unit})"));
        add(format!("target-{id}"), MilestoneKind::Target, indicator.target_on, format!("Target: {text}{value}"));
    }
    for (at, goal) in plan.goals.iter().enumerate() {
        let id = goal.id.clone().unwrap_or_else(|| (at + 1).to_string());
        let text = goal.text.as_deref().unwrap_or(&id);
        add(format!("goal-{id}"), MilestoneKind::Goal, goal.by, format!("Goal due: {text}"));
    }
    for (at, cycle) in plan.cycles.iter().enumerate() {
        let id = cycle.id.clone().unwrap_or_else(|| (at + 1).to_string());
        let title = format!("Check and act: {}", cycle.plan.as_deref().unwrap_or(&id));
        add(format!("review-{id}"), MilestoneKind::Review, cycle.until, title);
    }
    let fair = "Earliest fair date to judge by student results".to_owned();
    add("fair-judgement".to_owned(), MilestoneKind::FairJudgement, facts.fair_date(), fair);
    for (n, date) in reviews_of_support(facts).into_iter().enumerate() {
        let title = "Support review: check use, refresh what has slipped, and decide what to learn next".to_owned();
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
