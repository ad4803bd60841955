//! Whether the budget pays for the plan, and whether the coaches are enough for its teachers.

use super::{Line, Pricing, Range, Resources};
use crate::catalogue::{Leader, Severity};
use crate::planning::facts::Facts;
use crate::planning::finding::{Finding, OVER_BUDGET, TOO_FEW_COACHES};
use crate::planning::plan::Prices;
use crate::words::number;

/// The plan's cost beside its budget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    pub amount: f64,
    /// What the plan costs more than the budget; negative if money is left.
    pub gap: Range,
    /// How many teachers the budget pays for at the typical cost; `None` if a teacher costs nothing.
    pub pays_for: Option<u32>,
}

/// The coaches that the plan needs, beside those that it names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coaches {
    /// Full-time equivalents.
    pub needed: Range,
    pub teachers: u32,
    pub teachers_per_coach: Range,
    pub named: Option<u32>,
}

pub fn budget(prices: &Prices, teachers: Option<u32>, cash: Range) -> Option<Budget> {
    let (amount, teachers) = (prices.budget.filter(|budget| budget.is_finite() && *budget >= 0.0)?, teachers?);
    let all = cash.times(f64::from(teachers));
    let gap = Range { low: all.low - amount, typical: all.typical - amount, high: all.high - amount };
    let pays_for = (cash.typical > 0.0).then(|| (amount / cash.typical).floor().min(f64::from(u32::MAX)) as u32);
    Some(Budget { amount, gap, pays_for })
}

/// Returns the coaches that the designs led by a coach need, over all of the plan's teachers.
pub fn coaches(facts: &Facts<'_>, pricing: Pricing<'_>, lines: &[Line<'_>]) -> Option<Coaches> {
    let plan = facts.plan;
    let setting = plan.profile.as_ref().map(|profile| &profile.setting);
    let program = setting.and_then(|setting| setting.program_teachers.or(setting.team_size));
    let teachers = plan.people.teachers.or(program)?;
    let led = lines.iter().filter_map(|line| line.led).filter(|led| led.by == Leader::Coach);
    let each = led.map(|led| led.full_time).reduce(Range::plus)?;
    let needed = each.times(f64::from(teachers));
    Some(Coaches { needed, teachers, teachers_per_coach: pricing.teachers_per_coach(), named: plan.people.coaches })
}

/// Returns what is wrong with the budget and the number of coaches.
pub fn findings(facts: &Facts<'_>, resources: &Resources<'_>) -> Vec<Finding> {
    let too_few = resources.coaches.as_ref().and_then(|coaches| too_few_coaches(facts, coaches));
    over_budget(facts, resources).into_iter().chain(too_few).collect()
}

/// The plan costs more than the budget at typical rates; an error if it does at the lowest rates too.
fn over_budget(facts: &Facts<'_>, resources: &Resources<'_>) -> Option<Finding> {
    let (budget, total) = (resources.budget.filter(|budget| budget.gap.typical > 0.0)?, resources.total?);
    let pricing = Pricing::new(&facts.plan.prices, facts.catalogue);
    let money = |value| pricing.money(value);
    let is_sure = budget.gap.low > 0.0;
    let [low, cost, high] = [total.cash.low, total.cash.typical, total.cash.high].map(money);
    let (teachers, pays_for) = (resources.teachers.unwrap_or_default(), budget.pays_for.unwrap_or_default());
    let slots = [
        ("cost", cost.as_str()),
        ("low", &low),
        ("high", &high),
        ("budget", &money(budget.amount)),
        ("gap", &money(if is_sure { budget.gap.low } else { budget.gap.typical })),
        ("teachers", &teachers.to_string()),
        ("pays_for", &pays_for.to_string()),
    ];
    let finding = OVER_BUDGET.form(if is_sure { "surely" } else { "found" }, "/prices/budget", &slots);
    let severity = if is_sure { Severity::Error } else { Severity::Warning };
    Some(Finding { severity, grade: Some(facts.catalogue.rates.teacher_hour.grade.clone()), ..finding })
}

/// The plan names fewer coaches than it needs even if each serves as many teachers as possible.
fn too_few_coaches(facts: &Facts<'_>, coaches: &Coaches) -> Option<Finding> {
    let named = coaches.named.filter(|named| f64::from(*named) < coaches.needed.low)?;
    let tenth = |value: f64| number((value * 10.0).round() / 10.0);
    let [low, needed, high] = [coaches.needed.low, coaches.needed.typical, coaches.needed.high].map(tenth);
    let slots = [
        ("coaches", &*named.to_string()),
        ("teachers", &coaches.teachers.to_string()),
        ("needed", &needed),
        ("low", &low),
        ("high", &high),
        ("ratio", &number(coaches.teachers_per_coach.typical)),
    ];
    let form = match named {
        0 => "none",
        1 => "one",
        _ => "found",
    };
    let finding = TOO_FEW_COACHES.form(form, "/people/coaches", &slots);
    Some(Finding { grade: Some(facts.catalogue.rates.teachers_per_coach.grade.clone()), ..finding })
}
